"""How often a card is asked again on one day: a choice of each person."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0017"
down_revision: Final = "0016"
branch_labels: Final = None
depends_on: Final = None


def upgrade() -> None:
    # Whoever studies already keeps the steps they know; new accounts get the model's default.
    op.add_column(
        "users", sa.Column("same_day", sa.String(length=8), nullable=False, server_default="always")
    )


def downgrade() -> None:
    op.drop_column("users", "same_day")
