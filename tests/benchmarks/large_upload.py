"""Send a large Anki package, and one that is too large, while another learner studies.

Printed are how long it takes to send it and until the page shows what it brings, how far the
server's memory rises above what it was, the highest memory of the processes that read it, and how
long another learner's page takes meanwhile. Bars: 30 MB in the server, 500 MB in each process, and
5 times for the page. Of one that is too large the answer must say how much may be sent.

Run: ``python -m tests.benchmarks.large_upload``. Exits with 1 when a bar is missed. Linux only: it
reads /proc.
"""

import contextlib
import http.client
import re
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.people import accounts
from tests.benchmarks import made_package
from tests.benchmarks.memory import children_of
from tests.benchmarks.prepared import PASSWORD, Running, prepare, serving, sign_in
from tests.benchmarks.taking_along import OWNER, Watched, told, watching

MEGABYTES: Final = 95
TOO_LARGE_MB: Final = 200
BAR_MB: Final = 30.0
BAR_PROCESS_MB: Final = 500.0
BAR_TIMES: Final = 5.0
_IDLE_S: Final = 4.0
_EVERY_S: Final = 0.02
_PATIENCE_S: Final = 200.0
_PIECE: Final = 2**16
_TOKEN: Final = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')


class Sender:
    """A browser of the owner that sends files piece by piece, as browsers do."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc
        jar = CookieJar()
        self.browser = sign_in(url, name=OWNER, cookies=jar)
        cookies = "; ".join(f"{each.name}={each.value}" for each in jar)
        self._headers = {"Cookie": cookies, "Referer": f"{url}/decks/import", "Origin": url}
        with self.browser.open(f"{url}/decks/import", timeout=60) as page:
            found = _TOKEN.search(page.read().decode())
        if found is None:
            raise RuntimeError("there is no form for files")
        self._token = found.group(1)

    def send(self, path: Path) -> tuple[int, str, str]:
        """Send a file; return the status, where the answer leads, and its text."""
        line = secrets.token_hex(16)
        parts = (
            f'--{line}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
            f"{self._token}\r\n"
            f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        end = f"\r\n--{line}--\r\n".encode()
        connection = http.client.HTTPConnection(self._host, timeout=_PATIENCE_S)
        connection.putrequest("POST", "/decks/import")
        for name, value in self._headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Type", f"multipart/form-data; boundary={line}")
        connection.putheader("Content-Length", str(len(parts) + path.stat().st_size + len(end)))
        connection.endheaders()
        with path.open("rb") as file:
            _pour(connection, parts, file, end)
        reply = connection.getresponse()
        text = reply.read().decode()
        connection.close()
        return reply.status, reply.headers.get("Location", ""), text


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        with database(prepare(folder)):
            accounts.create_user(name=OWNER, password=PASSWORD, roles=(), now=clock.now())
        right, wrong = Path(name) / "right.apkg", Path(name) / "wrong.apkg"
        notes = made_package.write(right, megabytes=MEGABYTES)
        made_package.write(wrong, megabytes=TOO_LARGE_MB)
        with serving(folder) as server:
            server.wait("/healthz")
            sender, other = Sender(server.url), sign_in(server.url)
            with watching(server, other):
                time.sleep(_IDLE_S)
            with watching(server, other) as idle:
                time.sleep(_IDLE_S)
            print(f"idle: {idle.highest_mb:.0f} MB, {told(idle)}")
            begun = time.perf_counter()
            status, _, text = sender.send(wrong)
            seconds = time.perf_counter() - begun
            says = re.search(r"[^<>]*\b\d+ MB[^<>]*", text)
            print(f"{TOO_LARGE_MB} MB: {status} after {seconds:.1f} s: {says and says.group()}")
            held = _measured(server, sender, other, idle, right, notes)
    return int(not held or says is None)


def _measured(  # noqa: PLR0917 - what is measured, with what, beside what
    server: Running, sender: Sender, other: object, idle: Watched, path: Path, notes: int
) -> bool:
    with watching(server, other) as found, _processes(server) as highest:  # type: ignore[arg-type]
        begun = time.perf_counter()
        status, there, text = sender.send(path)
        sent_s = time.perf_counter() - begun
        if status != 303:
            raise RuntimeError(f"sending answers {status}: {text[:2000]}")
        shown = _shown(sender, server.url + there)
        read_s = time.perf_counter() - begun
    more_mb = found.highest_mb - idle.highest_mb
    times = statistics.median(found.page_ms) / statistics.median(idle.page_ms)
    print(f"{path.stat().st_size / 1e6:.0f} MB of {notes} notes: sent in {sent_s:.1f} s, shown")
    print(f"  after {read_s:.1f} s, all its pictures: {str(notes) in shown}")
    print(f"  server {more_mb:.0f} MB above idle (bar: at most {BAR_MB:.0f} MB)")
    print(f"  processes {highest[0]:.0f} MB (bar: at most {BAR_PROCESS_MB:.0f} MB)")
    print(f"  others: {told(found)}; {times:.1f} times (bar: at most {BAR_TIMES:.0f} times)")
    return more_mb <= BAR_MB and highest[0] <= BAR_PROCESS_MB and times <= BAR_TIMES


def _pour(connection: http.client.HTTPConnection, head: bytes, file: IO[bytes], end: bytes) -> None:
    """Send a body; a server that refuses it may close before its end."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.send(head)
        while piece := file.read(_PIECE):
            connection.send(piece)
        connection.send(end)


def _shown(sender: Sender, address: str) -> str:
    """Return the page that shows what the file brings, once it was read."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with sender.browser.open(address, timeout=60) as page:
            text: str = page.read().decode()
        if "data-waits" not in text:
            return text
        time.sleep(0.2)
    raise RuntimeError("the file was not read in time")


@contextlib.contextmanager
def _processes(server: Running) -> Iterator[list[float]]:
    """Give the highest resident memory, in 10^6 bytes, of a process that the server has started."""
    highest, ended = [0.0], threading.Event()
    (worker,) = children_of(server.process.pid)[-1:]

    def look() -> None:
        while not ended.wait(_EVERY_S):
            with contextlib.suppress(OSError):
                for each in _below(worker):
                    highest[0] = max(highest[0], _peak_mb(each))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield highest
    finally:
        ended.set()
        thread.join()


def _below(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, whichever thread did, and what they have."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for each in (thread / "children").read_text("ascii").split():
            yield int(each)
            yield from _below(int(each))


def _peak_mb(pid: int) -> float:
    """Return the highest resident memory of a process that goes on."""
    status = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    return int((status.partition("VmHWM:")[2].split() or ["0"])[0]) * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
