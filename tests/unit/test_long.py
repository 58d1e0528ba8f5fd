"""What the command of the long forms reads from a run, and when a form does not hold."""

import signal
import subprocess
import sys

import pytest

from tests.long import FORMS, ROOT, judge

KILL = FORMS["kill"]
DONE = "40 starts, 21034 acknowledged, healthy again after at most 3.1 s\n.\n"


@pytest.mark.parametrize(
    ("printed", "ended", "holds"),
    [
        (f"{DONE}1 passed in 700.00s", True, True),
        (f"{DONE}1 failed in 700.00s", True, False),
        (f"{DONE}1 error in 700.00s", True, False),
        (f"{DONE}1 passed in 700.00s", False, False),
        (f"{DONE}1 passed, 1 skipped in 700.00s", True, False),
        ("3 starts, 19999 acknowledged\n1 passed in 9.00s", True, False),
        ("no tests ran in 0.10s", True, False),
    ],
)
def test_a_form_holds_only_when_all_of_it_ran(printed: str, *, ended: bool, holds: bool) -> None:
    assert judge(KILL, printed, ended=ended, seconds=700).holds(KILL) is holds


def test_every_form_runs_tests_that_are_there() -> None:
    for form in FORMS.values():
        assert (ROOT / form.tests[0]).exists(), form.tests


def test_a_form_can_be_ended_where_a_shell_lets_ctrl_c_be_ignored() -> None:
    # Planted once: Ctrl-C still ignored. A form went on beyond its bound, and was killed without
    # its servers.
    words = "from tests.long import main; main(['none']); import subprocess, sys"
    child = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    asks = f"subprocess.run([sys.executable, '-c', {child!r}])"
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        told = subprocess.run(
            [sys.executable, "-c", f"{words}; {asks}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    assert told.stdout.splitlines()[-1] == "True"
