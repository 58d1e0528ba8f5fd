"""Queries of passkeys."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from quizapp.store.engine import lock_named
from quizapp.store.tables.passkeys import Passkey, PasskeyHolder, SpentChallenge


def find_holder(session: Session, *, user_id: int) -> PasskeyHolder | None:
    """Return what authenticators know a person by, if they ever made a passkey."""
    return session.get(PasskeyHolder, user_id)


def is_asked_for(session: Session, *, user_id: int) -> bool:
    """Return whether a passkey is asked for after the person's password."""
    row = session.get(PasskeyHolder, user_id)
    return row is not None and row.asked_at is not None


def list_passkeys(session: Session, *, user_id: int) -> tuple[Passkey, ...]:
    """Return a person's passkeys, oldest first."""
    return tuple(
        session.scalars(select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.id))
    )


def count_passkeys(session: Session, *, user_id: int) -> int:
    """Return how many passkeys a person has."""
    return (
        session.scalar(select(func.count()).select_from(Passkey).where(Passkey.user_id == user_id))
        or 0
    )


def find_passkey(session: Session, *, user_id: int, passkey_id: int) -> Passkey | None:
    """Return the passkey of that number, if it is the person's."""
    return session.scalar(
        select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user_id)
    )


def find_by_credential(session: Session, *, credential: str, host: str) -> Passkey | None:
    """Return the passkey of that id that was made under this name of the site."""
    return session.scalar(
        select(Passkey).where(Passkey.credential == credential, Passkey.host == host)
    )


def credential_is_known(session: Session, *, credential: str) -> bool:
    """Return whether anybody has a passkey of that id."""
    return session.scalar(select(Passkey.id).where(Passkey.credential == credential)) is not None


def drop_passkeys(session: Session, *, user_id: int) -> int:
    """Remove all passkeys of a person; return how many there were."""
    held = count_passkeys(session, user_id=user_id)
    session.execute(delete(Passkey).where(Passkey.user_id == user_id))
    session.execute(delete(PasskeyHolder).where(PasskeyHolder.user_id == user_id))
    session.expire_all()
    return held


def spend_challenge(session: Session, *, digest: str, until: datetime, now: datetime) -> bool:
    """Let a challenge be worth nothing more; return whether it was worth something."""
    lock_named(session, (digest,))
    session.execute(delete(SpentChallenge).where(SpentChallenge.until < now))
    if session.get(SpentChallenge, digest) is not None:
        return False
    session.add(SpentChallenge(digest=digest, until=until))
    session.flush()
    return True
