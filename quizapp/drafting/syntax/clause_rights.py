"""Clauses put right that the parser reads as hung on: "the mill, built in 1790, burned in 1834"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizapp.drafting.shapes.analysis import Clause, ClauseKind, Phrase, Tense, Token

_RELATIVES: Final = frozenset({"that", "which", "whom"})
_PAST: Final = frozenset({"VBD", "VBN"})


def righted(tokens: Sequence[Token], clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses, what was no participle as a predicate, relatives with their object."""
    found = [_finite(tokens, each, clauses) for each in clauses]
    by_index = {each.index: each for each in found}
    return tuple(_with_object(tokens, each, by_index) for each in found)


def _finite(tokens: Sequence[Token], clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Return a participle as the predicate that it is; any other clause as it stands."""
    verb, subject = clause.verb, clause.subject
    if clause.kind is not ClauseKind.PARTICIPLE or verb is None or subject is None:
        return clause
    if tokens[verb.head].tag not in _PAST or verb.first != verb.head:
        return clause
    active = replace(verb, passive=False, tense=Tense.PAST)
    before = tokens[subject.first - 1].low if subject.first else ""
    if before in _RELATIVES and subject.end == verb.first:
        # "the bridge that Ann Day designed in 1931": nobody designed Ann Day.
        return replace(
            clause, kind=ClauseKind.RELATIVE, verb=active, first=subject.first - 1, marker=before
        )
    parent = next((each for each in clauses if each.index == clause.parent), None)
    if parent is None or parent.kind is not ClauseKind.MAIN or parent.verb is not None:
        return clause
    closed = clause.first > 0 and tokens[clause.first - 1].text == ","
    opened = any(
        each.index != clause.index
        and each.subject == subject
        and subject.end < each.first < clause.first
        and tokens[each.first - 1].text == ","
        for each in clauses
    )
    return replace(clause, kind=ClauseKind.MAIN, verb=active) if closed and opened else clause


def _with_object(tokens: Sequence[Token], clause: Clause, by_index: dict[int, Clause]) -> Clause:
    """Return "that the king received" with the lists that it hangs on as its object."""
    verb, subject = clause.verb, clause.subject
    if clause.kind is not ClauseKind.RELATIVE or verb is None or subject is None:
        return clause
    taken = clause.objects or verb.passive or clause.marker not in _RELATIVES
    if taken or subject.first <= clause.first or tokens[clause.first].low not in _RELATIVES:
        return clause
    if tokens[clause.end - 1].tag in {"IN", "TO"} or subject.first != clause.first + 1:
        return clause
    thing = _before(tokens, clause, by_index)
    return clause if thing is None else replace(clause, objects=(thing,))


def _before(tokens: Sequence[Token], clause: Clause, by_index: dict[int, Clause]) -> Phrase | None:
    """Return the phrase that a relative clause hangs on."""
    at = clause.first
    while at > 0 and tokens[at - 1].text in {",", "—"}:
        at -= 1
    parent = by_index.get(clause.parent)
    while parent is not None:
        if parent.kind is ClauseKind.APPOSITION and parent.objects:
            return parent.subject if parent.objects[0].end == at else None
        phrases = (parent.subject, *parent.objects, *parent.adverbials)
        for each in phrases:
            if each is not None and not each.members and each.first < at == each.end:
                return each
        parent = by_index.get(parent.parent)
    return None
