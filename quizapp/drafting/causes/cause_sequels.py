"""Effects told after their cause, in the next clause: "That is why Y", "Y was therefore done"."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

from collections.abc import Iterator
from typing import Final

from quizapp.drafting.causes.cause_reasons import run_end
from quizapp.drafting.causes.cause_words import Link, clause_words, fitting, span_of
from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Sentence
from quizapp.drafting.telling.owned import words_alone
from quizapp.drafting.telling.telling import Teller

_THEREFORE: Final = frozenset({"therefore", "consequently", "hence", "accordingly"})
_JOINING: Final = frozenset({"and", "so", ",", ";", ":", "—", "–", "but"})
_MOST_OF: Final = 0.6
_NEAR: Final = 9
"""Tokens from the start of a clause within which its adverb stands."""


def followed(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of a clause that points back to the one before it as its cause."""
    if clause.kind is not ClauseKind.MAIN or clause.verb is None or clause.verb.modal:
        return
    effect = _is_why(teller, clause) or _therefore(teller, clause) or _as_a_result(teller, clause)
    before = _before(teller, clause) if effect is not None else None
    if effect is None or before is None:
        return
    sentence, main = before
    cause = clause_words(Teller(teller.page, sentence), main)
    if cause is None or effect == cause or not _is_whole(cause, main):
        return
    start, _ = sentence.span(main.first, main.end)
    _, end = span_of(teller, clause)
    said = (f"because {cause}, {effect}", f"{effect} because {cause}")
    yield Link(cause, effect, start, end, clause, said)


def this_because(teller: Teller, clause: Clause) -> Iterator[Link]:
    """Yield the link of "This is because X": the sentence before is the effect."""
    verb, subject, tokens = clause.verb, clause.subject, teller.sentence.tokens
    if clause.kind is not ClauseKind.MAIN or verb is None or subject is None or clause.parent >= 0:
        return
    pointing = tokens[subject.head].low == "this" and subject.end - subject.first == 1
    if not pointing or verb.lemma != "be" or not verb.happened or verb.end >= len(tokens):
        return
    at = verb.end
    follows = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if tokens[at].low != "because" or follows == "of":
        return
    before = _before(teller, clause)
    if before is None or before[0] is teller.sentence:
        return
    sentence, main = before
    effect = clause_words(Teller(teller.page, sentence), main)
    cause = fitting(words_alone(teller, at + 1, run_end(tokens, at + 1)), fewest=3)
    if effect is None or cause is None or not _is_whole(effect, main):
        return
    start, _ = sentence.span(main.first, main.end)
    _, end = span_of(teller, clause)
    said = (f"{effect} because {cause}", f"because {cause}, {effect}")
    yield Link(cause, effect, start, end, clause, said)


def _is_why(teller: Teller, clause: Clause) -> str | None:
    """Return the effect of "That is why Y" and "This explains why Y"."""
    verb, tokens = clause.verb, teller.sentence.tokens
    if verb is None or clause.subject is None or verb.negated or verb.end >= len(tokens):
        return None
    pointing = tokens[clause.subject.head].low in {"that", "this"}
    alone = clause.subject.end - clause.subject.first == 1
    why = tokens[verb.end].low == "why" and verb.lemma in {"be", "explain"}
    if not (pointing and alone and why):
        return None
    return fitting(words_alone(teller, verb.end + 1, run_end(tokens, verb.end + 1)), fewest=3)


def _therefore(teller: Teller, clause: Clause) -> str | None:
    """Return a clause without the "therefore" that stands in it, or None where none does."""
    tokens = teller.sentence.tokens
    first = min(clause.first, clause.subject.first if clause.subject else clause.first)
    last = clause.verb.head if clause.verb is not None else first
    at = next((k for k in range(first, last) if tokens[k].low in _THEREFORE), None)
    if at is None or at - first > _NEAR or clause.subject is None or at < clause.subject.first:
        return None
    whole = clause_words(teller, clause)
    if whole is None:
        return None
    return fitting(" ".join(each for each in whole.split() if each != tokens[at].low), fewest=3)


def _is_whole(words: str, clause: Clause) -> bool:
    """Return whether the words tell most of a clause, not "it was used until an occasion"."""
    return len(words.split()) >= _MOST_OF * (clause.end - clause.first)


def _as_a_result(teller: Teller, clause: Clause) -> str | None:
    """Return the clause of "the herd left; as a result, the village shrank", or None."""
    tokens, at = teller.sentence.tokens, clause.first
    while at < clause.end and (tokens[at].text == "," or tokens[at].tag == "CC"):
        at += 1
    opens = [each.low for each in tokens[at : at + 4]]
    if clause.first == 0 or opens[:3] != ["as", "a", "result"] or opens[3:] == ["of"]:
        return None
    whole = clause_words(teller, clause)
    return fitting(whole.replace(" as a result", ""), fewest=3) if whole is not None else None


def _before(teller: Teller, clause: Clause) -> tuple[Sentence, Clause] | None:
    """Return the one main clause before: in the sentence, or the only one of the last sentence."""
    sentence = teller.sentence
    own = [
        each
        for each in sentence.clauses
        if each.kind is ClauseKind.MAIN and each.verb is not None and each.end <= clause.first + 1
    ]
    if own:
        between = sentence.tokens[own[-1].end : clause.first]
        apart = all(each.low in _JOINING for each in between)
        return (sentence, own[-1]) if apart else None
    if sentence.index == 0 or clause.parent >= 0:
        return None
    before = teller.page.sentences[sentence.index - 1]
    main = [each for each in before.clauses if each.kind is ClauseKind.MAIN and each.verb]
    framed = teller.page.framing(before, main[0]) if len(main) == 1 else None
    own_word = teller.page.framing(sentence, clause)
    return (before, main[0]) if framed is not None and framed.status is own_word.status else None
