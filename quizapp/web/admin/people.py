"""Accounts: list, make, roles, disable and enable, reset links."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from quizapp import clock
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import ROLES, Person
from quizapp.services.signing_in import links, passkeys, second_step
from quizapp.web import visitor
from quizapp.web.formkit import Form, choices_of, refuse, sent
from quizapp.web.language import later, say
from quizapp.web.pages import render, shows

_NEEDED = later("Please fill this in.")


class PersonForm(Form):
    """A new account made by an administrator."""

    name = StringField(later("Name"), [InputRequired(_NEEDED)])
    password = PasswordField(later("First password"), [InputRequired(_NEEDED)])
    roles = SelectMultipleField(
        later("Roles beside learner"),
        choices=choices_of(ROLES),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


@shows("admin/people.html")
@dataclass(frozen=True, slots=True)
class PeoplePage:
    """All accounts, and the form that makes one."""

    people: tuple[Person, ...]
    form: PersonForm
    zone: str


@shows("admin/person.html")
@dataclass(frozen=True, slots=True)
class PersonPage:
    """One account; ``reset_url`` is a link that was just made, shown this once, or "".

    Attributes:
        second_step: whether more than the password is asked for. passkeys: has it any.
    """

    person: Person
    all_roles: tuple[str, ...]
    zone: str
    reset_url: str
    reset_until: datetime | None
    second_step: bool
    passkeys: bool


def people() -> str:
    """Show all accounts."""
    return render(_list(PersonForm()))


def add_person() -> tuple[str, int] | Response:
    """Make an account."""
    form = sent(PersonForm)
    if form.validate():
        try:
            made = administration.add_person(
                name=form.name.data or "",
                password=form.password.data or "",
                roles=tuple(form.roles.data or ()),
                actor_id=visitor.current().id,
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        except ConflictError as error:
            refuse(form, error, otherwise="name")
        else:
            flash(say("The account %(name)s is made.", name=made.name), "good")
            return redirect(url_for("admin.person", user_id=made.id), 303)
    return render(_list(form)), 400


def person(user_id: int) -> str:
    """Show one account."""
    return render(_one(user_id, link=None))


def set_roles(user_id: int) -> Response:
    """Set the roles of an account."""
    changed = administration.set_roles(
        user_id=user_id,
        roles=tuple(request.form.getlist("roles")),
        actor_id=visitor.current().id,
        now=clock.now(),
    )
    _stay_signed_in(changed)
    flash(say("The roles of %(name)s are stored.", name=changed.name), "good")
    # Who gave the role of administrator away cannot open this page any more.
    here = "administrator" in visitor.current().roles
    return redirect(url_for("admin.person", user_id=user_id) if here else "/", 303)


def disable(user_id: int) -> Response:
    """Disable an account."""
    changed = administration.disable(
        user_id=user_id, actor_id=visitor.current().id, now=clock.now()
    )
    flash(
        say("%(name)s cannot sign in any more. Nothing of the account is lost.", name=changed.name),
        "good",
    )
    return redirect(url_for("admin.person", user_id=user_id), 303)


def enable(user_id: int) -> Response:
    """Enable an account."""
    changed = administration.enable(user_id=user_id, actor_id=visitor.current().id, now=clock.now())
    flash(say("%(name)s can sign in again.", name=changed.name), "good")
    return redirect(url_for("admin.person", user_id=user_id), 303)


def reset(user_id: int) -> Response:
    """Make a link that sets a new password, and show it."""
    link = links.make_reset_link(user_id=user_id, actor_id=visitor.current().id, now=clock.now())
    response = make_response(render(_one(user_id, link=link)))
    # Not compressed: see web/compression.py.
    response.headers["Cache-Control"] = "private, no-store, no-transform"
    return response


def second_step_off(user_id: int) -> Response:
    """Take second step and passkeys from somebody who lost device and recovery codes."""
    second_step.take_off(user_id=user_id, actor_id=visitor.current().id, now=clock.now())
    flash(say("Their second step and passkeys are gone: the password alone signs them in."), "good")
    return redirect(url_for("admin.person", user_id=user_id), 303)


def _stay_signed_in(changed: Person) -> None:
    """Sign the administrator in again whose own roles changed: that ended their session."""
    if changed.id == visitor.current().id:
        visitor.sign_in(changed)


def _list(form: PersonForm) -> PeoplePage:
    return PeoplePage(people=administration.list_people(), form=form, zone=visitor.current().zone)


def _one(user_id: int, *, link: links.ResetLink | None) -> PersonPage:
    found = accounts.find_person(user_id=user_id)
    if found is None:
        raise NotFoundError("There is no such account.")
    return PersonPage(
        person=found,
        all_roles=ROLES,
        zone=visitor.current().zone,
        reset_url=url_for("account.reset", token=link.token, _external=True) if link else "",
        reset_until=link.expires_at if link else None,
        second_step=second_step.needs(found),
        passkeys=passkeys.has_any(user_id=user_id),
    )
