"""Read an Anki package of 10 000 notes and 100 000 past answers; print seconds and memory.

Run: ``python -m tests.benchmarks.anki_package``. Bars: 5 s, 300 MB. Exits with 1 when one is
missed.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices
from tests.unit.formats.anki_made import BASIC, CLOZE, REVERSED, Made, package

NOTES = 10_000
REVIEWS = 100_000
BAR_S = 5.0
BAR_MB = 300.0
_FIRST = 1_500_000_000_000


def made() -> bytes:
    """Return a package as a learner of some years has it: three kinds of notes, some markup."""
    content = Made()
    cards: list[int] = []
    for number in range(NOTES):
        kind = (BASIC, REVERSED, CLOZE)[number % 3]
        if kind is CLOZE:
            text = f"<b>Term</b> {number} {{{{c1::means {number}}}}}, as {{{{c2::it&nbsp;says}}}}."
            cards += content.note(kind, text, "<div>Beside</div>", tags="a b::c", cards=(0, 1))
        else:
            orders = (0, 1) if kind is REVERSED else (0,)
            front = f'<div>Word <i>{number}</i></div><img src="p{number}.jpg">'
            back = f"Meaning&nbsp;{number}<br>{'some more words ' * 10}"
            cards += content.note(kind, front, back, tags="a b::c", cards=orders)
    for number in range(REVIEWS):
        card = cards[number % len(cards)]
        content.review(_FIRST + number * 1_000_000, card, 1 + number % 4, 1)
    return package(content, "anki21b")


def main() -> int:
    """Measure in a process of its own, print, and return the exit code."""
    if sys.argv[1:]:
        data = Path(sys.argv[1]).read_bytes()
        start, work = time.perf_counter(), time.process_time()
        found = read(data, Choices(scheduling=True))
        seconds, worked = time.perf_counter() - start, time.process_time() - work
        # Not by getrusage: its peak is that of the process that started this one, too.
        status = Path("/proc/self/status").read_text("utf-8")
        megabytes = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        print(f"package   {len(data) / 1e6:.1f} MB, {NOTES} notes in it")
        print(f"read      {len(found.notes)} contents, {len(found.reviews)} past answers")
        print(f"time      {seconds:.2f} s, {worked:.2f} s of it work (bar {BAR_S:.0f} s)")
        print(f"peak      {megabytes:.0f} MB (bar {BAR_MB:.0f} MB)")
        return 0 if seconds <= BAR_S and megabytes <= BAR_MB else 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        path.write_bytes(made())
        command = [sys.executable, "-m", "tests.benchmarks.anki_package", str(path)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
