"""Causes that are clauses: "X, forcing Y to stop", "X, which made Y soft", "X so Y that Z"."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

import re
from collections.abc import Iterator
from typing import Final

from quizapp.drafting.causes.cause_effects import cause_of
from quizapp.drafting.causes.cause_outcomes import OUTCOMES, outcome, past_of
from quizapp.drafting.causes.cause_reasons import run_end
from quizapp.drafting.causes.cause_words import Link, clause_words, fitting, is_hedged, span_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Tense
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_ASIDES: Final = frozenset({ClauseKind.RELATIVE, ClauseKind.PARTICIPLE, ClauseKind.QUESTION})
_TAIL: Final = re.compile(r", (?:which|who)\b.*$")
_ONE: Final = frozenset({"it", "its"})
_MANY: Final = frozenset({"they", "them", "their"})
_SAID: Final = ("because {0}, {1}", "{1} because {0}", "the reason why {1} was that {0}")


def outcomes(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of a clause whose verb does something to its object."""
    verb = clause.verb
    if verb is None or verb.lemma not in OUTCOMES or verb.modal or verb.auxiliary:
        return
    if is_hedged(teller, clause):
        return
    outer = _outer(teller, clause)
    if outer is not None:
        yield from _of_clause(teller, clause, outer)
    elif clause.kind is ClauseKind.MAIN or (clause.kind is ClauseKind.RELATIVE and clause.aside):
        yield from _of_thing(teller, clause)


def _outer(teller: Teller, clause: Clause) -> Clause | None:
    """Return the main clause that ", forcing ..." or ", which made ..." hangs on, or None."""
    tokens = teller.sentence.tokens
    if clause.kind not in _ASIDES or clause.verb is None or clause.first < 2:  # noqa: PLR2004 - a clause before it
        return None
    opens = tokens[clause.first].low
    before = tokens[clause.first - 1].text
    participle = clause.kind is ClauseKind.PARTICIPLE
    if participle and tokens[clause.verb.head].tag != "VBG":
        return None
    if not participle and (opens != "which" or clause.verb.head - clause.first > 2):  # noqa: PLR2004 - "which also made"
        return None
    if before not in {",", "–", "—"}:
        return None
    outer = next((x for x in teller.sentence.clauses if x.index == clause.parent), None)
    while outer is not None and outer.kind is not ClauseKind.MAIN:
        outer = next((x for x in teller.sentence.clauses if x.index == outer.parent), None)
    if outer is None or outer.verb is None or outer.verb.head > clause.first:
        return None
    return outer


def _of_clause(teller: Teller, clause: Clause, outer: Clause) -> Iterator[Link]:
    verb = outer.verb
    if verb is None or not verb.happened:
        return
    past = past_of(outer) if clause.kind is ClauseKind.PARTICIPLE else past_of(clause)
    effect = outcome(teller, clause, past=past)
    whole = clause_words(teller, outer)
    cause = fitting(_TAIL.sub("", whole), fewest=3) if whole is not None else None
    if effect is None or cause is None:
        return
    start, end = span_of(teller, outer)
    last = teller.sentence.span(clause.first, clause.end)[1]
    yield Link(cause, effect, start, max(end, last), outer, _said(cause, effect))


def _said(cause: str, effect: str) -> tuple[str, ...]:
    return tuple(each.format(cause, effect) for each in _SAID)


def _of_thing(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "the tannin makes the leather waterproof": the subject is the cause."""
    verb = clause.verb
    if (
        verb is None
        or verb.passive
        or verb.negated
        or verb.tense not in {Tense.PAST, Tense.PRESENT}
    ):
        return
    cause = cause_of(teller, clause)
    effect = outcome(teller, clause, past=past_of(clause) or verb.perfect)
    if cause is None or effect is None or cause.startswith("the fact that"):
        return
    start, end = span_of(teller, clause)
    said: tuple[str, ...] = (f"because of {cause}, {effect}", f"{effect} because of {cause}")
    if clause.subject is None:
        if not _one_meant(teller, clause):
            return
        has = "had" if past_of(clause) else "has"
        said = (f"{cause} {has} the effect that {effect}",)
    yield Link(cause, effect, start, end, clause, said)


def _one_meant(teller: Teller, clause: Clause) -> bool:
    """Return whether "it" and "its" behind "heating the mineral" can mean one thing only."""
    verb, tokens = clause.verb, teller.sentence.tokens
    last = verb.first if verb is not None else clause.end
    for pronouns, tags in ((_ONE, {"NN", "NNP"}), (_MANY, {"NNS", "NNPS"})):
        pointing = any(each.low in pronouns for each in tokens[last : clause.end])
        nouns = [each for each in tokens[:last] if each.tag in tags]
        if pointing and len(nouns) != 1:
            return False
    return True


def degrees(teller: Teller) -> Iterator[Link]:
    """Yield the link of "the ice was so thick that carts could cross": how much leads to what."""
    tokens = teller.sentence.tokens
    for clause in teller.sentence.clauses:
        that = clause.first
        if clause.kind is not ClauseKind.THAT or tokens[that].low != "that":
            continue
        outer = next((x for x in teller.sentence.clauses if x.index == clause.parent), None)
        if outer is None or outer.verb is None or outer.verb.negated:
            continue
        at = next((k for k in range(outer.first, that) if tokens[k].low == "so"), None)
        if at is None or tokens[at + 1].tag[:2] not in {"JJ", "RB"} or that - at > 6:  # noqa: PLR2004 - "so heavy on the leaves that"
            continue
        if outer.verb.end < at and tokens[at - 1].tag[:2] == "NN":
            continue  # "a sum so small that nobody collects it" tells what it is
        first = min(outer.first, outer.subject.first if outer.subject else outer.first)
        first += tokens[first].tag == "CC"
        head = words_alone(teller, first, at) if at > first else ""
        tail = words_alone(teller, at + 1, that)
        effect = fitting(words_alone(teller, that + 1, run_end(tokens, that + 1)), fewest=3)
        if head is None or tail is None or effect is None:
            continue
        cause = fitting(f"{head} very {tail}", fewest=3)
        if cause is None:
            continue
        start, _ = teller.sentence.span(first, that)
        _, end = teller.sentence.span(that, run_end(tokens, that + 1))
        yield Link(cause, effect, start, end, outer, _said(cause, effect))
