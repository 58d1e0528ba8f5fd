"""The server inside ``quizapp serve``: granian's workers, each with the application."""

import contextlib
import ctypes
import gc
import logging
import os
import threading
from collections.abc import Callable
from functools import partial
from typing import Final

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import mp

from quizapp.app import create_app, load_views
from quizapp.cli.answering import wrapping
from quizapp.cli.bodies import AWAITED
from quizapp.settings import Settings

THREADS_ON_SQLITE: Final = min(8, 2 * (os.cpu_count() or 1) + 1)
"""Requests that the application works on at once. Answers that wait for the disk share a commit: of
8 clients 4 threads stored 1.5 times as many as one, 8 twice as many. More than two a core only take
turns."""
THREADS_ON_POSTGRESQL: Final = 4
IN_FLIGHT: Final = 512
"""Connections a worker has at once, also those on which nothing is asked: a browser keeps several
for half a minute. More wait in the system's queue. A service may have 1 024 files open."""
LINE_BUFFER: Final = 2**16
"""Bytes of a connection that are read ahead, of which its headers are a part."""
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

_STEP: Final = "_wsgi_call_wrap"
"""What granian calls its step from protocol to application by; it has no other door to a line."""


class _WithoutThreads(logging.Filter):
    """Leaves out granian's warning of many threads: nearly all of them wait, outside Python."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line is to be written."""
        return not record.getMessage().startswith("Configuration allows spawning")


_LOGGING: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"threads": {"()": _WithoutThreads}},
    "formatters": {"generic": {"format": "%(asctime)s %(levelname)s server: %(message)s"}},
    "handlers": {
        "console": {
            "formatter": "generic",
            "class": "logging.StreamHandler",
            "filters": ["threads"],
        },
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
        # Some work, some wait for the rest of an upload or send one, and some for what is to come.
        blocking_threads=2 * threads + AWAITED,
        backpressure=IN_FLIGHT,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=LINE_BUFFER),
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
    server.serve(target_loader=partial(_load, settings, threads=threads), wrap_loader=False)


def _load(settings: Settings, *, threads: int) -> Flask:
    """Make the application in a worker; module-level, so that any start method can send it."""
    _give_memory_back()
    # What is loaded here is wrapped next, in this process, by what stands under that name.
    setattr(mp, _STEP, wrapping(threads=threads))
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
