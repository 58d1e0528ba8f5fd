"""Inside ``quizapp serve``: runs a command of ours now and then, in a process of its own."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from quizapp.services.processes.own_process import program_environment

_END_WITHIN_S: Final = 5
_GLANCE_S: Final = 0.1


@contextmanager
def running_now_and_then(
    words: Sequence[str], *, first_after_s: float, every_s: float, if_found: str = ""
) -> Iterator[None]:
    """Run ``quizapp`` with these words again and again while the server runs.

    A process of its own: this one forks the workers, and must hold no connection.

    Args:
        words: of the command line.
        first_after_s: seconds until the first time. every_s: between two times.
        if_found: a small module of ours that is run before and may say by its exit code that
            there is nothing to do.
    """
    stop = threading.Event()
    arguments = (stop, tuple(words), first_after_s, every_s, if_found)
    sweeper = threading.Thread(target=_sweep, args=arguments, name=words[-1], daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        stop.set()
        sweeper.join(_END_WITHIN_S)


def _sweep(
    stop: threading.Event,
    words: tuple[str, ...],
    first_after_s: float,
    every_s: float,
    if_found: str,
) -> None:
    wait_s = first_after_s
    while not stop.wait(wait_s):
        wait_s = every_s
        if if_found and _run(stop, (if_found,), patience_s=_GLANCE_S) != 0:
            continue
        _run(stop, ("quizapp", *words), patience_s=1.0)


def _run(stop: threading.Event, words: tuple[str, ...], *, patience_s: float) -> int | None:
    """Run a module of ours to its end; None when the server stopped before.

    Args:
        patience_s: between two looks at whether it has ended.
    """
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-P", "-m", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=program_environment(),
    ) as child:
        while child.poll() is None:
            if stop.wait(patience_s):
                child.terminate()
                return None
    return child.returncode
