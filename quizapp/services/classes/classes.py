"""Use cases of classes: make one, open and close its door, join, block and leave."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.decks import deck_leaving
from quizapp.services.people import limits
from quizapp.services.people.limits import Limit, Try
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember, SchoolClass
from quizapp.store.teaching import class_queries, group_queries
from quizapp.store.teaching.class_queries import ClassSummary, Member

CODE_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""31 letters: none that looks like another (no I, L, O, 0, 1)."""
CODE_LENGTH: Final = 8
_NAME_MAX: Final = 120
_QUARTER: Final = timedelta(minutes=15)
_JOIN_ACCOUNT: Final = Limit("join/account", 10, _QUARTER)
_JOIN_ADDRESS: Final = Limit("join/address", 100, _QUARTER)
"""A whole class may sit behind one address."""
_JOIN_ALL: Final = Limit("join/all", 2000, _QUARTER)
_NO_SUCH_CODE: Final = translatable(
    "This join code does not open a class. Ask your teacher for the current one."
)


@dataclass(frozen=True, slots=True)
class ClassPage:
    """A class as its teachers see it.

    Attributes:
        join_expires_at: from then on the code opens nothing; None for never.
        term_ends_on: last day of the term, by the class's zone.
        retention_days: that learners' work is kept after the end; None for ever.
    """

    id: int
    name: str
    zone: str
    join_code: str
    join_open: bool
    archived: bool
    members: tuple[Member, ...]
    join_expires_at: datetime | None
    term_starts_on: date | None
    term_ends_on: date | None
    retention_days: int | None
    archived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Joined:
    """The class a person is now in."""

    class_id: int
    name: str
    already: bool


def create_class(*, user_id: int, name: str, zone: str, now: datetime) -> int:
    """Make a class with the person as its teacher; return its id.

    Raises:
        InputError: the name or the zone cannot be used.
    """
    clean, known_zone = clean_class_name(name), known_zone_of(zone)
    with writing() as session:
        row = SchoolClass(
            name=clean,
            zone=known_zone,
            join_code=fresh_code(session),
            join_open=True,
            created_at=now,
        )
        session.add(row)
        session.flush()
        session.add(ClassMember(class_id=row.id, user_id=user_id, role="teacher", joined_at=now))
        return row.id


def list_taught(*, user_id: int) -> tuple[ClassSummary, ...]:
    """Return the classes that the person teaches, newest first."""
    with reading() as session:
        return class_queries.list_classes_of(session, user_id=user_id, role="teacher")


def list_joined(*, user_id: int) -> tuple[ClassSummary, ...]:
    """Return the classes that the person learns in, newest first."""
    with reading() as session:
        return class_queries.list_classes_of(session, user_id=user_id, role="learner")


