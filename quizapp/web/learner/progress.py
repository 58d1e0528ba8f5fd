"""Progress: recall today, days to come and behind, how firm cards are: picture, table, advice."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp import clock
from quizapp.analytics.calibration import Calibration
from quizapp.analytics.strength import LEVELS
from quizapp.scheduling.day import date_of, label
from quizapp.services.questions import reports
from quizapp.services.questions.reports import ReportSummary
from quizapp.services.study import habits, progress
from quizapp.services.study.learner_pages import list_set_aside
from quizapp.services.study.progress import Progress, RecallRow
from quizapp.services.study.progress_tables import table_csv
from quizapp.services.study.study import SetAside, unbury, unsuspend
from quizapp.web import visitor
from quizapp.web.downloads import csv_file
from quizapp.web.language import date_words, say
from quizapp.web.learner import progress_advice as advice
from quizapp.web.pages import render, shows

DAYS_SHOWN: Final = 30
"""Study days behind us in the pictures."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What each picture says to do, one sentence each."""

    recall: str
    forecast: str
    days: str
    retention: str
    forms: str
    calibration: str
    strength: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """One form: in words, reviews, share remembered and aim (0..1), prediction."""

    form: str
    reviews: int
    true: float
    desired: float | None
    predicted: float | None


@shows("learner/progress.html")
@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How it goes.

    Attributes:
        articles: rows of recall for whole articles; topics and passages follow by article.
        coming: (day, cards, minutes) of the next 30 study days.
        behind: (day, answers, minutes) of the last 30.
        strength: (day, cards at each of three levels, firmest first) by week; levels: their names.
        weakest: article and number of the passage to study next, or None.
        rest: the learner's days off in words.
        aside: suspended and buried cards. reports: what the learner said of questions.
    """

    shown: Progress
    advice: Advice
    weakest: tuple[str, int] | None
    articles: tuple[RecallRow, ...]
    topics: tuple[RecallRow, ...]
    passages: tuple[RecallRow, ...]
    coming: tuple[tuple[str, int, float], ...]
    behind: tuple[tuple[str, int, float], ...]
    forms: tuple[FormLine, ...]
    calibration: Calibration
    strength: tuple[tuple[str | int, ...], ...]
    levels: tuple[str, ...]
    rest: str
    weekdays: tuple[tuple[int, str, bool], ...]
    aside: tuple[SetAside, ...]
    reports: tuple[ReportSummary, ...]
    started: bool


def progress_page() -> str:
    """Show how it goes."""
    user_id, now = visitor.current().id, clock.now()
    shown = progress.progress(user_id=user_id, now=now)
    return render(
        ProgressPage(
            shown=shown,
            advice=_advice(shown),
            weakest=_weakest(shown),
            articles=_of(shown, "article"),
            topics=_of(shown, "topic"),
            passages=_of(shown, "passage"),
            coming=tuple(
                (_words(each.day), each.cards, round(each.minutes, 1)) for each in shown.forecast
            ),
            behind=tuple(_behind(shown)),
            forms=tuple(_forms(shown)),
            calibration=shown.calibration,
            strength=tuple((_words(each.day), *reversed(each.levels)) for each in shown.weeks),
            levels=tuple(say(each) for each in LEVELS[::-1]),
            rest=advice.about_rest(shown.rest),
            weekdays=tuple(
                (n, name, n in shown.rest.weekdays) for n, name in enumerate(habits.WEEKDAYS)
            ),
            aside=list_set_aside(user_id=user_id, now=now),
            reports=reports.list_own_reports(user_id=user_id),
            started=any(row.summary.seen for row in shown.recall),
        )
    )


def progress_csv(table: str) -> AnyResponse:
    """Send one table as CSV."""
    shown = progress.progress(user_id=visitor.current().id, now=clock.now())
    return csv_file(table_csv(shown, table=table), name=f"quizapp-{table}-{label(shown.day)}")


def choose_rest() -> AnyResponse:
    """Store the days of rest."""
    habits.choose_rest(
        user_id=visitor.current().id,
        weekdays=request.form.getlist("weekday"),
        per_week=request.form.get("per_week", ""),
    )
    flash(say("Your days of rest are stored."), "good")
    return redirect(url_for("learner.progress", _anchor="streak"), 303)


def take_back(card_id: int) -> AnyResponse:
    """Ask a card again that was suspended or buried."""
    use = unsuspend if request.form.get("what") == "suspended" else unbury
    use(
        user_id=visitor.current().id,
        card_id=card_id,
        client_id=str(uuid.uuid4()),
        now=clock.now(),
    )
    flash(say("The card is asked again."), "good")
    return redirect(url_for("learner.progress"), 303)


def _advice(shown: Progress) -> Advice:
    return Advice(
        recall=advice.about_recall(shown),
        forecast=advice.about_forecast(shown),
        days=advice.about_days(shown),
        retention=advice.about_retention(shown),
        forms=advice.about_forms(shown),
        calibration=advice.about_calibration(shown.calibration),
        strength=advice.about_strength(shown),
    )


def _weakest(shown: Progress) -> tuple[str, int] | None:
    row = advice.weakest_passage(shown)
    return None if row is None or row.passage is None else (row.article or "", row.passage)


def _behind(shown: Progress) -> Iterable[tuple[str, int, float]]:
    worked = {each.day: each for each in shown.days}
    for day in range(shown.day - DAYS_SHOWN + 1, shown.day + 1):
        found = worked.get(day)
        minutes = round(found.milliseconds / 60_000, 1) if found else 0.0
        yield _words(day), found.reviews if found else 0, minutes


def _forms(shown: Progress) -> Iterable[FormLine]:
    for row in shown.forms:
        kept = row.kept
        if kept.true.value is not None:
            yield FormLine(
                row.form, kept.reviews, kept.true.value, kept.desired.value, kept.predicted.value
            )


def _of(shown: Progress, level: str) -> tuple[RecallRow, ...]:
    """Return the rows of one level that have cards the learner has met."""
    return tuple(row for row in shown.recall if row.level == level)


def _words(day: int) -> str:
    return date_words(date_of(day), "d MMM")
