"""The language that a person chose for the site's words."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0011"
down_revision: Final = "0009"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    # Everybody follows their browser until they choose.
    op.add_column(
        "users", sa.Column("language", sa.String(length=8), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("users", "language")
