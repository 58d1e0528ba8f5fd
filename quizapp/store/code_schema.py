"""Which schema this code was made for, known without loading what migrates."""

from functools import cache
from pathlib import Path

from quizapp.errors import ConfigurationError
from quizapp.settings import shipped


@cache
def code_revision() -> str:
    """Return the revision of the newest migration that came with the code."""
    return revisions_in(shipped("migrations"))[-1]


def revisions_in(migrations: Path) -> tuple[str, ...]:
    """Return the revisions of a folder of migrations, the newest last.

    Their files are numbered: Alembic, which follows them one by one, says the same, and a test
    holds that.

    Raises:
        ConfigurationError: there is none.
    """
    files = sorted(each.name for each in (migrations / "versions").glob("[0-9]*_*.py"))
    if not files:
        raise ConfigurationError("No migrations were found: install quizapp again")
    return tuple(each.partition("_")[0] for each in files)
