"""A log entry in a third of the bytes: what queries ask for is columns, the rest one packed value.

Stability, difficulty and recall that follow from an answer are no longer stored but worked out
when somebody asks. The same id twice is refused by a trigger instead of an index that holds every
id once more. Rows are copied in the order of their key, some thousand at a time.

The stored form is that of ``quizapp.store.log.log_form``, whose codes never change their meaning,
as it was then: ``log_form_before`` says how that differs.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.store.base import CANONICAL, EPOCH
from quizapp.store.coded import KIND_CODES
from quizapp.store.log.log_form_before import COLUMNS, row_before, stored_before
from quizapp.store.log.log_row import HASH_BYTES, LogRow, Refitted

revision: Final = "0025"
down_revision: Final = "0024"
branch_labels: Final = None
depends_on: Final = None

_BATCH: Final = 5_000
_OLD: Final = "review_log_before"
_ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANTS: Final = ("shown_at", "answered_at", "due_at")
_KINDS: Final = {code: kind for kind, code in KIND_CODES.items()}
_SQLITE_TRIGGER: Final = (
    "CREATE TRIGGER review_log_once BEFORE INSERT ON review_log WHEN EXISTS ("
    "SELECT 1 FROM review_log WHERE user_id = NEW.user_id AND client_tag = NEW.client_tag"
    " AND substr(rest, 1, 13) = substr(NEW.rest, 1, 13))"
    " BEGIN SELECT RAISE(ABORT, 'review_log has this client id of this person'); END"
)
_POSTGRESQL_TRIGGER: Final = (
    """
    CREATE FUNCTION review_log_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (
        SELECT 1 FROM review_log WHERE user_id = NEW.user_id AND client_tag = NEW.client_tag
        AND substring(rest FROM 1 FOR 13) = substring(NEW.rest FROM 1 FOR 13)
      ) THEN
        RAISE EXCEPTION 'review_log has this client id of this person'
          USING ERRCODE = 'unique_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    (
        "CREATE TRIGGER review_log_once BEFORE INSERT ON review_log"
        " FOR EACH ROW EXECUTE FUNCTION review_log_once()"
    ),
)


def upgrade() -> None:
    _set_aside(("ix_review_log_user_card", "ix_review_log_user_day"))
    small = _make("review_log", _small())
    _copy(_table(_OLD, _wide()), small, _Narrowing())
    op.drop_table(_OLD)
    op.create_index("ix_review_log_user_client", "review_log", ["user_id", "client_tag"])
    op.create_index("ix_review_log_user_card", "review_log", ["user_id", "card_id"])
    where = sa.text("opened_day IS NOT NULL")
    op.create_index(
        "ix_review_log_user_day",
        "review_log",
        ["user_id", "opened_day"],
        sqlite_where=where,
        postgresql_where=where,
    )
    for statement in _POSTGRESQL_TRIGGER if _on_postgresql() else (_SQLITE_TRIGGER,):
        op.execute(statement)


def downgrade() -> None:
    if _on_postgresql():
        op.execute("DROP TRIGGER review_log_once ON review_log")
        op.execute("DROP FUNCTION review_log_once()")
    else:
        op.execute("DROP TRIGGER review_log_once")
    names = ("ix_review_log_user_client", "ix_review_log_user_card", "ix_review_log_user_day")
    _set_aside(names)
    wide = _make(
        "review_log",
        _wide(),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name="fk_review_log_question_id_questions"
        ),
        sa.UniqueConstraint("user_id", "client_id", name="uq_review_log_user_id_client_id"),
    )
    _copy(_table(_OLD, _small()), wide, _Widening())
    op.drop_table(_OLD)
    op.create_index("ix_review_log_user_card", "review_log", ["user_id", "card_id"])
    op.create_index("ix_review_log_user_day", "review_log", ["user_id", "study_day"])


def _set_aside(indexes: Sequence[str]) -> None:
    """Give the table another name, and free the names that the new one will have."""
    for name in indexes:
        op.drop_index(name, table_name="review_log")
    if _on_postgresql():
        op.execute(f"ALTER INDEX pk_review_log RENAME TO pk_{_OLD}")
        op.execute(
            "ALTER INDEX IF EXISTS uq_review_log_user_id_client_id"
            f" RENAME TO uq_{_OLD}_user_id_client_id"
        )
    op.rename_table("review_log", _OLD)


def _make(name: str, columns: Sequence[sa.Column[Any]], *more: sa.Constraint) -> sa.Table:
    return op.create_table(
        name,
        *columns,
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_review_log_card_id_cards"),
        *more,
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_review_log_user_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "seq", name="pk_review_log"),
        sqlite_with_rowid=False,
    )


