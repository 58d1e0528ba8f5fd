"""Inside ``quizapp serve``: runs a command of ours now and then, in a process of its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from quizapp.services.own_process import program_environment

_END_WITHIN_S: Final = 5


@contextmanager
def running_now_and_then(
    words: Sequence[str], *, first_after_s: float, every_s: float
) -> Iterator[None]:
    """Run ``quizapp`` with these words again and again while the server runs.

    A process of its own: this one forks the workers, and must hold no connection.
    """
    stop = threading.Event()
    arguments = (stop, tuple(words), first_after_s, every_s)
    sweeper = threading.Thread(target=_sweep, args=arguments, name=words[-1], daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        stop.set()
        sweeper.join(_END_WITHIN_S)


def _sweep(
    stop: threading.Event, words: tuple[str, ...], first_after_s: float, every_s: float
) -> None:
    wait_s = first_after_s
    while not stop.wait(wait_s):
        wait_s = every_s
        with subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-P", "-m", "quizapp", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=program_environment(),
        ) as child:
            while child.poll() is None:
                if stop.wait(1.0):
                    child.terminate()
                    break
