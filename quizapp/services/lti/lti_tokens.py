"""Access to a platform's services: a token for our signed assertion, kept until it runs out."""

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from quizapp.services.lti.lti_http import PlatformError, ask, with_form
from quizapp.services.lti.lti_keys import sign
from quizapp.services.outside.outgoing import Deadline
from quizapp.services.people import limits
from quizapp.services.people.limits import Limit, Try
from quizapp.settings import Settings
from quizapp.store.engine import reading

_ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_ASSERTION_LASTS_S: Final = 300
_KEEP_AT_MOST_S: Final = 3600
_EARLIER_S: Final = 60
"""A token is let go before its time: a request under way must not outlive it."""
_MOST_LETTERS: Final = 8_000
_ASKED: Final = Limit("lti/asked", 30, timedelta(minutes=15))
"""How often a class's teachers may have its platform asked by hand."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at a platform, and where it gives tokens."""

    client_id: str
    token_url: str


_Key = tuple[Client, str, str]
_KEPT: Final[dict[_Key, tuple[str, float]]] = {}
"""Tokens of this process with the end of their time (monotonic). They are never stored."""


def take_turn(session: Session, *, class_id: int, settings: Settings, now: datetime) -> None:
    """Count that a teacher has a class's platform asked, inside the caller's transaction.

    Raises:
        TooManyError: that was done too often.
    """
    limits.take(session, (Try(_ASKED, str(class_id)),), secret=settings.secret_key, now=now)


def get_token(
    client: Client, scope: str, *, settings: Settings, end: Deadline | None = None
) -> str:
    """Return an access token of a platform for one scope.

    Args:
        end: when the caller needs it at the latest.

    Raises:
        PlatformError: it gives none.
    """
    key = (client, scope, settings.database_url)
    kept = _KEPT.get(key)
    if kept is not None and kept[1] > time.monotonic():
        return kept[0]
    _KEPT.pop(key, None)
    token, lasts_s = _ask(client, scope, settings=settings, end=end)
    _KEPT[key] = (token, time.monotonic() + min(lasts_s, _KEEP_AT_MOST_S) - _EARLIER_S)
    return token


def drop_token(client: Client, scope: str, *, settings: Settings) -> None:
    """Forget a token that the platform did not take."""
    _KEPT.pop((client, scope, settings.database_url), None)


def _ask(
    client: Client, scope: str, *, settings: Settings, end: Deadline | None
) -> tuple[str, float]:
    now_s = int(time.time())
    claims = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": client.token_url,
        "iat": now_s,
        "exp": now_s + _ASSERTION_LASTS_S,
        "jti": secrets.token_urlsafe(16),
    }
    with reading() as session:
        assertion = sign(session, claims, secret=settings.secret_key)
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": _ASSERTION,
        "client_assertion": assertion,
        "scope": scope,
    }
    try:
        wanted = with_form(client.token_url, urlencode(form).encode())
        answer = ask(wanted, settings=settings, end=end)
    except PlatformError as error:
        # Whatever 4xx a token address gives, it means that it does not know us.
        raise PlatformError("token" if error.why == "refused" else error.why, again=True) from None
    found = answer.json()
    token = found.get("access_token") if isinstance(found, dict) else None
    if not isinstance(token, str) or not 0 < len(token) <= _MOST_LETTERS or not token.isascii():
        raise PlatformError("token", again=True)
    if not token.isprintable() or " " in token:
        raise PlatformError("token", again=True)
    lasts = found.get("expires_in")
    is_number = isinstance(lasts, int | float) and not isinstance(lasts, bool)
    return token, float(lasts) if is_number else _KEEP_AT_MOST_S
