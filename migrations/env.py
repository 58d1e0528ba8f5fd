"""Run the migrations on the connection given by quizapp.store.schema.migrate; touch no logger."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from quizapp.store.schema.migrate import CONNECTION
from quizapp.store.schema.tables import Base

connection = context.config.attributes.get(CONNECTION)
if connection is None:
    raise SystemExit("Run migrations with `quizapp serve`; make one with migrations/README.md.")


def plain_types(kind: str, thing: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our own column types as what they are stored as: old migrations outlive the code."""
    del autogen_context
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    compare_type=True,
    render_item=plain_types,
    render_as_batch=True,
    # The caller holds the one transaction: see quizapp.store.schema.migrate.
    transactional_ddl=False,
)
context.run_migrations()
