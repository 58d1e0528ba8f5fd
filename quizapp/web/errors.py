"""Every error as a complete page or, on the API, as JSON: what happened and what to do next."""

import html
from dataclasses import dataclass
from typing import Final

from flask import Flask, Response, flash, jsonify, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from quizapp import errors
from quizapp.errors import translatable
from quizapp.web import logs, pages, visitor
from quizapp.web.access import (
    NO_PAGE,
    SecondStepNeededError,
    SetupNeededError,
    SignInNeededError,
)
from quizapp.web.language import current_language, say, words_of

RETRY_AFTER_S: Final = 2
"""A locked database is usually free again within this time."""

STATUS: Final[dict[type[errors.QuizappError], int]] = {
    errors.BankError: 400,
    errors.BankErrors: 400,
    errors.ResponseError: 400,
    errors.InputError: 400,
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ConflictError: 409,
    errors.TooManyError: 429,
    errors.BusyError: 503,
    errors.ConfigurationError: 500,
}
"""The HTTP status of each class of the tree; a test goes through the whole tree."""

_TITLES: Final = {
    400: translatable("This could not be read"),
    401: translatable("Please sign in"),
    403: translatable("Not yours to do"),
    404: translatable("Nothing here"),
    405: translatable("Not this way"),
    409: translatable("This has changed"),
    413: translatable("Too large"),
    415: translatable("Not this kind"),
    429: translatable("Slow down a little"),
    500: translatable("Something went wrong here"),
    503: translatable("Busy for a moment"),
}
_WORDS: Final = {
    400: translatable("The request could not be read. Nothing was stored."),
    404: NO_PAGE,
    405: translatable("This address does not take such a request. Nothing was stored."),
    413: translatable("This is larger than the site takes. Nothing was stored. Send less at once."),
    415: translatable("The site cannot read this kind of content. Nothing was stored."),
    500: translatable(
        "It is our fault, and it was noted. Check whether your change was kept, then repeat it."
    ),
}
_FORM_WORDS: Final = translatable(
    "This form did not carry its safety token: the page was open since before you signed in, or "
    "cookies are switched off. Nothing was stored. Go back, load the page anew and send it again."
)
_STEP_WORDS: Final = translatable(
    "This site asks you for a second step when you sign in. Nothing was stored. Set it up under "
    "Settings, Second step; then send this again."
)
_CODES: Final = {
    400: "bad_request",
    401: "sign_in_needed",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many",
    500: "failed",
    503: "busy",
}
"""Words for programs: stable, where the message is for people."""
_OF_SECURITY: Final = frozenset({403, 404, 429})
"""What is logged with a pseudonym of whoever was refused."""
_HTTP_ERRORS: Final = 400
_SERVER_ERRORS: Final = 500


@pages.shows("errors/error.html")
@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page shows.

    Attributes:
        problems: lines of a bank's problems, as ``file:line:col: path: what; fix``.
        next_url: the one thing to do next, with its words.
        reference: the request's id, for whoever looks into the log; "" when it is no help.
    """

    status: int
    title: str
    message: str
    problems: tuple[str, ...]
    next_url: str
    next_words: str
    reference: str


class TooLargeError(RequestEntityTooLarge):
    """A body that is too large, where there is something better to say: how much may be sent."""


def init_errors(app: Flask) -> None:
    """Register a handler for each kind of error."""
    app.register_error_handler(errors.QuizappError, _known)
    app.register_error_handler(SignInNeededError, _sign_in)
    app.register_error_handler(SetupNeededError, _setup)
    app.register_error_handler(SecondStepNeededError, _second_step)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: errors.QuizappError) -> int:
    """Return the HTTP status of an error; a subclass has its parent's."""
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def _known(error: errors.QuizappError) -> AnyResponse:
    status = status_of(error)
    if status >= _SERVER_ERRORS:
        logs.log_failure(error)
    if status in _OF_SECURITY:
        _note(_CODES[status])
    # The message of a wrong setting is the operator's, and may name folders.
    message = say(_WORDS[500]) if status == _SERVER_ERRORS else words_of(error)
    problems: tuple[str, ...] = ()
    if isinstance(error, errors.BankErrors):
        problems = tuple(str(problem) for problem in error.problems)
        message = say("The bank has problems. Nothing was published.")
    response = _answer(status, message, problems=problems, field=getattr(error, "field", ""))
    if isinstance(error, errors.TooManyError):
        response.headers["Retry-After"] = str(error.retry_after_s)
    if isinstance(error, errors.BusyError):
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _sign_in(error: SignInNeededError) -> AnyResponse:
    del error
    if visitor.is_api():
        response = _answer(401, "Sign in, or send a token as 'Authorization: Bearer TOKEN'.")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if request.method == "GET":
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), 303)
    flash(say("Please sign in: your session has ended. Nothing was stored."), "info")
    return redirect(url_for("account.sign_in"), 303)


