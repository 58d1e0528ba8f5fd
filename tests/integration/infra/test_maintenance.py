"""Backup, restore and doctor on a real database."""

import contextlib
import dataclasses
import shutil
import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from quizapp.errors import ConfigurationError
from quizapp.services.operation import doctor, maintenance
from quizapp.settings import Settings
from quizapp.store import sqlite_file
from quizapp.store.data_folder import KEY_FILE, prepare_data_folder, serving_lock

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture
def place(migrated_file: Path, tmp_path: Path) -> Settings:
    """Return the settings of a data folder with a key and a migrated database."""
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(tmp_path / "data")})
    prepare_data_folder(settings)
    shutil.copyfile(migrated_file, settings.database_file)
    settings.database_file.chmod(0o600)
    return settings


def test_a_backup_taken_during_a_write_is_whole_and_private(
    place: Settings, tmp_path: Path
) -> None:
    with contextlib.closing(_connect(place)) as writer:
        _note(writer, "committed")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE rate_limits SET key = 'half done'")
        maintenance.backup(place, tmp_path / "copy.db")
        writer.execute("ROLLBACK")
    assert sqlite_file.integrity_problems(tmp_path / "copy.db") == ()
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert _notes(tmp_path / "copy.db") == ["committed"]
    assert sorted(path.name for path in tmp_path.glob("*copy.db*")) == ["copy.db"]


