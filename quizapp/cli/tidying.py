"""Inside ``quizapp serve``: deletes what classes have kept long enough, every six hours."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from quizapp.services.fitting_child import program_environment

EVERY_S: Final = 6 * 3600
_END_WITHIN_S: Final = 5


@contextmanager
def tidying() -> Iterator[None]:
    """Run ``quizapp class retention`` now and then while the server runs.

    A process of its own: this one forks the workers, and must hold no connection.
    """
    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(stop,), name="tidying", daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        stop.set()
        sweeper.join(_END_WITHIN_S)


def _sweep(stop: threading.Event) -> None:
    while not stop.wait(EVERY_S):
        with subprocess.Popen(
            [sys.executable, "-P", "-m", "quizapp", "class", "retention"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=program_environment(),
        ) as child:
            while child.poll() is None:
                if stop.wait(1.0):
                    child.terminate()
                    break
