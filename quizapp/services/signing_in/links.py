"""One-time links: the first administrator's, and the reset of a password."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, NotFoundError, translatable
from quizapp.services.people.accounts import (
    ROLES,
    Person,
    add_user,
    get_user,
    person_of,
    replace_password,
)
from quizapp.services.people.credentials import (
    check_password,
    clean_name,
    digest_of,
    hash_password,
    new_secret,
)
from quizapp.services.people.zones import zone_of_browser
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.people import AuditEntry, OneTimeLink

SETUP_LASTS: Final = timedelta(days=7)
RESET_LASTS: Final = timedelta(days=2)
_GONE: Final = translatable(
    "This link does not work any more: it was used, it is too old, or a newer one was made. "
    "Ask for a new one."
)


@dataclass(frozen=True, slots=True)
class ResetLink:
    """A reset link that was just made; the token is shown this once."""

    token: str
    name: str
    expires_at: datetime


def make_setup_link(now: datetime) -> str:
    """Return the token of a new link that makes the first administrator; older ones end.

    Raises:
        ConflictError: there are accounts already.
    """
    token = new_secret()
    with writing() as session:
        if people_queries.any_user(session):
            raise ConflictError("There are accounts already: the first administrator is made.")
        people_queries.drop_links(session, purpose="setup", user_id=None)
        session.add(_link(token, purpose="setup", user_id=None, now=now, lasts=SETUP_LASTS))
    return token


def claim_setup_link(token: str, *, name: str, password: str, zone: str, now: datetime) -> Person:
    """Make the first administrator, who is author and teacher too, and use the link up.

    Raises:
        NotFoundError: the link does not work any more.
        InputError: name or password cannot be used; the link still works.
    """
    check_setup_link(token, now=now)
    clean = clean_name(name)
    check_password(password, name=clean)
    hashed = hash_password(password)
    with writing() as session:
        link = _get_link(session, token, purpose="setup", now=now)
        if people_queries.any_user(session):
            raise NotFoundError(_GONE)
        link.used_at = now
        row = add_user(session, name=clean, hashed=hashed, roles=ROLES, now=now)
        row.zone = zone_of_browser(zone)
        session.flush()
        return person_of(row)


def check_setup_link(token: str, *, now: datetime) -> None:
    """Check that the link would work.

    Raises:
        NotFoundError: it does not work any more.
    """
    with reading() as session:
        _get_link(session, token, purpose="setup", now=now)


def make_reset_link(*, user_id: int, actor_id: int | None, now: datetime) -> ResetLink:
    """Return a link with which a person sets a new password; older ones end.

    Raises:
        NotFoundError: there is no such account.
    """
    token = new_secret()
    with writing() as session:
        row = get_user(session, user_id=user_id)
        people_queries.drop_links(session, purpose="reset", user_id=user_id)
        session.add(_link(token, purpose="reset", user_id=user_id, now=now, lasts=RESET_LASTS))
        session.add(
            AuditEntry(
                at=now, actor_id=actor_id, action="reset link", subject=f"user:{user_id}", detail={}
            )
        )
        return ResetLink(token=token, name=row.name, expires_at=now + RESET_LASTS)


def find_reset_name(token: str, *, now: datetime) -> str:
    """Return the name of the account whose password the link sets.

    Raises:
        NotFoundError: the link does not work any more.
    """
    with reading() as session:
        link = _get_link(session, token, purpose="reset", now=now)
        return get_user(session, user_id=link.user_id or 0).name


def claim_reset_link(token: str, *, password: str, now: datetime) -> Person:
    """Set a new password and use the link up; sessions and tokens of the account end.

    Raises:
        NotFoundError: the link does not work any more, or the account is disabled.
        InputError: the password cannot be used; the link still works.
    """
    check_password(password, name=find_reset_name(token, now=now))
    hashed = hash_password(password)
    with writing() as session:
        link = _get_link(session, token, purpose="reset", now=now)
        row = get_user(session, user_id=link.user_id or 0)
        if row.disabled_at is not None:
            raise NotFoundError(_GONE)
        replace_password(session, row, hashed=hashed, now=now)
        return person_of(row)


def _link(
    token: str, *, purpose: str, user_id: int | None, now: datetime, lasts: timedelta
) -> OneTimeLink:
    return OneTimeLink(
        digest=digest_of(token),
        purpose=purpose,
        user_id=user_id,
        created_at=now,
        expires_at=now + lasts,
    )


def _get_link(session: Session, token: str, *, purpose: str, now: datetime) -> OneTimeLink:
    link = people_queries.find_link(session, digest=digest_of(token))
    if link is None or link.purpose != purpose or link.used_at or link.expires_at <= now:
        raise NotFoundError(_GONE)
    return link
