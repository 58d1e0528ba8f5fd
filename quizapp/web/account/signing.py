"""Sign in, sign out, make an account, set a password by a reset link."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.people import accounts
from quizapp.services.signing_in import links, oidc
from quizapp.web import logs, visitor
from quizapp.web.account.forms import RegisterForm, ResetForm, SignInForm
from quizapp.web.account.passkey_site import find_site
from quizapp.web.configured import settings_in_force
from quizapp.web.entering import enter
from quizapp.web.formkit import refuse, sent
from quizapp.web.language import say
from quizapp.web.pages import render, safe_next, shows


@shows("account/sign_in.html")
@dataclass(frozen=True, slots=True)
class SignInPage:
    """The sign-in page; ``next_path`` is where it leads.

    Attributes:
        passkeys: whether they work at this address.
        provider: name of the provider that people may sign in by, "" without one.
        problem: why another way in than the form's was refused, or "".
    """

    form: SignInForm
    next_path: str
    may_register: bool
    passkeys: bool
    provider: str
    problem: str


@shows("account/register.html")
@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The page that makes an account."""

    form: RegisterForm
    next_path: str


@shows("account/reset.html")
@dataclass(frozen=True, slots=True)
class ResetPage:
    """The page of a reset link."""

    form: ResetForm
    name: str


def sign_in() -> str | Response:
    """Show the sign-in page; whoever is signed in goes on at once."""
    if visitor.find_current() is not None:
        return redirect(safe_next("/"), 303)
    return render(sign_in_page())


def sign_in_now() -> tuple[str, int] | Response:
    """Begin a session."""
    form = sent(SignInForm)
    if form.validate():
        try:
            person = accounts.sign_in(
                name=form.name.data or "",
                password=form.password.data or "",
                address=visitor.address(),
                secret=settings_in_force().secret_key,
                now=clock.now(),
            )
        except InputError as error:
            logs.note("sign-in", name=form.name.data or "", outcome="wrong")
            refuse(form, error, otherwise="password")
        except TooManyError:
            logs.note("sign-in", name=form.name.data or "", outcome="too many")
            raise
        else:
            return enter(person, to=safe_next("/"))
    return render(sign_in_page(form)), 400


def sign_in_page(form: SignInForm | None = None, *, problem: str = "") -> SignInPage:
    """Return the sign-in page.

    Args:
        form: as it was sent, with what is wrong; None for an empty one.
        problem: why another way in than the form's was refused, or "".
    """
    works = find_site() is not None
    if works:
        # Now, not when the script asks: its answer must set no cookie, which could come after
        # that of a sign-in by password and undo it.
        visitor.browser_mark()
    return SignInPage(
        form=form or SignInForm(),
        next_path=safe_next("/"),
        may_register=_may_register(),
        passkeys=works,
        provider=oidc.provider_name(settings_in_force()),
        problem=problem,
    )


def sign_out() -> Response:
    """End the session of this browser."""
    visitor.sign_out()
    flash(say("You are signed out."), "good")
    return redirect(url_for("account.sign_in"), 303)


def register() -> str | Response:
    """Show the page that makes an account."""
    _refuse_closed()
    if visitor.find_current() is not None:
        return redirect(safe_next("/"), 303)
    return render(RegisterPage(RegisterForm(), safe_next("/")))


def register_now() -> tuple[str, int] | Response:
    """Make an account and begin a session."""
    _refuse_closed()
    form = sent(RegisterForm)
    if form.validate():
        try:
            person = accounts.register(
                name=form.name.data or "",
                password=form.password.data or "",
                zone=form.zone.data or "",
                address=visitor.address(),
                secret=settings_in_force().secret_key,
                now=clock.now(),
            )
        except InputError as error:
            refuse(form, error, otherwise="name")
        except ConflictError as error:
            refuse(form, error, otherwise="name")
        else:
            visitor.sign_in(person)
            flash(say("Welcome, %(name)s.", name=person.name), "good")
            return redirect(safe_next("/"), 303)
    return render(RegisterPage(form, safe_next("/"))), 400


def reset(token: str) -> str:
    """Show the page of a reset link."""
    name = links.find_reset_name(token, now=clock.now())
    return render(ResetPage(ResetForm(), name))


def reset_now(token: str) -> tuple[str, int] | Response:
    """Set the password, use the link up and begin a session."""
    now = clock.now()
    name = links.find_reset_name(token, now=now)
    form = sent(ResetForm)
    if form.validate():
        try:
            person = links.claim_reset_link(token, password=form.password.data or "", now=now)
        except InputError as error:
            refuse(form, error, otherwise="password")
        else:
            answer = enter(person, to="/")
            flash(say("Your new password is set. Other sessions have ended."), "good")
            return answer
    return render(ResetPage(form, name)), 400


def _may_register() -> bool:
    return settings_in_force().registration == "open"


def _refuse_closed() -> None:
    if not _may_register():
        raise NotFoundError("Accounts are made by the staff here. Ask your teacher for one.")
