"""The audit log can only grow: the database itself refuses to change or delete an entry.

An erased account clears the actor of its entries and nothing else. On SQLite a later migration
that rebuilds the table has to make the triggers again.
"""

from typing import Final

from alembic import op

revision: Final = "0014"
down_revision: Final = "0013"
branch_labels: Final = None
depends_on: Final = None

_WORDS: Final = "the audit log can only grow"
_SQLITE: Final = (
    (
        "CREATE TRIGGER audit_entries_kept BEFORE DELETE ON audit_entries"
        f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    ),
    (
        "CREATE TRIGGER audit_entries_fixed"
        " BEFORE UPDATE OF id, at, action, subject, detail ON audit_entries"
        f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    ),
    (
        "CREATE TRIGGER audit_entries_actor BEFORE UPDATE OF actor_id ON audit_entries"
        " WHEN NEW.actor_id IS NOT NULL"
        f" BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    ),
)
_POSTGRESQL: Final = (
    f"""
    CREATE FUNCTION audit_entries_grow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL
        AND (NEW.id, NEW.at, NEW.action, NEW.subject, NEW.detail)
          = (OLD.id, OLD.at, OLD.action, OLD.subject, OLD.detail) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION '{_WORDS}';
    END $$
    """,
    (
        "CREATE TRIGGER audit_entries_grow BEFORE UPDATE OR DELETE ON audit_entries"
        " FOR EACH ROW EXECUTE FUNCTION audit_entries_grow()"
    ),
)


def upgrade() -> None:
    statements = _POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _SQLITE
    for statement in statements:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entries_grow ON audit_entries")
        op.execute("DROP FUNCTION audit_entries_grow()")
        return
    for name in ("kept", "fixed", "actor"):
        op.execute(f"DROP TRIGGER audit_entries_{name}")
