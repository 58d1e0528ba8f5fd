"""The search on PostgreSQL ignores accents, as it does on SQLite."""

from typing import Final

from alembic import op

revision: Final = "0013"
down_revision: Final = "0012"
branch_labels: Final = None
depends_on: Final = None

_SOURCES: Final = (
    ("ix_passages_search", "passages", "heading || ' ' || text"),
    ("ix_facts_search", "facts", "statement || ' ' || explanation"),
)


def upgrade() -> None:
    for name, table, words in _SOURCES:
        plain = f"regexp_replace(normalize({words}, NFKD), '[\\u0300-\\u036f]', '', 'g')"
        _index_anew(name, table, plain)


def downgrade() -> None:
    for name, table, words in _SOURCES:
        _index_anew(name, table, words)


def _index_anew(name: str, table: str, words: str) -> None:
    if op.get_bind().dialect.name != "postgresql":
        return  # SQLite's index is a table of its own, which ignores accents from the first.
    op.execute(f"DROP INDEX {name}")
    op.execute(f"CREATE INDEX {name} ON {table} USING gin (to_tsvector('simple', {words}))")
