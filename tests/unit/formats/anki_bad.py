"""What tests of bad Anki packages share."""

import sqlite3
import time
from collections.abc import Callable

import pytest

from quizapp.errors import InputError
from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices
from tests.unit.formats.anki_made import (
    BASIC,
    Made,
)

ALL = Choices(scheduling=True)
LONGEST_S = 10
CHILD = """
import json, sys, time
from quizapp.errors import InputError
from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices
begun = time.process_time()
try:
    read(open(sys.argv[1], "rb").read(), Choices(scheduling=True))
    said = ""
except InputError as error:
    said = str(error)
# Not by getrusage: its peak is that of the process that started this one, too.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps([said, int(status["VmHWM"].split()[0]) / 1024, time.process_time() - begun]))
"""


def small(change: Callable[[sqlite3.Connection], object] | None = None) -> Made:
    made = Made(change=change)
    (card,) = made.note(BASIC, "front", "back")
    made.review(1_650_000_000_000, card, 3, 0)
    return made


def refused(data: bytes) -> str:
    """Return why a package is refused, in time."""
    begun = time.process_time()
    with pytest.raises(InputError) as error:
        read(data, ALL)
    assert time.process_time() - begun < LONGEST_S
    assert error.value.field == "file"
    return str(error.value)


def run(statements: str) -> Callable[[sqlite3.Connection], object]:
    return lambda connection: connection.executescript(statements)
