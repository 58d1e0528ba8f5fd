"""Progress: recall today, the forecast, work by day, how firm cards are, what came true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from quizapp.analytics.calibration import Calibration, Prediction, calibrate
from quizapp.analytics.learners import Rest, Review, Streak, retention_by_form, streak
from quizapp.analytics.learners import Retention as FormRetention
from quizapp.analytics.strength import Change, WeekStrength, strength_by_week
from quizapp.errors import translatable
from quizapp.generation.question import QuestionType
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.forecast import DayForecast, Pace, forecast
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.services.memory.recall_summary import RecallSummary, summarise
from quizapp.services.people.study_learner import get_learner, moment_of, pace_ms, steps_of
from quizapp.services.questions.question_words import FORMS
from quizapp.services.study.study_today import rest_of
from quizapp.store.engine import reading
from quizapp.store.study import day_queries, progress_queries, set_queries
from quizapp.store.study.day_queries import DayWork
from quizapp.store.study.progress_queries import ReviewRow
from quizapp.store.study.set_queries import CardOfPassage, CardOfSet, SetHead

DAYS_BACK: Final = 90
"""Study days of reviews that are shown and counted for true retention."""
WEEKS_BACK: Final = 12
"""Weeks over which it is shown how firm cards became; within the days read."""
LONGEST_DAYS: Final = 3660
"""Ten years: the longest streak is looked for no further back."""
_RATINGS: Final = {int(rating): rating for rating in Rating}


@dataclass(frozen=True, slots=True)
class RecallRow:
    """Recall today of an article, a topic or a passage.

    Attributes:
        level: article, topic or passage. article: id. passage: number, for a passage.
    """

    level: str
    article: str | None
    passage: int | None
    title: str
    summary: RecallSummary


@dataclass(frozen=True, slots=True)
class Retention:
    """Answers of cards in review over the days shown.

    Attributes:
        tested: how many. recalled: of those, not forgotten.
        true: their ratio, 0..1, or None when nothing was tested. desired: the learner's setting.
    """

    tested: int
    recalled: int
    true: float | None
    desired: float


@dataclass(frozen=True, slots=True)
class FormRow:
    """Retention of one form; ``form`` in words."""

    form: str
    kept: FormRetention


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the progress page shows.

    Attributes:
        day: today, study day. forecast: 30 study days from today.
        days: study days with work of the last 90, oldest first.
        forms: by form, the most asked first. calibration: of the same 90 days.
        weeks: how firm the cards were at the end of each of the last 12 weeks.
    """

    day: int
    recall: tuple[RecallRow, ...]
    forecast: tuple[DayForecast, ...]
    days: tuple[DayWork, ...]
    retention: Retention
    forms: tuple[FormRow, ...]
    calibration: Calibration
    weeks: tuple[WeekStrength, ...]
    streak: Streak
    rest: Rest


