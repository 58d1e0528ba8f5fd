"""Learners of a class who may need a look, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import Words, translatable
from quizapp.services.classes.class_recall import Known
from quizapp.services.classes.class_standing import QuizMark
from quizapp.store.teaching.class_knowing_queries import ClassLearner

LAPSES: Final = 8
"""So often forgotten, a card slips away again and again."""
_LOW: Final = 0.7
_FEW_CARDS: Final = 10
_FALL: Final = 0.2
_BEFORE: Final = 2
"""Quizzes before the last one from which a fall says something."""
_AWAY: Final = timedelta(days=7)

Reason = tuple[Words, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Look:
    """A learner who needs a look, and why, kindest first."""

    user_id: int
    name: str
    reasons: tuple[Reason, ...]


def looks_of(
    learners: Sequence[ClassLearner],
    slipping: Mapping[int, int],
    known: Known,
    marks: Mapping[int, Sequence[QuizMark]],
    studied: Mapping[int, datetime],
    *,
    now: datetime,
) -> tuple[Look, ...]:
    """Return who may need a look, by name.

    Args:
        slipping: by learner, cards forgotten ``LAPSES`` times or more.
        known: recall today. marks: by learner, at the quizzes that are for them, by due time.
        studied: by learner who shares their times, when they answered last.
    """
    found = []
    for learner in learners:
        reasons = [
            *_by_quizzes(marks.get(learner.user_id, ())),
            *_by_memory(
                [*known.get(learner.user_id, {}).values()],
                stuck=slipping.get(learner.user_id, 0),
            ),
            *_by_times(learner, studied, now=now),
        ]
        if reasons:
            found.append(Look(learner.user_id, learner.name, tuple(reasons)))
    return tuple(found)


def _by_quizzes(marks: Sequence[QuizMark]) -> list[Reason]:
    reasons: list[Reason] = []
    missing = sum(each.mark.state == "missing" for each in marks)
    if missing:
        reasons.append((translatable("Quizzes not handed in: %(number)s."), {"number": missing}))
    shares = [
        each.mark.share
        for each in marks
        if each.mark.state == "graded" and each.mark.share is not None
    ]
    if len(shares) > _BEFORE:
        before = sum(shares[:-1]) / (len(shares) - 1)
        if before - shares[-1] >= _FALL:
            reasons.append(
                (
                    translatable("The last quiz went worse than those before: %(last)s %%."),
                    {"last": round(100 * shares[-1])},
                )
            )
    return reasons


def _by_memory(values: Sequence[float], *, stuck: int) -> list[Reason]:
    reasons: list[Reason] = []
    if len(values) >= _FEW_CARDS and sum(values) / len(values) < _LOW:
        reasons.append(
            (
                translatable("Much of what was learnt is slipping: %(recall)s %% recalled today."),
                {"recall": round(100 * sum(values) / len(values))},
            )
        )
    if stuck:
        reasons.append(
            (
                translatable("Cards that slip away again and again: %(number)s."),
                {"number": stuck},
            )
        )
    return reasons


def _by_times(
    learner: ClassLearner, studied: Mapping[int, datetime], *, now: datetime
) -> list[Reason]:
    if not learner.shares_times:
        return []
    last = studied.get(learner.user_id)
    if last is None:
        return [(translatable("Has not begun to study."), {})]
    if now - last >= _AWAY:
        return [(translatable("Last studied %(days)s days ago."), {"days": (now - last).days})]
    return []
