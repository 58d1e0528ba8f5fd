"""Queries of files that a process of its own reads or takes in: one takes each, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Update, and_, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.decks import DeckImport

SENT: Final = "sent"
READING: Final = "reading"
READ: Final = "read"
ASKED: Final = "asked"
TAKING: Final = "taking"
FAILED: Final = "failed"
_NEXT: Final = {SENT: READING, ASKED: TAKING}
"""What waits -> what it is once a process has it."""
_IMPORTS: Final = core_table(DeckImport)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A file in the hands of a process, and what was asked for it."""

    id: int
    user_id: int
    state: str
    source_name: str
    format: str
    asked: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands, without what it brings."""

    id: int
    state: str
    source_name: str
    format: str
    made_at: datetime
    taken_at: datetime | None
    seen_at: datetime | None
    progress: Mapping[str, Any] | None
    problem: Mapping[str, Any] | None


def find_standing(session: Session, import_id: int, *, user_id: int) -> Standing | None:
    """Return how a file of the person's stands."""
    row = session.execute(
        select(
            DeckImport.id,
            DeckImport.state,
            DeckImport.source_name,
            DeckImport.format,
            DeckImport.made_at,
            DeckImport.taken_at,
            DeckImport.seen_at,
            DeckImport.progress,
            DeckImport.problem,
        ).where(DeckImport.id == import_id, DeckImport.user_id == user_id)
    ).first()
    return None if row is None else Standing(*row)


def list_pending(session: Session, *, user_id: int) -> tuple[int, ...]:
    """Return the files of a person that are not in yet and can still come in, the newest first."""
    return tuple(
        session.scalars(
            select(DeckImport.id)
            .where(
                DeckImport.user_id == user_id,
                DeckImport.taken_at.is_(None),
                DeckImport.state != FAILED,
            )
            .order_by(DeckImport.id.desc())
        )
    )


def ask(
    session: Session,
    import_id: int,
    *,
    asked: Mapping[str, object],
    now: datetime,
    lease: timedelta,
) -> bool:
    """Let a file that was read wait to be taken in; False where it does not wait for a yes.

    One that has waited for longer than the lease may be asked for anew.
    """
    again = and_(_IMPORTS.c.state == ASKED, _IMPORTS.c.seen_at < now - lease)
    return _changed(
        session,
        update(_IMPORTS)
        .where(
            _IMPORTS.c.id == import_id,
            or_(_IMPORTS.c.state == READ, again),
            _IMPORTS.c.taken_at.is_(None),
        )
        .values(
            state=ASKED,
            asked=dict(asked),
            seen_at=now,
            started_at=None,
            progress=None,
            problem=None,
        ),
    )


def find_sizes(session: Session, import_id: int, *, user_id: int) -> tuple[int, int] | None:
    """Return how many notes and past answers a file brings that waits for a yes of the person."""
    found = session.scalar(
        select(DeckImport.incoming).where(
            DeckImport.id == import_id,
            DeckImport.user_id == user_id,
            DeckImport.state == READ,
            DeckImport.taken_at.is_(None),
        )
    )
    if found is None:
        return None
    notes: Any = found.get("notes", ())
    reviews: Any = found.get("reviews", ())
    return len(notes), len(reviews)


