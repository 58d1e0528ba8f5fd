"""An assignment: its settings, who did what, question by question; CSV; one attempt."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.assigning import assignments
from quizapp.services.gradebooks import answer_lines, grade_files, gradebook
from quizapp.services.gradebooks.gradebook import NOT_ASKED, AssignmentReport
from quizapp.services.people.zones import local_from_instant
from quizapp.web import visitor
from quizapp.web.access import may_open
from quizapp.web.downloads import csv_file
from quizapp.web.formkit import refuse, sent
from quizapp.web.language import say
from quizapp.web.pages import render, shows
from quizapp.web.teacher.assign_form import DueForm, instant_of
from quizapp.web.teacher.csv_files import wanted_layout

_TOLD: Final = ("running", "not_started", "upcoming", "missing", "excused", "ungraded")


@shows("teacher/report.html")
@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report of an assignment.

    Attributes:
        articles_open: whether passages can be linked.
        handed_in: learners with a submitted attempt; late: of whom what counts came late.
        states: how many learners are in each other state.
        bars: (share of the points, learners), from nothing to everything.
        scores: those that stand in cells, each once.
    """

    report: AssignmentReport
    due_form: DueForm
    articles_open: bool
    handed_in: int
    late: int
    states: tuple[tuple[str, int], ...]
    bars: tuple[tuple[str, int], ...]
    scores: tuple[float | None, ...]


def report(assignment_id: int) -> str:
    """Show the report."""
    found = _report(assignment_id)
    return render(_page(found, _due_form(found)))


def change_due(assignment_id: int) -> tuple[str, int] | Response:
    """Move the due time."""
    found = _report(assignment_id)
    form = sent(DueForm)
    if form.validate():
        try:
            assignments.change_due(
                user_id=visitor.current().id,
                assignment_id=assignment_id,
                due_at=instant_of(form.due_at.data, zone=found.zone, field="due_at"),
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="due_at")
        else:
            flash(say("The due time is changed, for running attempts too."), "good")
            return redirect(url_for("teacher.report", assignment_id=assignment_id), 303)
    return render(_page(found, form)), 400


def withdraw(assignment_id: int) -> Response:
    """Take the quiz back."""
    assignments.withdraw(user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now())
    flash(say("The quiz is withdrawn: learners no longer see it. Its results stay here."), "good")
    return redirect(url_for("teacher.report", assignment_id=assignment_id), 303)


def report_csv(assignment_id: int) -> Response:
    """Send learner x question as CSV."""
    found = _report(assignment_id)
    return csv_file(gradebook.report_csv(found, layout=wanted_layout()), name=found.title)


def answers_csv(assignment_id: int) -> Response:
    """Send every answer as CSV, one line each."""
    found = answer_lines.list_answers(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )
    text = grade_files.answers_table(found, layout=wanted_layout())
    return csv_file(text, name=f"{found.title} answers")


def _report(assignment_id: int) -> AssignmentReport:
    return gradebook.get_report(
        user_id=visitor.current().id, assignment_id=assignment_id, now=clock.now()
    )


def _due_form(found: AssignmentReport) -> DueForm:
    due = found.due_at
    local = None if due is None else local_from_instant(due, zone=found.zone)
    return DueForm(due_at=local.replace(tzinfo=None) if local else None)


def _page(found: AssignmentReport, form: DueForm) -> ReportPage:
    states: dict[str, int] = {}
    for learner in found.learners:
        states[learner.state] = states.get(learner.state, 0) + 1
    counts = found.distribution.counts
    step = 100 // len(counts)
    return ReportPage(
        report=found,
        due_form=form,
        articles_open=may_open("learner.article", visitor.current()),
        handed_in=sum(each.attempt_id is not None for each in found.learners),
        late=sum(each.late for each in found.learners),
        scores=tuple({each for row in found.learners for each in row.cells if each != NOT_ASKED}),
        states=tuple((state, states[state]) for state in _TOLD if state in states),
        bars=tuple((f"{n * step}\N{EN DASH}{(n + 1) * step}", c) for n, c in enumerate(counts)),
    )
