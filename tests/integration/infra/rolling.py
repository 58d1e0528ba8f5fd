"""Migrations of a later version of the program: some that only add, some that change."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from quizapp.settings import shipped
from quizapp.store import engine
from quizapp.store.schema import migrate

ADDING: Final = 'op.add_column("reports", sa.Column("later", sa.String(8), nullable=True))'
CHANGING: Final = 'op.drop_column("reports", "outcome")'
_MIGRATION: Final = """\
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
additive = {additive}


def upgrade():
    {work}


def downgrade():
    raise NotImplementedError
"""


def write_later(folder: Path, *works: str) -> Path:
    """Write the migrations of a version with these more; return the folder of its parts."""
    here = folder / "migrations"
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(shipped("migrations"), here)
    before = migrate.head_revision()
    for number, work in enumerate(works, start=9001):
        content = _MIGRATION.format(
            revision=number,
            before=before,
            additive=work == ADDING,
            work=work.replace("later", f"later_{number}"),
        )
        (here / "versions" / f"{number}_later.py").write_text(content, "utf-8")
        before = str(number)
    return folder


@contextmanager
def later(folder: Path, *works: str) -> Iterator[None]:
    """Be the later version of the program meanwhile."""
    write_later(folder, *works)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "shipped", lambda name: folder / name)
        patch.setattr(engine, "code_revision", migrate.head_revision)
        yield
