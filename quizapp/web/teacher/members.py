"""The door of a class, and who is let in or out."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.classes import classes
from quizapp.web import visitor
from quizapp.web.formkit import Form, sent
from quizapp.web.language import later, say, words_of
from quizapp.web.teacher.local_times import LOCAL, to_instant


def rotate_code(class_id: int) -> Response:
    """Give the class a new code."""
    classes.rotate_code(user_id=visitor.current().id, class_id=class_id)
    flash(say("There is a new code. The old code and link no longer work."), "good")
    return _back(class_id)


def open_door(class_id: int) -> Response:
    """Let learners join."""
    classes.set_join_open(user_id=visitor.current().id, class_id=class_id, is_open=True)
    flash(say("The door is open: whoever has the code can join."), "good")
    return _back(class_id)


def close_door(class_id: int) -> Response:
    """Let nobody join any more; members stay."""
    classes.set_join_open(user_id=visitor.current().id, class_id=class_id, is_open=False)
    flash(say("The door is closed: nobody can join. Members stay."), "good")
    return _back(class_id)


class JoinEndForm(Form):
    """When the code stops working; empty for never."""

    expires_at = DateTimeLocalField(later("The code works until"), [Optional()], format=LOCAL)


def set_join_end(class_id: int) -> Response:
    """Let the code work until a time by the class's clock."""
    user_id = visitor.current().id
    zone = classes.get_class(user_id=user_id, class_id=class_id).zone
    form = sent(JoinEndForm)
    if not form.validate():
        flash(say("This is not a time. Nothing was changed."), "bad")
        return _back(class_id)
    try:
        end = to_instant(form.expires_at.data, zone=zone, field="expires_at")
    except InputError as error:
        flash(words_of(error), "bad")
        return _back(class_id)
    classes.set_join_end(user_id=user_id, class_id=class_id, expires_at=end)
    flash(say("Stored: when the code stops working."), "good")
    return _back(class_id)


def block(class_id: int, member_id: int) -> Response:
    """Put a learner out and keep them out."""
    classes.block_member(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id, now=clock.now()
    )
    flash(say("Blocked: they are out of the class and cannot join again."), "good")
    return _to_people(class_id)


def unblock(class_id: int, member_id: int) -> Response:
    """Let a blocked learner back in."""
    classes.unblock_member(user_id=visitor.current().id, class_id=class_id, member_id=member_id)
    flash(say("They are back in the class."), "good")
    return _to_people(class_id)


def remove(class_id: int, member_id: int) -> Response:
    """Take a learner off the list; they may join again."""
    classes.remove_member(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id, now=clock.now()
    )
    flash(
        say("Taken off the list. Their answers stay stored; with the code they can join again."),
        "good",
    )
    return _to_people(class_id)


def _to_people(class_id: int) -> Response:
    return redirect(url_for("teacher.people", class_id=class_id), 303)


def _back(class_id: int) -> Response:
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)
