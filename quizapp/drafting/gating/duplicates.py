"""The same fact told twice is proposed once."""

from collections.abc import Iterable
from typing import Final

from quizapp.bank.terms import Status
from quizapp.drafting.lexis.word_sets import word_set
from quizapp.drafting.shapes.proposal import Proposal
from quizapp.drafting.telling.plain import words_of

_ALIKE = 0.8
_VERBS: Final = word_set(
    "became elected appointed made named heads headed chairs chaired led leads"
)
"""Words that a role says with another verb."""


def _content(proposal: Proposal) -> frozenset[str]:
    small = {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "was",
        "were",
        "by",
        "for",
        "is",
    }
    return frozenset(words_of(proposal.statement)) - small


def without_repeats(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Return the proposals in their order, the surer one of two that tell the same."""
    kept: list[tuple[Proposal, frozenset[str]]] = []
    for each in sorted(proposals, key=lambda one: (-one.confidence, one.passage, one.start)):
        words = _content(each)
        if not any(_same(each, words, other, theirs) for other, theirs in kept):
            kept.append((each, words))
    found = [
        each
        for each, words in kept
        if not any(_told_better(each, words, other) or _guessed(each, other) for other, _ in kept)
    ]
    return tuple(sorted(found, key=lambda one: (one.passage, one.start, one.end, one.type)))


_BETTER: Final = {"event": {"role", "agreement", "action"}, "action": {"role"}}
"""Types of which the second tells the same fact in a form of its own."""


def _told_better(one: Proposal, words: frozenset[str], other: Proposal) -> bool:
    """Return whether another proposal tells the same in the type that was made for it."""
    if other.type not in _BETTER.get(one.type, ()) or one.passage != other.passage or other.held:
        return False
    if one.start >= other.end or other.start >= one.end:
        return False
    if one.type == "event" and one.slots.get("when") != other.slots.get("when"):
        return False
    return words - _VERBS <= _content(other)


def _guessed(one: Proposal, other: Proposal) -> bool:
    """Return whether one reads a cause into a change that the other tells with its date."""
    read_in = one.type == "cause" and one.status is Status.ARTICLE_VIEW
    overlap = one.passage == other.passage and one.start < other.end and other.start < one.end
    return read_in and overlap and other.type == "event" and other.status is Status.STATED


def _same(one: Proposal, words: frozenset[str], other: Proposal, theirs: frozenset[str]) -> bool:
    if one.type != other.type or not words or not theirs:
        return False
    if one.slots.get("when") != other.slots.get("when") and one.type == "event":
        return False
    if one.type == "quantity" and one.slots.get("value") != other.slots.get("value"):
        return False
    if one.type == "role" and _other_role(one, other):
        return False
    return len(words & theirs) / min(len(words), len(theirs)) >= _ALIKE


def _other_role(one: Proposal, other: Proposal) -> bool:
    """Return whether two roles differ in who holds them, or in office and year: two careers."""
    if one.slots["person"] != other.slots["person"]:
        return True
    dates = {each.slots.get("when") for each in (one, other)} - {None}
    return len(dates) > 1 and one.slots["office"] != other.slots["office"]
