"""Take along what a learner has, 300 000 entries of the log and 5 000 pictures, beside others.

For each file: seconds to the first byte of an answer and to the last of the file, how far the
server's memory rises above what it was, and how long another learner's page takes meanwhile, beside
how long it takes when nothing else goes on. Bars: 1 s, 30 MB, and 5 times.

Run: ``python -m tests.benchmarks.taking_along``. Exits with 1 when a bar is missed. Linux only: it
reads /proc.
"""

import contextlib
import re
import secrets
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts
from quizapp.store.decks import media_queries
from quizapp.store.decks.media_queries import NewFile
from quizapp.store.engine import reading, writing
from quizapp.store.study import log_queries
from tests.benchmarks.anki_import import bring
from tests.benchmarks.anki_package import made
from tests.benchmarks.memory import children_of, resident_mb
from tests.benchmarks.prepared import PASSWORD, Running, prepare, serving, sign_in

ENTRIES: Final = 300_000
PICTURES: Final = 5_000
PICTURE_BYTES: Final = 20_000
BAR_S: Final = 1.0
BAR_MB: Final = 30.0
BAR_TIMES: Final = 5.0
OWNER: Final = "Bea"
FILES: Final = {
    "/account/memory.json.gz": "/account/memory",
    "/account/data.json": "/account/data",
    "/account/media.zip": "/account/media",
    "/account/everything.zip": "/account/everything",
}
"""Where a file is downloaded, and the page that lets a process make a large one."""
_AT_ONCE: Final = 5_000
_EVERY_S: Final = 0.02
_IDLE_S: Final = 4.0
_PIECE: Final = 2**16
_PATIENCE_S: Final = 280
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


@dataclass
class Watched:
    """What went on beside a download: highest memory of the server, and times of a page."""

    highest_mb: float = 0.0
    page_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that came: seconds to the first byte and to the last, and how many there were."""

    first_s: float
    whole_s: float
    size: int


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        fill(folder)
        with serving(folder) as server:
            server.wait("/healthz")
            owner, other = sign_in(server.url, name=OWNER), sign_in(server.url)
            with watching(server, other) as warm:
                time.sleep(_IDLE_S)
            with watching(server, other) as idle:
                time.sleep(_IDLE_S)
            del warm
            print(f"idle: {idle.highest_mb:.0f} MB, {told(idle)}")
            held = [_measured(server, owner, other, idle, each) for each in FILES]
    return int(not all(held))


def fill(folder: Path) -> None:
    """Make a site whose one learner has much, beside another who studies."""
    with database(prepare(folder)):
        who = accounts.create_user(name=OWNER, password=PASSWORD, roles=(), now=clock.now()).id
        bring(who, made())
        with reading() as session:
            rows = log_queries.list_entries_after(session, user_id=who, after=0, limit=ENTRIES)
        # The same answers over again: what matters is how many there are.
        while (last := rows[-1].seq) < ENTRIES:
            rows = tuple(
                replace(row, seq=last + place, client_id=secrets.token_bytes(16))
                for place, row in enumerate(rows[: ENTRIES - last], 1)
            )
            for start in range(0, len(rows), _AT_ONCE):
                with writing() as session:
                    log_queries.add_entries(session, rows[start : start + _AT_ONCE])
        for start in range(0, PICTURES, _AT_ONCE // 50):
            some = [_picture(each) for each in range(start, min(PICTURES, start + _AT_ONCE // 50))]
            with writing() as session:
                media_queries.put(session, some, owner_id=who, now=clock.now())


def _picture(number: int) -> NewFile:
    data = secrets.token_bytes(PICTURE_BYTES)
    return NewFile(f"{number:064x}", "png", data)


@contextlib.contextmanager
def watching(server: Running, other: urllib.request.OpenerDirector) -> Iterator[Watched]:
    """Look at the server's memory, and open another learner's page over and over."""
    found, ended = Watched(), threading.Event()
    (worker,) = children_of(server.process.pid)[-1:]

    def look() -> None:
        while not ended.wait(_EVERY_S):
            found.highest_mb = max(found.highest_mb, resident_mb(worker))

    def study() -> None:
        while not ended.wait(_EVERY_S):
            begun = time.perf_counter()
            with other.open(f"{server.url}/study", timeout=60) as page:
                page.read()
            found.page_ms.append((time.perf_counter() - begun) * 1_000)

    threads = [threading.Thread(target=each) for each in (look, study)]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _measured(
    server: Running,
    owner: urllib.request.OpenerDirector,
    other: urllib.request.OpenerDirector,
    idle: Watched,
    address: str,
) -> bool:
    """Measure one file, print, and return whether all bars hold."""
    with watching(server, other) as found:
        came = fetch(server.url, owner, address)
    more_mb = found.highest_mb - idle.highest_mb
    times = statistics.median(found.page_ms) / statistics.median(idle.page_ms)
    print(f"{address}: {came.size / 1e6:.1f} MB in {came.whole_s:.1f} s")
    print(f"  first byte after {came.first_s:.2f} s (bar: at most {BAR_S:.0f} s)")
    print(f"  {more_mb:.0f} MB above idle (bar: at most {BAR_MB:.0f} MB)")
    print(f"  others: {told(found)}; {times:.1f} times (bar: at most {BAR_TIMES:.0f} times)")
    return came.first_s <= BAR_S and more_mb <= BAR_MB and times <= BAR_TIMES


def fetch(url: str, owner: urllib.request.OpenerDirector, address: str) -> Downloaded:
    """Download a file, or let it be made and download it then."""
    begun = time.perf_counter()
    with owner.open(url + address, timeout=_PATIENCE_S) as reply:
        size = len(reply.read(1))
        first_s = time.perf_counter() - begun
        if urllib.parse.urlsplit(reply.geturl()).path == address:
            while piece := reply.read(_PIECE):
                size += len(piece)
            return Downloaded(first_s, time.perf_counter() - begun, size)
        page = reply.read().decode()
    there = _ordered(url, owner, FILES[address], page)
    with owner.open(f"{there}/file", timeout=_PATIENCE_S) as reply:
        size = 0
        while piece := reply.read(_PIECE):
            size += len(piece)
    return Downloaded(first_s, time.perf_counter() - begun, size)


def _ordered(url: str, owner: urllib.request.OpenerDirector, page: str, text: str) -> str:
    """Order a file by the form of its page; return its address once it lies there."""
    token = _TOKEN.search(text)
    if token is None:
        raise RuntimeError(f"{page} has no form")
    sent = urllib.request.Request(
        f"{url}{page}/make",
        data=urllib.parse.urlencode({"csrf_token": token.group(1)}).encode(),
        headers={"Referer": url + page, "Origin": url},
    )
    with owner.open(sent, timeout=60) as reply:
        there: str = reply.geturl()
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with owner.open(f"{there}/state", timeout=60) as reply:
            if b'"open":false' in reply.read().replace(b" ", b""):
                return there
        time.sleep(0.2)
    raise RuntimeError(f"{there} was not made in time")


def told(found: Watched) -> str:
    """Return how long a page takes, in words."""
    median, worst = statistics.median(found.page_ms), max(found.page_ms)
    return f"a page takes {median:.0f} ms, at worst {worst:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
