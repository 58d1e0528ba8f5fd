"""``quizapp lti``: platforms are registered, listed and removed; the key is rotated."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizapp.cli.lti import lti

REGISTER = (
    "register",
    "Our Moodle",
    "--issuer=https://moodle.example",
    "--client-id=c1",
    "--deployment=1",
    "--deployment=2",
    "--auth-url=https://moodle.example/auth",
    "--token-url=https://moodle.example/token",
    "--jwks-url=https://moodle.example/jwks",
    "--json",
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("QUIZAPP_DATABASE_URL", raising=False)


def _run(*arguments: str) -> Result:
    done = CliRunner().invoke(lti, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def test_a_platform_is_registered_listed_and_removed() -> None:
    (made,) = json.loads(_run(*REGISTER).stdout)
    assert made["deployments"] == ["1", "2"]
    assert json.loads(_run("list", "--json").stdout) == [made]
    assert "https://moodle.example\tc1" in _run("list").stdout
    assert "Our Moodle is removed" in _run("remove", str(made["id"])).stdout
    assert json.loads(_run("list", "--json").stdout) == []


def test_sending_without_a_platform_says_so_and_with_one_sends_what_waits() -> None:
    assert "No platform is registered." in _run("send").stdout
    _run(*REGISTER)
    assert "0 grades were sent, 0 could not be" in _run("send").stdout


def test_a_key_is_rotated() -> None:
    _run(*REGISTER)
    first, second = (_run("rotate-key").stdout for _ in range(2))
    assert first != second
    assert first.startswith("New tokens are signed with the key ")
