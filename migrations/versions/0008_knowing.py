"""Days of rest, calendar feeds, and the index of the search."""

from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0008"
down_revision: Final = "0007"
branch_labels: Final = None
depends_on: Final = None

_ON_SQLITE: Final = (
    (
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "kind UNINDEXED, article UNINDEXED, passage UNINDEXED, fact UNINDEXED, heading, body,"
        " tokenize='unicode61 remove_diacritics 2')"
    ),
    (
        "INSERT INTO search_words SELECT 'passage', article_id, number, NULL, heading, text"
        " FROM passages"
    ),
    (
        "INSERT INTO search_words SELECT 'fact', article_id, passage, id, statement, explanation"
        " FROM facts WHERE retired_in IS NULL"
    ),
)
_ON_POSTGRESQL: Final = (
    (
        "CREATE INDEX ix_passages_search ON passages"
        " USING gin (to_tsvector('simple', heading || ' ' || text))"
    ),
    (
        "CREATE INDEX ix_facts_search ON facts"
        " USING gin (to_tsvector('simple', statement || ' ' || explanation))"
    ),
)


def _big_id() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users"), ondelete="CASCADE"
    )


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    op.create_table(
        "study_rests",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), nullable=False),
        sa.Column("per_week", sa.SmallInteger(), nullable=False),
        _person("study_rests"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_study_rests")),
    )
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", _big_id(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        _person("calendar_feeds"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_feeds_digest")),
    )
    for statement in _ON_SQLITE if _on_sqlite() else _ON_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if _on_sqlite():
        op.execute("DROP TABLE search_words")
    else:
        op.execute("DROP INDEX ix_facts_search")
        op.execute("DROP INDEX ix_passages_search")
    op.drop_table("calendar_feeds")
    op.drop_table("study_rests")
