"""Anki's backend as a peer: both answer in their own process, without a web between.

Anki's desktop program calls its backend so; quizapp calls the service beneath its pages, which
checks who may, grades the response itself and stores it under a unique id. Both commit each answer
to a SQLite file that waits for the disk (WAL, synchronous=FULL), one answer after the other.
"""

import json
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts
from quizapp.services.study import study
from quizapp.settings import Settings
from tests.benchmarks.anki_import import bring
from tests.benchmarks.peer_ours import as_review
from tests.benchmarks.reviews_vs_floor import new_client

NOTES: Final = 10_000
REVIEWS: Final = 100_000
ROUNDS: Final = 5
SECONDS: Final = 2.0
_MOST: Final = 2_000
"""Answers that are prepared for one round of ours."""
_WITHIN_S: Final = 300
_NAME: Final = "Anki's peer"


@dataclass(frozen=True)
class Beside:
    """What both did: answers a second, and seconds for the same package."""

    ours_per_s: float
    anki_per_s: float
    ours_import_s: float
    anki_import_s: float
    words: str


def compare(python: Path, folder: Path, settings: Settings) -> Beside:
    """Run Anki, then quizapp on the package that Anki made."""
    script = Path(__file__).with_name("peer_anki_run.py")
    ran = subprocess.run(
        [str(python), str(script), str(folder), str(NOTES), str(REVIEWS), str(SECONDS)],
        check=True,
        timeout=_WITHIN_S,
        capture_output=True,
        text=True,
    )
    anki = json.loads(ran.stdout.splitlines()[-1])
    with database(settings):
        ours = statistics.median(_rate(number) for number in range(ROUNDS))
        who = accounts.create_user(
            name=_NAME, password="amber kettle sings", roles=(), now=clock.now()
        )
        data = (folder / "deck.apkg").read_bytes()
        begun = time.perf_counter()
        done = bring(who.id, data)
        import_s = time.perf_counter() - begun
    return Beside(
        ours_per_s=ours,
        anki_per_s=statistics.median(anki["answers_per_s"]),
        ours_import_s=import_s,
        anki_import_s=anki["import_s"],
        words=(
            f"Anki {anki['version']}, synchronous={anki['synchronous']}; {NOTES} notes; "
            f"{anki['imported']} past answers taken in by Anki, {done.reviews} by quizapp"
        ),
    )


def _rate(number: int) -> float:
    """Return answers a second of a new learner, one after the other."""
    name = f"alone {number}"
    reviews = [as_review(each) for each in new_client(name, reviews=_MOST)]
    person = accounts.find_person_by_name(name=name)
    if person is None:
        raise RuntimeError("the learner was not made")
    begun, count = time.perf_counter(), 0
    while count < _MOST and time.perf_counter() - begun < SECONDS:
        study.submit_reviews(user_id=person.id, reviews=(reviews[count],), now=clock.now())
        count += 1
    return count / (time.perf_counter() - begun)
