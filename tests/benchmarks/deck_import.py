"""Bring in a deck of 10 000 notes as tab-separated text. Bar: at most 20 s and 500 MB in all.

Counted from the file to the deck being studied: reading in the child process, preview, and taking
in; memory is the highest resident size of this process and of its children together.

Run: ``python -m tests.benchmarks.deck_import``. Exits with 1 when a bar is missed.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.formats.incoming.incoming import Choices
from quizapp.services.decks import deck_reading, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.people import accounts
from tests.benchmarks.prepared import prepare

NOTES: Final = 10_000
BAR_S: Final = 20.0
BAR_MB: Final = 500.0


def main() -> int:
    """Measure, print, and return the exit code."""
    lines = (f"word {n}\tmeaning of {n}, in some words\ttag{n % 7}" for n in range(NOTES))
    data = ("#columns:front\tback\ttags\n" + "\n".join(lines)).encode()
    with tempfile.TemporaryDirectory() as name:
        settings = prepare(Path(name) / "data")
        with database(settings):
            who = accounts.create_user(
                name="Benchmark", password="amber kettle sings", roles=(), now=clock.now()
            )
            first_s = bring(who.id, data, target=deck_reading.NEW)
            again = bring(who.id, data, target=newest(who.id))
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    child = child_mb(data)
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    print(f"the same file again {again:.1f} s; processor time in all {cpu:.1f} s")
    print(f"{NOTES} notes taken in {first_s:.1f} s (bar: at most {BAR_S:.0f} s)")
    print(f"memory {here:.0f} + child {child:.0f} MB (bar: at most {BAR_MB:.0f} MB)")
    return int(first_s > BAR_S or here + child > BAR_MB)


def bring(user_id: int, data: bytes, *, target: str, name: str = "deck.tsv") -> float:
    """Bring the file in; return the seconds it took."""
    begun = time.perf_counter()
    number = deck_reading.stage(
        user_id=user_id,
        data=data,
        name=name,
        reader="",
        choices=Choices(),
        now=clock.now(),
    )
    read = time.perf_counter()
    deck_reading.preview(user_id=user_id, import_id=number)
    shown = time.perf_counter()
    deck_taking.take_in(Wish(user_id, number, target, "Words", with_reviews=False), now=clock.now())
    taken = time.perf_counter()
    print(f"read {read - begun:.1f} s, preview {shown - read:.1f} s, taken {taken - shown:.1f} s")
    return taken - begun


def child_mb(data: bytes) -> float:
    """Return the highest resident memory of a process that reads the file, 10^6 bytes.

    What the kernel says of ended children counts the memory of their parent, too.
    """
    head = {"separator": "", "columns": {}, "both_ways": False, "scheduling": False}
    asked = json.dumps({"reader": "text", "choices": head}).encode() + b"\n" + data
    program = (
        "import sys; from quizapp.formats import __main__ as m; m.main();"
        "[print(s.split()[1], file=sys.stderr) for s in open('/proc/self/status') if 'VmHWM' in s]"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], input=asked, capture_output=True, check=True
    )
    return int(ended.stderr) * 1024 / 1e6


def newest(user_id: int) -> str:
    """Return the id of the person's deck."""
    from quizapp.services.decks.decks import (  # noqa: PLC0415 - not part of what is measured
        list_decks,
    )

    return list_decks(user_id=user_id)[0].article_id


if __name__ == "__main__":
    sys.exit(main())
