"""A learner's calendar feed at a secret address: days with reviews, and quizzes due.

It shows counts, minutes and the titles of quizzes; no statement, no passage, no name. Who knows
the address reads it without signing in, so only a hash of its secret is kept, and it can be
changed or switched off at any time.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError, translatable
from quizapp.formats.calendar import DayEvent, InstantEvent, to_icalendar
from quizapp.scheduling.day import date_of, label
from quizapp.services.people import limits
from quizapp.services.people.credentials import digest_of, new_secret
from quizapp.services.people.limits import Limit, Try
from quizapp.services.people.study_learner import get_learner, moment_of, pace_ms
from quizapp.services.quizzes.quiz_times import times_for
from quizapp.store.engine import reading, writing
from quizapp.store.people import habits_queries
from quizapp.store.people.habits_queries import FeedOwner
from quizapp.store.quizzes import learner_quiz_queries
from quizapp.store.study import progress_queries

DAYS: Final = 30
"""Study days foretold, today included."""
_PAST: Final = timedelta(days=7)
"""A quiz stays in the calendar so long after it was due."""
_FEED_ACCOUNT: Final = Limit("calendar/account", 60, timedelta(hours=1))
_FEED_ADDRESS: Final = Limit("calendar/address", 100, timedelta(minutes=15))
"""Counts wrong addresses only: one service fetches for many people."""
_FEED_ALL: Final = Limit("calendar/all", 2000, timedelta(minutes=15))
_NONE: Final = translatable("There is no calendar at this address.")


@dataclass(frozen=True, slots=True)
class FeedWords:
    """How a feed says things: each is given the code of its owner's language, "" for none chosen.

    Attributes:
        reviews: of a day: language, cards, minutes. due: of a quiz: language, title.
    """

    reviews: Callable[[str, int, int], str]
    due: Callable[[str, str], str]


def new_address(*, user_id: int, now: datetime) -> str:
    """Return the secret of a new address; the one before ends. It is shown this once.

    Raises:
        NotFoundError: there is no such account.
    """
    secret = new_secret()
    with writing() as session:
        get_learner(session, user_id)
        habits_queries.put_feed(session, user_id=user_id, digest=digest_of(secret), now=now)
    return secret


def switch_off(*, user_id: int) -> None:
    """End the person's address; nothing where there is none."""
    with writing() as session:
        habits_queries.drop_feed(session, user_id=user_id)


def made_at(*, user_id: int) -> datetime | None:
    """Return when the person's address was made; None while it is switched off."""
    with reading() as session:
        return habits_queries.find_feed(session, user_id=user_id)


def read_feed(
    *, address_secret: str, address: str, secret: str, words: FeedWords, now: datetime
) -> bytes:
    """Return the calendar at a secret address as iCalendar.

    Args:
        address_secret: what the address ends in.
        address: of the network, for the limit.
        secret: the site's key. words: how things are said.

    Raises:
        NotFoundError: there is none, it was changed or switched off, or its account is disabled.
        TooManyError: too many wrong addresses from there, or the same one too often.
    """
    guesses = (Try(_FEED_ADDRESS, address), Try(_FEED_ALL, ""))
    with writing() as session:
        limits.take(session, guesses, secret=secret, now=now)
    with writing() as session:
        owner = habits_queries.find_owner(session, digest=digest_of(address_secret))
        if owner is None or owner.disabled:
            raise NotFoundError(_NONE)
        limits.give_back(session, guesses, secret=secret)
        limits.take(session, (Try(_FEED_ACCOUNT, str(owner.user_id)),), secret=secret, now=now)
    tag = hmac.new(secret.encode(), f"calendar\0{owner.user_id}".encode(), hashlib.sha256)
    with reading() as session:
        events = tuple(_events(session, owner, words, tag=tag.hexdigest()[:16], now=now))
    return to_icalendar(events, name="quizapp", now=now)


def _events(
    session: Session, owner: FeedOwner, words: FeedWords, *, tag: str, now: datetime
) -> Iterable[DayEvent | InstantEvent]:
    """Yield the days with reviews and the quizzes due; ``tag`` makes their ids this person's."""
    user_id, language = owner.user_id, owner.language
    today = moment_of(get_learner(session, user_id), now).day
    pace = pace_ms(session, user_id=user_id)
    for due in progress_queries.list_due_days(
        session, user_id=user_id, first=today, last=today + DAYS - 1
    ):
        minutes = max(1, round(due.cards * pace / 60_000))
        yield DayEvent(
            uid=f"reviews-{label(due.day)}-{tag}@quizapp",
            on=date_of(due.day),
            summary=words.reviews(language, due.cards, minutes),
        )
    for each in learner_quiz_queries.list_given(session, user_id=user_id, now=now):
        due_at = times_for(
            each.row, accommodation=each.accommodation, exception=each.exception
        ).due_at
        if due_at is not None and due_at > now - _PAST:
            yield InstantEvent(
                uid=f"quiz-{each.row.id}-{tag}@quizapp",
                at=due_at,
                summary=words.due(language, each.row.title),
            )