def progress(*, user_id: int, now: datetime) -> Progress:
    """Return all that the progress page shows.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        first = day - DAYS_BACK + 1
        pace = pace_ms(session, user_id=user_id)
        heads = set_queries.list_visible_sets(session, user_id=user_id)
        known = set_queries.list_known(session, user_id=user_id)
        of_sets = set_queries.list_cards_of_sets(session, user_id=user_id, known=known)
        cards = set_queries.list_cards_of_passages(session, user_id=user_id, known=known)
        # Reviews on a later day than today's were made east of here, and count all the same.
        rows = progress_queries.list_reviews(session, user_id=user_id, first=first, last=day + 1)
        rest = rest_of(session, user_id=user_id)
        begun = day_queries.find_first_day(session, user_id=user_id)
        studied = day_queries.list_studied_days(
            session, user_id=user_id, first=max(begun or day, day - LONGEST_DAYS), last=day
        )
    days = _days(rows, last=day)
    tested = [row for row in rows if row.kind == Kind.REVIEW and row.rating is not None]
    return Progress(
        day=day,
        recall=_recall_rows(heads, of_sets, cards, day=day, parameters=learner.parameters),
        forecast=forecast(
            (card.memory for card in cards if not card.suspended),
            today=day,
            pace=Pace(
                review_s=pace / 1000,
                relearn_s=steps_of(learner).answers_of_lapse * pace / 1000,
            ),
            parameters=learner.parameters,
        ),
        days=days,
        retention=_retention(days, desired=learner.desired_retention),
        forms=_forms(tested),
        calibration=_calibration(tested),
        weeks=_weeks({card.card_id: card.memory for card in cards}, rows, day=day),
        streak=streak(studied, today=day, rest=rest),
        rest=rest,
    )


def _days(rows: Sequence[ReviewRow], *, last: int) -> tuple[DayWork, ...]:
    """Return the work of each study day up to the last that had any, in order."""
    by_day: dict[int, list[ReviewRow]] = {}
    for row in rows:
        if row.study_day <= last:
            by_day.setdefault(row.study_day, []).append(row)
    return tuple(_work(day, by_day[day]) for day in sorted(by_day))


def _work(day: int, rows: Sequence[ReviewRow]) -> DayWork:
    ratings = [row.rating for row in rows if row.kind == Kind.REVIEW]
    return DayWork(
        day=day,
        reviews=len(rows),
        milliseconds=sum(row.duration_ms for row in rows),
        tested=len(ratings),
        recalled=sum(rating is not None and rating > Rating.AGAIN for rating in ratings),
    )


def _forms(tested: Sequence[ReviewRow]) -> tuple[FormRow, ...]:
    found = retention_by_form(
        Review(
            study_day=row.study_day,
            kind=Kind.REVIEW,
            rating=_RATINGS[row.rating or Rating.AGAIN],
            duration_ms=row.duration_ms,
            elapsed_days=row.elapsed_days,
            recall=row.recall,
            desired_retention=row.desired_retention,
            form=row.form,
        )
        for row in tested
    )
    return tuple(FormRow(form_words(form), kept) for form, kept in found.items())


def form_words(form: str) -> str:
    """Return a stored form in words; one that was imported has none."""
    return FORMS[QuestionType(form)] if form in set(QuestionType) else translatable("Imported")


def _calibration(tested: Sequence[ReviewRow]) -> Calibration:
    """Judge predictions by cards in review that came back on a later day."""
    return calibrate(
        Prediction(row.recall, row.rating != Rating.AGAIN)
        for row in tested
        if row.recall is not None and (row.elapsed_days or 0) > 0
    )


def _weeks(
    memories: Mapping[int, Memory], rows: Sequence[ReviewRow], *, day: int
) -> tuple[WeekStrength, ...]:
    held = {
        card_id: memory.stability_days
        for card_id, memory in memories.items()
        if memory.stage is not Stage.NEW and memory.stability_days is not None
    }
    return strength_by_week(
        held,
        (
            Change(row.card_id, row.study_day, row.seq, row.stability_before)
            for row in rows
            if row.rating is not None and row.card_id in held
        ),
        today=day,
        weeks=WEEKS_BACK,
    )


def _retention(days: Sequence[DayWork], *, desired: float) -> Retention:
    tested = sum(each.tested for each in days)
    recalled = sum(each.recalled for each in days)
    return Retention(tested, recalled, recalled / tested if tested else None, desired)


def _recall_rows(
    heads: Sequence[SetHead],
    of_sets: Sequence[CardOfSet],
    cards: Sequence[CardOfPassage],
    *,
    day: int,
    parameters: Parameters,
) -> tuple[RecallRow, ...]:
    """Return recall by article, then by topic, then by passage."""
    of = partial(summarise, day=day, parameters=parameters)
    memories: dict[int, list[Memory]] = {}
    for card in of_sets:
        memories.setdefault(card.set_id, []).append(card.memory)
    rows = [
        RecallRow(head.kind, head.article, None, head.title, of(memories.get(head.id, ())))
        for head in heads
        if head.kind in {"article", "topic"}
    ]
    by_passage: dict[tuple[str, int], list[Memory]] = {}
    for each in cards:
        by_passage.setdefault((each.article, each.passage), []).append(each.memory)
    rows += [
        RecallRow("passage", article, number, f"Passage {number}", of(group))
        for (article, number), group in sorted(by_passage.items())
    ]
    return tuple(rows)
