"""Publish a bank of 200 articles with 20 000 facts by the command, and once more unchanged.

Bars: 60 s of processor time and 1 GB for the first; 3 s for the second, which writes nothing.
Writes are told by SQLite's data_version, as another connection sees it. Processor time, because
that does not depend on what else the machine does; the seconds that went by are printed beside it.

Run: ``python -m tests.benchmarks.publish_large`` (a few minutes); ``--articles 20`` for a look.
Exits with 1 when a bar is missed. ``--bank FOLDER`` keeps the bank there, or takes one that is.
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


@dataclass(frozen=True)
class Spent:
    """What a child process used: seconds of processor time and by the clock, peak megabytes."""

    seconds: float
    elapsed_s: float
    megabytes: float
    output: str


def main(words: list[str]) -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, prog="publish_large")
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--bank", type=Path)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        bank = asked.bank or Path(name) / "bank"
        if not bank.exists():
            write_bank(bank, articles=asked.articles, facts=FACTS_EACH)
        data = Path(name) / "data"
        quizapp(["user", "list"], data)  # Makes the database, which is no part of a publish.
        first = quizapp(["bank", "publish", str(bank)], data)
        witness = sqlite.connect(data / "quizapp.db")
        before = version(witness)
        again = quizapp(["bank", "publish", str(bank)], data)
        commits = version(witness) - before
        questions = witness.execute("SELECT count(*) FROM questions").fetchone()[0]
        witness.close()
    print(f"{asked.articles} articles, {asked.articles * FACTS_EACH} facts, {questions} questions")
    _tell("published in", first, bar_s=BAR_S)
    print(f"peak memory {first.megabytes:.0f} MB (bar: at most {BAR_MB:.0f})")
    _tell("once more, unchanged, in", again, bar_s=BAR_UNCHANGED_S)
    print(f"commits of the second {commits} (bar: at most 0)")
    if "Nothing to publish" not in again.output:
        print(f"the second was not known to be the same: {again.output[-300:]}")
        return 1
    fast = first.seconds <= BAR_S and again.seconds <= BAR_UNCHANGED_S
    return int(not fast or first.megabytes > BAR_MB or commits > 0)


def _tell(what: str, spent: Spent, *, bar_s: float) -> None:
    print(
        f"{what} {spent.seconds:.1f} s of processor time (bar: at most {bar_s:.0f});"
        f" {spent.elapsed_s:.1f} s by the clock"
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
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read()
    if child.returncode:
        raise SystemExit(f"quizapp {' '.join(words)} failed:\n{output[-3000:]}")
    seconds = used.ru_utime + used.ru_stime
    return Spent(seconds, time.monotonic() - begun, used.ru_maxrss / 1024, output)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
