"""Drafts an article in a process of its own, so that time and memory are those of drafting."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import JsonObject

_LONGEST_S: Final = 120
_KB_PER_MB: Final = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What drafting gave.

    Attributes:
        drafts: each with "fact", "confidence" and "held", in the order of the article.
        seconds: of the whole run, the start of the program and its word lists included.
        peak_mb: the most memory that the process held.
    """

    entities: tuple[JsonObject, ...]
    drafts: tuple[JsonObject, ...]
    seconds: float
    peak_mb: float


def run_drafting(
    passages: Sequence[tuple[int, str]], *, article: str, headings: Mapping[int, str]
) -> Run:
    """Return the drafts of an article's passages, no entity being known before.

    Raises:
        RuntimeError: when drafting fails; with its own words.
    """
    asked = {
        "passages": [list(each) for each in passages],
        "article": article,
        "headings": dict(headings),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.evaluation.drafting_run"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=_LONGEST_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"drafting {article} failed: {done.stderr.strip()[-2000:]}")
    found = json.loads(done.stdout)
    return Run(tuple(found["entities"]), tuple(found["drafts"]), found["seconds"], found["peak_mb"])


def _main() -> None:
    begun = time.perf_counter()
    asked = json.loads(sys.stdin.read())
    from quizapp.drafting.propose import draft_facts  # noqa: PLC0415 - its loading is measured

    made = draft_facts(
        [(int(number), str(text)) for number, text in asked["passages"]],
        known={},
        article=asked["article"],
        topic="drafts",
        headings={int(number): str(each) for number, each in asked["headings"].items()},
    )
    answer = {
        "entities": made.entities,
        "drafts": [
            {"fact": each.fact, "confidence": each.confidence, "held": each.held}
            for each in made.drafts
        ],
        "seconds": time.perf_counter() - begun,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB,
    }
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    _main()
