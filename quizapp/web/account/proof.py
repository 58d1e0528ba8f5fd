"""The password asked for again, before a way in or the account itself changes."""

from wtforms import PasswordField

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.signing_in import proving
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.formkit import Form, refuse
from quizapp.web.language import later


class ProveForm(Form):
    """The password again; accounts without one need none."""

    password = PasswordField(later("Your password"))


def has_password() -> bool:
    """Return whether who is signed in has a password."""
    return proving.has_password(user_id=visitor.current().id)


def proved(form: ProveForm) -> bool:
    """Return whether the person has proved who they are; put why not beside the field."""
    try:
        proving.prove(
            user_id=visitor.current().id,
            password=form.password.data or "",
            began_at=visitor.began_at(),
            site_key=settings_in_force().secret_key,
            now=clock.now(),
        )
    except InputError as error:
        refuse(form, error, otherwise="password")
        return False
    return True
