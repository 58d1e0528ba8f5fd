"""Who may call what: a policy for every (endpoint, method), and none means nobody.

A role that is missing looks like a page that is missing. Whose object it is that a page
shows is for the services to check, which raise NotFoundError likewise.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any, Final, TypeVar

from flask import current_app, request

from quizapp.errors import NotFoundError, translatable
from quizapp.services.people.accounts import Person

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE: Final = "quizapp_policies"
_BEFORE_STEP: Final = "quizapp_before_second_step"
_ANY: Final = "*"
NO_PAGE: Final = translatable("This page does not exist, or it is not for you.")
"""One text for both, so that a refusal tells nothing."""


class Policy(Enum):
    """Who may call a route."""

    OPEN = "everybody, even before there is an account: machinery and the first steps"
    PUBLIC = "everybody, once the site has its administrator"
    SIGNED_IN = "everybody with an account"
    TEACHER = "teacher"
    AUTHOR = "author"
    ADMINISTRATOR = "administrator"


_ROLE_OF: Final = {
    Policy.TEACHER: "teacher",
    Policy.AUTHOR: "author",
    Policy.ADMINISTRATOR: "administrator",
}


class SignInNeededError(Exception):
    """The route needs an account, and the request has none."""


class SetupNeededError(Exception):
    """There is no account yet: the administrator's link comes first."""


class SecondStepNeededError(Exception):
    """The site asks this person for a second step, and they have not set one up yet."""


def policy(for_all: Policy | None = None, **by_method: Policy) -> Callable[[View], View]:
    """Declare who may call a view: ``web.routes`` does so for the table of each area.

    Args:
        for_all: for every method of the view.
        by_method: for one method, as ``GET=Policy.PUBLIC``; wins over ``for_all``.
    """
    policies = dict(by_method)
    if for_all is not None:
        policies[_ANY] = for_all

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, policies)
        return view

    return declare


def before_second_step(view: View) -> View:
    """Let whoever still has to set their second step up call a view: it is part of doing so."""
    setattr(view, _BEFORE_STEP, True)
    return view


def is_before_second_step() -> bool:
    """Return whether the present request may be made without the second step that is asked for."""
    view = current_app.view_functions.get(request.endpoint or "")
    rule = policy_of(view, method=request.method) if view else None
    return rule in {None, Policy.OPEN, Policy.PUBLIC} or hasattr(view, _BEFORE_STEP)


def policy_of(view: Callable[..., Any], *, method: str) -> Policy | None:
    """Return the declared policy of a view for a method; HEAD is as GET; None when undeclared."""
    policies: dict[str, Policy] = getattr(view, _ATTRIBUTE, {})
    asked = "GET" if method == "HEAD" else method
    return policies.get(asked, policies.get(_ANY))


def allows(rule: Policy, person: Person | None) -> bool:
    """Return whether a person (None: nobody is signed in) is allowed by a policy."""
    match rule:
        case Policy.OPEN | Policy.PUBLIC:
            return True
        case Policy.SIGNED_IN:
            return person is not None
        case _:
            return person is not None and _ROLE_OF[rule] in person.roles


def may_open(endpoint: str, person: Person | None) -> bool:
    """Return whether a page exists and the person may open it: for links to it."""
    view = current_app.view_functions.get(endpoint)
    rule = policy_of(view, method="GET") if view else None
    return rule is not None and allows(rule, person)


def enforce(person: Person | None, *, has_accounts: Callable[[], bool]) -> None:
    """Let the present request go on, or refuse it.

    Raises:
        NotFoundError: nobody, or not this person, may call it.
        SignInNeededError: an account may help.
        SetupNeededError: there is no account at all yet.
    """
    if request.endpoint is None:
        return  # Flask answers 404 or 405 by itself.
    rule = policy_of(current_app.view_functions[request.endpoint], method=request.method)
    if rule is None:
        raise NotFoundError(NO_PAGE)
    if rule is Policy.OPEN:
        return
    if person is None and not has_accounts():
        raise SetupNeededError
    if allows(rule, person):
        return
    if person is None:
        raise SignInNeededError
    raise NotFoundError(NO_PAGE)
