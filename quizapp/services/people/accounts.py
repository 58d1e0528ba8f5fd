"""Use cases of accounts: make one, sign in, change its password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.people import limits
from quizapp.services.people.credentials import (
    check_password,
    clean_name,
    hash_password,
    name_key,
    verify_password,
)
from quizapp.services.people.limits import Limit, Try
from quizapp.services.people.zones import zone_of_browser
from quizapp.store.engine import asking, reading, writing
from quizapp.store.people import people_queries
from quizapp.store.people.people_queries import Account
from quizapp.store.tables.people import User

ROLES: Final = ("administrator", "author", "teacher")
"""Roles beside learner, which everybody is."""

_WRONG: Final = translatable(
    "This name and password do not belong together. Check both, then try again."
)
_QUARTER: Final = timedelta(minutes=15)
_SIGN_IN_ACCOUNT: Final = Limit("sign-in/account", 10, _QUARTER)
_SIGN_IN_ADDRESS: Final = Limit("sign-in/address", 100, _QUARTER)
_SIGN_IN_ALL: Final = Limit("sign-in/all", 2000, _QUARTER)
# A whole class registers from one address in one lesson.
_REGISTER_ADDRESS: Final = Limit("register/address", 60, timedelta(hours=1))
_REGISTER_ALL: Final = Limit("register/all", 600, timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the rest of the application sees it.

    Attributes:
        roles: of ``ROLES``; everybody is a learner besides.
        rollover_hour: hour 0..23 of their zone at which the study day begins.
        language: of ``preferences.LANGUAGES``; "" follows the browser.
        desired_retention: recall probability 0.70..0.97 at which a card comes back.
        same_day: how often a card is asked again on one day, of ``WAYS``.
        epoch: sessions of another epoch have ended.
    """

    id: int
    name: str
    roles: frozenset[str]
    zone: str
    rollover_hour: int
    theme: str
    language: str
    desired_retention: float
    new_per_day: int
    reviews_per_day: int
    same_day: str
    epoch: int
    created_at: datetime
    disabled: bool


def any_account() -> bool:
    """Return whether there is any account yet."""
    with reading() as session:
        return people_queries.any_user(session)


def find_person(*, user_id: int) -> Person | None:
    """Return the person of that id, disabled or not."""
    with reading() as session:
        row = people_queries.find_user(session, user_id=user_id)
        return None if row is None else person_of(row)


def find_person_by_name(*, name: str) -> Person | None:
    """Return the person of that name, disabled or not; case and width do not matter."""
    with reading() as session:
        row = people_queries.find_user_by_key(session, name_key=name_key(name))
        return None if row is None else person_of(row)


def find_in_session(*, user_id: int, epoch: int, key: str) -> Person | None:
    """Return the person whom a session belongs to, unless it has ended or they are disabled.

    Args:
        key: of the session, drawn when it began.
    """
    with asking() as reader:
        row = people_queries.find_account(reader, user_id=user_id, key=key)
    if row is None or row.disabled_at is not None or row.epoch != epoch:
        return None
    return person_of(row)


def end_session(*, key: str, until: datetime, now: datetime) -> None:
    """End one session, also for whoever has a copy of its cookie.

    Args:
        until: when the cookie ends by itself.
    """
    with writing() as session:
        people_queries.end_session(session, key=key, until=until, now=now)


def register(
    *, name: str, password: str, zone: str, address: str, secret: str, now: datetime
) -> Person:
    """Make an account for somebody who asks for one.

    Args:
        name: 2-64 characters; unique under NFKC and case folding.
        password: 8-200 characters.
        zone: IANA name; an unknown one becomes UTC, since a browser sent it unasked.
        address: whose tries are counted; kept only as a keyed hash.
        secret: the key of that hash.

    Raises:
        InputError: name or password cannot be used.
        ConflictError: the name is taken.
        TooManyError: too many accounts were made.
    """
    clean = clean_name(name)
    check_password(password, name=clean)
    hashed = hash_password(password)
    with writing() as session:
        tries = (Try(_REGISTER_ADDRESS, address), Try(_REGISTER_ALL, ""))
        limits.take(session, tries, secret=secret, now=now)
        row = add_user(session, name=clean, hashed=hashed, roles=(), now=now)
        row.zone = zone_of_browser(zone)
        session.flush()
        return person_of(row)


def create_user(*, name: str, password: str, roles: tuple[str, ...], now: datetime) -> Person:
    """Make an account on behalf of somebody, from the command line.

    Raises:
        InputError: name, password or a role cannot be used.
        ConflictError: the name is taken.
    """
    clean = clean_name(name)
    check_password(password, name=clean)
    hashed = hash_password(password)
    with writing() as session:
        return person_of(add_user(session, name=clean, hashed=hashed, roles=roles, now=now))


