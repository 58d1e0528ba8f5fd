"""The log in fewer bytes: ids are found by two of theirs, clocks are one, PostgreSQL's keys four.

Three bytes of a client id were a column, held once more by the index on ids; they go to the packed
value's front, and the index holds two of them. The usual clocks get a number, and the ratings of
nearly all answers those that SQLite keeps in no bytes. On PostgreSQL ``user_id`` and ``card_id``
become 32 bits wide here, where they stand in the row and in three indexes. What an entry says stays
the same. All is done by the database, in the order of the key.
"""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from quizapp.store.coded import CLOCKS

revision: Final = "0027"
down_revision: Final = "0026"
branch_labels: Final = None
depends_on: Final = None

_OLD: Final = "review_log_before"
_INDEXES: Final = (
    *("ix_review_log_user_client", "ix_review_log_user_card", "ix_review_log_user_day"),
)
_ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TAG_SIGN: Final = 1 << 23
_SAME: Final = (
    *("user_id", "card_id", "clock_ms", "seq", "study_day", "duration_ms", "undoes"),
    *("opened_day", "kind"),
)
# Of the packed value: 18 bytes from the rest of the client id to the form, 2 of the clock. Now 3
# bytes of the id stand before them, and the clock's number after; only 0 is followed by a clock.
_NARROWED: Final = {
    "sqlite": (
        f"CAST(unhex(printf('%06x', client_tag + {_TAG_SIGN})) || substr(rest, 1, 18)"
        " || coalesce(code, x'00' || substr(rest, 19, 2)) || substr(rest, 21) AS BLOB)"
    ),
    "postgresql": (
        f"substr(int4send(client_tag + {_TAG_SIGN}), 2, 3) || substr(rest, 1, 18)"
        " || coalesce(code, '\\x00'::bytea || substr(rest, 19, 2)) || substr(rest, 21)"
    ),
}
_WIDENED: Final = {
    "sqlite": "CAST(substr(rest, 4, 18) || coalesce(wide, x'') || substr(rest, 23) AS BLOB)",
    "postgresql": "substr(rest, 4, 18) || coalesce(wide, '\\x'::bytea) || substr(rest, 23)",
}
_TAG: Final = {
    "sqlite": " + ".join(
        f"(instr('123456789ABCDEF', substr(hex(substr(rest, 1, 3)), {place}, 1)) << {shift})"
        for place, shift in zip(range(1, 7), range(20, -1, -4), strict=True)
    ),
    "postgresql": ("(get_byte(rest, 0) << 16) + (get_byte(rest, 1) << 8) + get_byte(rest, 2)"),
}
_SQLITE_TRIGGER: Final = (
    "CREATE TRIGGER review_log_once BEFORE INSERT ON review_log WHEN EXISTS ("
    "SELECT 1 FROM review_log INDEXED BY ix_review_log_user_client"
    " WHERE user_id = NEW.user_id AND {same})"
    " BEGIN SELECT RAISE(ABORT, 'review_log has this client id of this person'); END"
)
_POSTGRESQL_FUNCTION: Final = """
    CREATE OR REPLACE FUNCTION review_log_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM review_log WHERE user_id = NEW.user_id AND {same}) THEN
        RAISE EXCEPTION 'review_log has this client id of this person'
          USING ERRCODE = 'unique_violation';
      END IF;
      RETURN NEW;
    END $$
"""
_POSTGRESQL_TRIGGER: Final = (
    "CREATE TRIGGER review_log_once BEFORE INSERT ON review_log"
    " FOR EACH ROW EXECUTE FUNCTION review_log_once()"
)
_SAME_ID: Final = (
    "substr(rest, 1, 2) = substr(NEW.rest, 1, 2) AND substr(rest, 1, 16) = substr(NEW.rest, 1, 16)"
)
_SAME_ID_BEFORE: Final = {
    "sqlite": "client_tag = NEW.client_tag AND substr(rest, 1, 13) = substr(NEW.rest, 1, 13)",
    "postgresql": (
        "client_tag = NEW.client_tag"
        " AND substring(rest FROM 1 FOR 13) = substring(NEW.rest FROM 1 FOR 13)"
    ),
}


def upgrade() -> None:
    _set_aside()
    _make(_columns(sa.Integer()))
    rating = "CASE rating WHEN 1 THEN 0 WHEN 3 THEN 1 ELSE rating END"
    _copy({"rating": rating, "rest": _NARROWED[_dialect()]}, clock="wide = substr(rest, 19, 2)")
    _finish(sa.text("substr(rest, 1, 2)"), same=_SAME_ID)


