"""Progress: recall today, the forecast, work by day, retention against desired; each as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.formats.csv_table import Cell, to_csv
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import label
from quizapp.scheduling.forecast import DayForecast, Pace, forecast
from quizapp.scheduling.parameters import Parameters
from quizapp.services.recall_summary import RecallSummary, summarise
from quizapp.services.study_learner import get_learner, moment_of
from quizapp.services.study_today import pace_ms, streak_days
from quizapp.store import day_queries, set_queries
from quizapp.store.day_queries import DayWork
from quizapp.store.engine import reading
from quizapp.store.set_queries import CardOfArticle, CardOfSet, SetHead

DAYS_BACK: Final = 90
"""Study days of reviews that are shown and counted for true retention."""
_RELEARN_ANSWERS: Final = 2
"""More answers that a forgotten card costs: its relearning step and the review after it."""


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
class Progress:
    """All that the progress page shows.

    Attributes:
        day: today, study day. forecast: 30 study days from today.
        days: study days with work of the last 90, oldest first.
    """

    day: int
    recall: tuple[RecallRow, ...]
    forecast: tuple[DayForecast, ...]
    days: tuple[DayWork, ...]
    retention: Retention
    streak_days: int


TABLES: Final = ("recall", "forecast", "days", "retention")
"""The tables that can be downloaded."""


def progress(*, user_id: int, now: datetime) -> Progress:
    """Return all that the progress page shows.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        pace = pace_ms(session, user_id=user_id)
        heads = set_queries.list_visible_sets(session, user_id=user_id)
        of_sets = set_queries.list_cards_of_sets(session, user_id=user_id)
        cards = set_queries.list_cards_of_articles(session, user_id=user_id, article_id=None)
        days = day_queries.list_days(session, user_id=user_id, first=day - DAYS_BACK + 1, last=day)
        streak = streak_days(session, user_id=user_id, day=day)
    return Progress(
        day=day,
        recall=_recall_rows(heads, of_sets, cards, day=day, parameters=learner.parameters),
        forecast=forecast(
            (card.memory for card in cards if not card.suspended),
            today=day,
            pace=Pace(review_s=pace / 1000, relearn_s=_RELEARN_ANSWERS * pace / 1000),
            parameters=learner.parameters,
        ),
        days=days,
        retention=_retention(days, desired=learner.desired_retention),
        streak_days=streak,
    )


def table_csv(shown: Progress, *, table: str) -> str:
    """Return one table of the progress page as CSV.

    Args:
        table: one of TABLES.

    Raises:
        NotFoundError: there is no such table.
    """
    match table:
        case "recall":
            return to_csv(
                ("level", "article", "passage", "title", "cards", "seen", "due", "recall", "known"),
                (_recall_cells(row) for row in shown.recall),
            )
        case "forecast":
            return to_csv(
                ("day", "cards", "minutes"),
                ((label(each.day), each.cards, round(each.minutes, 1)) for each in shown.forecast),
            )
        case "days":
            return to_csv(
                ("day", "reviews", "minutes", "tested", "recalled"),
                (
                    (
                        label(each.day),
                        each.reviews,
                        round(each.milliseconds / 60_000, 1),
                        each.tested,
                        each.recalled,
                    )
                    for each in shown.days
                ),
            )
        case "retention":
            kept = shown.retention
            return to_csv(
                ("tested", "recalled", "true_retention", "desired_retention"),
                [(kept.tested, kept.recalled, kept.true, kept.desired)],
            )
        case _:
            raise NotFoundError("There is no such table.")


def _recall_cells(row: RecallRow) -> tuple[Cell, ...]:
    kept = row.summary
    return (
        row.level,
        row.article,
        row.passage,
        row.title,
        kept.cards,
        kept.seen,
        kept.due,
        None if kept.recall is None else round(kept.recall, 4),
        round(kept.known, 4),
    )


def _retention(days: Sequence[DayWork], *, desired: float) -> Retention:
    tested = sum(each.tested for each in days)
    recalled = sum(each.recalled for each in days)
    return Retention(tested, recalled, recalled / tested if tested else None, desired)


def _recall_rows(
    heads: Sequence[SetHead],
    of_sets: Sequence[CardOfSet],
    cards: Sequence[CardOfArticle],
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
