"""Starts a command of ours in a process of its own: no request waits, and no restart kills it."""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import quizapp
from quizapp.settings import Settings
from quizapp.settings_described import PREFIX

# The limits are set by the child itself, before it loads anything: setting them between fork
# and exec is not safe in a process with threads.
_LAUNCHER: Final = """
import resource, sys
memory, cpu = int(sys.argv[1]), int(sys.argv[2])
if memory:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
if cpu:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.argv = ["quizapp", *sys.argv[3:]]
from quizapp.cli import main
main()
"""


def start(
    words: Sequence[str],
    *,
    settings: Settings,
    wall_s: float,
    memory_bytes: int = 0,
    cpu_s: int = 0,
    more: Mapping[str, str] | None = None,
) -> None:
    """Start ``quizapp`` with these words under the settings in force, and return at once.

    Args:
        words: of the command line.
        settings: where its data and its database are.
        wall_s: seconds after which it is killed.
        memory_bytes: of addresses that it may have, 0 for no limit.
        cpu_s: seconds of processor time, 0 for no limit.
        more: settings that this command needs besides, by name without the prefix.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and words, no shell
        [sys.executable, "-P", "-c", _LAUNCHER, str(memory_bytes), str(cpu_s), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(settings, more or {}),
        # A group of its own: stopping the server lets it come to its end.
        start_new_session=True,
    )
    threading.Thread(target=_see_it_end, args=(child, wall_s), name=words[-1], daemon=True).start()


def program_environment() -> dict[str, str]:
    """Return the environment of a process of ours: the program's own place, one thread of BLAS."""
    root = str(Path(quizapp.__file__).resolve().parents[1])
    # Each thread of OpenBLAS would reserve memory that the limit counts.
    return {**os.environ, "PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1"}


def _see_it_end(child: "subprocess.Popen[bytes]", wall_s: float) -> None:
    """Wait for the process, so that none is left as a zombie; end one that never ends."""
    try:
        child.wait(timeout=wall_s)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _environment(settings: Settings, more: Mapping[str, str]) -> dict[str, str]:
    """Return what the process needs: the settings in force, of the command that it runs."""
    kept = {
        name: value for name, value in program_environment().items() if not name.startswith(PREFIX)
    }
    given = {
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        "SECRET_KEY": settings.secret_key,
        "BANK": str(settings.bank),
        **more,
    }
    return kept | {f"{PREFIX}{name}": value for name, value in given.items()}
