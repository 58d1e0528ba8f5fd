"""Starts the process that runs fits: a request never waits for it, and a restart never kills it."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

import quizapp
from quizapp.settings import PREFIX, Settings

_MEMORY_BYTES: Final = 3 << 30
"""Of addresses, not of memory: numpy and scipy reserve far more than they use."""
_CPU_S: Final = 300
_WALL_S: Final = 600
_COMMAND: Final = ("schedule", "fit", "--waiting")
# The limits are set by the child itself, before it loads anything: setting them between fork
# and exec is not safe in a process with threads.
_LAUNCHER: Final = """
import resource, sys
memory, cpu = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.argv = ["quizapp", *sys.argv[3:]]
from quizapp.cli import main
main()
"""


def start(settings: Settings) -> None:
    """Start a process that runs what waits, and return at once.

    When enough fits run already it ends by itself, and those take what waits.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and words, no shell
        [sys.executable, "-P", "-c", _LAUNCHER, str(_MEMORY_BYTES), str(_CPU_S), *_COMMAND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(settings),
        # A group of its own: stopping the server lets a fit come to its end.
        start_new_session=True,
    )
    threading.Thread(target=_see_it_end, args=(child,), name="fit", daemon=True).start()


def program_environment() -> dict[str, str]:
    """Return the environment of a process of ours: the program's own place, one thread of BLAS."""
    root = str(Path(quizapp.__file__).resolve().parents[1])
    # Each thread of OpenBLAS would reserve memory that the limit counts.
    return {**os.environ, "PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1"}


def _see_it_end(child: "subprocess.Popen[bytes]") -> None:
    """Wait for the process, so that none is left as a zombie; end one that never ends."""
    try:
        child.wait(timeout=_WALL_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _environment(settings: Settings) -> dict[str, str]:
    """Return what the process needs: the settings in force, of the command that it runs."""
    kept = {
        name: value for name, value in program_environment().items() if not name.startswith(PREFIX)
    }
    return {
        **kept,
        f"{PREFIX}DATA_DIR": str(settings.data_dir),
        f"{PREFIX}DATABASE_URL": settings.database_url,
        f"{PREFIX}SECRET_KEY": settings.secret_key,
        f"{PREFIX}BANK": str(settings.bank),
    }
