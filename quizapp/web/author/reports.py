"""The inbox of learners' reports, and the answer to one."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.editing.authoring import Run, mark_evidence
from quizapp.services.questions import reports as service
from quizapp.services.questions.question_words import KeyedQuestion, keyed
from quizapp.services.questions.reports import OUTCOMES, TEXT_MAX, ReportSummary
from quizapp.store.study.aid_queries import LostCard
from quizapp.web import visitor
from quizapp.web.formkit import Form, choices_of, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class AnswerForm(Form):
    """What comes of a report."""

    status = RadioField(
        later("What comes of it"),
        [InputRequired(later("Choose what comes of the report."))],
        choices=choices_of(OUTCOMES),
    )
    outcome = TextAreaField(
        later("Your words to the learner"),
        [
            InputRequired(later("Write a sentence to the learner who reported it.")),
            Length(max=TEXT_MAX, message=later("Write at most %(max)d characters.")),
        ],
    )


@shows("author/reports.html")
@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The inbox, or what was resolved; ``lost`` are cards that many learners lose."""

    reports: tuple[ReportSummary, ...]
    is_open: bool
    zone: str
    lost: tuple[LostCard, ...]


@shows("author/report.html")
@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report with the version of the question that the learner saw."""

    report: service.ReportPage
    question: KeyedQuestion
    passage: tuple[Run, ...]
    form: AnswerForm
    outcomes: Mapping[str, str]
    """What may come of it, in words, by the value that the form sends."""
    zone: str


def reports() -> str:
    """Show open reports, or resolved ones."""
    is_open = request.args.get("show") != "resolved"
    return render(
        ReportsPage(
            service.list_inbox(is_open=is_open),
            is_open,
            visitor.current().zone,
            service.list_lost_by_many() if is_open else (),
        )
    )


def report(report_id: int) -> str:
    """Show one report."""
    return render(_page(report_id, AnswerForm()))


def answer_report(report_id: int) -> tuple[str, int] | Response:
    """Answer a report: its learner reads the words."""
    form = sent(AnswerForm)
    if form.validate():
        try:
            service.resolve_report(
                report_id=report_id,
                status=form.status.data or "",
                outcome=form.outcome.data or "",
                by=visitor.current().id,
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="outcome")
        else:
            flash(say("The report is answered; its learner sees your words."), "good")
            return redirect(url_for("author.reports"), 303)
    return render(_page(report_id, form)), 400


def _page(report_id: int, form: AnswerForm) -> ReportPage:
    found = service.get_report(report_id=report_id)
    marked = mark_evidence(found.passage_text, [(found.summary.fact, found.evidence)])
    return ReportPage(
        report=found,
        question=keyed(found.question),
        passage=marked,
        form=form,
        outcomes=OUTCOMES,
        zone=visitor.current().zone,
    )
