"""The wheel carries everything: installed elsewhere, it serves from any folder."""

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[3]


def test_an_installed_wheel_serves_from_an_arbitrary_folder(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    python = _environment_with_the_wheel(tmp_path)
    asked = subprocess.run(
        [python, "-c", "from quizapp.settings import shipped; print(shipped('question_bank'))"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    bank = Path(asked.stdout.strip())
    assert bank.is_relative_to(tmp_path / "venv")
    shipped = {path.relative_to(bank) for path in bank.rglob("*.yaml")}
    source = PROJECT / "question_bank"
    assert shipped == {path.relative_to(source) for path in source.rglob("*.yaml")}

    server = start(program=(str(python.with_name("quizapp")),))
    assert "Traceback" not in server.printed()
    assert (tmp_path / "data" / "quizapp.db").exists()
    assert server.stop() == 0


def _environment_with_the_wheel(folder: Path) -> Path:
    """Install the wheel, and it alone, in a new environment; return its Python."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = ["--no-deps", "--no-build-isolation"]
    wheels = str(folder / "wheels")
    subprocess.run([*pip, "wheel", *offline, "--wheel-dir", wheels, str(PROJECT)], check=True)
    venv.create(folder / "venv", with_pip=False, symlinks=os.name != "nt")
    python = folder / "venv" / "bin" / "python"
    (wheel,) = (folder / "wheels").glob("*.whl")
    there = [*pip, "--python", str(python)]
    subprocess.run([*there, "install", "--no-deps", str(wheel)], check=True)
    # What it depends on comes from the environment of the tests, after its own: offline, quick.
    site = sysconfig.get_path("purelib", "venv", {"base": str(folder / "venv")})
    dependencies = sysconfig.get_path("purelib") + "\n"
    (Path(site) / "dependencies.pth").write_text(dependencies, "utf-8")
    return python
