"""Virtual environments for the programs that quizapp is compared with, kept in the cache folder.

Neither is a dependency of quizapp, nor ever imported by it: Anki is under the AGPL. Each gets an
environment of its own under ``$XDG_CACHE_HOME`` (``~/.cache``), with the version that is pinned
here, so that a table says the same of the same programs; delete the folder and it is made again.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

VERSIONS: Final = {"anki": "26.9.3", "kolibri": "0.19.5"}
_INSTALLS_WITHIN_S: Final = 900


class NotInstalledError(Exception):
    """A program could not be installed; says which and why."""


def installed(name: str) -> Path:
    """Return the Python of the program's own environment; make it where it is missing.

    Raises:
        NotInstalledError: the package index does not answer, or has nothing for this Python.
    """
    version = VERSIONS[name]
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = (
        base / "quizapp-peers" / f"{name}-{version}-py{sys.version_info[0]}{sys.version_info[1]}"
    )
    python, whole = folder / "bin" / "python", folder / "installed"
    if whole.exists():
        return python
    print(f"installing {name} {version} in {folder}", flush=True)
    _run([sys.executable, "-m", "venv", "--clear", str(folder)], name)
    asked = f"{name}=={version}"
    _run([str(python), "-m", "pip", "install", "--quiet", asked], name)
    whole.touch()
    return python


def _run(command: list[str], name: str) -> None:
    try:
        subprocess.run(
            command, check=True, timeout=_INSTALLS_WITHIN_S, capture_output=True, text=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = (error.stderr or error.stdout or "it took too long").strip()
        last = said.splitlines()[-1] if isinstance(said, str) else "it took too long"
        raise NotInstalledError(f"{name} could not be installed: {last}") from error
