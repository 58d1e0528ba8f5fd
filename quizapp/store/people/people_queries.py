"""Queries of people: accounts, tokens and one-time links."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.tables.lti import LtiAccount
from quizapp.store.tables.oidc import OidcAccount
from quizapp.store.tables.people import (
    ApiToken,
    AuditEntry,
    EndedSession,
    OneTimeLink,
    OpenSession,
    RateLimit,
    RecoveryCode,
    SecondStep,
    User,
)


def find_user(session: Session, *, user_id: int) -> User | None:
    """Return the account of that id, disabled or not."""
    return session.get(User, user_id)


def find_user_by_key(session: Session, *, name_key: str) -> User | None:
    """Return the account of that NFKC, casefolded name, disabled or not."""
    return session.scalar(select(User).where(User.name_key == name_key))


def list_users(session: Session) -> tuple[User, ...]:
    """Return every account, by name."""
    return tuple(session.scalars(select(User).order_by(User.name_key)))


def any_user(session: Session) -> bool:
    """Return whether there is any account."""
    return session.scalar(select(User.id).limit(1)) is not None


def count_other_administrators(session: Session, *, user_id: int) -> int:
    """Return how many enabled administrators there are beside this person."""
    return (
        session.scalar(
            select(func.count())
            .select_from(User)
            .where(
                User.id != user_id,
                User.disabled_at.is_(None),
                # Roles are whole words without spaces, and no other one holds this one.
                User.roles.contains("administrator"),
            )
        )
        or 0
    )


def comes_from_elsewhere(session: Session, *, user_id: int) -> bool:
    """Return whether a course's platform or a provider opens the account."""
    course = select(LtiAccount.id).where(LtiAccount.user_id == user_id)
    provider = select(OidcAccount.id).where(OidcAccount.user_id == user_id)
    return session.scalar(select(or_(course.exists(), provider.exists()))) is True


def find_second_step(session: Session, *, user_id: int) -> SecondStep | None:
    """Return a person's second step, if it is on."""
    return session.get(SecondStep, user_id)


def drop_second_step(session: Session, *, user_id: int) -> bool:
    """Remove a person's second step, not the recovery codes; return whether it was on."""
    row = session.get(SecondStep, user_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def find_recovery_code(session: Session, *, user_id: int, digest: str) -> RecoveryCode | None:
    """Return the person's recovery code of that digest, used or not."""
    return session.scalar(
        select(RecoveryCode).where(RecoveryCode.user_id == user_id, RecoveryCode.digest == digest)
    )


def count_recovery_codes(session: Session, *, user_id: int) -> int:
    """Return how many recovery codes a person has left."""
    return (
        session.scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )


def drop_recovery_codes(session: Session, *, user_id: int) -> None:
    """Remove a person's recovery codes."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))


def find_link(session: Session, *, digest: str) -> OneTimeLink | None:
    """Return the one-time link of that digest, used or not."""
    return session.get(OneTimeLink, digest)


def drop_links(session: Session, *, purpose: str, user_id: int | None) -> None:
    """Remove the links of that purpose for that person (None: for nobody yet)."""
    session.execute(
        delete(OneTimeLink).where(
            OneTimeLink.purpose == purpose, OneTimeLink.user_id.is_not_distinct_from(user_id)
        )
    )


def list_tokens(session: Session, *, user_id: int) -> tuple[ApiToken, ...]:
    """Return the person's tokens that are not revoked, newest first."""
    return tuple(
        session.scalars(
            select(ApiToken)
            .where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
            .order_by(ApiToken.id.desc())
        )
    )


def revoke_tokens(
    session: Session, *, user_id: int, now: datetime, token_id: int | None = None
) -> int:
    """Revoke one token of the person, or all of them; return how many that were."""
    change = update(ApiToken).where(ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None))
    if token_id is not None:
        change = change.where(ApiToken.id == token_id)
    ids = session.scalars(change.values(revoked_at=now).returning(ApiToken.id))
    return len(ids.all())


