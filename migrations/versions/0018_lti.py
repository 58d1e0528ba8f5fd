"""The tables of LTI 1.3: platforms, keys, launches, linked accounts, courses, lines and grades."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0018"
down_revision: Final = "0017"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(
    table: str, column: str, target: str, *, ondelete: str = "CASCADE"
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete=ondelete,
    )


def upgrade() -> None:
    _site()
    _people()
    _courses()


def _site() -> None:
    op.create_table(
        "lti_platforms",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("client_id", sa.String(length=255), nullable=False),
        sa.Column("deployments", sa.Text(), nullable=False),
        sa.Column("auth_url", sa.String(length=500), nullable=False),
        sa.Column("token_url", sa.String(length=500), nullable=False),
        sa.Column("jwks_url", sa.String(length=500), nullable=False),
        sa.Column("makes_teachers", sa.Boolean(), nullable=False),
        sa.Column("jwks", sa.Text(), nullable=False),
        sa.Column("jwks_at", sa.BigInteger(), nullable=True),
        sa.Column("jwks_tried_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_platforms")),
        sa.UniqueConstraint("issuer", "client_id", name=op.f("uq_lti_platforms_issuer_client_id")),
    )
    op.create_table(
        "lti_keys",
        sa.Column("kid", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_lti_keys")),
    )


def _people() -> None:
    op.create_table(
        "lti_launches",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("platform_id", _big_id(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.String(length=64), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("launched_at", sa.BigInteger(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        _key("lti_launches", "platform_id", "lti_platforms"),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_lti_launches")),
        sa.UniqueConstraint("ticket", name=op.f("uq_lti_launches_ticket")),
    )
    op.create_index(op.f("ix_lti_launches_platform_id"), "lti_launches", ["platform_id"])
    op.create_index(op.f("ix_lti_launches_expires_at"), "lti_launches", ["expires_at"])
    op.create_table(
        "lti_accounts",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("made_here", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        _key("lti_accounts", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_accounts")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_lti_accounts_issuer_subject")),
    )
    op.create_index(op.f("ix_lti_accounts_user_id"), "lti_accounts", ["user_id"])


def _courses() -> None:
    op.create_table(
        "lti_courses",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("platform_id", _big_id(), nullable=False),
        sa.Column("deployment", sa.String(length=255), nullable=False),
        sa.Column("context", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("class_id", _big_id(), nullable=False),
        sa.Column("members_url", sa.String(length=1000), nullable=False),
        sa.Column("linked_by", _big_id(), nullable=True),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        _key("lti_courses", "platform_id", "lti_platforms"),
        _key("lti_courses", "class_id", "classes"),
        _key("lti_courses", "linked_by", "users", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_courses")),
        sa.UniqueConstraint(
            "platform_id",
            "deployment",
            "context",
            name=op.f("uq_lti_courses_platform_id_deployment_context"),
        ),
        sa.UniqueConstraint("class_id", name=op.f("uq_lti_courses_class_id")),
    )
    op.create_index(op.f("ix_lti_courses_platform_id"), "lti_courses", ["platform_id"])
    op.create_index(op.f("ix_lti_courses_linked_by"), "lti_courses", ["linked_by"])
    op.create_table(
        "lti_lines",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("course_id", _big_id(), nullable=False),
        sa.Column("resource", sa.String(length=255), nullable=False),
        sa.Column("assignment_id", _big_id(), nullable=False),
        sa.Column("scores_url", sa.String(length=1000), nullable=False),
        _key("lti_lines", "course_id", "lti_courses"),
        _key("lti_lines", "assignment_id", "assignments"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lti_lines")),
        sa.UniqueConstraint("course_id", "resource", name=op.f("uq_lti_lines_course_id_resource")),
    )
    op.create_index(op.f("ix_lti_lines_course_id"), "lti_lines", ["course_id"])
    op.create_index(op.f("ix_lti_lines_assignment_id"), "lti_lines", ["assignment_id"])
    op.create_table(
        "lti_grades",
        sa.Column("line_id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.String(length=200), nullable=False),
        _key("lti_grades", "line_id", "lti_lines"),
        _key("lti_grades", "user_id", "users"),
        sa.PrimaryKeyConstraint("line_id", "user_id", name=op.f("pk_lti_grades")),
    )
    op.create_index(op.f("ix_lti_grades_user_id"), "lti_grades", ["user_id"])
    op.create_index(op.f("ix_lti_grades_next_at"), "lti_grades", ["next_at"])


def downgrade() -> None:
    for table in (
        "lti_grades",
        "lti_lines",
        "lti_courses",
        "lti_accounts",
        "lti_launches",
        "lti_keys",
        "lti_platforms",
    ):
        op.drop_table(table)