def _wide() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("card_id", _ID, nullable=False),
        sa.Column("question_id", _ID, nullable=True),
        sa.Column("variant", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("form", sa.String(length=16), nullable=False),
        sa.Column("shown_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("utc_offset_min", sa.SmallInteger(), nullable=False),
        sa.Column("rollover_hour", sa.SmallInteger(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("hints", sa.SmallInteger(), nullable=False),
        sa.Column("elapsed_days", sa.Integer(), nullable=True),
        sa.Column("recall", sa.Float(), nullable=True),
        sa.Column("stability_before", sa.Float(), nullable=True),
        sa.Column("difficulty_before", sa.Float(), nullable=True),
        sa.Column("stability_after", sa.Float(), nullable=True),
        sa.Column("difficulty_after", sa.Float(), nullable=True),
        sa.Column("interval_raw_days", sa.Float(), nullable=True),
        sa.Column("interval_days", sa.Integer(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("desired_retention", sa.Float(), nullable=True),
        sa.Column("parameter_set", sa.String(length=24), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
    )


def _small() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("user_id", _ID, nullable=False),
        sa.Column("card_id", _ID, nullable=False),
        sa.Column("clock_ms", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_tag", sa.Integer(), nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("opened_day", sa.Integer(), nullable=True),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rest", sa.LargeBinary(), nullable=False),
    )


def _table(name: str, columns: Sequence[sa.Column[Any]]) -> sa.Table:
    return sa.Table(name, sa.MetaData(), *columns)


def _copy(old: sa.Table, new: sa.Table, changed: Callable[[sa.RowMapping], Sequence[Any]]) -> None:
    names = [column.name for column in new.columns]
    for batch in _batches(old):
        op.get_bind().execute(
            new.insert(), [dict(zip(names, changed(row), strict=True)) for row in batch]
        )


def _batches(old: sa.Table) -> Iterator[Sequence[sa.RowMapping]]:
    key = sa.tuple_(old.c.user_id, old.c.seq)
    last: tuple[int, int] | None = None
    while True:
        query = sa.select(old).order_by(old.c.user_id, old.c.seq).limit(_BATCH)
        if last is not None:
            query = query.where(key > sa.tuple_(*last))
        batch = op.get_bind().execute(query).mappings().all()
        if not batch:
            return
        yield batch
        last = (batch[-1]["user_id"], batch[-1]["seq"])


class _Narrowing:
    """Makes small rows of wide ones; it remembers the day of the row before."""

    def __init__(self) -> None:
        self._before: tuple[int, int] | None = None
        self._names = [column.name for column in _small()]

    def __call__(self, row: sa.RowMapping) -> Sequence[Any]:
        """Return the values of a small row."""
        values = dict(row)
        for name in _INSTANTS:
            values[name] = _instant(values[name])
        refitted = Refitted(
            values.pop("stability_after"),
            values.pop("difficulty_after"),
            values.pop("interval_raw_days"),
        )
        values.pop("recall")
        values["request_hash"] = bytes(values["request_hash"])[:HASH_BYTES]
        values["client_id"] = bytes(values["client_id"])
        values["response"] = _read(values["response"])
        entry = LogRow(**values, refitted=refitted if row["kind"] == "refit" else None)
        stored = dict(zip(COLUMNS, stored_before(entry), strict=True))
        stored["kind"] = KIND_CODES[row["kind"]]
        here = (row["user_id"], row["study_day"])
        stored["opened_day"] = None if here == self._before else row["study_day"]
        self._before = here
        return [stored[name] for name in self._names]


class _Widening:
    """Makes wide rows of small ones: what follows from an answer is worked out again."""

    def __init__(self) -> None:
        self._sets: dict[int, dict[str, Parameters]] = {}
        self._names = [column.name for column in _wide()]

    def __call__(self, row: sa.RowMapping) -> Sequence[Any]:
        """Return the values of a wide row."""
        kind = _KINDS[row["kind"]]
        entry = row_before([kind if name == "kind" else row[name] for name in COLUMNS])
        trace = entry.trace(self._sets_of(row["user_id"]))
        values = {
            "recall": trace.recall,
            "stability_after": trace.stability_days,
            "difficulty_after": trace.difficulty,
            "interval_raw_days": trace.interval_raw_days,
            "request_hash": entry.request_hash.ljust(16, b"\0"),
            "response": None if entry.response is None else CANONICAL.encode(entry.response),
        }
        for name in _INSTANTS:
            values[name] = _milliseconds(getattr(entry, name))
        return [values[name] if name in values else getattr(entry, name) for name in self._names]

    def _sets_of(self, user_id: int) -> dict[str, Parameters]:
        if user_id not in self._sets:
            found = op.get_bind().execute(
                sa.text("SELECT name, weights FROM parameter_sets WHERE user_id = :user"),
                {"user": user_id},
            )
            own = {
                row.name: Parameters(name=row.name, weights=tuple(_read(row.weights)))
                for row in found
            }
            # Rows come person by person.
            self._sets = {user_id: {**PARAMETER_SETS, **own}}
        return self._sets[user_id]


def _read(text: str | None) -> Any:
    return None if text is None else json.loads(text)


def _instant(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else EPOCH + timedelta(milliseconds=milliseconds)


def _milliseconds(at: datetime | None) -> int | None:
    return None if at is None else (at - EPOCH) // timedelta(milliseconds=1)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
