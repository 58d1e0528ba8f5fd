"""A million learners at half past seven: requests, writes, storage a year, and what breaks first.

Nothing is measured here. Bytes of a row are those of ``review_size`` on PostgreSQL; milliseconds of
an answer and a page, and the commits of one disk, are assumptions to be replaced by figures of the
machines in question: all are options. Minute by minute the morning's learners arrive, and answers
wait where the cores cannot keep up. Exits with 1 when one waits longer than five seconds with the
cores that are printed: the plan would then be wrong.

Run: ``python -m tests.benchmarks.city [--learners N] [--answers N] [--answer-ms X] ...``
"""

import argparse
import math
import sys
from typing import Final

PEAK_MINUTE: Final = 60
MINUTES: Final = 240
SPREAD_MIN: Final = 20.0
"""Half past seven is the middle; two in three learners begin within this time of it."""
PAGES_A_SITTING: Final = 4
"""Today, study, two more fetches of cards: other requests than answers."""
LONGEST_WAIT_S: Final = 5.0
LOADED: Final = 0.6
"""Share of a core that may be in use at the peak: above, waiting grows quickly."""
COMMITS_A_DISK: Final = 3_000
"""Durable commits a second of one PostgreSQL with commits grouped, as a cautious figure."""
REPLICAS: Final = 2


def main(words: list[str]) -> int:
    """Print the plan; return the exit code."""
    asked = _options(words)
    starts = _starts(asked.learners)
    answers_s = [each * asked.answers / 60 for each in starts]
    pages_s = [each * PAGES_A_SITTING / 60 for each in starts]
    busy = [
        (answers * asked.answer_ms + pages * asked.page_ms) / 1000
        for answers, pages in zip(answers_s, pages_s, strict=True)
    ]
    peak = max(busy)
    cores = math.ceil(peak / LOADED)
    databases = math.ceil(max(answers_s) / COMMITS_A_DISK)
    rows = asked.learners * asked.answers * 365
    print(f"{asked.learners} learners, {asked.answers} answers each, most within 40 minutes")
    print(f"at the peak {max(answers_s):.0f} answers and {max(pages_s):.0f} pages a second")
    print(f"            {max(answers_s):.0f} write transactions a second")
    print(f"application {cores} cores at {asked.answer_ms} ms an answer, {asked.page_ms} ms a page")
    print(f"databases   {databases} primaries by commits of {COMMITS_A_DISK} a second each")
    print(f"a year      {rows / 1e9:.1f} thousand million rows,", end=" ")
    print(f"{rows * asked.row_bytes * REPLICAS / 1e12:.1f} TB at {asked.row_bytes} bytes, twice")
    for share in (1.0, 0.5, 0.25):
        wait_s = _longest_wait_s(busy, cores * LOADED * share)
        print(f"with {share:4.0%} of these cores, all in use, an answer waits up to {wait_s:.0f} s")
    print(f"first to break: {_first(max(answers_s), peak)}")
    return int(_longest_wait_s(busy, cores) > LONGEST_WAIT_S)


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.city")
    parser.add_argument("--learners", type=int, default=1_000_000)
    parser.add_argument("--answers", type=int, default=20, help="of one learner in the morning")
    parser.add_argument("--answer-ms", type=float, default=1.5, help="of a core")
    parser.add_argument("--page-ms", type=float, default=8.0, help="of a core")
    parser.add_argument("--row-bytes", type=int, default=461, help="with indexes, PostgreSQL")
    return parser.parse_args(words)


def _starts(learners: int) -> list[float]:
    """Return how many learners begin in each minute."""
    weights = [
        math.exp(-(((minute - PEAK_MINUTE) / SPREAD_MIN) ** 2) / 2) for minute in range(MINUTES)
    ]
    return [learners * each / sum(weights) for each in weights]


def _longest_wait_s(busy: list[float], cores: float) -> float:
    """Return the longest wait when work that finds no core stands in a line.

    Args:
        busy: seconds of cores that each second of a minute brings.
        cores: that work.
    """
    waiting_s, longest_s = 0.0, 0.0
    for each in busy:
        waiting_s = max(0.0, waiting_s + 60 * (each - cores))
        longest_s = max(longest_s, waiting_s / cores)
    return longest_s


def _first(answers_s: float, peak_cores: float) -> str:
    if answers_s > COMMITS_A_DISK:
        return (
            f"commits of one database: {answers_s / COMMITS_A_DISK:.1f} times what one disk does; "
            "people have to be spread over databases by their number"
        )
    return f"the cores of the application: {peak_cores:.0f} are busy"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
