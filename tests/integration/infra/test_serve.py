"""``quizapp serve``: the first start, later starts, and what it refuses."""

import re
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from quizapp.store.engine import sqlite_url
from quizapp.store.schema import migrate

Start = Callable[..., Any]


def test_the_first_start_makes_everything_and_the_next_keeps_it(
    start: Start, tmp_path: Path
) -> None:
    first = start()
    data = tmp_path / "data"
    link = re.search(r"http://127\.0\.0\.1:\d+/setup/\S+", first.printed())
    assert link, first.printed()
    assert f"quizapp serves {first.url}/" in first.printed()
    with urllib.request.urlopen(link.group(), timeout=5) as page:
        assert page.status == 200
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "quizapp.db").stat().st_mode) == 0o600
    key = (data / "secret-key").read_text("ascii")
    assert first.stop() == 0
    assert "Traceback" not in first.printed()
    migrate.require_current_schema(sqlite_url(data / "quizapp.db"))

    second = start()
    assert (data / "secret-key").read_text("ascii") == key
    assert "Published" not in second.printed()
    assert list((data / "backups").iterdir()) == []


def test_the_link_to_set_up_has_the_name_that_browsers_elsewhere_use(
    start: Start, env: dict[str, str]
) -> None:
    env["QUIZAPP_TRUSTED_HOSTS"] = "localhost,127.0.0.1,.example.net,quiz.example.org"
    server = start()
    assert re.search(r"http://quiz\.example\.org:\d+/setup/\S+", server.printed())
    assert server.stop() == 0
    env |= {"QUIZAPP_HTTPS": "yes", "QUIZAPP_PROXY_HOPS": "1"}
    behind_a_proxy = start()
    assert "https://quiz.example.org/setup/" in behind_a_proxy.printed()
    assert "put its name" not in behind_a_proxy.printed()


def test_a_container_says_what_its_link_lacks(start: Start) -> None:
    server = start("--host", "0.0.0.0")  # noqa: S104 - as a container does, for a moment
    assert re.search(r"http://127\.0\.0\.1:\d+/setup/\S+", server.printed())
    assert "with QUIZAPP_TRUSTED_HOSTS the link has it" in server.printed()


def test_an_older_database_is_copied_and_upgraded(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o700)
    url = sqlite_url(tmp_path / "data" / "quizapp.db")
    migrate.upgrade(url)
    migrate.upgrade(url, to="0001")
    server = start()
    assert "a copy from before is" in server.printed()
    assert [path.name[:14] for path in (tmp_path / "data" / "backups").iterdir()] == [
        "before-upgrade"
    ]


def test_the_demonstration_has_four_accounts_and_refuses_other_peoples_folders(
    start: Start, env: dict[str, str]
) -> None:
    env["QUIZAPP_DEMO_PASSWORD"] = "let me see the demonstration"
    server = start("--demo")
    assert "learner, teacher, author, admin; password: let me see" in server.printed()
    assert server.stop() == 0
    again = start("--demo")
    assert again.stop() == 0
    _program(
        "user", "create", "Ada", "--password", "a long enough pass phrase", env=env
    ).check_returncode()
    refused = _program("serve", "--demo", "--port", "8999", env=env)
    assert refused.returncode == 2
    assert "data folder of its own" in refused.stderr


def test_two_servers_do_not_share_a_data_folder(
    start: Start, env: dict[str, str], free: int
) -> None:
    start()
    refused = _program("serve", "--port", str(free), env=env)
    assert refused.returncode == 2
    assert "A quizapp server is running" in refused.stderr


def test_a_port_in_use_is_told_in_one_line(env: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = _program("serve", "--port", str(taken.getsockname()[1]), env=env)
    assert refused.returncode == 2
    assert re.fullmatch(r"quizapp: Port \d+ of 127.0.0.1 is in use[^\n]*\n", refused.stderr)


def test_a_broken_bank_does_not_stop_the_server(
    start: Start, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank" / "facts.yaml").write_text("facts:\n  - id: [", "utf-8")
    env["QUIZAPP_BANK"] = str(tmp_path / "bank")
    server = start()
    assert re.search(r"facts\.yaml:\d+:\d+: ", server.printed())
    assert "Traceback" not in server.printed()


def test_a_backup_is_taken_while_serving_and_restore_waits_for_the_end(
    start: Start, env: dict[str, str], tmp_path: Path
) -> None:
    server = start()
    copy = tmp_path / "copy.db"
    _program("backup", str(copy), env=env).check_returncode()
    assert "server is running" in _program("restore", str(copy), env=env).stderr
    assert server.stop() == 0
    _program("restore", str(copy), env=env).check_returncode()
    start()


def _program(*arguments: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "quizapp", *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
