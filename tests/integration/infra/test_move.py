"""Moving to another database: everything arrives, an interruption costs nothing, faults show."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url

from quizapp.cli.move import move
from quizapp.errors import ConfigurationError
from quizapp.services.operation import moving
from quizapp.services.people import accounts
from quizapp.services.study import searching
from quizapp.settings import Settings
from quizapp.store import engine
from quizapp.store.engine import db
from quizapp.store.schema import migrate, table_copy
from tests.kept_states import KeptStates
from tests.security import world


@pytest.fixture
def site(settings: Settings, database: Flask, kept_states: KeptStates, now: datetime) -> Settings:
    """Return the settings of a site with two of everything."""
    database.secret_key = world.SECRET
    kept_states.begin("two_of_everything", settings.database_url, lambda: world.build(now=now))
    return settings


def test_everything_arrives_and_comes_back(site: Settings, tmp_path: Path) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    moved = moving.move(site, to=there)
    assert {each.table for each in moved} == {table.name for table in table_copy.tables()}
    filled = {each.table for each in moved if each.digest.rows}
    assert {
        "users",
        "review_log",
        "card_states",
        "attempt_answers",
        "questions",
        "media_files",
    } <= filled
    before = {each.table: each.digest for each in moved}

    back = moving.move(replace(site, database_url=there), to=_plain(site.database_url), anew=True)
    assert {each.table: each.digest for each in back} == before


def test_new_rows_are_numbered_after_those_that_came(
    site: Settings, tmp_path: Path, now: datetime
) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    moving.move(site, to=there)
    moving.move(replace(site, database_url=there), to=_plain(site.database_url), anew=True)
    with migrate.connected(site.database_url) as connection:
        highest = connection.execute(text("SELECT max(id) FROM users")).scalar_one()
    fresh = accounts.create_user(
        name="Nina Newest", password="amber kettle sings", roles=(), now=now
    )
    assert fresh.id > highest


def test_the_search_works_at_the_new_place(site: Settings, tmp_path: Path) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    moving.move(site, to=there)
    app = Flask("there")
    engine.init_database(app, there)
    with app.app_context():
        assert searching.index_differences() == 0
        db.engine.dispose()


def test_an_interrupted_move_goes_on(
    site: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    monkeypatch.setattr(table_copy, "BATCH", 3)
    steps: list[str] = []

    def fail_late(table: str, rows: int) -> None:
        steps.append(f"{table} {rows}")
        if len(steps) == 40:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moving.move(site, to=there, progress=fail_late)
    moved = moving.move(site, to=there)
    begun = steps[-1].split()[0]
    first = next(each for each in moved if each.digest.rows)
    assert first.copied == 0, "what had arrived is not copied again"
    assert next(each for each in moved if each.table == begun).digest.rows > 0
    again = moving.move(site, to=there)
    assert all(each.copied == 0 for each in again)


def test_another_sites_database_is_refused(site: Settings, tmp_path: Path) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    moving.move(site, to=there)
    with migrate.connected(there) as connection, connection.begin():
        connection.execute(text("UPDATE users SET name = 'Somebody else' WHERE id = 1"))
    with pytest.raises(ConfigurationError, match="other rows in users"):
        moving.move(site, to=there)
    assert moving.move(site, to=there, anew=True)


def test_a_database_is_not_moved_onto_itself(site: Settings) -> None:
    with pytest.raises(ConfigurationError, match="onto itself"):
        moving.move(site, to=_plain(site.database_url))


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense", ""])
def test_an_address_that_is_none_is_refused(site: Settings, url: str) -> None:
    with pytest.raises(ConfigurationError):
        moving.move(site, to=url)


def test_a_row_that_changes_on_its_way_is_noticed(site: Settings, tmp_path: Path) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")

    def spoil(table: str, rows: int) -> None:
        del rows
        if table == "users":
            with migrate.connected(there) as connection, connection.begin():
                connection.execute(text("UPDATE users SET zone = 'Mars/Base' WHERE id = 2"))

    with pytest.raises(ConfigurationError, match="users arrived otherwise"):
        moving.move(site, to=there, progress=spoil)


def test_the_command_says_what_arrived_and_what_to_do_next(site: Settings, tmp_path: Path) -> None:
    there = engine.sqlite_url(tmp_path / "there.db")
    environment = {
        "QUIZAPP_DATA_DIR": str(site.data_dir),
        "QUIZAPP_DATABASE_URL": _plain(site.database_url),
    }
    done = CliRunner().invoke(move, ["--to", there], env=environment)
    assert done.exit_code == 0, done.output
    assert "All tables are equal" in done.output
    assert "review_log" in done.output
    asked = CliRunner().invoke(move, ["--to", there, "--anew"], env=environment, input="n\n")
    assert asked.exit_code == 1
    assert "Delete everything" in asked.output


def _plain(url: str) -> str:
    """Return the address as a person writes it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return url
    return parsed.set(drivername="postgresql").render_as_string(hide_password=False)
