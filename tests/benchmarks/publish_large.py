"""Publish a bank of 200 articles with 20 000 facts by the command, and once more unchanged.

Bars: 60 s and 1 GB for the first; 3 s for the second, which writes nothing. Writes are told by
SQLite's data_version, as another connection sees it. Seconds are those by the clock, or those of
processor time where these are fewer, as they are on a machine that does other things beside:
what takes so many seconds of one processor takes no more by the clock of a quiet machine. Memory
is that of all processes of the command together, as seen every tenth of a second; what they
share is counted in each.

Run: ``python -m tests.benchmarks.publish_large`` (a few minutes); ``--articles 20`` for a look.
Exits with 1 when a bar is missed. ``--bank FOLDER`` keeps the bank there, or takes one that is;
``--processes 1`` publishes with so many.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pysqlite3.dbapi2 as sqlite

from tests.benchmarks.made_bank import write_bank
from tests.benchmarks.publish_unchanged import version

ARTICLES: Final = 200
FACTS_EACH: Final = 100
BAR_S: Final = 60.0
BAR_MB: Final = 1_000.0
BAR_UNCHANGED_S: Final = 3.0
_LOOK_EVERY_S: Final = 0.1


@dataclass(frozen=True)
class Spent:
    """What a command used, with the processes that it started.

    Attributes:
        processor_s, elapsed_s: seconds of processor time, and by the clock.
        megabytes: the most that its processes held together. processes: the most at once.
    """

    processor_s: float
    elapsed_s: float
    megabytes: float
    processes: int
    output: str

    @property
    def seconds(self) -> float:
        """Return the seconds that it takes on a quiet machine, at most."""
        return min(self.processor_s, self.elapsed_s)


def main(words: list[str]) -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, prog="publish_large")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--bank", type=Path)
    parser.add_argument("--processes", type=int)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        bank = asked.bank or Path(name) / "bank"
        if not bank.exists():
            write_bank(bank, articles=asked.articles, facts=FACTS_EACH)
        data = Path(name) / "data"
        quizapp(["user", "list"], data)  # Makes the database, which is no part of a publish.
        few = [] if asked.processes is None else ["--processes", str(asked.processes)]
        first = quizapp(["bank", "publish", *few, str(bank)], data)
        witness = sqlite.connect(data / "quizapp.db")
        before = version(witness)
        again = quizapp(["bank", "publish", str(bank)], data)
        commits = version(witness) - before
        questions = witness.execute("SELECT count(*) FROM questions").fetchone()[0]
        witness.close()
    print(f"{asked.articles} articles, {asked.articles * FACTS_EACH} facts, {questions} questions")
    _tell("published in", first, bar_s=BAR_S)
    print(
        f"peak memory {first.megabytes:.0f} MB of {first.processes} processes together"
        f" (bar: at most {BAR_MB:.0f})"
    )
    _tell("once more, unchanged, in", again, bar_s=BAR_UNCHANGED_S)
    print(f"commits of the second {commits} (bar: at most 0)")
    if "Nothing to publish" not in again.output:
        print(f"the second was not known to be the same: {again.output[-300:]}")
        return 1
    fast = first.seconds <= BAR_S and again.seconds <= BAR_UNCHANGED_S
    return int(not fast or first.megabytes > BAR_MB or commits > 0)


def _tell(what: str, spent: Spent, *, bar_s: float) -> None:
    print(
        f"{what} {spent.elapsed_s:.1f} s by the clock, {spent.processor_s:.1f} s of processor time"
        f" (bar: at most {bar_s:.0f})"
    )


def quizapp(words: list[str], data: Path) -> Spent:
    """Run a command of the program on a data folder in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(
            [sys.executable, "-m", "quizapp", *words],
            env={**kept, "QUIZAPP_DATA_DIR": str(data)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        held = _Held()
        ended = 0
        while not ended:
            held.look(child.pid)
            time.sleep(_LOOK_EVERY_S)
            ended, status, used = os.wait4(child.pid, os.WNOHANG)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read()
    if child.returncode:
        raise SystemExit(f"quizapp {' '.join(words)} failed:\n{output[-3000:]}")
    seconds = used.ru_utime + used.ru_stime
    elapsed = time.monotonic() - begun
    return Spent(seconds, elapsed, held.megabytes, held.processes, output)


@dataclass
class _Held:
    """The most memory and processes that were seen at once."""

    megabytes: float = 0.0
    processes: int = 0

    def look(self, pid: int) -> None:
        """See what a process and its children hold now."""
        pids = [pid, *_children(pid)]
        self.processes = max(self.processes, len(pids))
        self.megabytes = max(self.megabytes, sum(_megabytes(each) for each in pids))


def _children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _megabytes(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
