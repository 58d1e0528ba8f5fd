"""Files that are read and taken in by a process of its own: how far it is, and what was asked."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0022"
down_revision: Final = "0021"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    op.add_column(
        "deck_imports",
        sa.Column("state", sa.String(length=12), nullable=False, server_default="read"),
    )
    op.add_column("deck_imports", sa.Column("asked", sa.Text(), nullable=True))
    op.add_column("deck_imports", sa.Column("progress", sa.Text(), nullable=True))
    op.add_column("deck_imports", sa.Column("problem", sa.Text(), nullable=True))
    op.add_column("deck_imports", sa.Column("started_at", sa.BigInteger(), nullable=True))
    op.add_column("deck_imports", sa.Column("seen_at", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    # What is under way has no place in the older schema: its owner brings the file again.
    op.execute("DELETE FROM deck_imports WHERE taken_at IS NULL AND state <> 'read'")
    for column in ("seen_at", "started_at", "problem", "progress", "asked", "state"):
        op.drop_column("deck_imports", column)
