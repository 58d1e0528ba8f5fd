"""A learner's work: reviews and minutes by study day, true retention, streak."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quizapp.analytics.figure import Figure, mean
from quizapp.errors import translatable
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating

LONGEST_ANSWER_MS = 60_000
"""A longer response time says that the learner was away (PRODUCT.md): it counts as this."""

_NO_REVIEWS = translatable("No card has come back for review in this time.")


@dataclass(frozen=True, slots=True)
class Review:
    """As much of a log entry as the statistics need; leave out answers that were taken back.

    Attributes:
        study_day: as stored with the answer.
        kind: of the entry. rating: given.
        duration_ms: from the question to the answer.
        elapsed_days: study days since the card's last review; None when it was new.
        recall: predicted at the review, 0..1; None when it was new.
        desired_retention: the learner's then; None where the log does not say.
    """

    study_day: int
    kind: Kind
    rating: Rating
    duration_ms: int
    elapsed_days: int | None = None
    recall: float | None = None
    desired_retention: float | None = None


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


def streak(days: Collection[int], *, today: int) -> Streak:
    """Return how many study days in a row had work in them.

    Args:
        days: study days with at least one answer, in any order; repeats do no harm.
        today: the study day now; days after it (a journey west) count up to it only.
    """
    longest = run = 0
    previous: int | None = None
    studied = sorted({day for day in days if day <= today})
    for day in studied:
        run = run + 1 if previous is not None and day == previous + 1 else 1
        longest = max(longest, run)
        previous = day
    alive = previous is not None and previous >= today - 1
    return Streak(current=run if alive else 0, longest=longest, today=previous == today)


def _mean_known(values: Sequence[float | None]) -> Figure:
    return mean([value for value in values if value is not None], nothing=_NO_REVIEWS)
