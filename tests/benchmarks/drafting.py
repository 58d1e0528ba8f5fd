"""Drafting an article of 2 500 words on one core. Bars: 5 s and 500 MB for the drafting child.

Run: ``python -m tests.benchmarks.drafting``. Exits with 1 when a bar is missed. The article is made
of those that the rules may be improved on. Printed are the whole of ``quizapp bank draft FILE``
(two children: one reads the file, one drafts) and the drafting child alone, which is what the
studio waits for; processor time beside the time on the clock, as the latter means little on a
machine that does other things too.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.evaluation.gold import list_articles, read_gold

WORDS: Final = 2_500
BAR_S: Final = 5.0
BAR_MB: Final = 500.0
RUNS: Final = 3
_KB_PER_MB: Final = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process and its children took: seconds on the clock and of a core, and megabytes."""

    clock_s: float
    core_s: float
    peak_mb: float


def main() -> int:
    """Measure, print, and return the exit code."""
    passages = long_article(WORDS)
    count = sum(len(each.split()) for each in passages)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "article.txt"
        file.write_text("\n\n".join(passages), encoding="utf-8")
        command = [sys.executable, "-m", "quizapp", "bank", "draft", str(file)]
        whole = [measured(command, "") for _ in range(RUNS)]
    asked = {
        "do": "draft",
        "passages": [[number, text] for number, text in enumerate(passages, 1)],
        "known": [],
        "article": "long",
        "topic": "main",
    }
    child = [
        measured([sys.executable, "-m", "quizapp.drafting"], json.dumps(asked)) for _ in range(RUNS)
    ]
    best, alone = min(whole, key=_core), min(child, key=_core)
    print(f"article        {count} words, best of {RUNS} runs on one core")
    print(f"bank draft     {best.clock_s:.1f} s, {best.core_s:.1f} s of the core")
    print(
        f"drafting child {alone.clock_s:.1f} s, {alone.core_s:.1f} s of the core "
        f"(bar: at most {BAR_S:.0f} s)"
    )
    print(f"memory         {alone.peak_mb:.0f} MB (bar: at most {BAR_MB:.0f} MB)")
    return int(alone.core_s > BAR_S or alone.peak_mb > BAR_MB)


def _core(each: Measured) -> float:
    return each.core_s


def long_article(words: int) -> list[str]:
    """Return passages of the evaluation's articles until there are so many words."""
    found: list[str] = []
    for name in list_articles("dev"):
        for text in read_gold("dev", name).texts.values():
            found.append(text)
            if sum(len(each.split()) for each in found) >= words:
                return found
    return found


def measured(command: Sequence[str], given: str) -> Measured:
    """Run a command on one core and return what it took.

    A process in between does the counting: what children took is known once they have ended.
    """
    counted = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.drafting", "--count", *command],
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    clock_s, core_s, peak_mb = json.loads(counted.stdout)
    return Measured(clock_s, core_s, peak_mb)


def _count(command: Sequence[str]) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    seconds = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = [seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / _KB_PER_MB]
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--count"]:
        _count(sys.argv[2:])
    else:
        sys.exit(main())
