"""The same world with more of everything: rows are doubled, and what hangs on them with them.

A row is doubled when it is of a chosen table, or names a doubled row by a foreign key; its double
names the doubles. So the same people get twice as many classes, sets and answers, each class
twice as many learners, and each quiz twice as many questions, without a list of tables here.
"""

import hashlib
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import ForeignKey, Table, UniqueConstraint

import quizapp.store.schema.tables  # noqa: F401 - all tables
from quizapp.store.base import Base
from quizapp.store.log.log_form import ID_BYTES

PASSES: Final[tuple[tuple[str, ...], ...]] = (
    # More of what people have: by their articles, classes, decks and all that hangs on them.
    (
        *("articles", "classes", "question_sets", "assignments", "attempts", "class_groups"),
        *("grade_categories", "plans", "reports", "notices", "api_tokens", "passkeys"),
        *("media_files", "deck_imports", "audit_entries", "revisions", "review_log"),
    ),
    # More people in everything.
    ("users",),
    # More to ask about: facts of an article, cards of a set, questions of a quiz.
    ("facts", "assignment_items"),
    # More tries and more said about the same.
    ("attempts", "reports", "notices", "review_log", "assignments", "deck_imports", "revisions"),
)

PROMISED: Final = {"review_log": ["user_id", "rest"]}
"""What a trigger promises instead of the table: of the packed value's beginning, a client's id."""


def grow(file: Path) -> None:
    """Double the rows of a file, in the passes above; nothing points to nowhere afterwards."""
    connection = sqlite.connect(str(file), isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for number, roots in enumerate(PASSES, start=1):
            _double(connection, frozenset(roots), mark=number)
        connection.execute("COMMIT")
        wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
        assert not wrong, f"a double points to nowhere: {wrong[:5]}"
    finally:
        connection.close()


def _double(connection: Any, roots: frozenset[str], *, mark: int) -> None:
    """Double the rows of these tables, and all rows that name a doubled one."""
    doubles: dict[tuple[str, object], object] = {}
    for table in Base.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        listed = ", ".join(f'"{name}"' for name in names)
        rows = connection.execute(f'SELECT {listed} FROM "{table.name}"').fetchall()  # noqa: S608 - names of our own tables
        made = []
        for stored in rows:
            row = dict(zip(names, stored, strict=True))
            double = _double_of(table, row, doubles, is_root=table.name in roots, mark=mark)
            if double is not None:
                made.append([double[name] for name in names])
        if made:
            marks = ", ".join("?" * len(names))
            connection.executemany(
                f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})',  # noqa: S608 - the same
                made,
            )


def _double_of(
    table: Table,
    row: dict[str, Any],
    doubles: dict[tuple[str, object], object],
    *,
    is_root: bool,
    mark: int,
) -> dict[str, Any] | None:
    """Return the double of a row, and note its key; None where it gets none."""
    double = dict(row)
    moved = set()
    for column in table.columns:
        for key in column.foreign_keys:
            to = doubles.get((_target(key), row[column.name]))
            if to is not None:
                double[column.name] = to
                moved.add(column.name)
    if not (moved or is_root):
        return None
    keys = [column.name for column in table.primary_key.columns]
    own = [name for name in keys if not table.c[name].foreign_keys]
    if not moved & set(keys):
        if not own:
            # There is one for what it belongs to, which is not doubled.
            return None
        double[own[-1]] = _other(row[own[-1]], mark)
    if not _made_unique(table, row, double, mark=mark):
        return None  # The same.
    if len(keys) == 1:
        doubles[table.name, row[keys[0]]] = double[keys[0]]
    return double


def _made_unique(table: Table, row: dict[str, Any], double: dict[str, Any], *, mark: int) -> bool:
    """Change a double where the table promises that no two rows are alike; say if that works."""
    for names in _unique(table):
        if all(double[name] == row[name] for name in names) and None not in map(row.get, names):
            free = [name for name in names if not table.c[name].foreign_keys]
            if not free:
                return False
            other = _other(row[free[0]], mark)
            if names == PROMISED.get(table.name):
                other = other[:ID_BYTES] + row[free[0]][ID_BYTES:]
            double[free[0]] = other
    return True


def _target(key: ForeignKey) -> str:
    return key.column.table.name


def _unique(table: Table) -> list[list[str]]:
    """Return the columns of each promise that no two rows are alike in them."""
    found = [
        [column.name for column in each.columns]
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    ]
    found += [[column.name for column in each.columns] for each in table.indexes if each.unique]
    found += [[column.name] for column in table.columns if column.unique]
    return found + ([PROMISED[table.name]] if table.name in PROMISED else [])


def _other(value: Any, mark: int) -> Any:
    """Return another value of the same kind, always the same one."""
    if isinstance(value, bytes):
        return hashlib.sha256(bytes([mark]) + value).digest()[: len(value)]
    if isinstance(value, str):
        return f"{value}-{mark}"
    # Sums of these are never the same, whichever passes a row came through.
    return value + 100_000 * 2**mark
