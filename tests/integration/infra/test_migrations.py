"""Migrations: they make the code's schema, up and down, and lose nothing."""

import logging
import shutil
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from quizapp.errors import ConfigurationError
from quizapp.settings import shipped
from quizapp.store import sqlite_file
from quizapp.store.engine import sqlite_url
from quizapp.store.schema import migrate


def test_the_migrations_make_exactly_the_tables_of_the_code(database_url: str) -> None:
    assert migrate.current_revision(database_url) == migrate.head_revision()
    assert migrate.schema_differences(database_url) == ()


def test_the_tables_of_a_program_that_copies_the_file_are_no_difference(
    migrated_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "quizapp.db"
    shutil.copyfile(migrated_file, path)
    url = sqlite_url(path)
    with migrate.connected(url) as connection:
        for name in ("_litestream_seq", "_litestream_lock", "_litestrem"):
            connection.execute(text(f"CREATE TABLE {name} (id INTEGER)"))
        connection.commit()

    (told,) = migrate.schema_differences(url)
    assert "'_litestrem'" in told


@pytest.mark.parametrize("kept", ["user_id, substr(rest, 2, 2)", "user_id"])
def test_an_index_on_something_else_is_a_difference(
    migrated_file: Path, tmp_path: Path, kept: str
) -> None:
    path = tmp_path / "quizapp.db"
    shutil.copyfile(migrated_file, path)
    url, name = sqlite_url(path), "ix_review_log_user_client"
    with migrate.connected(url) as connection, connection.begin():
        connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text(f"CREATE INDEX {name} ON review_log ({kept})"))
    assert any("substr(rest, 1, 2)" in each for each in migrate.schema_differences(url))


def test_all_the_way_down_leaves_nothing_and_up_again_everything(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="base")
    with migrate.connected(url) as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    migrate.upgrade(url)
    assert migrate.schema_differences(url) == ()


def test_an_upgrade_copies_the_old_database_first(tmp_path: Path) -> None:
    url, copy = sqlite_url(tmp_path / "q.db"), tmp_path / "copy.db"
    migrate.upgrade(url)
    migrate.upgrade(url, to="0001")
    _add_person(url)
    assert migrate.upgrade(url, backup=copy)
    assert sqlite_file.revision_in(copy) == "0001"
    assert sqlite_file.integrity_problems(copy) == ()
    assert _names(url) == _names(sqlite_url(copy)) == ["Ada"]


def test_an_up_to_date_database_is_neither_copied_nor_touched(
    migrated_file: Path, tmp_path: Path
) -> None:
    database = tmp_path / "q.db"
    shutil.copyfile(migrated_file, database)
    assert not migrate.upgrade(sqlite_url(database), backup=tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_failing_migration_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "migrations"
    shutil.copytree(shipped("migrations"), broken)
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0001")
    last = next((broken / "versions").glob("0004*.py"))
    last.write_text(
        last.read_text("utf-8").replace(
            "def downgrade()", '    raise RuntimeError("power cut")\n\n\ndef downgrade()', 1
        ),
        "utf-8",
    )
    monkeypatch.setattr(migrate, "shipped", lambda name: tmp_path / name)
    with pytest.raises(RuntimeError, match="power cut"):
        migrate.upgrade(url)
    assert migrate.current_revision(url) == "0001"
    with migrate.connected(url) as connection:
        assert "cards" not in inspect(connection).get_table_names()


@pytest.mark.parametrize("revision", sorted(migrate.known_revisions())[:-1])
def test_every_revision_upgrades_with_data_in_it(tmp_path: Path, revision: str) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to=revision)
    _add_person(url)
    assert migrate.upgrade(url)
    assert _names(url) == ["Ada"]
    assert migrate.schema_differences(url) == ()


