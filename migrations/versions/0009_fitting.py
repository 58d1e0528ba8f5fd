"""The tables of fitting, and the parameter set in force of each person."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0009"
down_revision: Final = "0008"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.add_column(
        "users",
        sa.Column(
            "parameter_set", sa.String(length=24), nullable=False, server_default="fsrs6-default"
        ),
    )
    op.add_column(
        "users", sa.Column("auto_fit", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.create_table(
        "parameter_sets",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("weights", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _person("parameter_sets"),
        sa.PrimaryKeyConstraint("user_id", "name", name=op.f("pk_parameter_sets")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fits",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("reviews", sa.Integer(), nullable=False),
        sa.Column("set_before", sa.String(length=24), nullable=False),
        sa.Column("set_after", sa.String(length=24), nullable=True),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        _person("fits"),
        sa.PrimaryKeyConstraint("user_id", "number", name=op.f("pk_fits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fit_jobs",
        sa.Column("user_id", _big_id(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        _person("fit_jobs"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_fit_jobs")),
    )
    op.create_index(op.f("ix_fit_jobs_state"), "fit_jobs", ["state"])
    op.create_table(
        "reschedules",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("first_seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("parameter_set", sa.String(length=24), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        _person("reschedules"),
        sa.PrimaryKeyConstraint("user_id", "first_seq", name=op.f("pk_reschedules")),
        sa.UniqueConstraint("user_id", "client_id", name=op.f("uq_reschedules_user_id_client_id")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("reschedules")
    op.drop_index(op.f("ix_fit_jobs_state"), table_name="fit_jobs")
    op.drop_table("fit_jobs")
    op.drop_table("fits")
    op.drop_table("parameter_sets")
    op.drop_column("users", "auto_fit")
    op.drop_column("users", "parameter_set")