def test_a_compact_backup_gives_free_space_back_and_the_doctor_says_when(
    place: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(_connect(place)) as writer:
        _note(writer, "kept")
        writer.execute("CREATE TABLE large (words BLOB)")
        writer.execute("INSERT INTO large VALUES (zeroblob(8000000))")
        writer.execute("DROP TABLE large")
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = place.database_file.stat().st_size
    assert sqlite_file.free_bytes(place.database_file) > 7_000_000
    assert _found(place, "free space").status == "ok", "so little is not worth a restore"
    monkeypatch.setattr(doctor, "_FREE_BYTES", 1_000_000)
    warned = _found(place, "free space")
    assert warned.status == "warning"
    assert "backup --compact" in warned.detail
    maintenance.backup_compact(place, tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    maintenance.restore(place, tmp_path / "copy.db", now=NOW)
    assert place.database_file.stat().st_size < before - 7_000_000
    assert sqlite_file.free_bytes(place.database_file) == 0
    assert _found(place, "free space").status == "ok"
    assert _found(place, "schema").status == "ok"
    assert _notes(place.database_file) == ["kept"]
    with pytest.raises(ConfigurationError, match="exists already"):
        maintenance.backup_compact(place, tmp_path / "copy.db")


def _found(place: Settings, name: str) -> doctor.Check:
    return next(check for check in doctor.examine(place) if check.name == name)


def test_a_backup_overwrites_nothing(place: Settings, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious", "utf-8")
    with pytest.raises(ConfigurationError, match="exists already"):
        maintenance.backup(place, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text("utf-8") == "precious"


def test_restore_brings_the_backup_and_keeps_what_was_there(
    place: Settings, tmp_path: Path
) -> None:
    _write(place, "old")
    maintenance.backup(place, tmp_path / "copy.db")
    _write(place, "new")
    previous = maintenance.restore(place, tmp_path / "copy.db", now=NOW)
    assert _notes(place.database_file) == ["old"]
    assert previous is not None
    assert _notes(previous) == ["new", "old"]
    assert _dump(place.database_file) == _dump(tmp_path / "copy.db")
    assert stat.S_IMODE(place.database_file.stat().st_mode) == 0o600


def test_restore_replaces_a_damaged_database_and_keeps_its_remains(
    place: Settings, tmp_path: Path
) -> None:
    _write(place, "old")
    maintenance.backup(place, tmp_path / "copy.db")
    place.database_file.write_bytes(b"torn" * 1000)
    previous = maintenance.restore(place, tmp_path / "copy.db", now=NOW)
    assert previous is not None
    assert previous.read_bytes() == b"torn" * 1000
    assert _notes(place.database_file) == ["old"]


def test_restore_refuses_while_a_server_runs(place: Settings, tmp_path: Path) -> None:
    maintenance.backup(place, tmp_path / "copy.db")
    with (
        serving_lock(place.data_dir),
        pytest.raises(ConfigurationError, match="server is running"),
    ):
        maintenance.restore(place, tmp_path / "copy.db", now=NOW)


def test_restore_refuses_while_something_else_reads_the_database(
    place: Settings, tmp_path: Path
) -> None:
    maintenance.backup(place, tmp_path / "copy.db")
    with (
        contextlib.closing(_connect(place)) as reader,
        contextlib.closing(_connect(place)) as other,
    ):
        _note(other, "kept")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM rate_limits").fetchone()
        _note(other, "written after the reader began")
        with pytest.raises(ConfigurationError, match="in use"):
            maintenance.restore(place, tmp_path / "copy.db", now=NOW)
        reader.execute("ROLLBACK")
    assert _notes(place.database_file) == ["kept", "written after the reader began"]


@pytest.mark.parametrize("kind", ["text", "torn", "foreign", "unknown revision"])
def test_restore_refuses_a_file_that_is_no_sound_backup(
    place: Settings, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "bad.db"
    maintenance.backup(place, file)
    if kind == "text":
        file.write_text("not a database", "utf-8")
    elif kind == "torn":
        file.write_bytes(file.read_bytes()[:20_000])
    else:
        change = (
            "DROP TABLE alembic_version"
            if kind == "foreign"
            else "UPDATE alembic_version SET version_num = 'x'"
        )
        with contextlib.closing(sqlite.connect(file)) as connection, connection:
            connection.execute(change)
    before = place.database_file.read_bytes()
    with pytest.raises(ConfigurationError):
        maintenance.restore(place, file, now=NOW)
    assert place.database_file.read_bytes() == before


def test_postgresql_is_sent_to_its_own_tools(place: Settings, tmp_path: Path) -> None:
    elsewhere = dataclasses.replace(place, database_url="postgresql+psycopg://host/db")
    with pytest.raises(ConfigurationError, match="pg_dump"):
        maintenance.backup(elsewhere, tmp_path / "copy.db")
    with pytest.raises(ConfigurationError, match="pg_restore"):
        maintenance.restore(elsewhere, tmp_path / "copy.db", now=NOW)


def test_the_doctor_finds_nothing_in_a_sound_place(place: Settings) -> None:
    assert [check for check in doctor.examine(place) if check.status == "problem"] == []


def test_the_doctor_finds_what_was_broken(place: Settings, tmp_path: Path) -> None:
    (place.data_dir / KEY_FILE).chmod(0o644)
    with contextlib.closing(_connect(place)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute(
            "INSERT INTO api_tokens (user_id, name, digest, created_at) VALUES (7, 'x', 'y', 0)"
        )
        connection.execute("DROP INDEX ix_api_tokens_user_id")
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "facts.yaml").write_text("facts: [", "utf-8")
    broken = dataclasses.replace(place, bank=tmp_path / "bank")
    found = {check.name: check for check in doctor.examine(broken) if check.status != "ok"}
    assert set(found) == {f"file {KEY_FILE}", "integrity", "schema", "bank"}
    assert "chmod 600" in found[f"file {KEY_FILE}"].detail
    assert "api_tokens" in found["integrity"].detail
    assert "ix_api_tokens_user_id" in found["schema"].detail
    assert found["bank"].status == "warning"


def test_a_key_that_others_can_read_is_refused(place: Settings) -> None:
    (place.data_dir / KEY_FILE).chmod(0o640)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        prepare_data_folder(place)


def _connect(place: Settings) -> sqlite.Connection:
    connection = sqlite.connect(place.database_file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    return connection


def _note(connection: sqlite.Connection, key: str) -> None:
    connection.execute("INSERT INTO rate_limits VALUES (?, 0, 1)", (key,))


def _write(place: Settings, key: str) -> None:
    with contextlib.closing(_connect(place)) as connection:
        _note(connection, key)


def _notes(path: Path) -> list[str]:
    with contextlib.closing(sqlite.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT key FROM rate_limits ORDER BY key")]


def _dump(path: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
