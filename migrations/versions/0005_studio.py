"""The tables of the studio."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0005"
down_revision: Final = "0004"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _person(table: str, column: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["users.id"], name=op.f(f"fk_{table}_{column}_users"), ondelete=ondelete
    )


def upgrade() -> None:
    op.create_table(
        "studio_files",
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("base", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", _big_id(), nullable=True),
        sa.Column("published", sa.String(length=64), nullable=True),
        _person("studio_files", "changed_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_studio_files")),
    )
    op.create_index(op.f("ix_studio_files_changed_by"), "studio_files", ["changed_by"])
    op.create_table(
        "draft_articles",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("dropped", sa.Text(), nullable=False),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("created_by", _big_id(), nullable=True),
        sa.Column("drafted_at", sa.BigInteger(), nullable=True),
        _person("draft_articles", "created_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_draft_articles")),
    )
    op.create_index(op.f("ix_draft_articles_created_by"), "draft_articles", ["created_by"])
    op.create_table(
        "drafts",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("held", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("entities", sa.Text(), nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", _big_id(), nullable=True),
        _person("drafts", "changed_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_article_id"), "drafts", ["article_id"])
    op.create_index(op.f("ix_drafts_changed_by"), "drafts", ["changed_by"])
    op.create_table(
        "studio_forms",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("base", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        _person("studio_forms", "user_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "subject", name=op.f("pk_studio_forms")),
    )


def downgrade() -> None:
    op.drop_table("studio_forms")
    op.drop_index(op.f("ix_drafts_changed_by"), table_name="drafts")
    op.drop_index(op.f("ix_drafts_article_id"), table_name="drafts")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_draft_articles_created_by"), table_name="draft_articles")
    op.drop_table("draft_articles")
    op.drop_index(op.f("ix_studio_files_changed_by"), table_name="studio_files")
    op.drop_table("studio_files")
