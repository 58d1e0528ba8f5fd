"""What a person left in the tables, found by the keys and privacy tags of the tables themselves."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, ForeignKey, Table, delete, or_, select, text
from sqlalchemy.orm import Session

from quizapp.store.base import Base
from quizapp.store.classes import ClassMember, SchoolClass
from quizapp.store.people import User

TAGGED: Final = frozenset({"personal", "linked"})
_SECRET: Final = frozenset({"password_hash", "digest"})
"""Columns that prove who someone is: their owner has no use for them, a thief would."""
HIDDEN: Final = "(kept secret)"


def tables_of_people() -> tuple[tuple[Table, tuple[ForeignKey, ...]], ...]:
    """Return each table whose rows belong to a person, with the keys that say to whom.

    That is the accounts' own table, every table with a key to it, and every table with a key
    to one that is erased with the account (an attempt's answers).
    """
    users = Base.metadata.tables[User.__tablename__]
    found: dict[str, tuple[Table, tuple[ForeignKey, ...]]] = {users.name: (users, ())}
    owned = {users.name}
    for table in Base.metadata.sorted_tables:
        keys = tuple(key for key in table.foreign_keys if key.column.table.name in owned)
        if not keys or table.name == users.name:
            continue
        found[table.name] = (table, keys)
        if any(key.ondelete == "CASCADE" for key in keys):
            owned.add(table.name)
    return tuple(found.values())


def rows_of(session: Session, *, user_id: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each table's name with the tagged columns of the rows that belong to the person."""
    for table, keys in tables_of_people():
        columns = [each for each in table.columns if each.info.get("privacy") in TAGGED]
        found = session.execute(
            select(*columns)
            .where(_belongs(table, keys, user_id=user_id))
            .order_by(*table.primary_key)
        )
        yield (
            table.name,
            [
                {
                    name: HIDDEN if name in _SECRET and value is not None else value
                    for name, value in row.items()
                }
                for row in found.mappings()
            ],
        )


def erase(session: Session, *, user_id: int) -> None:
    """Delete the account with all that hangs on it, and classes that nobody is in any more."""
    if session.get_bind().dialect.name == "sqlite":
        # Otherwise the deleted text stays readable in the file's free pages.
        session.execute(text("PRAGMA secure_delete=ON"))
    session.execute(delete(User).where(User.id == user_id))
    session.execute(
        delete(SchoolClass).where(
            ~select(ClassMember.user_id).where(ClassMember.class_id == SchoolClass.id).exists()
        )
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
    users = Base.metadata.tables[User.__tablename__]
    if table is users:
        return users.c.id == user_id
    ways: list[ColumnElement[bool]] = []
    for key in keys:
        owner = key.column.table
        if owner is users:
            ways.append(key.parent == user_id)
        elif owner.name != table.name:
            further = tuple(each for each in owner.foreign_keys if each.column.table is users)
            ways.append(
                key.parent.in_(select(key.column).where(_belongs(owner, further, user_id=user_id)))
            )
    return or_(*ways)
