"""Bring in an Anki package of 10 000 notes and 100 000 past answers. Bar: 20 s of processor time.

Counted from the file to the deck being studied: reading in the child process, preview, and taking
in with all answers. Beside it how long the database was locked for others, and whether a replay of
the log comes to the stored cards.

The memory is the highest of this process; that of the child, which ends before, is in
``anki_package``.

Run: ``python -m tests.benchmarks.anki_import``. Exits with 1 when a bar is missed.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest import mock

from sqlalchemy.orm import Session

from quizapp import clock
from quizapp.cli.context import database
from quizapp.formats.incoming.incoming import Choices
from quizapp.services.decks import deck_reading, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.store.engine import writing
from tests.benchmarks.anki_package import NOTES, REVIEWS, made
from tests.benchmarks.prepared import prepare

BAR_S: Final = 20.0
BAR_MB: Final = 500.0
LOCK_BAR_S: Final = 6.0
"""Of processor time; others who write wait ten seconds before they are told to come again."""
LOCKED: Final[list[tuple[float, float]]] = []
"""Processor time and seconds by the clock of each time that the lock was held."""


def main() -> int:
    """Measure, print, and return the exit code."""
    data = made()
    with tempfile.TemporaryDirectory() as name:
        settings = prepare(Path(name) / "data")
        with database(settings):
            who = accounts.create_user(
                name="Benchmark", password="amber kettle sings", roles=(), now=clock.now()
            )
            first_s, begun = processor_s(), time.perf_counter()
            done = bring(who.id, data)
            worked_s, took_s = processor_s() - first_s, time.perf_counter() - begun
            # Of a process that only brings a deck in: checking what came of it takes more.
            memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
            differences = study_log.verify_replay().differences
    locked_s, waited_s = max(LOCKED, default=(0.0, 0.0))
    print(f"{NOTES} notes, {REVIEWS} past answers: {done.added} added, {done.reviews} taken along")
    print(f"in all {took_s:.1f} s")
    print(f"processor time {worked_s:.1f} s (bar: at most {BAR_S:.0f} s)")
    print(f"under the lock {locked_s:.1f} s of it (bar: at most {LOCK_BAR_S:.0f} s)")
    print(f"which took {waited_s:.1f} s by the clock")
    print(f"memory {memory_mb:.0f} MB (bar: at most {BAR_MB:.0f} MB)")
    print(f"a replay finds {len(differences)} differences (bar: at most 0)")
    return int(memory_mb > BAR_MB or worked_s > BAR_S or locked_s > LOCK_BAR_S or bool(differences))


def bring(user_id: int, data: bytes) -> deck_taking.TakenIn:
    """Bring the package in, and say how long each step took."""
    begun = processor_s()
    number = deck_reading.stage(
        user_id=user_id,
        data=data,
        name="deck.apkg",
        reader="",
        choices=Choices(scheduling=True),
        now=clock.now(),
    )
    read = processor_s()
    deck_reading.preview(user_id=user_id, import_id=number)
    shown = processor_s()
    with mock.patch.object(deck_taking, "writing", timed_writing):
        wish = Wish(user_id, number, deck_reading.NEW, "Words", with_reviews=True)
        done = deck_taking.take_in(wish, now=clock.now())
    taken = processor_s()
    print(
        f"processor time: read {read - begun:.1f} s, preview {shown - read:.1f} s, "
        f"taken in {taken - shown:.1f} s"
    )
    return done


@contextmanager
def timed_writing() -> Iterator[Session]:
    """Give a session as ``writing`` does, and note how long it held the lock."""
    with writing() as session:
        worked, begun = time.process_time(), time.perf_counter()
        yield session
    # The commit is part of it.
    LOCKED.append((time.process_time() - worked, time.perf_counter() - begun))


def processor_s() -> float:
    """Return the processor time of this process and of its ended children, in seconds."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(kind)[:2]) for kind in kinds)


if __name__ == "__main__":
    sys.exit(main())
