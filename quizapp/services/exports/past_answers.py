"""The answers of a card that stand, and what the card was at each: for other programs and sites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.formats.remembered import AnswerKind
from quizapp.scheduling.kind import Kind
from quizapp.store.study.past_queries import PastEntry

_ANSWERS: Final = frozenset(str(kind) for kind in Kind if kind.is_review)


@dataclass(frozen=True, slots=True)
class Past:
    """What the log says of one card.

    Attributes:
        stand: the answers that stand since the card was last new, in their order, each with what
            the card was when it was asked.
        taken_back: answers that were undone.
        of_before: answers to what the card asked before its answer was changed.
    """

    stand: tuple[tuple[PastEntry, AnswerKind], ...]
    taken_back: int
    of_before: int


def past_of(entries: Sequence[PastEntry]) -> Past:
    """Return what one person's entries about one card, in the order stored, come to."""
    undone = {each.undoes for each in entries if each.undoes is not None}
    standing = [each for each in entries if each.seq not in undone]
    marks = [place for place, each in enumerate(standing) if each.kind == Kind.MANUAL]
    begins = marks[-1] + 1 if marks else 0
    return Past(
        tuple(_kinds(filter(_is_answer, standing[begins:]))),
        taken_back=sum(_is_answer(each) for each in entries if each.seq in undone),
        of_before=sum(map(_is_answer, standing[:begins])),
    )


def _is_answer(entry: PastEntry) -> bool:
    return entry.rating is not None and entry.kind in _ANSWERS


def _kinds(answers: Iterator[PastEntry]) -> Iterator[tuple[PastEntry, AnswerKind]]:
    """Yield answers with what the card was: the entry before says whether it was in steps."""
    in_steps, was_known = True, False
    for each in answers:
        kind: AnswerKind = "review"
        if in_steps:
            kind = "relearn" if was_known else "learn"
        yield each, kind
        in_steps = each.due_ms is not None
        was_known = was_known or not in_steps
