"""Cards that a person writes or mends themselves: what was mended here, and what was deleted.

A file that is brought again asks which notes their owner has changed since. A note that was
deleted waits for a while to be put back.
"""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0028"
down_revision: Final = "0027"
branch_labels: Final = None
depends_on: Final = None
additive: Final = True


def upgrade() -> None:
    op.add_column("deck_notes", sa.Column("edited_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "deleted_notes",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["decks.article_id"],
            name=op.f("fk_deleted_notes_article_id_decks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["facts.id"], name=op.f("fk_deleted_notes_fact_id_facts")
        ),
        sa.PrimaryKeyConstraint("article_id", "fact_id", name=op.f("pk_deleted_notes")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_deleted_notes_deleted_at"), "deleted_notes", ["deleted_at"])


def downgrade() -> None:
    # What was deleted stays so: the older schema has no place from which to put it back.
    op.drop_table("deleted_notes")
    op.drop_column("deck_notes", "edited_at")
