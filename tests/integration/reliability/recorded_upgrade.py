"""The program that is recorded or killed: upgrades of databases in their data folders."""

from datetime import UTC, datetime
from typing import Any, Final

from quizapp.services.operation import maintenance
from quizapp.settings import Settings
from tests.integration.reliability.recorded_disk import recorded_jobs

NOW: Final = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
"""Of each upgrade: its copy is named after it."""


def upgrade(job: dict[str, Any]) -> None:
    """Upgrade one database, as a start of the server does."""
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": job["folder"]})
    maintenance.upgrade_database(settings, now=NOW)


if __name__ == "__main__":
    recorded_jobs(upgrade)