def claim(session: Session, *, now: datetime, lease: timedelta, at_once: int) -> Claimed | None:
    """Take the file that has waited longest; None where none waits, or enough are worked on.

    Args:
        now: proves later that it is still this process's.
        lease: silence after which a process counts as gone.
        at_once: files that may be worked on at one time on the site.
    """
    if count_alive(session, now=now, lease=lease) >= at_once:
        return None
    row = session.execute(
        select(
            _IMPORTS.c.id,
            _IMPORTS.c.user_id,
            _IMPORTS.c.state,
            _IMPORTS.c.source_name,
            _IMPORTS.c.format,
            _IMPORTS.c.asked,
        )
        .where(_IMPORTS.c.state.in_(tuple(_NEXT)), _IMPORTS.c.taken_at.is_(None))
        .order_by(_IMPORTS.c.seen_at, _IMPORTS.c.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    taken = _changed(
        session,
        update(_IMPORTS)
        .where(_IMPORTS.c.id == row.id, _IMPORTS.c.state == row.state)
        .values(state=_NEXT[row.state], started_at=now, seen_at=now),
    )
    if not taken:
        return None
    return Claimed(row.id, row.user_id, row.state, row.source_name, row.format, row.asked or {})


def count_alive(session: Session, *, now: datetime, lease: timedelta) -> int:
    """Return how many files a process is at work on that gave a sign of life."""
    alive = select(func.count()).where(
        _IMPORTS.c.state.in_((READING, TAKING)),
        _IMPORTS.c.seen_at >= now - lease,
        _IMPORTS.c.taken_at.is_(None),
    )
    return session.scalar(alive) or 0


def note(
    session: Session,
    import_id: int,
    *,
    started_at: datetime,
    now: datetime,
    progress: Mapping[str, object],
) -> bool:
    """Note how far a process is; False when the file is no longer its own."""
    return _changed(
        session, _own(import_id, started_at).values(seen_at=now, progress=dict(progress))
    )


def end(
    session: Session,
    import_id: int,
    *,
    started_at: datetime,
    state: str,
    problem: Mapping[str, object] | None = None,
    **more: object,
) -> bool:
    """Let go of a file that this process took; False when it is no longer its own.

    Args:
        state: how it stands now. problem: in words, what went wrong.
        more: values of further columns.
    """
    return _changed(
        session,
        _own(import_id, started_at).values(
            state=state,
            asked=None,
            progress=None,
            problem=None if problem is None else dict(problem),
            **more,
        ),
    )


def put_kept(
    session: Session,
    import_id: int,
    *,
    incoming: Mapping[str, object],
    report: Mapping[str, object],
) -> None:
    """Keep what a file of everything brings, and its preview, until a yes."""
    session.execute(
        update(_IMPORTS)
        .where(_IMPORTS.c.id == import_id, _IMPORTS.c.taken_at.is_(None))
        .values(incoming=dict(incoming), report=dict(report))
    )


def put_state(session: Session, import_id: int, *, state: str) -> None:
    """Note how a file stands that no process has."""
    session.execute(update(_IMPORTS).where(_IMPORTS.c.id == import_id).values(state=state))


def find_report(
    session: Session, import_id: int, *, user_id: int, kind: str
) -> Mapping[str, Any] | None:
    """Return what is told of a file of that kind of the person's, if anything is.

    Args:
        kind: the name of its format.
    """
    found: Mapping[str, Any] | None = session.scalar(
        select(DeckImport.report).where(
            DeckImport.id == import_id,
            DeckImport.user_id == user_id,
            DeckImport.format == kind,
        )
    )
    return found


def give_up_silent(session: Session, *, before: datetime, problem: Mapping[str, object]) -> None:
    """Give back what processes left that are gone: read it waits again, else it has failed."""
    silent = and_(_IMPORTS.c.taken_at.is_(None), _IMPORTS.c.seen_at < before)
    for state, after in ((TAKING, READ), (READING, FAILED)):
        session.execute(
            update(_IMPORTS)
            .where(silent, _IMPORTS.c.state == state)
            .values(state=after, asked=None, progress=None, problem=dict(problem))
        )


def files_in_use(session: Session, *, user_id: int | None = None) -> frozenset[str]:
    """Return the names of the kept files that are still to be read, of a person or of all."""
    query = select(_IMPORTS.c.asked).where(_IMPORTS.c.state.in_((SENT, READING)))
    if user_id is not None:
        query = query.where(_IMPORTS.c.user_id == user_id)
    rows = session.scalars(query)
    return frozenset(str(asked["file"]) for asked in rows if asked and "file" in asked)


def _own(import_id: int, started_at: datetime) -> Update:
    return update(_IMPORTS).where(
        _IMPORTS.c.id == import_id,
        _IMPORTS.c.started_at == started_at,
        _IMPORTS.c.state.in_((READING, TAKING)),
        _IMPORTS.c.taken_at.is_(None),
    )


def _changed(session: Session, statement: Update) -> bool:
    done = session.execute(statement.execution_options(synchronize_session=False))
    return int(getattr(done, "rowcount", 0)) > 0
