"""The tables of the progress page as CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from quizapp.analytics.strength import LEVELS
from quizapp.errors import NotFoundError
from quizapp.formats.sheets.csv_table import Cell, to_csv
from quizapp.scheduling.day import label
from quizapp.services.study.progress import Progress

Rows = Iterable[Sequence[Cell]]


def table_csv(shown: Progress, *, table: str) -> str:
    """Return one table of the progress page as CSV.

    Args:
        table: one of TABLES.

    Raises:
        NotFoundError: there is no such table.
    """
    if table not in _TABLES:
        raise NotFoundError("There is no such table.")
    heads, rows = _TABLES[table]
    return to_csv(heads, rows(shown))


def _recall(shown: Progress) -> Rows:
    return (
        (
            row.level,
            row.article,
            row.passage,
            row.title,
            row.summary.cards,
            row.summary.seen,
            row.summary.due,
            _four(row.summary.recall),
            _four(row.summary.known),
        )
        for row in shown.recall
    )


def _forecast(shown: Progress) -> Rows:
    return ((label(each.day), each.cards, round(each.minutes, 1)) for each in shown.forecast)


def _days(shown: Progress) -> Rows:
    return (
        (
            label(each.day),
            each.reviews,
            round(each.milliseconds / 60_000, 1),
            each.tested,
            each.recalled,
        )
        for each in shown.days
    )


def _retention(shown: Progress) -> Rows:
    kept = shown.retention
    return [(kept.tested, kept.recalled, _four(kept.true), kept.desired)]


def _forms(shown: Progress) -> Rows:
    return (
        (
            row.form,
            row.kept.reviews,
            _four(row.kept.true.value),
            _four(row.kept.desired.value),
            _four(row.kept.predicted.value),
        )
        for row in shown.forms
    )


def _calibration(shown: Progress) -> Rows:
    return (
        (each.low, each.high, each.reviews, _four(each.predicted), _four(each.actual))
        for each in shown.calibration.bins
    )


def _strength(shown: Progress) -> Rows:
    return (
        (
            label(each.day),
            *each.levels,
            None if each.median_days is None else round(each.median_days, 1),
        )
        for each in shown.weeks
    )


def _four(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


_TABLES: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Progress], Rows]]]] = {
    "recall": (
        ("level", "article", "passage", "title", "cards", "seen", "due", "recall", "known"),
        _recall,
    ),
    "forecast": (("day", "cards", "minutes"), _forecast),
    "days": (("day", "reviews", "minutes", "tested", "recalled"), _days),
    "retention": (("tested", "recalled", "true_retention", "desired_retention"), _retention),
    "forms": (
        ("form", "reviews", "true_retention", "desired_retention", "predicted_recall"),
        _forms,
    ),
    "calibration": (("from", "to", "reviews", "predicted_recall", "actual_recall"), _calibration),
    "strength": (("day", *(f"holds {each}" for each in LEVELS), "median_days"), _strength),
}
TABLES: Final = tuple(_TABLES)
"""The tables that can be downloaded."""
