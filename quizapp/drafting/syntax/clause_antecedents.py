"""Clauses whose subject the parser takes from too near: ", which", and "killing one carries"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, Token

_PLACING: Final = frozenset({"in", "at", "near", "on", "with", "outside"})
_NEW: Final = frozenset({"a", "an"})
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE: Final = frozenset({*_NOUNS, "JJ", "JJS", "JJR", "VBN", "POS", "CD", "DT"})
_FARTHEST: Final = 8


def with_own_subjects(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses; a relative one tells of the whole phrase before its comma.

    "A dam in the valley of Marl, which burst" tells of the dam, and "a museum with 6,000 exhibits,
    which opened in 1990" of the museum. What a gerund is the subject of has no other.
    """
    found = tuple(
        replace(each, subject=presented)
        if (presented := _of_presented(tokens, each, clauses) or _of_nearer(tokens, each, clauses))
        is not None
        else _raised(tokens, _of_gerund(each, clauses), clauses)
        for each in clauses
    )
    return tuple(_shared(each, found, clauses) for each in found)


def _shared(clause: Clause, found: Sequence[Clause], before: Sequence[Clause]) -> Clause:
    """Return "remaining in Oslo" with the subject that the relative clause it hangs on has got."""
    for new, old in zip(found, before, strict=True):
        hangs = clause.kind is ClauseKind.PARTICIPLE and clause.parent == new.index
        if hangs and new.subject != old.subject and clause.subject == old.subject:
            return replace(clause, subject=new.subject)
    return clause


def _of_gerund(clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Return "killing one carries a fine" without the subject of the clause before."""
    verb, subject = clause.verb, clause.subject
    if verb is None or subject is None or clause.kind is not ClauseKind.MAIN:
        return clause
    ruled = any(
        each.kind is ClauseKind.PARTICIPLE
        and each.end == verb.first
        and each.first >= clause.first
        and subject.end <= each.first
        and each.verb is not None
        and not each.verb.passive
        and each.verb.first == each.first
        for each in clauses
    )
    return replace(clause, subject=None) if ruled and subject.end <= clause.first else clause


def _raised(tokens: Sequence[Token], clause: Clause, clauses: Sequence[Clause]) -> Clause:
    subject = clause.subject
    hung = clause.kind is ClauseKind.RELATIVE and tokens[clause.first].low == "which"
    done = clause.kind is ClauseKind.PARTICIPLE and clause.verb is not None and clause.verb.passive
    if not (hung or done) or subject is None or subject.members:
        return clause
    comma = clause.first - 1
    if comma < 1 or tokens[comma].text != ",":
        return clause
    if subject.end != comma:
        return clause
    head, place = _noun_before(tokens, subject.first)
    if head < 0:
        return clause
    first = _opening(tokens, head)
    inside = tokens[place].low in _PLACING or tokens[first].low in _NEW
    if not inside or not _one_phrase(clauses, clause, (first, head, comma), tokens):
        return clause
    whole = Phrase(first, comma, head, ChunkKind.NOUN, prep_first=first)
    return replace(clause, subject=whole)


def _of_presented(
    tokens: Sequence[Token], clause: Clause, clauses: Sequence[Clause]
) -> Phrase | None:
    """Return Schulze of "Schulze, the author of the Vigil, who advised him", or None."""
    subject = clause.subject
    if clause.kind is not ClauseKind.RELATIVE or tokens[clause.first].low != "who":
        return None
    if subject is None or clause.first < 1 or tokens[clause.first - 1].text != ",":
        return None
    beside = next((each for each in clauses if each.index == clause.parent), None)
    if beside is None or beside.kind is not ClauseKind.APPOSITION or not beside.objects:
        return None
    hangs = subject.first > beside.objects[0].first and tokens[subject.first - 1].low == "of"
    return beside.subject if hangs else None


def _of_nearer(tokens: Sequence[Token], clause: Clause, clauses: Sequence[Clause]) -> Phrase | None:
    """Return Holm of "She was followed by Holm in 1952, who came from Oslo": no "she who"."""
    subject = clause.subject
    if clause.kind is not ClauseKind.RELATIVE or tokens[clause.first].low not in {"who", "whom"}:
        return None
    if subject is None or tokens[subject.head].tag != "PRP" or subject.end >= clause.first - 1:
        return None
    outer = next((each for each in clauses if each.index == clause.parent), None)
    behind = (*outer.objects, *outer.adverbials) if outer is not None else ()
    nouns = [
        each
        for each in behind
        if subject.end <= each.first
        and each.end < clause.first
        and each.kind is ChunkKind.NOUN
        and tokens[each.head].tag in _NOUNS
    ]
    last = max(nouns, key=lambda each: each.first, default=None)
    return replace(last, prep="", prep_first=last.first) if last is not None else None


def _noun_before(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the noun that a chain of "of" and "in" hangs on, and the first preposition; or -1."""
    head, place = -1, -1
    while at >= 2 and tokens[at - 1].tag == "IN" and tokens[at - 2].tag in _NOUNS:  # noqa: PLR2004 - a noun and "of"
        head, place = at - 2, at - 1
        at = _opening(tokens, head)
    return head, place


def _opening(tokens: Sequence[Token], head: int) -> int:
    """Return the first token of the noun phrase that ends at a noun."""
    first = head
    while first > 0 and head - first < _FARTHEST and tokens[first - 1].tag in _BEFORE:
        first -= 1
    return first


def _one_phrase(
    clauses: Sequence[Clause],
    clause: Clause,
    span: tuple[int, int, int],
    tokens: Sequence[Token],
) -> bool:
    """Return whether the parser holds the noun and what hangs on it for one phrase.

    A new thing with what it has is one all the same: "houses a museum with 6,000 exhibits".
    """
    first, head, end = span
    parent = next((each for each in clauses if each.index == clause.parent), None)
    if parent is None:
        return False
    if parent.subject is not None and parent.subject.first == first:
        return True
    phrases = (*parent.objects, *parent.adverbials)
    held = any(each.first <= head and each.end >= end and not each.members for each in phrases)
    having = tokens[first].low in _NEW and tokens[head + 1].low == "with"
    return held or having
