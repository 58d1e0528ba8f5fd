"""What a person left in the tables, found by the keys and privacy tags of the tables themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Table,
    delete,
    literal,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session, aliased

from quizapp.scheduling.parameters import Parameters
from quizapp.store.base import Base, core_table
from quizapp.store.decks import deck_removal
from quizapp.store.log.log_form import COLUMNS, row_of
from quizapp.store.log.log_row import LogRow
from quizapp.store.study.fit_queries import list_parameter_sets
from quizapp.store.tables.assigning import AssignmentTarget
from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.memory import ReviewLog
from quizapp.store.tables.people import User

_LOG: Final = core_table(ReviewLog)
TAGGED: Final = frozenset({"personal", "linked"})
_SECRET: Final = frozenset({"password_hash", "digest", "sealed", "verifier"})
"""Columns that prove who someone is: their owner has no use for them, a thief would."""
HIDDEN: Final = "(kept secret)"
_ASIDE: Final = frozenset({("media_files", "data")})
"""Columns that are downloaded in a file of their own: as text they would be hundreds of MB."""
ELSEWHERE: Final = "(in the zip file of your pictures and sounds, under its sha256)"


_AT_A_TIME: Final = 500
"""Rows that are held at once, of thousands."""


def tables_of_people() -> tuple[tuple[Table, tuple[ForeignKey, ...]], ...]:
    """Return each table whose rows belong to a person, with the keys that say to whom.

    That is the accounts' own table, every table with a key to it, and every table with a key
    to one that is erased with the account (an attempt's answers).
    """
    users = Base.metadata.tables[User.__tablename__]
    found: list[tuple[Table, tuple[ForeignKey, ...]]] = [(users, ())]
    for table in Base.metadata.sorted_tables:
        keys = tuple(key for key in table.foreign_keys if key.column.table in _erased_tables())
        if keys and table is not users and _tagged(table):
            found.append((table, keys))
    return tuple(found)


Line = dict[str, Any]
"""One row, by the names of its columns."""


def rows_of(session: Session, *, user_id: int) -> Iterator[tuple[str, Iterator[Line]]]:
    """Yield each table's name with the tagged columns of the rows that belong to the person.

    Rows come as they are asked for, some at a time, before the next table is.
    """
    for table, keys in tables_of_people():
        if table is _LOG:
            yield table.name, _log_of(session, user_id=user_id)
        else:
            yield table.name, _lines_of(session, table, keys, user_id=user_id)


def erase(session: Session, *, user_id: int) -> None:
    """Delete the account with all that hangs on it, and classes that nobody is in any more."""
    if session.get_bind().dialect.name == "sqlite":
        # Otherwise the deleted text stays readable in the file's free pages.
        session.execute(text("PRAGMA secure_delete=ON"))
    _withdraw_what_was_theirs_alone(session, user_id=user_id)
    session.execute(delete(User).where(User.id == user_id))
    deck_removal.sweep_ownerless(session)
    session.execute(
        delete(SchoolClass).where(
            ~select(ClassMember.user_id).where(ClassMember.class_id == SchoolClass.id).exists()
        )
    )


def _withdraw_what_was_theirs_alone(session: Session, *, user_id: int) -> None:
    """Withdraw assignments given to nobody else: without a target they would be everybody's."""
    others = aliased(AssignmentTarget)
    session.execute(
        update(Assignment)
        .where(
            Assignment.id.in_(
                select(AssignmentTarget.assignment_id).where(
                    AssignmentTarget.user_id == user_id,
                    ~select(others.id)
                    .where(
                        others.assignment_id == AssignmentTarget.assignment_id,
                        or_(others.user_id.is_(None), others.user_id != user_id),
                    )
                    .exists(),
                )
            ),
            Assignment.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=Assignment.created_at)
        .execution_options(synchronize_session=False)
    )


def empty_write_ahead_log(session: Session) -> None:
    """Move everything into the database file, so that its log holds no deleted text either.

    Call it outside a transaction. Readers of that moment may delay it until the next time.
    """
    bind = session.get_bind()
    if bind.dialect.name != "sqlite":
        return
    raw = bind.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()


def _belongs(table: Table, keys: tuple[ForeignKey, ...], *, user_id: int) -> ColumnElement[bool]:
    """Return the condition under which a row is the person's, through any number of tables."""
    users = Base.metadata.tables[User.__tablename__]
    if table is users:
        return users.c.id == user_id
    ways: list[ColumnElement[bool]] = []
    for key in keys:
        owner = key.column.table
        if owner is users:
            ways.append(key.parent == user_id)
            continue
        # What belongs to the owner's row through a key that erasure follows, belongs on.
        further = tuple(
            each
            for each in owner.foreign_keys
            if each.ondelete == "CASCADE" and each.column.table in _erased_tables()
        )
        theirs = _belongs(owner, further, user_id=user_id)
        ways.append(key.parent.in_(select(key.column).where(theirs)))
    return or_(*ways)


@cache
def _erased_tables() -> frozenset[Table]:
    """Return the tables whose rows go with an account: the accounts and what cascades."""
    erased = {Base.metadata.tables[User.__tablename__]}
    for table in Base.metadata.sorted_tables:
        if any(
            key.ondelete == "CASCADE" and key.column.table in erased for key in table.foreign_keys
        ):
            erased.add(table)
    return frozenset(erased)


def _lines_of(
    session: Session, table: Table, keys: tuple[ForeignKey, ...], *, user_id: int
) -> Iterator[Line]:
    found = session.execute(
        select(*_shown(table))
        .where(_belongs(table, keys, user_id=user_id))
        .order_by(*table.primary_key)
        .execution_options(yield_per=_AT_A_TIME)
    )
    for row in found.mappings():
        yield {
            name: HIDDEN if name in _SECRET and value is not None else value
            for name, value in row.items()
        }


def _log_of(session: Session, *, user_id: int) -> Iterator[Line]:
    """Yield the log as it can be read: nobody has use for its packed values."""
    sets = list_parameter_sets(session, user_id=user_id)
    found = session.execute(
        select(*(_LOG.c[name] for name in COLUMNS))
        .where(_LOG.c.user_id == user_id)
        .order_by(_LOG.c.seq)
        .execution_options(yield_per=_AT_A_TIME)
    )
    for row in found:
        yield _line(row_of(row), sets)


def _line(row: LogRow, sets: Mapping[str, Parameters]) -> Line:
    trace = row.trace(sets)
    return {
        **{each.name: getattr(row, each.name) for each in fields(row) if each.name != "refitted"},
        "recall": trace.recall,
        "stability_after": trace.stability_days,
        "difficulty_after": trace.difficulty,
        "interval_raw_days": trace.interval_raw_days,
    }


def _shown(table: Table) -> tuple[ColumnElement[Any], ...]:
    return tuple(
        literal(ELSEWHERE).label(each.name) if (table.name, each.name) in _ASIDE else each
        for each in _tagged(table)
    )


def _tagged(table: Table) -> tuple[Column[Any], ...]:
    return tuple(each for each in table.columns if each.info.get("privacy") in TAGGED)
