"""Runs the long forms of ``tests/RELIABILITY.md`` one after the other, and prints one table.

Run: ``python -m tests.long [NAME...]``; a name runs that form alone. Each has a bound of its own;
one that takes longer is ended and counts as failed. It loads the machine for an hour or more.
Exits with 1 where a form failed, or came to fewer cases than its row wants.

What could not be tried is a row too: a form whose tests were skipped (PostgreSQL, Chromium or a C
compiler is missing) does not hold.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
_ENDS_WITHIN_S: Final = 60
_COUNT: Final = re.compile(r"(\d+) (passed|failed|skipped|errors?)\b")


@dataclass(frozen=True)
class Form:
    """One long form.

    Attributes:
        row: what must never happen, in the words of the table.
        tests: what pytest is told to run.
        env: what makes the form long.
        figure: finds in what the tests print how many cases there were; "" counts the tests.
        least: so many cases make the form complete.
    """

    row: str
    tests: tuple[str, ...]
    env: dict[str, str]
    figure: str
    least: int
    bound_s: int


_LONG: Final = {"QUIZAPP_TEST_LONG": "1"}
_KILLS: Final = {"QUIZAPP_TEST_KILL_CYCLES": "100"}
_PLACE: Final = "tests/integration/reliability"
_REVIEWS: Final = "tests/integration/study/test_reviews.py"
_TWENTY: Final = "test_twenty_identical_requests_at_once_store_once"
_OUTBOX: Final = "test_an_offline_outbox_in_any_order_equals_one_ordered_replay"
FORMS: Final = {
    "kill": Form(
        "acknowledged reviews lost or doubled by kill -9",
        (f"{_PLACE}/test_kill.py",),
        _KILLS,
        r"(\d+) acknowledged",
        20_000,
        1500,
    ),
    "kill_quiz": Form(
        "saved answers of a quiz lost by kill -9",
        (f"{_PLACE}/test_kill_quiz.py",),
        _KILLS,
        r"(\d+) saves acknowledged",
        500,
        1500,
    ),
    "kill_postgres": Form(
        "acknowledged reviews lost by kill -9 of PostgreSQL",
        (f"{_PLACE}/test_kill_postgres.py",),
        _KILLS,
        r"(\d+) acknowledged",
        500,
        1500,
    ),
    "power_cut": Form(
        "acknowledged answers lost by 300 power cuts",
        (f"{_PLACE}/test_power_cut.py",),
        _LONG,
        "",
        1,
        1500,
    ),
    "upgrade": Form(
        "upgrades killed or cut 20 times from every revision",
        (f"{_PLACE}/test_upgrade_killed.py",),
        _LONG,
        "",
        2,
        1500,
    ),
    "at_once": Form(
        "one request 20 times at once, 100 rounds; an outbox of 512",
        ("tests/security/test_at_once.py", f"{_REVIEWS}::{_TWENTY}", f"{_REVIEWS}::{_OUTBOX}"),
        _LONG,
        "",
        6,
        1500,
    ),
    "hostile": Form(
        "hostile input stored, or answered with 5xx",
        ("tests", "-m", "hostile"),
        _LONG,
        r"hostile input: (\d+) cases",
        400,
        1500,
    ),
    "texts": Form(
        "texts that run or fetch in a browser",
        ("tests/functional/test_hostile_texts.py",),
        _LONG,
        "",
        1,
        1500,
    ),
}


@dataclass(frozen=True)
class Ran:
    """What came of a form."""

    cases: int
    failed: int
    skipped: int
    ended: bool
    seconds: float

    def holds(self, form: Form) -> bool:
        """Return whether all of it ran, and nothing failed."""
        return self.ended and not self.failed and not self.skipped and self.cases >= form.least


def main(names: Sequence[str]) -> int:
    """Run the forms, print the table, return the exit code."""
    # A shell lets what it starts with & ignore Ctrl-C, and a form is ended by that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    unknown = [name for name in names if name not in FORMS]
    if unknown:
        print(f"no such form: {', '.join(unknown)}; there are {', '.join(FORMS)}")
        return 2
    ran = {}
    for name in names or FORMS:
        print(f"== {name}", flush=True)
        output, ended, seconds = run(FORMS[name])
        print(output.rstrip(), flush=True)
        ran[name] = judge(FORMS[name], output, ended=ended, seconds=seconds)
    print(f"\n{'':14} {'must never happen':52} {'cases':>7} {'failed':>7} {'seconds':>8}")
    for name, each in ran.items():
        form = FORMS[name]
        words = "holds" if each.holds(form) else _why(form, each)
        line = f"{name:14} {form.row:52} {each.cases:7} {each.failed:7} {each.seconds:8.0f}"
        print(f"{line}  {words}")
    return int(any(not each.holds(FORMS[name]) for name, each in ran.items()))


def run(form: Form) -> tuple[str, bool, float]:
    """Return what pytest printed, whether it ended by itself with 0 or 1, and the seconds."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-n0", "-q", "-s", *form.tests]
    # In a file, not a pipe: servers that a test left behind would keep a pipe open.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as printed:
        ran = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **form.env},
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            ended = ran.wait(form.bound_s) in {0, 1}
        except subprocess.TimeoutExpired:
            # As Ctrl-C does: fixtures end what they started.
            ran.send_signal(signal.SIGINT)
            ended = False
            try:
                ran.wait(_ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                ran.kill()
                ran.wait()
        printed.seek(0)
        return printed.read(), ended, time.monotonic() - begun


def judge(form: Form, output: str, *, ended: bool, seconds: float) -> Ran:
    """Return what a run came to, read from what was printed."""
    last = next((line for line in reversed(output.splitlines()) if _COUNT.search(line)), "")
    counts = {kind.rstrip("s"): int(count) for count, kind in _COUNT.findall(last)}
    found = re.findall(form.figure, output) if form.figure else []
    cases = sum(map(int, found)) if form.figure else counts.get("passed", 0)
    failed = counts.get("failed", 0) + counts.get("error", 0)
    return Ran(cases, failed, counts.get("skipped", 0), ended, seconds)


def _why(form: Form, ran: Ran) -> str:
    if not ran.ended:
        return f"FAILED: not ended within {form.bound_s} s, or not begun"
    if ran.failed:
        return "FAILED"
    if ran.skipped:
        return f"NOT SHOWN: {ran.skipped} tests were skipped"
    return f"FAILED: fewer than {form.least} cases"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
