"""How long a start took is told without what other programs took of the processors."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.integration.reliability.killed_server import in_line_s

FOR_S: Final = 1.0
_SPINS: Final = "while True: pass"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/schedstat").exists(), reason="kernel: it does not tell who stood in line"
)


@contextmanager
def spinning(number: int) -> Iterator[list[int]]:
    """Give the ids of so many programs that all want the same processor all the time."""
    one = min(os.sched_getaffinity(0))
    with ExitStack() as ending:
        pids = []
        for _ in range(number):
            process = subprocess.Popen([sys.executable, "-c", _SPINS])
            ending.callback(process.wait, 10)
            ending.callback(process.kill)
            os.sched_setaffinity(process.pid, {one})
            pids.append(process.pid)
        yield pids


def test_who_shares_a_processor_stands_in_line() -> None:
    with spinning(2) as pids:
        before = [in_line_s(each) for each in pids]
        time.sleep(FOR_S)
        waited = [in_line_s(each) - then for each, then in zip(pids, before, strict=True)]
    # Two share one processor: together they stood in line for all that time, or longer.
    assert sum(waited) > 0.8 * FOR_S


def test_who_does_nothing_does_not_stand_in_line() -> None:
    with spinning(2) as pids:
        os.kill(pids[0], signal.SIGSTOP)
        time.sleep(0.1)
        before = in_line_s(pids[0])
        time.sleep(FOR_S)
        assert in_line_s(pids[0]) - before < 0.05 * FOR_S


def test_a_process_that_is_gone_stood_in_no_line() -> None:
    with spinning(1) as pids:
        pass
    assert in_line_s(pids[0]) == 0.0
