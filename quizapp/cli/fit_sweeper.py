"""Inside ``quizapp serve``: fits what is due or was left waiting, an hour apart, in a process."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.services.fitting import is_available
from quizapp.services.fitting_child import program_environment

FIRST_AFTER_S: Final = 30
"""The server starts first, and whoever waits for it is served."""
EVERY_S: Final = 3600
_END_WITHIN_S: Final = 5


@contextmanager
def sweeping() -> Iterator[None]:
    """Run ``quizapp schedule fit --all`` now and then while the server runs.

    A process of its own: this one forks the workers, and must hold no connection. Without the
    extra ``fit`` nothing is started.
    """
    if not is_available():
        yield
        return
    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(stop,), name="fit-sweeper", daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        stop.set()
        sweeper.join(_END_WITHIN_S)


def _sweep(stop: threading.Event) -> None:
    wait_s = FIRST_AFTER_S
    while not stop.wait(wait_s):
        wait_s = EVERY_S
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "quizapp", "schedule", "fit", "--all"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=program_environment(),
        ) as child:
            while child.poll() is None:
                if stop.wait(1.0):
                    child.terminate()
                    break
