"""Get into an account for the first time, by the code of a printed slip."""

from dataclasses import dataclass

from flask import flash, make_response
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from quizapp import clock
from quizapp.errors import InputError, NotFoundError, TooManyError
from quizapp.services.classes import slips
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.entering import enter
from quizapp.web.formkit import Form, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows


class SlipForm(Form):
    """A slip's code, and the password that is chosen."""

    code = StringField(
        later("Code of the slip"), [InputRequired(later("Please write the code in."))]
    )
    password = PasswordField(
        later("Your new password"), [InputRequired(later("Please choose a password."))]
    )


@shows("account/slip.html")
@dataclass(frozen=True, slots=True)
class SlipPage:
    """The form."""

    form: SlipForm


def slip() -> str:
    """Show the form."""
    return render(SlipPage(SlipForm()))


def slip_now() -> tuple[str, int] | Response:
    """Set the password, use the slip up and begin a session."""
    form = sent(SlipForm)
    if not form.validate():
        return render(SlipPage(form)), 400
    settings = settings_in_force()
    try:
        person = slips.claim_slip(
            form.code.data or "",
            password=form.password.data or "",
            address=visitor.address(),
            secret=settings.secret_key,
            now=clock.now(),
        )
    except NotFoundError as error:
        refuse(form, error, otherwise="code")
        return render(SlipPage(form)), 404
    except InputError as error:
        refuse(form, error, otherwise="password")
        return render(SlipPage(form)), 400
    except TooManyError as error:
        refuse(form, error, otherwise="code")
        response = make_response(render(SlipPage(form)), 429)
        response.headers["Retry-After"] = str(error.retry_after_s)
        return response
    answer = enter(person, to="/")
    flash(
        say(
            "Welcome, %(name)s. Your password is set: from now on you sign in by this name "
            "and the password.",
            name=person.name,
        ),
        "good",
    )
    return answer
