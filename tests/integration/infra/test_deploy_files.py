"""The files of quizapp/deploy say what the programs that read them take.

Whether a service runs behind the unit's walls is another matter: quizapp/DEPLOY.md tells how that
was tried.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from flask import Flask

from quizapp.services.processes.import_child import MAX_BYTES
from quizapp.settings import Settings

DEPLOY: Final = Path(__file__).parents[3] / "quizapp" / "deploy"
UNIT: Final = DEPLOY / "quizapp.service"
README: Final = Path(__file__).parents[3] / "README.md"
EXPOSED_AT_MOST: Final = 20
"""Tenths, of what ``systemd-analyze security`` counts: 0 is shut off from everything."""
_SETTING: Final = re.compile(r"^(QUIZAPP_\w+)=(.*)$", re.MULTILINE)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """Return the unit with a program that is there: ``systemd-analyze`` looks for it."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd: systemd-analyze is not on this machine")
    words = UNIT.read_text("utf-8").replace("/opt/quizapp/bin/quizapp", sys.executable)
    found = tmp_path / UNIT.name
    found.write_text(words, "utf-8")
    return found


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    """Run ``systemd-analyze`` on files alone; no systemd need be running."""
    return subprocess.run(
        ["systemd-analyze", *words], capture_output=True, text=True, timeout=60, check=False
    )


def test_systemd_understands_each_line_of_the_unit(unit: Path) -> None:
    told = analyze("verify", str(unit))
    assert (told.returncode, told.stderr) == (0, "")
    unit.write_text(unit.read_text("utf-8").replace("ProtectClock=", "ProtectTime="), "utf-8")
    assert "ProtectTime" in analyze("verify", str(unit)).stderr


def test_the_service_is_shut_off_from_what_it_does_not_need(unit: Path) -> None:
    asked = ("security", "--offline=true", f"--threshold={EXPOSED_AT_MOST}")
    told = analyze(*asked, str(unit))
    assert told.returncode == 0, told.stdout
    kept = [each for each in unit.read_text("utf-8").splitlines() if "SystemCall" not in each]
    unit.write_text("\n".join(kept), "utf-8")
    assert analyze(*asked, str(unit)).returncode != 0


def test_each_setting_of_the_environment_file_is_one_that_is_read() -> None:
    settings = dict(_SETTING.findall((DEPLOY / "quizapp.env").read_text("utf-8")))
    settings["QUIZAPP_SECRET_KEY"] = "x" * 48
    _check(settings)


def test_each_setting_of_the_compose_file_is_one_that_is_read() -> None:
    services = _compose()["services"]
    for name in ("one", "two"):
        _check({**services[name]["environment"], "QUIZAPP_SECRET_KEY": "x" * 48})


def _compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    return found


def _check(settings: dict[str, str]) -> None:
    documented = set(re.findall(r"QUIZAPP_[A-Z_]+", README.read_text("utf-8")))
    assert set(settings) <= documented
    assert Settings.from_environment(settings).trusted_hosts


def test_nginx_takes_what_the_largest_address_takes(app: Flask) -> None:
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    found = re.search(r"client_max_body_size (\d+)m;", text)
    assert found is not None
    limits = [getattr(view, "quizapp_body_limit", 0) for view in app.view_functions.values()]
    assert max(limits) == 101_000_000
    assert int(found.group(1)) * 2**20 >= max(limits)
    # So much of it stands in the way of a file of the size that the pages tell.
    assert max(limits) - MAX_BYTES >= 100_000
    assert f"at most {MAX_BYTES // 1_000_000} MB" in text
