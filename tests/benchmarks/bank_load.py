"""Load and check 5000 synthetic facts; print seconds and peak memory. Bars: 3 s, 300 MB.

Run: ``python tests/benchmarks/bank_load.py``. Exits with 1 when a bar is missed.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from quizapp.bank.load import load_bank

FACTS = 5000
FACTS_A_FILE = 500
BAR_S = 3.0
BAR_MB = 300.0

ENTITIES = "entities:\n" + "".join(
    f"  - id: person-{number}\n    name: Person {number}\n    kind: person\n"
    f"    aliases:\n      - P{number}\n    era: 1900/..\n"
    for number in range(500)
)
ARTICLE = (
    "article:\n  id: made\n  title: Made\n  language: en\n  source:\n    publication: None\n"
    "    licence: MIT\n  topics:\n    t: T\n  passages:\n"
    + "".join(
        f"    - id: {number}\n      text: Passage {number} tells that a thing happened then.\n"
        for number in range(1, 101)
    )
)


def fact(number: int) -> str:
    """Return one claim with every guard an author commonly writes."""
    passage = number % 100 + 1
    return f"""\
  - id: fact-{number}
    type: claim
    passage: {passage}
    evidence: Passage {passage} tells that a thing
    status: reported
    slots:
      speaker: person-{number % 500}
      verb: argued
      to: person-{(number + 1) % 500}
      when: "1991-12"
      when_label: late 1991
      point: the thing number {10_000 + number} had happened
    statement: "Person {number % 500} argued that the thing number {10_000 + number} had happened."
    explanation: It is a claim, and the article names the person who made it.
    topics:
      - t
    guards:
      unique:
        - speaker
      never:
        speaker:
          - person-{(number + 2) % 500}
      distractors:
        speaker:
          - person-{(number + 3) % 500}
          - person-{(number + 4) % 500}
        point:
          - nothing of the kind had happened
          - the thing would happen later
          - another thing had happened
"""


def write_bank(folder: Path) -> None:
    """Write the synthetic bank."""
    (folder / "entities.yaml").write_text(ENTITIES, encoding="utf-8")
    (folder / "made").mkdir()
    (folder / "made" / "article.yaml").write_text(ARTICLE, encoding="utf-8")
    for start in range(0, FACTS, FACTS_A_FILE):
        text = "facts:\n" + "".join(fact(start + index) for index in range(FACTS_A_FILE))
        path = folder / "made" / f"facts-{start:05d}.yaml"
        path.write_text(text, encoding="utf-8")


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_bank(folder)
        start = time.perf_counter()
        bank = load_bank(folder)
        seconds = time.perf_counter() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"facts          {len(bank.facts())}")
    print(f"load and check {seconds:.2f} s (bar {BAR_S:.0f} s)")
    print(f"peak memory    {megabytes:.0f} MB (bar {BAR_MB:.0f} MB)")
    return 0 if seconds <= BAR_S and megabytes <= BAR_MB else 1


if __name__ == "__main__":
    sys.exit(main())
