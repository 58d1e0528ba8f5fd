"""Media: pictures and sounds that came with decks, and what refers to them."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0021"
down_revision: Final = "0020"
branch_labels: Final = None
depends_on: Final = None


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key(table: str, column: str, to: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.{of}"], name=op.f(f"fk_{table}_{column}_{to}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "media_files",
        sa.Column("id", _big_id(), nullable=False),
        sa.Column("owner_id", _big_id(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        _key("media_files", "owner_id", "users", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media_files")),
        sa.UniqueConstraint("owner_id", "sha256", name=op.f("uq_media_files_owner_id_sha256")),
    )
    op.create_index(op.f("ix_media_files_sha256"), "media_files", ["sha256"], unique=False)
    op.create_table(
        "deck_media",
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("media_id", _big_id(), nullable=False),
        _key("deck_media", "article_id", "decks", "article_id"),
        _key("deck_media", "media_id", "media_files", "id"),
        sa.PrimaryKeyConstraint("article_id", "media_id", name=op.f("pk_deck_media")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_deck_media_media_id"), "deck_media", ["media_id"], unique=False)
    op.create_table(
        "waiting_media",
        sa.Column("import_id", _big_id(), nullable=False),
        sa.Column("media_id", _big_id(), nullable=False),
        _key("waiting_media", "import_id", "deck_imports", "id"),
        _key("waiting_media", "media_id", "media_files", "id"),
        sa.PrimaryKeyConstraint("import_id", "media_id", name=op.f("pk_waiting_media")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_waiting_media_media_id"), "waiting_media", ["media_id"], unique=False)


def downgrade() -> None:
    for table in ("waiting_media", "deck_media", "media_files"):
        op.drop_table(table)
