"""The door of a class and who is in it."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services import classes
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.language import say
from quizapp.web.teacher.blueprint import blueprint


@blueprint.post("/classes/<int:class_id>/code")
@policy(Policy.TEACHER)
def rotate_code(class_id: int) -> Response:
    """Give the class a new code."""
    classes.rotate_code(user_id=visitor.current().id, class_id=class_id)
    flash(say("There is a new code. The old code and link no longer work."), "good")
    return _back(class_id)


@blueprint.post("/classes/<int:class_id>/open")
@policy(Policy.TEACHER)
def open_door(class_id: int) -> Response:
    """Let learners join."""
    classes.set_join_open(user_id=visitor.current().id, class_id=class_id, is_open=True)
    flash(say("The door is open: whoever has the code can join."), "good")
    return _back(class_id)


@blueprint.post("/classes/<int:class_id>/close")
@policy(Policy.TEACHER)
def close_door(class_id: int) -> Response:
    """Let nobody join any more; members stay."""
    classes.set_join_open(user_id=visitor.current().id, class_id=class_id, is_open=False)
    flash(say("The door is closed: nobody can join. Members stay."), "good")
    return _back(class_id)


@blueprint.post("/classes/<int:class_id>/members/<int:member_id>/block")
@policy(Policy.TEACHER)
def block(class_id: int, member_id: int) -> Response:
    """Put a learner out and keep them out."""
    classes.block_member(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id, now=clock.now()
    )
    flash(say("Blocked: they are out of the class and cannot join again."), "good")
    return _back(class_id)


@blueprint.post("/classes/<int:class_id>/members/<int:member_id>/unblock")
@policy(Policy.TEACHER)
def unblock(class_id: int, member_id: int) -> Response:
    """Let a blocked learner back in."""
    classes.unblock_member(user_id=visitor.current().id, class_id=class_id, member_id=member_id)
    flash(say("They are back in the class."), "good")
    return _back(class_id)


@blueprint.post("/classes/<int:class_id>/members/<int:member_id>/remove")
@policy(Policy.TEACHER)
def remove(class_id: int, member_id: int) -> Response:
    """Take a learner off the list; they may join again."""
    classes.remove_member(user_id=visitor.current().id, class_id=class_id, member_id=member_id)
    flash(
        say("Taken off the list. Their answers stay stored; with the code they can join again."),
        "good",
    )
    return _back(class_id)


def _back(class_id: int) -> Response:
    return redirect(url_for("teacher.show_class", class_id=class_id), 303)
