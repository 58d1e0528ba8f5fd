"""A learner's work: reviews and minutes by study day, true retention by form, streak."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from quizapp.analytics.figure import Figure, mean
from quizapp.errors import translatable
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating

LONGEST_ANSWER_MS = 60_000
"""A longer response time says that the learner was away (PRODUCT.md): it counts as this."""

_WEEK = 7
_MONDAY = 3
"""Study day 0 (1970-01-01) was three days after a Monday."""
_NO_REVIEWS = translatable("No card has come back for review in this time.")


class Review(NamedTuple):
    """As much of a log entry as the statistics need; leave out answers that were taken back.

    Attributes:
        study_day: as stored with the answer.
        kind: of the entry. rating: given.
        duration_ms: from the question to the answer.
        elapsed_days: study days since the card's last review; None when it was new.
        recall: predicted at the review, 0..1; None when it was new.
        desired_retention: the learner's then; None where the log does not say.
        form: question type that was asked; "" where the log does not say.
    """

    study_day: int
    kind: Kind
    rating: Rating
    duration_ms: int
    elapsed_days: int | None = None
    recall: float | None = None
    desired_retention: float | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class DayActivity:
    """One study day's work. ``minutes`` counts each answer as at most a minute."""

    day: int
    reviews: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Retention:
    """What was remembered of the cards that came back, beside what was wanted and foreseen.

    Attributes:
        reviews: that count: of cards in review, on a later day than their last.
        true: share remembered (Hard, Good or Easy), 0..1.
        desired: mean of the desired retention at each of them, 0..1.
        predicted: mean of the predicted recall at each of them, 0..1.
    """

    reviews: int
    true: Figure
    desired: Figure
    predicted: Figure


@dataclass(frozen=True, slots=True)
class Rest:
    """Days off that do not break a streak.

    Attributes:
        weekdays: Monday is 0; at most six.
        per_week: so many days of each week (from Monday) may be free besides, 0 to 6.
    """

    weekdays: frozenset[int] = frozenset()
    per_week: int = 0


NO_REST = Rest()


@dataclass(frozen=True, slots=True)
class Streak:
    """Study days in a row.

    Attributes:
        current: up to today, or to yesterday while today is still to come.
        longest: ever.
        today: whether something was studied today.
    """

    current: int
    longest: int
    today: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A streak as far as the days looked at can tell.

    Attributes:
        days: study days with work in it; days of rest between them do not count.
        broken_on: the day before it that was neither worked nor off; None where it may go on
            before the first day that was looked at.
    """

    days: int
    broken_on: int | None


def activity(
    reviews: Iterable[Review], *, first_day: int, last_day: int
) -> tuple[DayActivity, ...]:
    """Return the work of each study day from the first to the last, days without work too."""
    counts = dict.fromkeys(range(first_day, last_day + 1), 0)
    spent_ms = dict.fromkeys(counts, 0)
    for review in reviews:
        if review.study_day in counts:
            counts[review.study_day] += 1
            spent_ms[review.study_day] += min(max(review.duration_ms, 0), LONGEST_ANSWER_MS)
    return tuple(
        DayActivity(day=day, reviews=count, minutes=spent_ms[day] / 60_000)
        for day, count in counts.items()
    )


def retention(reviews: Iterable[Review]) -> Retention:
    """Return the true retention, beside the desired and the predicted.

    Learning steps do not count, nor does a second review on the same study day: both ask for what
    was seen minutes before. Source: Anki, "true retention".
    """
    counted = [
        review
        for review in reviews
        if review.kind is Kind.REVIEW
        and review.elapsed_days is not None
        and review.elapsed_days > 0
    ]
    return Retention(
        reviews=len(counted),
        true=mean(
            [float(review.rating is not Rating.AGAIN) for review in counted], nothing=_NO_REVIEWS
        ),
        desired=_mean_known([review.desired_retention for review in counted]),
        predicted=_mean_known([review.recall for review in counted]),
    )


def retention_by_form(reviews: Iterable[Review]) -> dict[str, Retention]:
    """Return the retention of each form that was asked, the most asked first."""
    groups: dict[str, list[Review]] = {}
    for review in reviews:
        groups.setdefault(review.form, []).append(review)
    found = {form: retention(group) for form, group in groups.items()}
    ranked = sorted(found.items(), key=lambda each: (-each[1].reviews, each[0]))
    return {form: each for form, each in ranked if each.reviews}


def run_back(days: Collection[int], *, today: int, first: int, rest: Rest = NO_REST) -> Run:
    """Return the streak that ends today, or yesterday while today is still to come.

    A day of rest neither breaks it nor counts. Work on a day of rest counts like any other.

    Args:
        days: study days with at least one answer, of those from ``first`` to today.
        today: the study day now.
        first: the first day looked at.
        rest: the learner's days off.
    """
    count = 0
    missed: dict[int, int] = {}
    for day in range(today, first - 1, -1):
        if day in days:
            count += 1
        elif day != today and not _rested(day, rest, missed):
            return Run(count, broken_on=day)
    return Run(count, broken_on=None)


def streak(days: Collection[int], *, today: int, rest: Rest = NO_REST) -> Streak:
    """Return how many study days in a row had work in them.

    Args:
        days: study days with at least one answer, in any order; repeats do no harm.
        today: the study day now; days after it (a journey west) count up to it only.
        rest: the learner's days off.
    """
    studied = {day for day in days if day <= today}
    if not studied:
        return Streak(current=0, longest=0, today=False)
    first = min(studied)
    current = run_back(studied, today=today, first=first, rest=rest).days
    longest, end = current, max(studied)
    while end >= first:
        run = run_back(studied, today=end, first=first, rest=rest)
        longest = max(longest, run.days)
        if run.broken_on is None:
            break
        # A run that ends within the week of the break has that week's days off to itself.
        week_end = run.broken_on - weekday(run.broken_on) + _WEEK - 1
        end = min(end - 1, week_end)
    return Streak(current=current, longest=longest, today=today in studied)


def _rested(day: int, rest: Rest, missed: dict[int, int]) -> bool:
    """Return whether a day without work is one off; ``missed`` counts those of each week."""
    if weekday(day) in rest.weekdays:
        return True
    week = (day + _MONDAY) // _WEEK
    missed[week] = missed.get(week, 0) + 1
    return missed[week] <= rest.per_week


def weekday(day: int) -> int:
    """Return the weekday of a study day, Monday 0: day 0 was a Thursday."""
    return (day + _MONDAY) % _WEEK


def _mean_known(values: Sequence[float | None]) -> Figure:
    return mean([value for value in values if value is not None], nothing=_NO_REVIEWS)
