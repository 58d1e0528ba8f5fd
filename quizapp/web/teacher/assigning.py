"""Assign a set as a quiz: settings, then a preview with keys in which questions can be changed."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services import assignments, classes
from quizapp.services.assignments import MOST_QUESTIONS, PreviewQuestion, QuizDraft
from quizapp.services.classes import ClassPage
from quizapp.store.quiz_queries import SetChoice
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.formkit import refuse, sent, whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows
from quizapp.web.teacher.assign_form import (
    AssignForm,
    blank_form,
    draft_of,
    offer_sets,
    title_of,
)
from quizapp.web.teacher.blueprint import blueprint


@shows("teacher/assign.html")
@dataclass(frozen=True, slots=True)
class AssignPage:
    """The first step: settings. ``question_ids`` are kept when one comes back to it."""

    room: ClassPage
    form: AssignForm
    sets: tuple[SetChoice, ...]
    question_ids: tuple[int, ...]
    now: datetime


@shows("teacher/preview.html")
@dataclass(frozen=True, slots=True)
class PreviewPage:
    """The second step: the questions with their keys.

    Attributes:
        fields: the settings as they were sent, carried along in the form.
        problem: why the last thing asked for could not be done, or "".
    """

    room: ClassPage
    draft: QuizDraft
    fields: tuple[tuple[str, str], ...]
    questions: tuple[PreviewQuestion, ...]
    asked_for: int
    problem: str


@blueprint.get("/classes/<int:class_id>/assign")
@policy(Policy.TEACHER)
def assign(class_id: int) -> str:
    """Show the settings; ``?set=ID`` chooses a set."""
    user_id, now = visitor.current().id, clock.now()
    room = classes.get_class(user_id=user_id, class_id=class_id)
    sets = assignments.list_sets(user_id=user_id)
    set_id = request.args.get("set", type=whole)
    form = blank_form(sets=sets, set_id=set_id, zone=room.zone, now=now)
    return render(AssignPage(room, form, sets, (), now))


@blueprint.post("/classes/<int:class_id>/assign")
@policy(Policy.TEACHER)
def preview_quiz(class_id: int) -> str | tuple[str, int]:
    """Check the settings and show the questions; drop or replace one of them."""
    user_id, now = visitor.current().id, clock.now()
    room = classes.get_class(user_id=user_id, class_id=class_id)
    sets = assignments.list_sets(user_id=user_id)
    form, question_ids = _sent(sets)
    if request.form.get("do") == "settings":
        return render(AssignPage(room, form, sets, question_ids, now))
    draft = _draft(form, sets, room=room, question_ids=question_ids, now=now)
    if draft is None:
        return render(AssignPage(room, form, sets, question_ids, now)), 400
    try:
        chosen, problem = _chosen(form, question_ids, user_id=user_id), ""
    except ConflictError as error:
        chosen, problem = question_ids, words_of(error)
    page = _preview(room, form, draft, chosen, problem=problem)
    return (render(page), 409) if problem else render(page)


@blueprint.post("/classes/<int:class_id>/assign/now")
@policy(Policy.TEACHER)
def assign_now(class_id: int) -> tuple[str, int] | Response:
    """Give the quiz to the class."""
    user_id, now = visitor.current().id, clock.now()
    room = classes.get_class(user_id=user_id, class_id=class_id)
    sets = assignments.list_sets(user_id=user_id)
    form, question_ids = _sent(sets)
    draft = _draft(form, sets, room=room, question_ids=question_ids, now=now)
    if draft is None or not question_ids:
        return render(AssignPage(room, form, sets, question_ids, now)), 400
    try:
        assignment_id = assignments.assign_quiz(
            user_id=user_id, class_id=class_id, draft=draft, now=now
        )
    except ConflictError as error:
        page = _preview(room, form, draft, question_ids, problem=words_of(error))
        return render(page), 409
    flash(say("The quiz is assigned. Learners of the class see it now."), "good")
    return redirect(url_for("teacher.report", assignment_id=assignment_id), 303)


def _sent(sets: tuple[SetChoice, ...]) -> tuple[AssignForm, tuple[int, ...]]:
    """Return the form and the question ids that the request carries."""
    form = sent(AssignForm)
    offer_sets(form, sets)
    given = request.form.getlist("question", type=whole)[:MOST_QUESTIONS]
    return form, tuple(dict.fromkeys(given))


def _draft(
    form: AssignForm,
    sets: tuple[SetChoice, ...],
    *,
    room: ClassPage,
    question_ids: tuple[int, ...],
    now: datetime,
) -> QuizDraft | None:
    """Return the checked settings, or None with the reasons beside the fields."""
    if not form.validate():
        return None
    # The settings are checked before there are questions: 0 stands for those still to be chosen.
    ids = question_ids or (0,)
    try:
        draft = draft_of(form, zone=room.zone, title=title_of(form, sets), question_ids=ids)
        assignments.check_draft(draft, now=now)
    except InputError as error:
        refuse(form, error, otherwise="title")
        return None
    return draft


def _chosen(form: AssignForm, question_ids: tuple[int, ...], *, user_id: int) -> tuple[int, ...]:
    """Return the questions after what the pressed button asks for.

    Raises:
        ConflictError: there is nothing to replace a question with.
    """
    drop = request.form.get("drop", type=whole)
    replace = request.form.get("replace", type=whole)
    same = request.form.get("chosen_for") == f"{form.set_id.data}/{form.count.data}"
    if drop is not None and same:
        left = tuple(each for each in question_ids if each != drop)
        if not left:
            raise ConflictError("A quiz needs at least one question.")
        return left
    if replace in question_ids and same:
        return assignments.propose_replacement(
            user_id=user_id,
            set_id=form.set_id.data,
            question_ids=question_ids,
            replace=replace or 0,
            seed=secrets.token_hex(8),
        )
    if question_ids and same and request.form.get("do") != "others":
        return question_ids
    found = assignments.propose_questions(
        user_id=user_id,
        set_id=form.set_id.data,
        count=form.count.data or 1,
        seed=secrets.token_hex(8),
    )
    return tuple(each.question_id for each in found)


def _preview(
    room: ClassPage,
    form: AssignForm,
    draft: QuizDraft,
    question_ids: tuple[int, ...],
    *,
    problem: str,
) -> PreviewPage:
    carried = [
        (name, value)
        for name in form.data
        for value in request.form.getlist(name)
        if name != "title"
    ]
    return PreviewPage(
        room=room,
        draft=draft,
        fields=(
            ("title", draft.title),
            *carried,
            ("chosen_for", f"{form.set_id.data}/{form.count.data}"),
        ),
        questions=assignments.preview_questions(question_ids=question_ids),
        asked_for=form.count.data or 0,
        problem=problem,
    )