@dataclass(frozen=True, slots=True)
class Account:
    """The row of an account but for its password: what every request reads; no mapped object."""

    id: int
    name: str
    roles: str
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
    disabled_at: datetime | None


_USERS: Final = core_table(User)
_ACCOUNT: Final = tuple(_USERS.c[each.name] for each in fields(Account))
_ENDED: Final = core_table(EndedSession)
_IN_SESSION: Final = Prepared(
    select(*_ACCOUNT).where(
        _USERS.c.id == bindparam("user"),
        ~exists().where(_ENDED.c.key == bindparam("key")),
    )
)
_BY_TOKEN: Final = Prepared(
    select(*_ACCOUNT)
    .join(ApiToken, ApiToken.user_id == _USERS.c.id)
    .where(ApiToken.digest == bindparam("digest"), ApiToken.revoked_at.is_(None))
)


def find_account(reader: Reader, *, user_id: int, key: str) -> Account | None:
    """Return the account of that id, disabled or not, unless the session of that key has ended."""
    rows = _IN_SESSION.rows(reader, {"user": user_id, "key": key})
    return Account(*rows[0]) if rows else None


def keep_session(session: Session, row: OpenSession, *, began_after: datetime) -> None:
    """Note a session that began or was renewed, and forget those of the person that have ended.

    Args:
        began_after: sessions that began before then have ended by themselves.
    """
    ended = or_(OpenSession.epoch != row.epoch, OpenSession.began_at < began_after)
    session.execute(delete(OpenSession).where(OpenSession.user_id == row.user_id, ended))
    session.merge(row)
    session.flush()


def list_sessions(
    session: Session, *, user_id: int, epoch: int, used_after: datetime, began_after: datetime
) -> tuple[OpenSession, ...]:
    """Return a person's sessions that may go on, latest first."""
    return tuple(
        session.scalars(
            select(OpenSession)
            .where(
                OpenSession.user_id == user_id,
                OpenSession.epoch == epoch,
                OpenSession.used_at > used_after,
                OpenSession.began_at > began_after,
            )
            .order_by(OpenSession.began_at.desc(), OpenSession.key)
        )
    )


def end_session(session: Session, *, key: str, until: datetime, now: datetime) -> None:
    """Let a session open nothing any more, and forget those whose cookies have ended."""
    session.execute(delete(EndedSession).where(EndedSession.until < now))
    session.execute(delete(OpenSession).where(OpenSession.key == key))
    if session.get(EndedSession, key) is None:
        session.add(EndedSession(key=key, until=until))
        session.flush()


def find_account_by_token(reader: Reader, *, digest: str) -> Account | None:
    """Return the account, disabled or not, that a token which is not revoked belongs to."""
    rows = _BY_TOKEN.rows(reader, {"digest": digest})
    return Account(*rows[0]) if rows else None


def find_limit(session: Session, *, key: str) -> RateLimit | None:
    """Return the counter of that key."""
    return session.get(RateLimit, key)


def drop_limits_before(session: Session, *, instant: datetime) -> None:
    """Forget counters whose window began before that instant."""
    session.execute(delete(RateLimit).where(RateLimit.window_start < instant))


def list_audit(
    session: Session, *, limit: int, before: int | None, action: str, actor: str
) -> tuple[tuple[AuditEntry, str | None], ...]:
    """Return the latest audit entries with the actor's name (None once erased).

    Args:
        limit: at most so many.
        before: only entries older than that number.
        action: only with that action, "" for any.
        actor: only of the person whose ``name_key`` it is, "" for anybody.
    """
    query = (
        select(AuditEntry, User.name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(AuditEntry.id < before)
    if action:
        query = query.where(AuditEntry.action == action)
    if actor:
        query = query.where(User.name_key == actor)
    return tuple((entry, name) for entry, name in session.execute(query))


def list_audit_actions(session: Session) -> tuple[str, ...]:
    """Return every action that an audit entry has, in order."""
    return tuple(session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))
