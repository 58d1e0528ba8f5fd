"""Log lines: one JSON object a line on standard output, for programs to read.

Written here instead of by a library: those that there are bring colours and pictures of traces
with them, which took 8 MB of every worker.
"""

import json
import logging
import sys
import threading
import traceback
from typing import Final

from quizapp import clock

INFO: Final = logging.INFO
WARNING: Final = logging.WARNING
ERROR: Final = logging.ERROR


class _Lines:
    """From which level on lines are written, and one of them at a time."""

    level = logging.INFO
    writing = threading.Lock()


_LINES: Final = _Lines()


def log_from(level: str) -> None:
    """Write lines of that level and above from now on: debug, info, warning, error."""
    _LINES.level = logging.getLevelNamesMapping()[level.upper()]


def is_logged(level: int) -> bool:
    """Return whether lines of a level are written."""
    return level >= _LINES.level


def log(level: int, event: str, **facts: object) -> None:
    """Write what happened, unless lines of that level are not wanted.

    Args:
        level: INFO, WARNING or ERROR.
        event: what happened.
        facts: what else is known. What JSON has no form for stands as Python writes it.
    """
    if not is_logged(level):
        return
    told = {
        **facts,
        "event": event,
        "level": logging.getLevelName(level).lower(),
        "timestamp": clock.now().isoformat().replace("+00:00", "Z"),
    }
    line = json.dumps(told, default=repr)
    with _LINES.writing:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def trace_of(error: BaseException) -> str:
    """Return the trace of an error as a fact for a line."""
    return "".join(traceback.format_exception(error)).rstrip()
