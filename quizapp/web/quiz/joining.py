"""Join a class by its code, and leave it again."""

from dataclasses import dataclass

from flask import flash, make_response, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import NotFoundError, TooManyError
from quizapp.services.classes import classes
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class JoinForm(Form):
    """A join code."""

    code = StringField(later("Join code"), [InputRequired(later("Please write the code in."))])


@shows("quiz/join.html")
@dataclass(frozen=True, slots=True)
class JoinPage:
    """The form for a join code; a link fills it in."""

    form: JoinForm


def join() -> str:
    """Show the form."""
    return render(JoinPage(JoinForm()))


def join_by_link(code: str) -> str:
    """Show the form with the link's code; nothing is looked up before it is sent."""
    return render(JoinPage(JoinForm(code=code[:20])))


def join_now() -> tuple[str, int] | Response:
    """Put the person into the class."""
    form = sent(JoinForm)
    if not form.validate():
        return render(JoinPage(form)), 400
    settings = settings_in_force()
    try:
        joined = classes.join_class(
            user_id=visitor.current().id,
            code=form.code.data or "",
            address=visitor.address(),
            secret=settings.secret_key,
            now=clock.now(),
        )
    except NotFoundError as error:
        refuse(form, error, otherwise="code")
        return render(JoinPage(form)), 404
    except TooManyError as error:
        refuse(form, error, otherwise="code")
        response = make_response(render(JoinPage(form)), 429)
        response.headers["Retry-After"] = str(error.retry_after_s)
        return response
    if joined.already:
        flash(say("You are in this class already: %(name)s.", name=joined.name), "good")
    else:
        flash(say("You have joined the class: %(name)s.", name=joined.name), "good")
    return redirect(url_for("quiz.quizzes"), 303)


def leave(class_id: int) -> Response:
    """Take the person off the class list."""
    classes.leave_class(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    flash(say("You have left the class. What you learnt and answered stays yours."), "good")
    return redirect(url_for("quiz.quizzes"), 303)
