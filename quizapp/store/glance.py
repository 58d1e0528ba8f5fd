"""A glance into the database by its driver alone: exit code 0 where a learning platform is known.

``python -m quizapp.store.glance`` costs some hundredths of a second; a command of ours, a second.
"""

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from quizapp.errors import ConfigurationError
from quizapp.settings import Settings

FOUND: Final = 0
NOTHING: Final = 1
_ASKED: Final = "SELECT 1 FROM lti_platforms LIMIT 1"
_WAIT_S: Final = 5


def any_platform(settings: Settings) -> bool:
    """Return whether a platform is registered; True where that cannot be told."""
    try:
        if settings.on_sqlite:
            return _in_sqlite(settings.database_file)
        return _in_postgresql(settings.database_url)
    except Exception:  # noqa: BLE001 - the command that follows says what is wrong
        return True


def _in_sqlite(path: Path) -> bool:
    import pysqlite3.dbapi2 as sqlite  # noqa: PLC0415 - one driver of two

    address = f"{path.as_uri()}?mode=ro"
    with closing(sqlite.connect(address, uri=True, timeout=_WAIT_S)) as connection:
        return connection.execute(_ASKED).fetchone() is not None


def _in_postgresql(url: str) -> bool:
    import psycopg  # noqa: PLC0415 - an extra, and one driver of two

    with psycopg.connect(_plain(url), connect_timeout=_WAIT_S) as connection:
        return connection.execute(_ASKED).fetchone() is not None


def _plain(url: str) -> str:
    """Return the address without the name of the driver, which the driver does not know."""
    scheme, mark, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{mark}{rest}"


def main() -> int:
    """Look, and return the exit code."""
    try:
        settings = Settings.from_environment(os.environ)
    except ConfigurationError:
        return FOUND
    return FOUND if any_platform(settings) else NOTHING


if __name__ == "__main__":
    sys.exit(main())
