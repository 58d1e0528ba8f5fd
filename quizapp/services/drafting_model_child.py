"""Starts the process that asks a language model: a request never waits for it."""

import subprocess
import sys
import threading
from typing import Final

from quizapp.services.fitting_child import program_environment
from quizapp.settings import PREFIX, Settings

_WALL_S: Final = 1200
"""Some jobs after each other; each ends by itself within four minutes."""
_LAUNCHER: Final = """
import sys
sys.argv = ["quizapp", *sys.argv[1:]]
from quizapp.cli import main
main()
"""
_COMMAND: Final = ("bank", "ask-model", "--waiting")


def start(settings: Settings) -> None:
    """Start a process that asks the model about what waits, and return at once.

    When enough run already it ends by itself, and those take what waits.
    """
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and words, no shell
        [sys.executable, "-P", "-c", _LAUNCHER, *_COMMAND],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(settings),
        # A group of its own: stopping the server lets the model come to its end.
        start_new_session=True,
    )
    threading.Thread(target=_see_it_end, args=(child,), name="model", daemon=True).start()


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
        f"{PREFIX}MODEL_URL": settings.model_url,
        f"{PREFIX}MODEL_NAME": settings.model_name,
        f"{PREFIX}MODEL_KEY": settings.model_key,
    }
