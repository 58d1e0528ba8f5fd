"""Rate limits, counted in the database so that every worker and every restart knows them."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import TooManyError
from quizapp.store.engine import lock_named
from quizapp.store.people import people_queries
from quizapp.store.tables.people import RateLimit

_KEEP: Final = timedelta(days=1)
"""No window is longer, so that older counters say nothing any more."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may be tried.

    Attributes:
        kind: what is counted, as ``sign-in/account``.
        allowed: tries in one window.
        window: length of the window, which begins with its first try; at most a day.
    """

    kind: str
    allowed: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class Try:
    """One try against a limit, by an account name, an address, or everybody ("")."""

    limit: Limit
    who: str


def take(session: Session, tries: Iterable[Try], *, secret: str, now: datetime) -> None:
    """Count the tries, each against its limit.

    The counters of limits that still hold are changed by the caller's transaction; when one
    is used up nothing is counted, so that waiting always helps.

    Raises:
        TooManyError: a limit is used up; it says when its window ends.
    """
    counted = _locked(session, tries, secret=secret)
    for key, one in counted.items():
        row = people_queries.find_limit(session, key=key)
        if row is None:
            people_queries.drop_limits_before(session, instant=now - _KEEP)
            session.add(RateLimit(key=key, window_start=now, count=1))
            session.flush()
            continue
        ends = row.window_start + one.limit.window
        if ends <= now or row.window_start > now:
            row.window_start, row.count = now, 1
        elif row.count >= one.limit.allowed:
            wait_s = max(1, round((ends - now).total_seconds()))
            raise _too_many(wait_s)
        else:
            row.count += 1
    session.flush()


def give_back(session: Session, tries: Iterable[Try], *, secret: str) -> None:
    """Take the tries back: they succeeded, and only failures are meant to be counted."""
    for key in _locked(session, tries, secret=secret):
        row = people_queries.find_limit(session, key=key)
        if row is not None and row.count > 0:
            row.count -= 1
    session.flush()


def _locked(session: Session, tries: Iterable[Try], *, secret: str) -> dict[str, Try]:
    """Return the tries by their keys, which nobody else counts until the transaction ends."""
    found = {_key(one, secret=secret): one for one in tries}
    lock_named(session, found)
    return found


def _key(one: Try, *, secret: str) -> str:
    """Return a keyed hash: neither names nor addresses are stored."""
    text = f"{one.limit.kind}\0{one.who}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def _too_many(wait_s: int) -> TooManyError:
    if wait_s < 60:  # noqa: PLR2004 - seconds of a minute
        return TooManyError(
            "Too many tries. Wait {seconds} seconds, then try again.",
            seconds=wait_s,
            retry_after_s=wait_s,
        )
    minutes = -(-wait_s // 60)
    if minutes == 1:
        return TooManyError("Too many tries. Wait a minute, then try again.", retry_after_s=wait_s)
    return TooManyError(
        "Too many tries. Wait {minutes} minutes, then try again.",
        minutes=minutes,
        retry_after_s=wait_s,
    )
