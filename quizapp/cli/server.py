"""The server inside ``quizapp serve``: granian's workers, each with the application."""

import contextlib
import ctypes
import gc
import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from quizapp.app import create_app, load_views
from quizapp.settings import Settings

THREADS_ON_SQLITE: Final = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Answers that wait for the disk share a commit: of 8 clients 4 threads stored 1.5 times as many as
one, 8 twice as many. More than two a core only take turns, and granian warns of them."""
THREADS_ON_POSTGRESQL: Final = 4
IN_FLIGHT: Final = 128
"""Requests a worker takes on at once; more wait in the system's queue, not in memory."""
STOP_WITHIN_S: Final = 10
LEARNERS_DAY: Final = (
    "account.sign_in",
    "learner.today",
    "learner.study_page",
    "api.post_reviews",
)
"""Views that, with all they import, serve most requests of most sites."""
_DAY_AFTER_S: Final = 1.0
"""Seconds until the only worker loads them: whoever waits for its first page comes first."""
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
"""Numbers of these parameters of mallopt(3)."""
_ARENAS: Final = 2
"""Heaps of a worker: one for each thread keeps 5 MB more, and only one runs Python at a time."""
_GIVEN_BACK_BYTES: Final = 1_000_000
"""Pieces of memory from this size on go back to the system as soon as they are free."""

_LOGGING: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"generic": {"format": "%(asctime)s %(levelname)s server: %(message)s"}},
    "handlers": {
        "console": {"formatter": "generic", "class": "logging.StreamHandler"},
        "access": {"formatter": "generic", "class": "logging.StreamHandler"},
    },
    "loggers": {
        "_granian": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "granian.access": {"handlers": ["access"], "level": "INFO", "propagate": False},
    },
}
"""Warnings of the server go to standard error: standard output is for addresses and the log."""


def run_server(
    settings: Settings, *, host: str, port: int, workers: int, started: Callable[[], None]
) -> None:
    """Serve until SIGTERM or SIGINT; ``started`` is called once the port is taken."""
    threads = THREADS_ON_SQLITE if settings.on_sqlite else THREADS_ON_POSTGRESQL
    server = Granian(
        "quizapp.app",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backpressure=IN_FLIGHT,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_WITHIN_S,
    )
    server.on_startup(started)
    if workers > 1:
        # Each would load its own copy of them; this way they share one.
        load_views(*LEARNERS_DAY)
    # Workers share the memory of this process as long as they do not write to it, and looking for
    # garbage writes to every object that is not frozen.
    gc.freeze()
    server.serve(target_loader=partial(_load, settings), wrap_loader=False)


def _load(settings: Settings) -> Flask:
    """Make the application in a worker; module-level, so that any start method can send it."""
    _give_memory_back()
    # Nothing to do where the workers have them in common.
    soon = threading.Timer(_DAY_AFTER_S, load_views, LEARNERS_DAY)
    soon.daemon = True
    soon.start()
    return create_app(settings)


def _give_memory_back() -> None:
    """Let the C library give large pieces of memory back, and keep few heaps.

    It stops giving back once a large piece was freed: the hash of a password takes 19 MB and more
    for a moment, which a worker kept from the first sign-in on.
    """
    # Other C libraries than GNU's have no such parameter, and do it by themselves.
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_MMAP_THRESHOLD, _GIVEN_BACK_BYTES)
        library.mallopt(_ARENA_MAX, _ARENAS)
