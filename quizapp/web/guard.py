"""What happens around every request: identity, policy, form token, size, headers, log."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request
from werkzeug.routing import IntegerConverter, Map

from quizapp.services.people import accounts
from quizapp.services.signing_in import second_step
from quizapp.web import access, compression, logs, pace, security, visitor
from quizapp.web.configured import settings_in_force

View = TypeVar("View", bound=Callable[..., Any])
_SIZE: Final = "quizapp_body_limit"
_LARGEST_ID: Final = 2**53 - 1
_HAS_ACCOUNTS: Final = "quizapp_has_accounts"


def body_limit(*, megabytes: int) -> Callable[[View], View]:
    """Let a view take a larger body than the site's default."""

    def declare(view: View) -> View:
        setattr(view, _SIZE, megabytes * 1_000_000)
        return view

    return declare


class IdConverter(IntegerConverter):
    """A number in an address: one that no database can hold names nothing, which is 404."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's own name
        super().__init__(map, max=_LARGEST_ID)


def init_guard(app: Flask) -> None:
    """Put the steps around every request, in the order in which they are written here."""
    app.url_map.converters["int"] = IdConverter
    app.before_request(logs.begin_request)
    app.before_request(_allow_size)
    app.before_request(_identify_and_enforce)
    app.before_request(security.check_form_token)
    # Flask runs these in reverse: headers, then compression, then the log line.
    app.after_request(logs.end_request)
    app.after_request(compression.compress)
    app.after_request(security.add_headers)


def _allow_size() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if (size := getattr(view, _SIZE, None)) is not None:
        request.max_content_length = size
        # A pasted text is a field, not a file; fields have a smaller limit of their own.
        request.max_form_memory_size = size


def _identify_and_enforce() -> None:
    if request.endpoint == "assets.file":
        return  # The same for everybody, and asked for most.
    visitor.load_person()
    if (person := visitor.find_current()) is not None:
        pace.keep(person.id)
    access.enforce(visitor.find_current(), has_accounts=_has_accounts)
    _demand_second_step()


def _demand_second_step() -> None:
    """Refuse whoever the site asks for a second step and who has none; programs have tokens.

    Raises:
        SecondStepNeededError: they have to set one up first.
    """
    person, demanded = visitor.find_current(), settings_in_force().second_step_for
    if person is None or demanded == "nobody" or visitor.by_token():
        return
    if not access.is_before_second_step() and second_step.is_missing(person, demanded=demanded):
        raise access.SecondStepNeededError


def _has_accounts() -> bool:
    """Return whether there is an account; once there is, an administrator always remains."""
    known: bool = current_app.extensions.get(_HAS_ACCOUNTS, False)
    if not known:
        known = accounts.any_account()
        current_app.extensions[_HAS_ACCOUNTS] = known
    return known