def _setup(error: SetupNeededError) -> AnyResponse:
    del error
    if visitor.is_api():
        return _answer(401, "There is no account yet. Open the link that the server printed.")
    return redirect(url_for("account.setup"), 303)


def _second_step(error: SecondStepNeededError) -> AnyResponse:
    del error
    if visitor.is_api() or request.method != "GET":
        return _answer(403, say(_STEP_WORDS), code="second_step_needed")
    return redirect(url_for("account.second_step"), 303)


def _http(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if status < _HTTP_ERRORS:
        return make_response(error.get_response())  # A redirect that routing asks for.
    if isinstance(error, SecurityError):
        # No address can be built for a host that is not ours, so that no page can be drawn.
        _note("host")
        return _bare(status, say("This site does not answer to that host name."))
    if isinstance(error, CSRFError):
        _note("form_token")
        return _answer(status, say(_FORM_WORDS), code="form_token")
    told = None
    if isinstance(error, RequestEntityTooLarge):
        told = error.description if isinstance(error, TooLargeError) else _too_large()
    response = _answer(status, told or say(_WORDS.get(status, _WORDS[400])))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _too_large() -> str:
    """Return how much may be sent to the address, in words."""
    most = (request.max_content_length or 0) // 1_000_000
    if not most:
        return say(_WORDS[413])
    return say(
        "This is larger than the %(most)d MB that may be sent here at once. Nothing was stored.",
        most=most,
    )


def _unexpected(error: Exception) -> AnyResponse:
    logs.log_failure(error)
    return _answer(500, say(_WORDS[500]))


def _note(why: str) -> None:
    """Log that somebody was refused: a log of these shows who feels along the doors."""
    person = visitor.find_current()
    logs.note("refused", name=person.name if person else None, why=why)


def _answer(
    status: int, message: str, *, problems: tuple[str, ...] = (), field: str = "", code: str = ""
) -> Response:
    """Return the error as the caller reads it: JSON on the API and for our scripts, else a page."""
    if visitor.is_api() or request.accept_mimetypes.best == "application/json":
        code = code or _CODES.get(status, "refused" if status < _SERVER_ERRORS else "failed")
        body: dict[str, object] = {"code": code, "status": status, "message": message}
        if problems:
            body["problems"] = list(problems)
        if field:
            body["field"] = field
        response = jsonify(error=body)
        response.status_code = status
        return response
    title = _TITLES.get(status, _TITLES[400] if status < _SERVER_ERRORS else _TITLES[500])
    again = status in {429, 503} and request.method == "GET"
    page = ErrorPage(
        status=status,
        title=say(title),
        message=message,
        problems=problems,
        next_url=request.full_path.rstrip("?") if again else "/",
        next_words=say("Try again") if again else say("Go to the start"),
        reference=logs.request_id() if status >= _SERVER_ERRORS else "",
    )
    try:
        text = pages.render(page)
    except Exception as second:  # noqa: BLE001 - the last line: this must answer whatever is broken
        logs.log_failure(second)
        return _bare(status, message)
    return make_response(text, status)


def _bare(status: int, message: str) -> Response:
    spoken = current_language()
    text = (
        f'<!doctype html><html lang="{spoken.code}" dir="{spoken.direction}">'
        '<meta charset="utf-8"><title>quizapp</title>'
        f"<p>{html.escape(message)}</p></html>"
    )
    return make_response(text, status)
