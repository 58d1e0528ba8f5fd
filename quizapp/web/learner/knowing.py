"""A fact and a card as their learner reads them: recall, due, every answer given.

Addresses hold the card's number: a fact's id can give its answer away.
"""

from dataclasses import dataclass
from typing import Final

from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.formats.sheets.csv_table import Cell, to_csv
from quizapp.scheduling.day import date_of, label
from quizapp.services.decks import decks
from quizapp.services.study import knowing
from quizapp.services.study.knowing import CardPage, FactPage, HistoryLine
from quizapp.web import visitor
from quizapp.web.downloads import csv_file
from quizapp.web.language import date_words, say
from quizapp.web.pages import render, shows

_HEADS: Final = (
    "study_day",
    "answered_at",
    "kind",
    "form",
    "days_since",
    "predicted_recall",
    "rating",
    "score",
    "hints",
    "seconds",
    "interval_days",
    "stability_days",
    "question",
    "answer_given",
    "stands",
)


@shows("learner/fact.html")
@dataclass(frozen=True, slots=True)
class FactShown:
    """A fact; ``due``: of each card in words, by its number."""

    fact: FactPage
    due: dict[int, str]


@shows("learner/card.html")
@dataclass(frozen=True, slots=True)
class CardShown:
    """A card with its history.

    Attributes:
        due: in words. days: study day of each line in words, newest first.
        curve: (day in words, predicted recall 0..1).
        is_own: whether it is of a deck of theirs, where they can change it.
    """

    shown: CardPage
    due: str
    days: tuple[str, ...]
    curve: tuple[tuple[str, float], ...]
    is_own: bool


def fact(card_id: int) -> str:
    """Show the fact of a card."""
    found = knowing.fact_page(user_id=visitor.current().id, card_id=card_id, now=clock.now())
    return render(
        FactShown(
            fact=found,
            due={card.card_id: _due(card.due_day, day=found.day) for card in found.cards},
        )
    )


def card(card_id: int) -> str:
    """Show a card and every answer that was given to it."""
    found = knowing.card_page(user_id=visitor.current().id, card_id=card_id, now=clock.now())
    return render(
        CardShown(
            shown=found,
            due=_due(found.card.due_day, day=found.fact.day),
            days=tuple(_words(line.study_day) for line in found.lines),
            curve=tuple((_short(day), value) for day, value in found.curve),
            is_own=decks.is_own(user_id=visitor.current().id, article_id=found.fact.behind.article),
        )
    )


def card_csv(card_id: int) -> Response:
    """Send a card's history as CSV, oldest first."""
    found = knowing.card_page(user_id=visitor.current().id, card_id=card_id, now=clock.now())
    rows = (_cells(line) for line in reversed(found.lines))
    return csv_file(to_csv(_HEADS, rows), name=f"quizapp-card-{card_id}")


def _cells(line: HistoryLine) -> tuple[Cell, ...]:
    return (
        label(line.study_day),
        line.at.isoformat(timespec="seconds"),
        line.kind,
        line.form,
        line.elapsed_days,
        None if line.recall is None else round(line.recall, 4),
        line.rating,
        line.score,
        line.hints,
        line.seconds,
        line.interval_days,
        None if line.stability_days is None else round(line.stability_days, 2),
        line.stem,
        line.response,
        line.stands,
    )


def _due(due_day: int | None, *, day: int) -> str:
    if due_day is None:
        return ""
    if due_day <= day:
        return say("due now")
    if due_day == day + 1:
        return say("due tomorrow")
    return say("due %(day)s", day=_words(due_day))


def _short(day: int) -> str:
    return date_words(date_of(day), "d MMM")


def _words(day: int) -> str:
    return date_words(date_of(day), "d MMM y")