def test_the_index_of_the_search_is_filled_with_what_is_there(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0005")
    with migrate.connected(url) as connection, connection.begin():
        connection.execute(
            text(
                "INSERT INTO articles (id, title, language, summary, is_digest, source)"
                " VALUES ('a', 'A', 'en', '', 0, '{}')"
            )
        )
        connection.execute(
            text("INSERT INTO passages VALUES ('a', 1, 'Rivers', 'The \u00c9lbe is a river.')")
        )
    migrate.upgrade(url)
    with migrate.connected(url) as connection:
        found = connection.execute(
            text("SELECT article, passage FROM search_words WHERE search_words MATCH 'elbe'")
        )
        assert [tuple(row) for row in found] == [("a", 1)]


def test_a_quiz_of_before_keeps_its_times_its_secrets_and_its_questions(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0011")
    _add_person(url)
    with migrate.connected(url) as connection, connection.begin():
        for table, values in _QUIZ_OF_BEFORE:
            connection.execute(text(f"INSERT INTO {table} VALUES ({values})"))  # noqa: S608 - our own rows
    migrate.upgrade(url)
    with migrate.connected(url) as connection:
        found = connection.execute(text("SELECT due_at, closes_at, show_key FROM assignments"))
        assert [tuple(row) for row in found] == [(5000, 5000, "due")]
        asked = connection.execute(text("SELECT attempt_id, item_id, position FROM attempt_items"))
        assert [tuple(row) for row in asked] == [(1, 1, 1)]
    migrate.upgrade(url, to="0011")
    with migrate.connected(url) as connection:
        kept = connection.execute(text("SELECT due_at, feedback FROM assignments"))
        assert [tuple(row) for row in kept] == [(5000, "after_due")]


def test_the_tables_of_the_studio_go_and_come_with_data_in_them(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    _add_person(url)
    _add_studio(url)
    migrate.upgrade(url, to="0004")
    assert _names(url) == ["Ada"]
    with migrate.connected(url) as connection:
        assert "studio_files" not in inspect(connection).get_table_names()
    migrate.upgrade(url)
    assert migrate.schema_differences(url) == ()
    _add_studio(url)


@pytest.mark.postgres
def test_the_studio_goes_and_comes_on_postgresql_too(migrated_postgres: str) -> None:
    migrate.upgrade(migrated_postgres, to="0004")
    migrate.upgrade(migrated_postgres)
    assert migrate.schema_differences(migrated_postgres) == ()


def test_a_database_newer_than_the_code_is_refused(migrated_file: Path, tmp_path: Path) -> None:
    database = tmp_path / "q.db"
    shutil.copyfile(migrated_file, database)
    url = sqlite_url(database)
    with migrate.connected(url) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.execute(text("UPDATE schema_floor SET revision = '9999'"))
    for use in (migrate.require_current_schema, migrate.upgrade):
        with pytest.raises(ConfigurationError, match="newer than this quizapp"):
            use(url)


def test_an_older_schema_is_not_served(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0002")
    with pytest.raises(ConfigurationError, match="quizapp serve"):
        migrate.require_current_schema(url)


def test_foreign_keys_hold_again_after_an_upgrade(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "q.db")
    migrate.upgrade(url)
    with migrate.connected(url) as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_migrating_silences_no_logger(tmp_path: Path) -> None:
    logger = logging.getLogger("somebody.elses")
    migrate.upgrade(sqlite_url(tmp_path / "q.db"))
    assert not logger.disabled


def _add_person(url: str) -> None:
    with migrate.connected(url) as connection, connection.begin():
        connection.execute(
            text(
                "INSERT INTO users (name, name_key, password_hash, roles, zone, rollover_hour,"
                " theme, desired_retention, new_per_day, reviews_per_day, epoch, created_at)"
                " VALUES ('Ada', 'ada', '', '', 'UTC', 4, 'system', 0.9, 20, 200, 0, 0)"
            )
        )


_QUIZ_OF_BEFORE = (
    ("revisions (id, published_at, note, bank_hash, counts)", "1, 0, '', '', '{}'"),
    ("articles (id, title, language, summary, is_digest, source)", "'a', 'A', 'en', '', 0, '{}'"),
    ("passages", "'a', 1, '', 'Words.'"),
    (
        (
            "facts (id, article_id, position, passage, type, status, statement, evidence,"
            " explanation, topics)"
        ),
        "'a.f', 'a', 1, 1, 'event', 'stated', '', '', '', '[]'",
    ),
    ("cards (id, key, fact_id, view, position, answer_hash)", "1, 'k', 'a.f', 'v', 1, ''"),
    (
        (
            "questions (id, card_id, key, version, type, level, answer_hash, content, warnings,"
            " revision_id, current)"
        ),
        "1, 1, 'k', 'v', 'cloze', 'near', '', '{}', '[]', 1, 1",
    ),
    ("classes (id, name, zone, join_code, join_open, created_at)", "1, 'C', 'UTC', 'A', 1, 0"),
    (
        (
            "assignments (id, class_id, title, attempts_allowed, due_at, shuffle, feedback,"
            " created_at)"
        ),
        "1, 1, 'Quiz', 1, 5000, 0, 'after_due', 0",
    ),
    ("assignment_items (id, assignment_id, position, question_id, points)", "1, 1, 1, 1, 1.0"),
    (
        "attempts (id, assignment_id, user_id, number, seed, started_at)",
        "1, 1, (SELECT id FROM users), 1, 's', 0",
    ),
)
_DRAFT_COLUMNS = (
    "article_id, position, state, held, confidence, origin, fact, entities, fact_id, version,"
    " changed_at, changed_by"
)
_STUDIO_ROWS = (
    (
        "studio_files",
        "path, text, version, changed_at, changed_by",
        "'a.yaml', 'facts: []', 1, 0, 1",
    ),
    (
        "draft_articles",
        "article_id, title, language, dropped, source_name, created_at, created_by",
        "'a', 'A', 'en', '[]', '', 0, 1",
    ),
    (
        "drafts",
        _DRAFT_COLUMNS,
        "'a', 1, 'proposed', '', 0.5, 'rules', '{}', '[]', '', 1, 0, 1",
    ),
    (
        "studio_forms",
        "user_id, subject, content, base, version, saved_at",
        "1, 'f', '{}', '', 1, 0",
    ),
)


def _add_studio(url: str) -> None:
    with migrate.connected(url) as connection, connection.begin():
        for table, columns, values in _STUDIO_ROWS:
            statement = f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - fixed
            connection.execute(text(statement))


def _names(url: str) -> list[str]:
    with migrate.connected(url) as connection:
        return list(connection.execute(text("SELECT name FROM users")).scalars())
