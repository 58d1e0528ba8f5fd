"""Work in a process of its own: its exit code comes back, and it does not outlive who waits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from quizapp.cli.apart import run_apart

WAITS = """
import os, sys, time
from pathlib import Path
from quizapp.cli.apart import run_apart

def work(file):
    Path(file).write_text(str(os.getpid()))
    time.sleep(60)

run_apart(work, sys.argv[1])
"""


def test_the_exit_code_or_the_signal_comes_back() -> None:
    assert run_apart(_end, 0) == 0
    assert run_apart(_end, 3) == 3
    assert run_apart(_end, -signal.SIGKILL) == -signal.SIGKILL


def test_it_ends_with_who_waits_for_it_even_by_a_kill(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    waiting = subprocess.Popen([sys.executable, "-c", WAITS, str(file)])
    deadline = time.monotonic() + 30
    while not (file.exists() and file.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    worker = int(file.read_text())
    assert _runs(worker)
    waiting.kill()
    waiting.wait(10)
    while _runs(worker):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _end(how: int) -> None:
    if how < 0:
        os.kill(os.getpid(), -how)
    sys.exit(how)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
