"""Work before serving, in a process of its own: what it loads is gone as the server begins.

The server's workers take over the memory of the process that starts them, so that each would hold
the generator of questions for as long as it runs.
"""

import contextlib
import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable
from typing import Final

_SET_SIGNAL_OF_PARENTS_DEATH: Final = 1
"""Number of this call of prctl(2)."""


def run_apart(work: Callable[..., None], *arguments: object) -> int:
    """Do work in a process of its own; return its exit code, negative for the signal that ended it.

    Call it without an open connection: two processes must not share one.

    Args:
        work: a function of a module; what it prints is printed, and sys.exit gives the exit code.
        arguments: of the function.
    """
    # A fork has everything loaded that both need, and starts in no time.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    child = multiprocessing.get_context(method).Process(  # type: ignore[attr-defined]  # each has one
        target=_do, args=(os.getpid(), work, *arguments)
    )
    child.start()
    child.join()
    return int(child.exitcode)


def _do(parent: int, work: Callable[..., None], *arguments: object) -> None:
    """Do the work, and end with the process that waits for it, however that one ends."""
    # Other systems have no such call, and let the child come to its end.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_SIGNAL_OF_PARENTS_DEATH, signal.SIGTERM)
    if os.getppid() != parent:
        return  # It ended before it could be told.
    work(*arguments)
