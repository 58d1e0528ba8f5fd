"""What becomes of a thing when something happens: "the dye turns blue when it meets air"."""

from collections.abc import Iterator
from typing import Final

from quizapp.bank.fact_type import ACTORS
from quizapp.drafting.causes.cause_effects import THINGS
from quizapp.drafting.causes.cause_reasons import reason_words, run_end
from quizapp.drafting.causes.cause_words import (
    Link,
    clause_end,
    fewest_words,
    fitting,
    span_of,
    subject_words,
)
from quizapp.drafting.lexis.kinds import kind_of_noun
from quizapp.drafting.lexis.offices import is_office
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Tense
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_BECOMING: Final = word_set("turn become go grow get")
"""Verbs that take what a thing becomes behind them: "turns blue"."""
_CHANGING: Final = word_set(
    "fall rise shrink decline dwindle drop melt dry weaken collapse fail worsen expand vanish"
    " disappear harden soften erode decay dissolve freeze boil evaporate condense wilt die sink"
    " burst crack break rot rust swell contract ferment solidify crystallise crystallize ignite"
    " burn explode decompose split bend fade flower germinate hatch thicken crumble"
    " increase decrease flood subside stall"
)
_ARISING: Final = word_set("occur arise form happen develop begin start result appear emerge")
_MADE: Final = word_set(
    "form create make produce release destroy damage kill trigger activate cause wreck ruin"
)
_MARKS: Final = frozenset({"when", "if", "after"})
_BRIEF: Final = 3


def occasions(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "X turns blue when Y", "X is formed when Y", "X fell after Y".

    The statement keeps the word of the article: that one comes of the other is told by the verb,
    which is one of becoming.
    """
    verb, outer = clause.verb, _outer(teller, clause)
    if verb is None or outer is None or outer.verb is None or outer.subject is None:
        return
    if not verb.happened or not outer.verb.happened or verb.tense is not outer.verb.tense:
        return
    if verb.progressive or outer.verb.progressive or outer.verb.perfect:
        return
    if clause.marker == "after" and outer.verb.tense is not Tense.PAST:
        return
    if not _becomes(outer) or not _is_thing(teller, outer.subject):
        return
    tokens = teller.sentence.tokens
    stop = min(run_end(tokens, clause.first), len(tokens))
    if clause.first < outer.verb.first:
        stop = next((k for k in range(clause.first, stop) if tokens[k].text == ","), stop)
    cause = reason_words(teller, outer, clause.first + 1, stop)
    effect = _effect(teller, outer, clause)
    if cause is None or effect is None:
        return
    start, end = span_of(teller, outer)
    inner = teller.sentence.span(clause.first, clause.end)
    mark = clause.marker
    said = (f"{mark} {cause}, {effect}", f"{effect} {mark} {cause}")
    yield Link(cause, effect, min(start, inner[0]), max(end, inner[1]), outer, said)


def _outer(teller: Teller, clause: Clause) -> Clause | None:
    if clause.kind not in {ClauseKind.TIME, ClauseKind.CONDITION} or clause.marker not in _MARKS:
        return None
    if teller.sentence.tokens[clause.first].low != clause.marker:
        return None  # "only when", "a year after"
    outer = next((x for x in teller.sentence.clauses if x.index == clause.parent), None)
    return outer if outer is not None and outer.kind is ClauseKind.MAIN else None


def _becomes(outer: Clause) -> bool:
    """Return whether a clause tells what becomes of its subject."""
    verb = outer.verb
    if verb is None:
        return False
    if verb.passive:
        return verb.lemma in _MADE and not any(each.prep == "by" for each in outer.adverbials)
    if verb.lemma in _BECOMING:
        return any(each.kind is ChunkKind.ADJECTIVE for each in outer.objects)
    return verb.lemma in _CHANGING | _ARISING and not outer.objects


def _is_thing(teller: Teller, subject: Phrase) -> bool:
    """Return whether a phrase names a thing, nobody who acts."""
    head = teller.sentence.tokens[subject.head]
    lemma = head.lemma.casefold()
    if subject.kind is not ChunkKind.NOUN or head.tag[:2] != "NN":
        return False
    entity = teller.entity_of(subject)
    if entity is not None and entity.kind in ACTORS:
        return False
    return kind_of_noun(lemma) not in ACTORS and (lemma in THINGS or not is_office(lemma))


def _effect(teller: Teller, outer: Clause, clause: Clause) -> str | None:
    """Return what becomes of the subject, without the occasion."""
    subject, verb, tokens = outer.subject, outer.verb, teller.sentence.tokens
    if subject is None or verb is None or subject_words(teller, outer) is None:
        return None
    end = clause.first if clause.first > verb.head else clause_end(teller, outer)
    while end > verb.head and (not tokens[end - 1].text[-1].isalnum()):
        end -= 1
    if end <= verb.head or tokens[end - 1].tag in {"RB", "IN", "CC"}:
        return None
    fewest = min(fewest_words(teller, subject.first, subject.end) + 1, _BRIEF)
    return fitting(words_alone(teller, subject.first, end), fewest=fewest)
