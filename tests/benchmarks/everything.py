"""Take everything along, and up in a new account: 10 000 notes, 100 000 answers.

Printed are processor time and size of making the file, processor time of reading and of taking it
up, how long the database was locked for others, and whether a replay of the log comes to the cards'
states. Bars: 15 s to make it, 20 s to read it and 40 s to take it up, of which 10 s under the lock,
and no differences.

Run: ``python -m tests.benchmarks.everything``. Exits with 1 when a bar is missed.
"""

import io
import resource
import sys
import tempfile
from pathlib import Path
from typing import Final
from unittest import mock

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.files import everything_saving, everything_taking
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from tests.benchmarks.anki_import import LOCKED, bring, processor_s, timed_writing
from tests.benchmarks.anki_package import made
from tests.benchmarks.prepared import prepare

MAKE_BAR_S: Final = 15.0
READ_BAR_S: Final = 20.0
TAKE_BAR_S: Final = 40.0
LOCK_BAR_S: Final = 10.0


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name, database(prepare(Path(name) / "data")):
        ann, bea = (_person(each) for each in ("Ann", "Bea"))
        bring(ann, made())
        LOCKED.clear()
        begun = processor_s()
        file = io.BytesIO()
        everything_saving.write(file, user_id=ann, now=clock.now())
        data = file.getvalue()
        made_s = processor_s() - begun
        print(f"{len(data) / 1e6:.1f} MB")
        print(f"made in {made_s:.1f} s of processor time (bar: at most {MAKE_BAR_S:.0f} s)")
        number = everything_taking.stage(
            user_id=bea, data=data, name="all.quizapp.zip", now=clock.now()
        )
        read_s = processor_s() - begun - made_s
        print(f"read and looked at in {read_s:.1f} s (bar: at most {READ_BAR_S:.0f} s)")
        with mock.patch.object(everything_taking, "writing", timed_writing):
            found = everything_taking.take_up(user_id=bea, import_id=number, now=clock.now())
        took_s = processor_s() - begun - made_s - read_s
        locked_s = max(each[0] for each in LOCKED)
        print(f"taken up in {took_s:.1f} s (bar: at most {TAKE_BAR_S:.0f} s)")
        print(f"{locked_s:.1f} s of it under the lock (bar: at most {LOCK_BAR_S:.0f} s)")
        memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
        print(f"{found.notes} notes, {found.entries} entries, {found.cards} cards")
        print(f"peak {memory_mb:.0f} MB, bringing in counted")
        differences = study_log.verify_replay().differences
        print(f"a replay finds {len(differences)} differences (bar: at most 0)")
    within = made_s <= MAKE_BAR_S and read_s <= READ_BAR_S and took_s <= TAKE_BAR_S
    return int(not within or locked_s > LOCK_BAR_S or bool(differences))


def _person(name: str) -> int:
    return accounts.create_user(
        name=name, password="amber kettle sings", roles=(), now=clock.now()
    ).id


if __name__ == "__main__":
    sys.exit(main())
