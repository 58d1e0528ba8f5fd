"""Flags on card states; notes, hints taken and practice rounds."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0007"
down_revision: Final = "0006"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(table: str, column: str, to: str, *, ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete=ondelete
    )


def upgrade() -> None:
    op.add_column(
        "card_states",
        sa.Column("flag", sa.SmallInteger(), server_default="0", nullable=False),
    )
    op.create_table(
        "card_notes",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("card_id", _big_id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        _key("card_notes", "user_id", "users", ondelete="CASCADE"),
        _key("card_notes", "card_id", "cards", ondelete=None),
        sa.PrimaryKeyConstraint("user_id", "card_id", name=op.f("pk_card_notes")),
    )
    op.create_index(op.f("ix_card_notes_card_id"), "card_notes", ["card_id"])
    op.create_table(
        "hints_taken",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("card_id", _big_id(), nullable=False),
        sa.Column("variant", sa.String(length=16), nullable=False),
        sa.Column("hints", sa.SmallInteger(), nullable=False),
        _key("hints_taken", "user_id", "users", ondelete="CASCADE"),
        _key("hints_taken", "card_id", "cards", ondelete=None),
        sa.PrimaryKeyConstraint("user_id", "card_id", name=op.f("pk_hints_taken")),
    )
    op.create_index(op.f("ix_hints_taken_card_id"), "hints_taken", ["card_id"])
    op.create_table(
        "practice_rounds",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("set_id", _big_id(), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        _key("practice_rounds", "user_id", "users", ondelete="CASCADE"),
        _key("practice_rounds", "set_id", "question_sets", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "set_id", "mode", name=op.f("pk_practice_rounds")),
    )
    op.create_index(op.f("ix_practice_rounds_set_id"), "practice_rounds", ["set_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_practice_rounds_set_id"), table_name="practice_rounds")
    op.drop_table("practice_rounds")
    op.drop_index(op.f("ix_hints_taken_card_id"), table_name="hints_taken")
    op.drop_table("hints_taken")
    op.drop_index(op.f("ix_card_notes_card_id"), table_name="card_notes")
    op.drop_table("card_notes")
    op.drop_column("card_states", "flag")
