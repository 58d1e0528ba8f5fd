"""Old and new code on one database: who may serve, and who waits."""

import shutil
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from quizapp.errors import ConfigurationError
from quizapp.services.operation import doctor
from quizapp.settings import Settings
from quizapp.store.code_schema import code_revision
from quizapp.store.engine import sqlite_url
from quizapp.store.schema import migrate, schema_floor
from tests.integration.infra.rolling import ADDING, CHANGING, later


@pytest.fixture
def url(migrated_file: Path, tmp_path: Path) -> str:
    """Return a SQLite database with the present schema."""
    shutil.copyfile(migrated_file, tmp_path / "q.db")
    return sqlite_url(tmp_path / "q.db")


def test_the_code_knows_its_schema_without_reading_the_migrations() -> None:
    scripts = ScriptDirectory.from_config(migrate._config())
    assert code_revision() == migrate.head_revision() == scripts.get_current_head()
    told = {each.revision for each in scripts.walk_revisions()}
    assert told == migrate.known_revisions()


def test_code_serves_on_when_a_later_one_only_added(url: str, tmp_path: Path) -> None:
    assert migrate.require_usable_schema(url)
    with later(tmp_path, ADDING):
        assert migrate.upgrade(url)
        assert migrate.require_usable_schema(url)
    assert not migrate.require_usable_schema(url)
    assert not migrate.upgrade(url), "nothing is left to do for the older code"
    assert migrate.current_revision(url) == "9001"


def test_code_does_not_serve_what_a_later_one_changed(url: str, tmp_path: Path) -> None:
    with later(tmp_path, ADDING, CHANGING, ADDING):
        migrate.upgrade(url)
    for use in (migrate.require_usable_schema, migrate.upgrade):
        with pytest.raises(ConfigurationError, match="newer than this quizapp"):
            use(url)


def test_an_older_schema_is_not_usable_either(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0002")
    with pytest.raises(ConfigurationError, match="quizapp serve"):
        migrate.require_usable_schema(url)


def test_the_doctor_tells_of_a_later_schema_that_can_be_served(url: str, tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {"QUIZAPP_DATA_DIR": str(tmp_path), "QUIZAPP_DATABASE_URL": url}
    )
    with later(tmp_path, ADDING):
        migrate.upgrade(url)
    found = {check.name: check for check in doctor.examine(settings)}
    assert found["schema"].status == "warning"
    assert "left room for this one" in found["schema"].detail


def test_a_migration_that_says_it_only_adds_does(tmp_path: Path) -> None:
    scripts = ScriptDirectory.from_config(migrate._config())
    told = [each for each in scripts.walk_revisions() if schema_floor._is_additive(each)]
    assert told
    for each in told:
        url = sqlite_url(tmp_path / f"{each.revision}.db")
        # Later migrations may do more than add.
        migrate.upgrade(url)
        migrate.upgrade(url, to=each.revision)
        after = _columns(url)
        migrate.upgrade(url, to=str(each.down_revision))
        before = _columns(url)
        for table, columns in before.items():
            kept = {name: kind for name, (kind, _) in after[table].items()}
            assert {name: kind for name, (kind, _) in columns.items()}.items() <= kept.items()
            added = after[table].keys() - columns.keys()
            assert all(after[table][name][1] for name in added), (each.revision, table)


def _columns(url: str) -> dict[str, dict[str, tuple[str, bool]]]:
    """Return by table and column its type, and whether an insert may leave it out."""
    with migrate.connected(url) as connection:
        seen = inspect(connection)
        return {
            table: {
                each["name"]: (str(each["type"]), each["nullable"] or each["default"] is not None)
                for each in seen.get_columns(table)
            }
            for table in seen.get_table_names()
        }