def downgrade() -> None:
    _set_aside()
    tag = sa.Column("client_tag", sa.Integer(), nullable=False)
    columns = _columns(_ID)
    _make([*columns[:4], tag, *columns[4:]])
    found = {
        "client_tag": f"{_TAG[_dialect()]} - {_TAG_SIGN}",
        "rating": "CASE rating WHEN 0 THEN 1 WHEN 1 THEN 3 ELSE rating END",
        "rest": _WIDENED[_dialect()],
    }
    _copy(found, clock="code = substr(rest, 22, 1)")
    _finish("client_tag", same=_SAME_ID_BEFORE[_dialect()])


def _columns(of_id: sa.types.TypeEngine[Any]) -> list[sa.Column[Any]]:
    return [
        sa.Column("user_id", of_id, autoincrement=False, nullable=False),
        sa.Column("card_id", of_id, nullable=False),
        sa.Column("clock_ms", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("study_day", sa.Integer(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("opened_day", sa.Integer(), nullable=True),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=True),
        sa.Column("rest", sa.LargeBinary(), nullable=False),
    ]


def _set_aside() -> None:
    """Give the table another name, and free the names that the new one will have."""
    op.execute(
        "DROP TRIGGER review_log_once ON review_log"
        if _dialect() == "postgresql"
        else "DROP TRIGGER review_log_once"
    )
    for name in _INDEXES:
        op.drop_index(name, table_name="review_log")
    if _dialect() == "postgresql":
        op.execute(f"ALTER INDEX pk_review_log RENAME TO pk_{_OLD}")
    op.rename_table("review_log", _OLD)


def _make(columns: Sequence[sa.Column[Any]]) -> None:
    """Make the table; on PostgreSQL without keys: they are quicker made of the rows at once."""
    keys = () if _dialect() == "postgresql" else _keys()
    op.create_table("review_log", *columns, *keys, sqlite_with_rowid=False)


def _keys() -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("user_id", "seq", name="pk_review_log"),
        sa.ForeignKeyConstraint(["card_id"], ["cards.id"], name="fk_review_log_card_id_cards"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_review_log_user_id_users", ondelete="CASCADE"
        ),
    )


def _copy(found: dict[str, str], *, clock: str) -> None:
    """Fill the table with what was set aside, in the order of its key.

    Args:
        found: how the columns that are not the same are worked out.
        clock: how an entry names the clock that is joined to it.
    """
    to, of = ", ".join((*_SAME, *found)), ", ".join((*_SAME, *found.values()))
    literal = "x'{}'" if _dialect() == "sqlite" else "'\\x{}'::bytea"
    clocks = ", ".join(
        f"({literal.format(code.to_bytes().hex())},"
        f" {literal.format(wide.to_bytes(2, 'little').hex())})"
        for code, wide in CLOCKS.items()
    )
    # The driver's own words: SQLAlchemy would read the types' colons as parameters.
    op.get_bind().exec_driver_sql(
        f"WITH clocks (code, wide) AS (VALUES {clocks})"  # noqa: S608 - all of it stands here
        f" INSERT INTO review_log ({to}) SELECT {of}"
        f" FROM {_OLD} LEFT JOIN clocks ON {clock} ORDER BY user_id, seq"
    )
    op.drop_table(_OLD)


def _finish(by: str | sa.TextClause, *, same: str) -> None:
    """Make keys, indexes and the trigger.

    Args:
        by: what the index on client ids holds of one. same: how two rows have the same id.
    """
    if _dialect() == "postgresql":
        op.create_primary_key("pk_review_log", "review_log", ["user_id", "seq"])
        op.create_foreign_key(
            "fk_review_log_card_id_cards", "review_log", "cards", ["card_id"], ["id"]
        )
        op.create_foreign_key(
            "fk_review_log_user_id_users",
            "review_log",
            "users",
            ["user_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index("ix_review_log_user_client", "review_log", ["user_id", by])
    op.create_index("ix_review_log_user_card", "review_log", ["user_id", "card_id"])
    where = sa.text("opened_day IS NOT NULL")
    op.create_index(
        "ix_review_log_user_day",
        "review_log",
        ["user_id", "opened_day"],
        sqlite_where=where,
        postgresql_where=where,
    )
    if _dialect() == "postgresql":
        op.execute(_POSTGRESQL_FUNCTION.format(same=same))
        op.execute(_POSTGRESQL_TRIGGER)
    else:
        op.execute(_SQLITE_TRIGGER.format(same=same))


def _dialect() -> str:
    return op.get_bind().dialect.name
