"""The table of the articles that a language model is asked about."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0019"
down_revision: Final = "0018"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "model_jobs",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", _big_id(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("passages", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["users.id"],
            name=op.f("fk_model_jobs_asked_by_users"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_model_jobs")),
    )
    op.create_index(op.f("ix_model_jobs_state"), "model_jobs", ["state"])
    op.create_index(op.f("ix_model_jobs_asked_by"), "model_jobs", ["asked_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_model_jobs_asked_by"), table_name="model_jobs")
    op.drop_index(op.f("ix_model_jobs_state"), table_name="model_jobs")
    op.drop_table("model_jobs")
