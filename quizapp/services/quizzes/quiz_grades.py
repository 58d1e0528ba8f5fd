"""Which attempts make the grade of a quiz, and what lateness takes off. Pure.

Source: Canvas, "late policy": points are taken off the points possible for each begun hour or
day, and lateness alone brings no grade below a floor.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from quizapp.store.tables.classes import Assignment, Attempt

_SECONDS: Final = {"hour": 3600, "day": 86400}


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt that was handed in.

    Attributes:
        score, max_score: points, before anything is taken off.
        late_by_s: seconds after the learner's own due time; 0 in time.
    """

    number: int
    score: float
    max_score: float
    late_by_s: int = 0


@dataclass(frozen=True, slots=True)
class GradeRules:
    """How attempts become a grade.

    Attributes:
        counts: best, last, first or average.
        late_percent: of the points possible, for each begun ``late_unit`` (hour or day).
        late_floor: percent below which lateness brings no grade.
        missing_percent: the grade of who handed nothing in by the closing; None for none.
    """

    counts: str = "best"
    late_percent: float = 0.0
    late_unit: str = "day"
    late_floor: float = 0.0
    missing_percent: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The grade of a quiz.

    Attributes:
        share: of the points possible, 0..1, after lateness.
        raw: the same before lateness.
        number: the attempt that counts; None for an average, and for nothing handed in.
        late: whether lateness took something off.
        missing: whether it is the grade of who handed nothing in.
    """

    share: float
    raw: float
    number: int | None
    late: bool = False
    missing: bool = False


def rules_of(row: Assignment) -> GradeRules:
    """Return how the attempts at an assignment become its grade."""
    return GradeRules(
        counts=row.attempt_counts,
        late_percent=row.late_percent,
        late_unit=row.late_unit,
        late_floor=row.late_floor,
        missing_percent=row.missing_percent,
    )


def tried_of(attempts: Iterable[Attempt]) -> tuple[Tried, ...]:
    """Return the attempts that were handed in and graded, first to last."""
    found = (
        Tried(each.number, each.score, each.max_score, each.late_by_s)
        for each in attempts
        if each.submitted_at is not None and each.score is not None and each.max_score is not None
    )
    return tuple(sorted(found, key=lambda each: each.number))


def late_units(late_by_s: int, *, unit: str) -> int:
    """Return how many hours or days have begun since the due time; 0 when in time."""
    return ceil(max(0, late_by_s) / _SECONDS[unit])


def after_lateness(share: float, *, late_by_s: int, rules: GradeRules) -> float:
    """Return a share of the points, 0..1, with what lateness takes off.

    It never falls below the floor by lateness; a share that was below it stays as it is.
    """
    taken = late_units(late_by_s, unit=rules.late_unit) * rules.late_percent / 100
    floor = min(share, rules.late_floor / 100)
    return max(share - taken, floor, 0.0)


def counting_grade(
    tried: Iterable[Tried], rules: GradeRules, *, closed: bool = False
) -> Counted | None:
    """Return the grade that attempts make; None while there is nothing to grade.

    Each attempt is graded with its own lateness before the best, last, first or average is
    taken. Of several best ones the first counts. An attempt of whose questions none counts any
    more (all were dropped) makes no grade.

    Args:
        tried: attempts handed in, in any order.
        closed: whether the learner can hand nothing in any more.
    """
    handed_in = sorted(tried, key=lambda each: each.number)
    graded = [_graded(each, rules) for each in handed_in if each.max_score > 0]
    if not graded:
        if handed_in or not closed or rules.missing_percent is None:
            return None
        share = rules.missing_percent / 100
        return Counted(share=share, raw=share, number=None, missing=True)
    if rules.counts == "average":
        return Counted(
            share=sum(each.share for each in graded) / len(graded),
            raw=sum(each.raw for each in graded) / len(graded),
            number=None,
            late=any(each.late for each in graded),
        )
    if rules.counts == "first":
        return graded[0]
    if rules.counts == "last":
        return graded[-1]
    return max(graded, key=lambda each: each.share)


def _graded(each: Tried, rules: GradeRules) -> Counted:
    raw = each.score / each.max_score
    share = after_lateness(raw, late_by_s=each.late_by_s, rules=rules)
    return Counted(share=share, raw=raw, number=each.number, late=share < raw)