def get_class(*, user_id: int, class_id: int) -> ClassPage:
    """Return a class that the person teaches.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row = taught_class(session, user_id=user_id, class_id=class_id)
        return ClassPage(
            id=row.id,
            name=row.name,
            zone=row.zone,
            join_code=row.join_code,
            join_open=row.join_open,
            archived=row.archived_at is not None,
            members=class_queries.list_members(session, class_id),
            join_expires_at=row.join_expires_at,
            term_starts_on=row.term_starts_on,
            term_ends_on=row.term_ends_on,
            retention_days=row.retention_days,
            archived_at=row.archived_at,
        )


def rotate_code(*, user_id: int, class_id: int) -> str:
    """Give the class a new join code; the old one stops working at once."""
    with writing() as session:
        row = taught_class(session, user_id=user_id, class_id=class_id)
        row.join_code = fresh_code(session)
        return row.join_code


def set_join_open(*, user_id: int, class_id: int, is_open: bool) -> None:
    """Open or close the door; members stay."""
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id).join_open = is_open


def set_join_end(*, user_id: int, class_id: int, expires_at: datetime | None) -> None:
    """Let the code and its link open nothing from an instant on; None: they do not expire."""
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id).join_expires_at = expires_at


def block_member(*, user_id: int, class_id: int, member_id: int, now: datetime) -> None:
    """Put a learner out of the class and keep them from joining again."""
    with writing() as session:
        learner_of(session, user_id, class_id, member_id).blocked_at = now
        deck_leaving.leave_class_decks(session, class_id, now=now)


def unblock_member(*, user_id: int, class_id: int, member_id: int) -> None:
    """Let a blocked learner back in."""
    with writing() as session:
        learner_of(session, user_id, class_id, member_id).blocked_at = None


def remove_member(*, user_id: int, class_id: int, member_id: int, now: datetime) -> None:
    """Take a learner off the class list. Their attempts stay; they may join again."""
    with writing() as session:
        session.delete(learner_of(session, user_id, class_id, member_id))
        group_queries.leave_groups(session, class_id=class_id, user_id=member_id)
        deck_leaving.leave_class_decks(session, class_id, now=now)


def archive_class(*, user_id: int, class_id: int, now: datetime) -> None:
    """Put a class away: the door shuts, its quizzes can no longer be started."""
    with writing() as session:
        row = taught_class(session, user_id=user_id, class_id=class_id)
        row.archived_at, row.join_open = row.archived_at or now, False


def join_class(*, user_id: int, code: str, address: str, secret: str, now: datetime) -> Joined:
    """Put the person into the class with that code; joining twice changes nothing.

    Tries are counted before the code is looked at, so that many at once count too; a success
    is taken off again.

    Args:
        user_id: the person.
        code: as typed; case, spaces and dashes do not matter.
        address: whose tries are counted; kept only as a keyed hash.
        secret: the key of that hash.
        now: the present.

    Raises:
        NotFoundError: no class has the code, its door is closed, or the person is blocked:
            all three look the same.
        TooManyError: too many wrong codes by this account, address or the whole site.
    """
    wanted = "".join(letter for letter in code.upper() if letter in CODE_LETTERS)
    tries = (
        Try(_JOIN_ACCOUNT, str(user_id)),
        Try(_JOIN_ADDRESS, address),
        Try(_JOIN_ALL, ""),
    )
    with writing() as session:
        limits.take(session, tries, secret=secret, now=now)
    with writing() as session:
        joined = _join(session, user_id=user_id, code=wanted, now=now)
        limits.give_back(session, tries, secret=secret)
        return joined


def leave_class(*, user_id: int, class_id: int, now: datetime) -> None:
    """Take oneself off a class list.

    Raises:
        NotFoundError: the person is not a learner of it.
    """
    with writing() as session:
        member = class_queries.find_member(session, class_id=class_id, user_id=user_id)
        if member is None or member.role != "learner" or member.blocked_at:
            raise NotFoundError("You are not a learner of this class.")
        session.delete(member)
        group_queries.leave_groups(session, class_id=class_id, user_id=user_id)
        deck_leaving.leave_class_decks(session, class_id, now=now)


def taught_class(session: Session, *, user_id: int, class_id: int) -> SchoolClass:
    """Return the class row if the person teaches it.

    Raises:
        NotFoundError: there is none, or it is another teacher's: both look the same.
    """
    row = class_queries.find_class_for(session, class_id=class_id, user_id=user_id, role="teacher")
    if row is None:
        raise NotFoundError("There is no such class among yours.")
    return row


def _join(session: Session, *, user_id: int, code: str, now: datetime) -> Joined:
    """Put the person into the class, or refuse in the one way there is."""
    row = class_queries.find_class_by_code(session, code)
    if row is None:
        raise NotFoundError(_NO_SUCH_CODE)
    member = class_queries.find_member(session, class_id=row.id, user_id=user_id)
    if member is not None and member.blocked_at is None:
        return Joined(row.id, row.name, already=True)
    expired = row.join_expires_at is not None and row.join_expires_at <= now
    if member is not None or not row.join_open or row.archived_at or expired:
        raise NotFoundError(_NO_SUCH_CODE)
    session.add(ClassMember(class_id=row.id, user_id=user_id, role="learner", joined_at=now))
    return Joined(row.id, row.name, already=False)


def learner_of(session: Session, user_id: int, class_id: int, member_id: int) -> ClassMember:
    """Return a learner's membership in a class the person teaches."""
    taught_class(session, user_id=user_id, class_id=class_id)
    member = class_queries.find_member(session, class_id=class_id, user_id=member_id)
    if member is None or member.role != "learner":
        raise NotFoundError("There is no such learner in this class.")
    return member


def fresh_code(session: Session) -> str:
    """Return a join code that no class has."""
    for _ in range(20):
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if class_queries.find_class_by_code(session, code) is None:
            return code
    raise ConflictError("No free join code was found; try again.")


def clean_class_name(name: str) -> str:
    """Return the name without surplus space, or say what is wrong with it."""
    clean = " ".join(name.split())
    if not clean or len(clean) > _NAME_MAX or not clean.isprintable():
        raise InputError(
            "A class needs a name of 1 to {name_max} letters.", name_max=_NAME_MAX, field="name"
        )
    return clean


def known_zone_of(zone: str) -> str:
    """Return the zone's name if it is known."""
    try:
        return ZoneInfo(zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            "{zone!r} is not a time zone; choose one such as Europe/Paris.", zone=zone, field="zone"
        ) from None
