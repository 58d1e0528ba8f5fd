"""Decks: documents that a person brought in, and with whom they are shared."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0020"
down_revision: Final = "0019"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(table: str, column: str, to: str, of: str, *, cascade: bool) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{to}.{of}"],
        name=op.f(f"fk_{table}_{column}_{to}"),
        ondelete="CASCADE" if cascade else None,
    )


def upgrade() -> None:
    op.add_column(
        "articles",
        sa.Column("is_owned", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("question_sets", sa.Column("deck_id", sa.String(length=80), nullable=True))
    op.create_table(
        "decks",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", _big_id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("handed_over_as", sa.String(length=80), nullable=True),
        sa.Column("handed_over_at", sa.BigInteger(), nullable=True),
        _key("decks", "article_id", "articles", "id", cascade=False),
        _key("decks", "owner_id", "users", "id", cascade=True),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_decks")),
    )
    op.create_index(op.f("ix_decks_owner_id"), "decks", ["owner_id"], unique=False)
    op.create_table(
        "deck_notes",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("fact_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        _key("deck_notes", "article_id", "decks", "article_id", cascade=True),
        _key("deck_notes", "fact_id", "facts", "id", cascade=False),
        sa.PrimaryKeyConstraint("article_id", "fact_id", name=op.f("pk_deck_notes")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "deck_shares",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("class_id", _big_id(), nullable=False),
        sa.Column("shared_at", sa.BigInteger(), nullable=False),
        _key("deck_shares", "article_id", "decks", "article_id", cascade=True),
        _key("deck_shares", "class_id", "classes", "id", cascade=True),
        sa.PrimaryKeyConstraint("article_id", "class_id", name=op.f("pk_deck_shares")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_deck_shares_class_id"), "deck_shares", ["class_id"], unique=False)
    op.create_table(
        "deck_imports",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("article_id", sa.String(length=80), nullable=True),
        sa.Column("source_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=24), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("with_reviews", sa.Boolean(), nullable=False),
        sa.Column("incoming", sa.Text(), nullable=True),
        sa.Column("report", sa.Text(), nullable=True),
        _key("deck_imports", "user_id", "users", "id", cascade=True),
        _key("deck_imports", "article_id", "decks", "article_id", cascade=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deck_imports")),
    )
    op.create_index(op.f("ix_deck_imports_user_id"), "deck_imports", ["user_id"], unique=False)
    op.create_index(
        op.f("ix_deck_imports_article_id"), "deck_imports", ["article_id"], unique=False
    )


def downgrade() -> None:
    for table in ("deck_imports", "deck_shares", "deck_notes", "decks"):
        op.drop_table(table)
    # What was a deck must not become everybody's: its sets and cards are no longer asked.
    op.execute(
        "UPDATE question_sets SET retired_at = 0 WHERE deck_id IS NOT NULL AND retired_at IS NULL"
    )
    newest = "(SELECT max(id) FROM revisions)"
    facts = "SELECT id FROM facts WHERE article_id IN (SELECT id FROM articles WHERE is_owned)"
    op.execute(
        f"UPDATE cards SET retired_in = {newest} WHERE retired_in IS NULL AND fact_id IN ({facts})"  # noqa: S608 - our own words
    )
    op.execute(
        f"UPDATE facts SET retired_in = {newest} WHERE retired_in IS NULL AND id IN ({facts})"  # noqa: S608 - our own words
    )
    op.execute(f"UPDATE articles SET retired_in = {newest} WHERE is_owned")  # noqa: S608 - our own words
    op.drop_column("question_sets", "deck_id")
    op.drop_column("articles", "is_owned")
