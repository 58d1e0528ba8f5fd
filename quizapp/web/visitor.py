"""Who is asking: by a signed session cookie, or by a bearer token on the API.

A plain signed session instead of Flask-Login: a token must win over a cookie (there the
cookie wins), the person is typed, and no second "remember me" credential exists.
"""

import hashlib
import secrets
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from flask import Flask, Request, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_babel import refresh

from quizapp import clock
from quizapp.errors import BusyError
from quizapp.services.people import accounts, tokens
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import sessions
from quizapp.services.signing_in.sessions import LASTS, LONGEST
from quizapp.web.access import SignInNeededError

API_PREFIX: Final = "/api/"
METRICS_PATH: Final = "/metrics"
_RENEW_S: Final = 24 * 3600
"""A cookie that is used is renewed once a day: renewing it on each page only costs bytes."""
_KEY: Final = "who"
_KEY_BYTES: Final = 16
_HALF: Final = "half"
"""The session's key for who gave the right password and owes the second step."""
_HALF_LASTS_S: Final = 10 * 60
_MARK: Final = "mark"
"""The session's key for a text that no other browser holds: challenges are bound to it."""
_BEARER: Final = "bearer"


class _Sessions(SecureCookieSessionInterface):
    """Flask's signed cookies, without the work for requests that bring none; not SHA-1."""

    digest_method = staticmethod(hashlib.sha256)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of the request's cookie, else an empty one."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def init_sessions(app: Flask, *, https: bool) -> None:
    """Set the cookie's properties."""
    app.session_interface = _Sessions()
    app.config.update(
        # The prefix lets no subdomain and no plain-http page set the cookie.
        SESSION_COOKIE_NAME="__Host-quizapp" if https else "quizapp",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=LASTS,
    )


def load_person() -> None:
    """Find out who is asking; ``find_current`` gives the answer for the rest of the request."""
    g.person = None
    g.by_token = False
    takes_token = is_api() or request.path == METRICS_PATH
    if takes_token and (token := _bearer_token()) is not None:
        g.by_token = True
        g.person = tokens.find_by_token(token)
        return
    if (who := _who()) is None:
        return
    user_id, epoch, since_s, begun_s, key = who
    if time.time() - begun_s < LONGEST.total_seconds():
        g.person = accounts.find_in_session(user_id=user_id, epoch=epoch, key=key)
    if g.person is None:
        _forget()
    elif time.time() - since_s > _RENEW_S:
        session[_KEY] = [user_id, epoch, int(time.time()), begun_s, key]
        _keep(g.person, key=key, begun_s=begun_s)


def find_current() -> Person | None:
    """Return the person who is asking, or None."""
    person: Person | None = g.get("person")
    return person


def current() -> Person:
    """Return the person who is asking; for views whose policy needs an account."""
    person = find_current()
    if person is None:
        raise SignInNeededError
    return person


def by_token() -> bool:
    """Return whether the request came with a bearer token (which no foreign page can send)."""
    return bool(g.get("by_token"))


def is_api() -> bool:
    """Return whether the request is for the JSON API."""
    return request.path.startswith(API_PREFIX)


def sign_in(person: Person) -> None:
    """Begin the person's session anew: nothing of the visitor before is kept."""
    _end()
    session.permanent = True
    now_s = int(time.time())
    key = secrets.token_urlsafe(_KEY_BYTES)
    session[_KEY] = [person.id, person.epoch, now_s, now_s, key]
    _keep(person, key=key, begun_s=now_s)
    renew(person)


def begin_half(person: Person) -> None:
    """Note that the person's password was right: the second step is still owed."""
    _end()
    session[_HALF] = [person.id, person.epoch, int(time.time())]
    g.person = None


def find_half() -> tuple[int, int] | None:
    """Return the id and epoch of who owes the second step in this browser; None after a while."""
    half = session.get(_HALF)
    if not isinstance(half, list) or len(half) != 3:  # noqa: PLR2004 - id, epoch, time
        return None
    user_id, epoch, since_s = half
    return (user_id, epoch) if time.time() - since_s < _HALF_LASTS_S else None


def browser_mark() -> str:
    """Return a random text that this browser's session alone holds; made when first asked for."""
    mark = session.get(_MARK)
    if not isinstance(mark, str):
        mark = session[_MARK] = secrets.token_urlsafe(_KEY_BYTES)
    return mark


def began_at() -> datetime:
    """Return when the present session began; long ago where there is none, as with a token."""
    who = None if by_token() else _who()
    return datetime.fromtimestamp(who[3] if who else 0, UTC)


def renew(person: Person) -> None:
    """Go on with the person as they are now: their language may be another."""
    g.person = person
    refresh()


def sign_out() -> None:
    """End the session of this browser, also for whoever has a copy of its cookie."""
    _end()
    g.person = None


def address() -> str:
    """Return the address that tries are counted for; never store or log it as it is."""
    return request.remote_addr or "unknown"


def session_key() -> str:
    """Return what the present session is known by on the server, "" where there is none."""
    who = None if by_token() else _who()
    return who[4] if who else ""


def _keep(person: Person, *, key: str, begun_s: int) -> None:
    began_at = datetime.fromtimestamp(begun_s, UTC)
    agent = request.headers.get("User-Agent", "")
    # A page that only reads must not fail because somebody else writes: the next day notes it.
    with suppress(BusyError):
        sessions.keep(person, key=key, agent=agent, began_at=began_at, now=clock.now())


def _forget() -> None:
    """Take no notice of an ended session; the browser's cookie is left as it is.

    Were it taken away here, the answer to a request that a page had sent behind its reader's
    back could come after the sign-in page and take that page's own cookie, so that its form
    would be refused. Whatever is put into the session next replaces the cookie.
    """
    session.clear()
    session.modified = False


def _end() -> None:
    if find_current() is not None and (who := _who()) is not None:
        now = clock.now()
        accounts.end_session(key=who[4], until=now + LONGEST, now=now)
    session.clear()


def _who() -> tuple[int, int, int, int, str] | None:
    """Return id, epoch, when renewed, when begun and key of the session, if it is somebody's."""
    who = session.get(_KEY)
    if not isinstance(who, list) or len(who) != 5:  # noqa: PLR2004 - of those five
        return None
    user_id, epoch, since_s, begun_s, key = who
    return user_id, epoch, since_s, begun_s, key


def _bearer_token() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    # An empty token is a wrong one: whoever names the scheme does not mean the cookie.
    return token.strip() if scheme.lower() == _BEARER else None
