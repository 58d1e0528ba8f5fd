"""One JSON line on standard output for each request, without personal data."""

import hashlib
import hmac
import os
import re
import time
from typing import Final

from flask import Response, g, request

from quizapp.log_lines import ERROR, INFO, is_logged, log, trace_of
from quizapp.services.people.credentials import name_key
from quizapp.web.configured import settings_in_force

HEADER: Final = "X-Request-ID"
_OURS: Final = re.compile(r"[0-9a-f]{16}")


def begin_request() -> None:
    """Give the request its id; a proxy's is kept if it is of our form."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if _OURS.fullmatch(given) else os.urandom(8).hex()
    g.began = time.perf_counter()


def request_id() -> str:
    """Return the id of the request, which error pages show and log lines carry."""
    return str(g.get("request_id", ""))


def end_request(response: Response) -> Response:
    """Log the request: the route instead of the address, which may hold a name or a code."""
    response.headers[HEADER] = request_id()
    if not is_logged(INFO):
        return response
    log(
        INFO,
        "request",
        id=request_id(),
        method=request.method,
        route=str(request.url_rule) if request.url_rule else None,
        status=response.status_code,
        ms=round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
    )
    return response


def note(event: str, *, name: str | None, **facts: object) -> None:
    """Log an event of security, with account and address as pseudonyms.

    Lines of one account can be put together by them; without the site's key they name nobody.

    Args:
        event: what happened.
        name: of the account, as its owner or a stranger typed it; None for nobody's.
        facts: what else is known; never what somebody typed.
    """
    log(
        INFO,
        event,
        id=request_id(),
        route=str(request.url_rule) if request.url_rule else None,
        who=None if name is None else pseudonym(name_key(name)),
        address=pseudonym(request.remote_addr or ""),
        **facts,
    )


def pseudonym(text: str) -> str:
    """Return what stands for a name or address in the log."""
    key = settings_in_force().secret_key
    return hmac.new(key.encode(), f"log\0{text}".encode(), hashlib.sha256).hexdigest()[:16]


def log_failure(error: BaseException) -> None:
    """Log an unexpected error with its trace, which no page shows."""
    log(
        ERROR,
        "failure",
        id=request_id(),
        route=str(request.url_rule) if request.url_rule else None,
        exception=trace_of(error),
    )
