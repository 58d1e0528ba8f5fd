"""Take a deck of 10 000 notes and 100 000 past answers to Anki with its memory.

Bar: 20 s of processor time, preview and file together.

The deck is the one that ``anki_import`` brings in; bringing it in is not counted.

Run: ``python -m tests.benchmarks.anki_export``. Exits with 1 when a bar is missed.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.decks import deck_filing
from quizapp.services.people import accounts
from tests.benchmarks.anki_import import bring, processor_s
from tests.benchmarks.anki_package import made
from tests.benchmarks.prepared import prepare

BAR_S: Final = 20.0
BAR_MB: Final = 600.0


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        settings = prepare(Path(name) / "data")
        with database(settings):
            who = accounts.create_user(
                name="Benchmark", password="amber kettle sings", roles=(), now=clock.now()
            )
            deck = bring(who.id, made()).article_id
            first_s, begun = processor_s(), time.perf_counter()
            found = deck_filing.take_to(
                user_id=who.id,
                article_id=deck,
                format_name="anki",
                with_memory=True,
                now=clock.now(),
            )
            looked_s = processor_s() - first_s
            data = found.data
            worked_s, took_s = processor_s() - first_s, time.perf_counter() - begun
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    along = found.along
    assert along is not None
    cards = sum(found.counts.values())
    print(f"{cards} cards, {along.answers} answers, {len(data) / 1e6:.1f} MB")
    print(f"in all {took_s:.1f} s")
    print(f"processor time {worked_s:.1f} s (bar: at most {BAR_S:.0f} s)")
    print(f"{looked_s:.1f} s of it until its preview")
    print(f"peak of this process {memory_mb:.0f} MB, bringing in counted (bar {BAR_MB:.0f} MB)")
    return 0 if worked_s <= BAR_S and memory_mb <= BAR_MB else 1


if __name__ == "__main__":
    sys.exit(main())
