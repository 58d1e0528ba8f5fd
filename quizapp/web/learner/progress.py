"""Progress: recall today, the days to come and the days behind, each as picture and table."""

import uuid
from dataclasses import dataclass
from typing import Final

from flask import Response, flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from quizapp import clock
from quizapp.scheduling.day import date_of, label
from quizapp.services import progress, reports
from quizapp.services.learner_pages import list_set_aside
from quizapp.services.progress import Progress, RecallRow
from quizapp.services.reports import ReportSummary
from quizapp.services.study import SetAside, unbury, unsuspend
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.pages import render, shows

DAYS_SHOWN: Final = 30
"""Study days behind us in the pictures."""


@shows("learner/progress.html")
@dataclass(frozen=True, slots=True)
class ProgressPage:
    """How it goes.

    Attributes:
        articles: rows of recall for whole articles; topics and passages follow by article.
        coming: (day, cards, minutes) of the next 30 study days.
        behind: (day, answers, minutes) of the last 30.
        aside: suspended and buried cards. reports: what the learner said of questions.
    """

    shown: Progress
    articles: tuple[RecallRow, ...]
    topics: tuple[RecallRow, ...]
    passages: tuple[RecallRow, ...]
    coming: tuple[tuple[str, int, float], ...]
    behind: tuple[tuple[str, int, float], ...]
    aside: tuple[SetAside, ...]
    reports: tuple[ReportSummary, ...]
    started: bool


@blueprint.get("/progress", endpoint="progress")
@policy(Policy.SIGNED_IN)
def progress_page() -> str:
    """Show how it goes."""
    user_id, now = visitor.current().id, clock.now()
    shown = progress.progress(user_id=user_id, now=now)
    worked = {each.day: each for each in shown.days}
    days = range(shown.day - DAYS_SHOWN + 1, shown.day + 1)
    return render(
        ProgressPage(
            shown=shown,
            articles=_of(shown, "article"),
            topics=_of(shown, "topic"),
            passages=_of(shown, "passage"),
            coming=tuple(
                (_words(each.day), each.cards, round(each.minutes, 1)) for each in shown.forecast
            ),
            behind=tuple(
                (_words(day), worked[day].reviews, round(worked[day].milliseconds / 60_000, 1))
                if day in worked
                else (_words(day), 0, 0.0)
                for day in days
            ),
            aside=list_set_aside(user_id=user_id, now=now),
            reports=reports.list_own_reports(user_id=user_id),
            started=any(row.summary.seen for row in shown.recall),
        )
    )


@blueprint.get("/progress/<table>.csv")
@policy(Policy.SIGNED_IN)
def progress_csv(table: str) -> Response:
    """Send one table as CSV."""
    shown = progress.progress(user_id=visitor.current().id, now=clock.now())
    response = make_response(progress.table_csv(shown, table=table))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = (
        f'attachment; filename="quizapp-{table}-{label(shown.day)}.csv"'
    )
    return response


@blueprint.post("/cards/<int:card_id>/back")
@policy(Policy.SIGNED_IN)
def take_back(card_id: int) -> AnyResponse:
    """Ask a card again that was suspended or buried."""
    use = unsuspend if request.form.get("what") == "suspended" else unbury
    use(
        user_id=visitor.current().id,
        card_id=card_id,
        client_id=str(uuid.uuid4()),
        now=clock.now(),
    )
    flash("The card is asked again.", "good")
    return redirect(url_for("learner.progress"), 303)


def _of(shown: Progress, level: str) -> tuple[RecallRow, ...]:
    """Return the rows of one level that have cards the learner has met."""
    return tuple(row for row in shown.recall if row.level == level)


def _words(day: int) -> str:
    on = date_of(day)
    return f"{on.day} {on:%b}"
