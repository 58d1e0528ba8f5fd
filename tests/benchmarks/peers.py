"""quizapp beside Kolibri and Anki's backend, on this machine: one table of ratios, with its bars.

Run: ``python -m tests.benchmarks.peers [kolibri] [anki]``. It installs both from the package
index, each in an environment of its own in the cache folder (``peer_environment``): the first run
needs the index, later ones nothing of the network. Exits with 1 when a bar is missed, with 3 where
a program could not be installed, and says why.

Bars are against Kolibri, served as ``peer_kolibri`` says, with as many clients at once, each signed
in by cookie and form token:

- answers: its attempt log (``PUT /api/logger/trackprogress/``, one answer a request) against
  ``POST /api/v1/reviews`` with one answer a request, which grades and schedules it too. Beside it,
  without a bar, our study page's own way, which also draws the next question in the same reply.
- memory: resident, of the process that serves, at the end of that load. Beside it, without a bar,
  all that the program takes: Kolibri is one process, quizapp two that share most of theirs.
- start with existing data: from the start of the process to the page of signing in, with compiled
  modules; both have checked their databases by then. Beside it the processor time of it, which
  other work on the machine does not lengthen. Kolibri's page is the shell that its scripts fill,
  ours can be filled in.
- first start: the same on an empty folder, to the page that sets the site up. Kolibri makes its
  databases; quizapp makes its own, and publishes the bank that it comes with. "Cold start" may
  mean either, so that both have the bar.
- bytes: the learner's page and the scripts and styles it names, as they are sent. Kolibri's viewer
  of exercises and its questions come on top of that and are not counted; ours are.

Anki has no server; ``peer_anki`` says what is compared. There is no bar.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from quizapp.settings import Settings
from tests.benchmarks import page_weight, peer_anki, peer_kolibri
from tests.benchmarks.memory import children_of, processor_s, proportional_mb, resident_mb
from tests.benchmarks.peer_environment import VERSIONS, NotInstalledError, installed
from tests.benchmarks.peer_load import rate
from tests.benchmarks.peer_ours import Learner, prepare_learners
from tests.benchmarks.prepared import Running, prepare, serving

CLIENTS: Final = 8
ROUNDS: Final = 5
FIRST_STARTS: Final = 3
SECONDS: Final = 4.0
"""Of one program in one round."""
MOST_EACH: Final = 2_500
"""Reviews that are prepared for a client: over 100 a second and client."""
NOT_MEASURED: Final = 3
_STARTS_WITHIN_S: Final = 300
_SIGN_IN: Final = "/sign-in"


@dataclass(frozen=True)
class Row:
    """One line of the table; ``least`` and ``most`` bound the ratio ours / theirs."""

    what: str
    ours: float
    theirs: float
    unit: str
    ratio: float
    least: float | None = None
    most: float | None = None

    def holds(self) -> bool:
        """Return whether the bar, if there is one, is reached."""
        low = self.least is None or self.ratio >= self.least
        return low and (self.most is None or self.ratio <= self.most)

    def line(self) -> str:
        """Return the row as it is printed."""
        if self.least is not None:
            bar = f"bar: at least {self.least:g}"
        else:
            bar = "no bar" if self.most is None else f"bar: at most {self.most:g}"
        verdict = "MISSED  " if not self.holds() else ""
        return (
            f"{self.what:36} {self.ours:12,.2f} {self.theirs:12,.2f} {self.unit:8}"
            f" {self.ratio:8.3f}  {verdict}({bar})"
        )


def main(names: list[str]) -> int:
    """Install, measure, print, and return the exit code."""
    rows: list[Row] = []
    missing = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = prepare(folder / "data")
        for peer, compare in {"kolibri": _beside_kolibri, "anki": _beside_anki}.items():
            if names and peer not in names:
                continue
            try:
                rows += compare(folder, settings)
            except NotInstalledError as error:
                missing.append(str(error))
    print(
        f"{CLIENTS} clients, {ROUNDS} rounds; Kolibri {VERSIONS['kolibri']}: kolibri start, SQLite"
    )
    print(f"{'':36} {'quizapp':>12} {'the other':>12} {'':8} {'ratio':>8}")
    for row in rows:
        print(row.line())
    for each in missing:
        print(f"not measured: {each}")
    if any(not row.holds() for row in rows):
        return 1
    return NOT_MEASURED if missing else 0


def _beside_kolibri(folder: Path, settings: Settings) -> list[Row]:
    python, home = installed("kolibri"), folder / "kolibri"
    peer_kolibri.set_up(python, home)
    answers = _answers(folder / "data", python, home, settings)
    return [
        *answers,
        *_starts(folder / "data", python, home),
        *_first_starts(folder, python),
        _weights(folder, python, home),
    ]


def _answers(data: Path, python: Path, home: Path, settings: Settings) -> list[Row]:
    """Return the rows of answers a second and of memory."""
    senders = prepare_learners(settings, "sender", count=CLIENTS, reviews=MOST_EACH)
    readers = prepare_learners(settings, "reader", count=CLIENTS, reviews=0)
    with serving(data) as our_server, peer_kolibri.serving(python, home) as their_server:
        our_server.wait(_SIGN_IN)
        their_server.wait(peer_kolibri.SIGN_IN)
        theirs = peer_kolibri.learners(their_server.url, CLIENTS)
        work: dict[str, list[Callable[[], None]]] = {
            "kolibri": [
                partial(peer_kolibri.answer, each, peer_kolibri.open_exercise(each))
                for each in theirs
            ],
            "reviews": [Learner(our_server.url, *each).review for each in senders.items()],
            "page": [Learner(our_server.url, *each).answer for each in readers.items()],
        }
        for clients in work.values():
            rate(clients, seconds=1.0)  # Warms it up.
        rates: dict[str, list[float]] = {kind: [] for kind in work}
        for _ in range(ROUNDS):
            for kind, clients in work.items():
                rates[kind].append(rate(clients, seconds=SECONDS))
        memory = _memory(our_server, their_server)
    for kind, measured in rates.items():
        print(f"{kind:8} {', '.join(f'{each:.0f}' for each in measured)} answers a second")
    return [
        _median(
            "answers, stored one a request", rates["reviews"], rates["kolibri"], "a s", least=5
        ),
        _median("answers by our page, with the next", rates["page"], rates["kolibri"], "a s"),
        *memory,
    ]


def _memory(ours: Running, theirs: Running) -> list[Row]:
    one = max(resident_mb(pid) for pid in children_of(ours.process.pid))
    other = resident_mb(theirs.process.pid)
    all_ours, all_theirs = (sum(map(proportional_mb, _processes(each))) for each in (ours, theirs))
    return [
        Row("memory of the process", one, other, "MB", one / other, most=0.5),
        Row("memory of all its processes (PSS)", all_ours, all_theirs, "MB", all_ours / all_theirs),
    ]


def _processes(of: Running) -> list[int]:
    return [of.process.pid, *children_of(of.process.pid)]


def _starts(data: Path, python: Path, home: Path) -> list[Row]:
    waited, worked = _timed(
        [(serving(data), peer_kolibri.serving(python, home)) for _ in range(ROUNDS)],
        pages=(_SIGN_IN, peer_kolibri.SIGN_IN),
    )
    return [
        _median("start with existing data", *waited, "s", most=0.2),
        _median("processor time of it", *worked, "s"),
    ]


def _first_starts(folder: Path, python: Path) -> list[Row]:
    empty = [
        (folder / f"first {number}", folder / f"kolibri first {number}")
        for number in range(FIRST_STARTS)
    ]
    for ours, theirs in empty:
        ours.mkdir(mode=0o700)
        theirs.mkdir()
    waited, worked = _timed(
        [(serving(ours), peer_kolibri.serving(python, theirs)) for ours, theirs in empty],
        pages=("/", "/"),
    )
    return [
        _median("first start, from an empty folder", *waited, "s", most=0.2),
        _median("processor time of it", *worked, "s"),
    ]


_Pair = tuple[list[float], list[float]]
"""Measured of ours and of theirs, in the same rounds."""


def _timed(
    rounds: Sequence[tuple[AbstractContextManager[Running], AbstractContextManager[Running]]],
    *,
    pages: tuple[str, str],
) -> tuple[_Pair, _Pair]:
    """Return the seconds until each page was there, and the processor time until then.

    Raises:
        RuntimeError: a server did not come up.
    """
    waited: _Pair = ([], [])
    worked: _Pair = ([], [])
    for both in rounds:
        for place, (start, page) in enumerate(zip(both, pages, strict=True)):
            with start as server:
                waited[place].append(server.wait(page, patience_s=_STARTS_WITHIN_S))
                worked[place].append(sum(map(processor_s, _processes(server))))
    return waited, worked


def _weights(folder: Path, python: Path, home: Path) -> Row:
    with peer_kolibri.serving(python, home) as server:
        server.wait(peer_kolibri.SIGN_IN)
        theirs = sum(peer_kolibri.weigh(peer_kolibri.learners(server.url, 1)[0]).values())
    own = folder / "weighed"
    own.mkdir()
    ours = sum(page_weight.measure(own).values())
    return Row("bytes to a question", ours / 1e3, theirs / 1e3, "kB", ours / theirs, most=0.1)


def _beside_anki(folder: Path, settings: Settings) -> list[Row]:
    python, own = installed("anki"), folder / "anki"
    own.mkdir()
    both = peer_anki.compare(python, own, settings)
    print(both.words)
    return [
        Row(
            "answers in one's own process (Anki)",
            both.ours_per_s,
            both.anki_per_s,
            "a s",
            both.ours_per_s / both.anki_per_s,
        ),
        Row(
            "import of an Anki package",
            both.ours_import_s,
            both.anki_import_s,
            "s",
            both.ours_import_s / both.anki_import_s,
        ),
    ]


def _median(
    what: str,
    ours: list[float],
    theirs: list[float],
    unit: str,
    *,
    least: float | None = None,
    most: float | None = None,
) -> Row:
    """Return the row of the median ratio: of each round with its neighbour in time."""
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return Row(what, statistics.median(ours), statistics.median(theirs), unit, ratio, least, most)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.SubprocessError as error:
        sys.exit(f"a program did not do what it was asked: {error}")
