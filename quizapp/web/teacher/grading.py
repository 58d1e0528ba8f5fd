"""Grading by hand: one question with all responses, one attempt, points and words for each."""

from dataclasses import dataclass
from math import nan

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.marking import grading_attempt, grading_items, grading_manual
from quizapp.services.marking.grading_attempt import AnswerToJudge
from quizapp.services.marking.grading_items import GradedItem
from quizapp.services.quizzes import quiz_results
from quizapp.services.quizzes.quiz_results import ResultPage
from quizapp.web import visitor
from quizapp.web.access import may_open
from quizapp.web.formkit import Form, sent
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows


class JudgeForm(Form):
    """Points and words for one answer; ``back`` says which page it stands on."""

    points = StringField()
    comment = TextAreaField()
    back = StringField()


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent for one answer and could not be stored; it is shown again."""

    attempt_id: int
    item_id: int
    points: str
    comment: str
    error: str


@shows("teacher/item.html")
@dataclass(frozen=True, slots=True)
class ItemPage:
    """A question of a quiz with all responses; ``sent`` is what was refused just now."""

    item: GradedItem
    sent: Refused | None
    articles_open: bool


@shows("teacher/attempt.html")
@dataclass(frozen=True, slots=True)
class TeacherAttemptPage:
    """One learner's attempt as they saw it, with keys, and points to give."""

    result: ResultPage
    answers: tuple[AnswerToJudge, ...]
    sent: Refused | None
    articles_open: bool


def grade_item(item_id: int) -> str:
    """Show a question with all responses to it."""
    return _item_page(item_id, None)


def attempt(attempt_id: int) -> str:
    """Show one learner's attempt."""
    return _attempt_page(attempt_id, None)


def grade_answer(attempt_id: int, item_id: int) -> tuple[str, int] | Response:
    """Store points and comment of one answer."""
    form = sent(JudgeForm)
    on_item = form.back.data == "item"
    try:
        done = grading_manual.grade_answer(
            user_id=visitor.current().id,
            attempt_id=attempt_id,
            item_id=item_id,
            points=_points(form.points.data or ""),
            comment=form.comment.data or "",
            now=clock.now(),
        )
    except InputError as error:
        refused = Refused(
            attempt_id,
            item_id,
            form.points.data or "",
            form.comment.data or "",
            words_of(error),
        )
        page = _item_page(item_id, refused) if on_item else _attempt_page(attempt_id, refused)
        return page, 400
    flash(
        say(
            "Stored: %(points)s of %(all)s points. The learner is told.",
            points=f"{done.points:g}",
            all=f"{done.of:g}",
        ),
        "good",
    )
    place = f"j{attempt_id}-{item_id}"
    if on_item:
        return redirect(url_for("teacher.grade_item", item_id=item_id, _anchor=place), 303)
    return redirect(url_for("teacher.attempt", attempt_id=attempt_id, _anchor=place), 303)


def _points(text: str) -> float | None:
    """Return the number in a text, with a dot or a comma; None for nothing."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return nan  # refused by the service, which knows how many points there are


def _item_page(item_id: int, refused: Refused | None) -> str:
    person = visitor.current()
    found = grading_items.get_item(user_id=person.id, item_id=item_id)
    return render(ItemPage(found, refused, articles_open=may_open("learner.article", person)))


def _attempt_page(attempt_id: int, refused: Refused | None) -> str:
    person = visitor.current()
    return render(
        TeacherAttemptPage(
            quiz_results.get_result_for_teacher(user_id=person.id, attempt_id=attempt_id),
            grading_attempt.list_answers(user_id=person.id, attempt_id=attempt_id),
            refused,
            articles_open=may_open("learner.article", person),
        )
    )
