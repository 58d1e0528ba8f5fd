"""``quizapp doctor --deploy``: what speaks against opening a site to others."""

import http.server
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from quizapp.cli.doctor import doctor
from quizapp.errors import ConfigurationError
from quizapp.services.operation import doctor_deploy, maintenance
from quizapp.services.operation.doctor_deploy import examine_deployment, travels_in_clear
from quizapp.settings import Settings
from quizapp.store.schema import migrate


def _found(settings: Settings, **changes: object) -> dict[str, tuple[str, str]]:
    values: dict[str, object] = {"backups": None, "url": "", "now": datetime.now(UTC)}
    found = examine_deployment(settings, **(values | changes))  # type: ignore[arg-type]
    return {check.name: (check.status, check.detail) for check in found}


@pytest.fixture
def careful(settings: Settings) -> Settings:
    """Return settings as a public site should have them."""
    settings.data_dir.mkdir(mode=0o700, exist_ok=True)
    return replace(
        settings,
        https=True,
        proxy_hops=1,
        trusted_hosts=("quiz.example.org",),
        registration="closed",
    )


def test_careful_settings_pass(careful: Settings) -> None:
    found = _found(careful)
    assert {found[name][0] for name in ("https", "proxy", "hosts", "demonstration")} == {"ok"}
    assert "registration" not in found


@pytest.mark.parametrize(
    ("changes", "name", "status"),
    [
        ({"https": False}, "https", "problem"),
        ({"proxy_hops": 0}, "proxy", "problem"),
        ({"trusted_hosts": ()}, "hosts", "problem"),
        ({"demo_password": "amber kettle sings"}, "demonstration", "problem"),
        ({"registration": "open"}, "registration", "warning"),
        ({"log_level": "debug"}, "log", "warning"),
        ({"model_url": "http://models/v1", "model_name": "m"}, "model", "warning"),
    ],
)
def test_each_careless_setting_is_named(
    careful: Settings, changes: dict[str, object], name: str, status: str
) -> None:
    assert _found(replace(careful, **changes))[name][0] == status  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("hosts", "clear"),
    [
        ("localhost", False),
        ("127.0.0.1:5433", False),
        ("[::1]:5432", False),
        ("", False),
        ("db.school.example", True),
        ("10.0.0.5", True),
        ("localhost:5432,10.0.0.5:5432", True),
    ],
)
def test_a_database_on_another_machine_has_to_prove_who_it_is(hosts: str, *, clear: bool) -> None:
    url = Settings.from_environment({"QUIZAPP_DATABASE_URL": f"postgresql://u:p@{hosts}/q"})
    assert travels_in_clear(url.database_url) is clear
    joint = "&" if "?" in url.database_url else "?"
    for mode, read in (("require", clear), ("verify-ca", False), ("verify-full", False)):
        assert travels_in_clear(f"{url.database_url}{joint}sslmode={mode}") is read


def test_a_socket_stays_on_the_machine() -> None:
    assert not travels_in_clear("postgresql+psycopg://u@/q?host=/var/run/postgresql")


def test_a_disk_that_is_nearly_full_is_a_problem(
    careful: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _found(careful)["disk"][0] in {"ok", "problem"}
    monkeypatch.setattr(doctor_deploy, "_LEAST_FREE", 2.0)
    assert _found(careful)["disk"][0] == "problem"


def test_backups_must_be_there_fresh_and_whole(careful: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert _found(careful)["backups"][0] == "warning"
    assert _found(careful, backups=folder)["backups"][0] == "problem"
    folder.mkdir()
    file = folder / "today.db"
    if careful.on_sqlite:
        maintenance.backup(careful, file)
    else:
        file.write_bytes(b"PGDMP")
    assert _found(careful, backups=folder)["backups"][0] == "ok"
    old = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    os.utime(file, (old, old))
    assert "48 h old" in _found(careful, backups=folder)["backups"][1]


def test_a_damaged_backup_is_found(careful: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backups" / "today.db"
    file.parent.mkdir()
    file.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    assert _found(careful, backups=file.parent)["backups"][0] == "problem"


def test_the_databases_own_promises_are_read(careful: Settings) -> None:
    found = _found(careful)
    if careful.on_sqlite:
        assert "durability" not in found
    else:
        with migrate.connected(careful.database_url) as connection:
            commit = connection.execute(text("SHOW synchronous_commit")).scalar_one()
            sync = connection.execute(text("SHOW fsync")).scalar_one()
        # A server that is there for tests alone need not wait for the disk.
        kept = commit != "off" and sync == "on"
        assert found["durability"][0] == ("ok" if kept else "problem")
        assert f"fsync={sync}" in found["durability"][1]
        assert found["clock of the database"][0] == "ok"


def test_the_address_is_visited_as_a_browser_would(careful: Settings, site: str) -> None:
    found = _found(careful, url=site)
    assert found["address"][0] == "ok"
    assert found["tls"][0] == "problem"
    assert found["x-frame-options"][0] == "problem"
    assert "content-security-policy" not in found
    assert found["clock of the site"][0] == "ok"


def test_an_address_that_does_not_answer_is_a_problem(careful: Settings) -> None:
    assert _found(careful, url="http://127.0.0.1:9")["address"][0] == "problem"
    with pytest.raises(ConfigurationError, match="no address"):
        _found(careful, url="quiz.example.org")


def test_the_command_prints_them_beside_the_others(settings: Settings) -> None:
    environment = {
        "QUIZAPP_DATA_DIR": str(settings.data_dir),
        "QUIZAPP_DATABASE_URL": settings.database_url,
        "QUIZAPP_SECRET_KEY": "the key of the tests, not a secret at all",
    }
    settings.data_dir.mkdir(mode=0o700, exist_ok=True)
    done = CliRunner().invoke(doctor, ["--deploy"], env=environment)
    assert done.exit_code == 1
    assert "set QUIZAPP_TRUSTED_HOSTS" in done.output
    assert "schema" in done.output


class _Site(http.server.BaseHTTPRequestHandler):
    """A site whose proxy takes some headers away."""

    def do_GET(self) -> None:
        """Answer the health check."""
        self.send_response(200)
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve it on a free port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
