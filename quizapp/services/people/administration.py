"""Use cases of administrators: accounts, roles, and the health of the installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, translatable
from quizapp.formats.sheets.csv_table import to_csv
from quizapp.services.people.accounts import Person, add_user, get_user, join_roles, person_of
from quizapp.services.people.credentials import check_password, clean_name, hash_password, name_key
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.people import AuditEntry, User

_LAST: Final = translatable("This is the last administrator: make another one first.")


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What staff did, when and to what; the name is None once the account is erased.

    Attributes:
        number: of the entry; later ones have greater numbers.
        subject: "kind:id", never a name. detail: what else was noted, by name.
    """

    number: int
    at: datetime
    actor: str | None
    action: str
    subject: str
    detail: Mapping[str, object]


def list_people() -> tuple[Person, ...]:
    """Return every account, by name."""
    with reading() as session:
        return tuple(person_of(row) for row in people_queries.list_users(session))


def add_person(
    *, name: str, password: str, roles: tuple[str, ...], actor_id: int, now: datetime
) -> Person:
    """Make an account on behalf of somebody, as an administrator.

    Raises:
        InputError: name, password or a role cannot be used.
        ConflictError: the name is taken.
    """
    clean = clean_name(name)
    check_password(password, name=clean)
    hashed = hash_password(password)
    with writing() as session:
        row = add_user(session, name=clean, hashed=hashed, roles=roles, now=now)
        _note(session, row, action="account made", actor_id=actor_id, now=now, roles=row.roles)
        return person_of(row)


def set_roles(
    *, user_id: int, roles: tuple[str, ...], actor_id: int | None, now: datetime
) -> Person:
    """Set the roles beside learner; a change ends the account's sessions.

    Raises:
        InputError: a role is unknown.
        ConflictError: nobody would be administrator any more.
        NotFoundError: there is no such account.
    """
    wanted = join_roles(roles)
    with writing() as session:
        row = get_user(session, user_id=user_id)
        if row.roles == wanted:
            return person_of(row)
        if "administrator" in row.roles.split() and "administrator" not in roles:
            keep_an_administrator(session, user_id=user_id)
        row.roles = wanted
        row.epoch += 1
        _note(session, row, action="roles set", actor_id=actor_id, now=now, roles=wanted)
        return person_of(row)


def disable(*, user_id: int, actor_id: int | None, now: datetime) -> Person:
    """Disable an account: its sessions and tokens end, nothing of it is lost.

    Raises:
        ConflictError: nobody would be administrator any more.
        NotFoundError: there is no such account.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        if row.disabled_at is None:
            if "administrator" in row.roles.split():
                keep_an_administrator(session, user_id=user_id)
            row.disabled_at = now
            row.epoch += 1
            people_queries.revoke_tokens(session, user_id=user_id, now=now)
            people_queries.drop_links(session, purpose="reset", user_id=user_id)
            _note(session, row, action="account disabled", actor_id=actor_id, now=now)
        return person_of(row)


def enable(*, user_id: int, actor_id: int | None, now: datetime) -> Person:
    """Let a disabled account sign in again.

    Raises:
        NotFoundError: there is no such account.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        if row.disabled_at is not None:
            row.disabled_at = None
            _note(session, row, action="account enabled", actor_id=actor_id, now=now)
        return person_of(row)


def list_audit(
    *, limit: int, before: int | None = None, action: str = "", actor: str = ""
) -> tuple[AuditLine, ...]:
    """Return what staff did, latest first.

    Args:
        limit: at most so many.
        before: only what is older than the entry of that number.
        action: only that action, "" for any.
        actor: only what the person of that name did, "" for anybody.
    """
    with reading() as session:
        found = people_queries.list_audit(
            session, limit=limit, before=before, action=action, actor=name_key(actor)
        )
        return tuple(
            AuditLine(
                number=entry.id,
                at=entry.at,
                actor=name,
                action=entry.action,
                subject=entry.subject,
                detail=entry.detail,
            )
            for entry, name in found
        )


def list_audit_actions() -> tuple[str, ...]:
    """Return every action that was ever noted."""
    with reading() as session:
        return people_queries.list_audit_actions(session)


def audit_csv(lines: Sequence[AuditLine]) -> str:
    """Return audit entries as CSV; times are UTC."""
    header = ("number", "at", "actor", "action", "subject", "detail")
    rows = [
        (
            line.number,
            line.at.isoformat(timespec="seconds"),
            line.actor,
            line.action,
            line.subject,
            _plain(line.detail),
        )
        for line in lines
    ]
    return to_csv(header, rows)


def _plain(detail: Mapping[str, object]) -> str:
    """Return an entry's details as one line."""
    return ", ".join(f"{name}: {value}" for name, value in sorted(detail.items()))


def keep_an_administrator(session: Session, *, user_id: int) -> None:
    """Refuse to lose the last administrator, inside the caller's transaction.

    Raises:
        ConflictError: there is no other one.
    """
    if not people_queries.count_other_administrators(session, user_id=user_id):
        raise ConflictError(_LAST)


def _note(
    session: Session,
    row: User,
    *,
    action: str,
    actor_id: int | None,
    now: datetime,
    **detail: object,
) -> None:
    session.add(
        AuditEntry(
            at=now, actor_id=actor_id, action=action, subject=f"user:{row.id}", detail=detail
        )
    )
    session.flush()
