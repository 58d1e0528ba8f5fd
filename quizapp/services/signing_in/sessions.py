"""Where a person is signed in: kept as sessions begin, listed, and ended one by one."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.services.people.accounts import Person, end_session, get_user
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.people import OpenSession

LASTS: Final = timedelta(days=30)
"""A session that was not used for so long has ended."""
LONGEST: Final = timedelta(days=90)
"""However often it is used, a session ends this long after its password was given."""
_BROWSERS: Final = (
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
"""In this order: nearly all say that they are Safari, and many that they are Chrome."""
_SYSTEMS: Final = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)
_MOST_LETTERS: Final = 400


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A session as its owner sees it.

    Attributes:
        number: names it in addresses; the key itself stays out of them.
        device: browser and system, "" where it told neither.
        here: whether it is the one that asks.
    """

    number: str
    device: str
    began_at: datetime
    used_at: datetime
    here: bool


def keep(person: Person, *, key: str, agent: str, began_at: datetime, now: datetime) -> None:
    """Note that a session of a person began or goes on.

    Args:
        agent: what the browser calls itself; two words of it are kept.
    """
    row = OpenSession(
        key=key,
        user_id=person.id,
        epoch=person.epoch,
        device=device_of(agent),
        began_at=began_at,
        used_at=now,
    )
    with writing() as session:
        people_queries.keep_session(session, row, began_after=now - LONGEST)


def list_sessions(*, user_id: int, key: str, now: datetime) -> tuple[Whereabouts, ...]:
    """Return where a person is signed in, latest first.

    Args:
        key: of the session that asks.
    """
    with reading() as session:
        return tuple(
            Whereabouts(_number(row.key), row.device, row.began_at, row.used_at, row.key == key)
            for row in people_queries.list_sessions(
                session,
                user_id=user_id,
                epoch=get_user(session, user_id=user_id).epoch,
                used_after=now - LASTS,
                began_after=now - LONGEST,
            )
        )


def end(*, user_id: int, number: str, now: datetime) -> None:
    """End one of a person's sessions at once, also for whoever has a copy of its cookie.

    Raises:
        NotFoundError: they have none of that number.
    """
    with reading() as session:
        rows = people_queries.list_sessions(
            session,
            user_id=user_id,
            epoch=get_user(session, user_id=user_id).epoch,
            used_after=now - LASTS,
            began_after=now - LONGEST,
        )
        keys = [row.key for row in rows if _number(row.key) == number]
    if not keys:
        raise NotFoundError("There is no such session. It may have ended already.")
    end_session(key=keys[0], until=now + LONGEST, now=now)


def device_of(agent: str) -> str:
    """Return browser and system in two words, without versions; "" where neither is known."""
    cut = agent[:_MOST_LETTERS]
    words = (_first(_BROWSERS, cut), _first(_SYSTEMS, cut))
    return ", ".join(filter(None, words))


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, sign in known if re.search(sign, agent)), "")


def _number(key: str) -> str:
    return hashlib.sha256(f"session\0{key}".encode()).hexdigest()[:16]