def sign_in(*, name: str, password: str, address: str, secret: str, now: datetime) -> Person:
    """Return the person whom name and password belong to.

    The try is counted before the password is checked, so that many at once count too; a
    success is taken off again. Absent and disabled accounts cost the same time and get the
    same words as a wrong password.

    Raises:
        InputError: they do not belong together.
        TooManyError: too many failed tries for this account, address or the whole site.
    """
    key = name_key(name)[:200]
    tries = (
        Try(_SIGN_IN_ACCOUNT, key),
        Try(_SIGN_IN_ADDRESS, address),
        Try(_SIGN_IN_ALL, ""),
    )
    with writing() as session:
        limits.take(session, tries, secret=secret, now=now)
        row = people_queries.find_user_by_key(session, name_key=key)
        known = None if row is None or row.disabled_at else row
        stored = known.password_hash if known else None
    # Outside the transaction: hashing takes longer than everybody's write lock should be held.
    right, renewed = verify_password(password, stored=stored)
    if known is None or not right:
        raise InputError(_WRONG, field="password")
    with writing() as session:
        limits.give_back(session, tries, secret=secret)
        row = people_queries.find_user(session, user_id=known.id)
        if row is None or row.disabled_at or row.password_hash != stored:
            raise InputError(_WRONG, field="password")
        if renewed:
            row.password_hash = renewed
        return person_of(row)


def change_password(*, user_id: int, current: str, new: str, now: datetime) -> Person:
    """Set a new password, end every session and revoke every token of the account.

    The returned person carries the new epoch: sign the session that asked in again.

    Raises:
        InputError: the current password is wrong, or the new one cannot be used.
    """
    with reading() as session:
        row = get_user(session, user_id=user_id)
        stored, name = row.password_hash, row.name
    if not verify_password(current, stored=stored)[0]:
        raise InputError("This is not your current password.", field="current")
    check_password(new, name=name)
    return set_password(user_id=user_id, password=new, now=now)


def set_password(*, user_id: int, password: str, now: datetime) -> Person:
    """Set a password without knowing the old one; end every session, revoke every token.

    Raises:
        InputError: the password cannot be used.
        NotFoundError: there is no such account.
    """
    person = find_person(user_id=user_id)
    if person is None:
        raise NotFoundError("There is no such account.")
    check_password(password, name=person.name)
    hashed = hash_password(password)
    with writing() as session:
        row = get_user(session, user_id=user_id)
        replace_password(session, row, hashed=hashed, now=now)
        return person_of(row)


def password_is_right(*, user_id: int, password: str) -> bool:
    """Return whether this is the person's password, asked again before something final."""
    with reading() as session:
        stored = get_user(session, user_id=user_id).password_hash
    return verify_password(password, stored=stored)[0]


def add_user(
    session: Session, *, name: str, hashed: str, roles: tuple[str, ...], now: datetime
) -> User:
    """Add an account inside the caller's transaction; the name is already clean.

    Raises:
        ConflictError: the name is taken.
        InputError: a role is unknown.
    """
    key = name_key(name)
    if people_queries.find_user_by_key(session, name_key=key) is not None:
        raise ConflictError("This name is taken. Choose another one.")
    row = User(
        name=name,
        name_key=key,
        password_hash=hashed,
        roles=join_roles(roles),
        created_at=now,
    )
    session.add(row)
    session.flush()
    return row


def replace_password(session: Session, row: User, *, hashed: str, now: datetime) -> None:
    """Set the hash inside the caller's transaction; end sessions, revoke tokens, drop links."""
    row.password_hash = hashed
    row.epoch += 1
    people_queries.revoke_tokens(session, user_id=row.id, now=now)
    people_queries.drop_links(session, purpose="reset", user_id=row.id)
    session.flush()


def get_user(session: Session, *, user_id: int) -> User:
    """Return the account's row.

    Raises:
        NotFoundError: there is none.
    """
    row = people_queries.find_user(session, user_id=user_id)
    if row is None:
        raise NotFoundError("There is no such account.")
    return row


def join_roles(roles: tuple[str, ...]) -> str:
    """Return the roles as the account's row keeps them.

    Raises:
        InputError: one is unknown.
    """
    for role in roles:
        if role not in ROLES:
            raise InputError(
                "{role!r} is no role; roles are {roles}.",
                role=role,
                roles=", ".join(ROLES),
                field="roles",
            )
    return " ".join(sorted(set(roles)))


def person_of(row: User | Account) -> Person:
    """Return the plain value of an account's row."""
    return Person(
        id=row.id,
        name=row.name,
        roles=frozenset(row.roles.split()),
        zone=row.zone,
        rollover_hour=row.rollover_hour,
        theme=row.theme,
        language=row.language,
        desired_retention=row.desired_retention,
        new_per_day=row.new_per_day,
        reviews_per_day=row.reviews_per_day,
        same_day=row.same_day,
        epoch=row.epoch,
        created_at=row.created_at,
        disabled=row.disabled_at is not None,
    )
