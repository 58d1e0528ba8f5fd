"""Resident memory of one worker after 200 requests of Today and Study. Bar: 150 MB.

Run: ``python -m tests.benchmarks.memory``. Exits with 1 when the bar is missed. Linux only: it
reads /proc.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.prepared import prepare, serving, sign_in

REQUESTS: Final = 200
BAR_MB: Final = 150.0


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        prepare(folder)
        with serving(folder) as server:
            server.wait("/healthz")
            browser = sign_in(server.url)
            for number in range(REQUESTS):
                path = "/study" if number % 2 else "/today"
                with browser.open(server.url + path, timeout=20) as page:
                    if page.status != 200:
                        raise RuntimeError(f"{path} answers {page.status}")
                    page.read()
            worker = max(resident_mb(pid) for pid in children_of(server.process.pid))
            parent = resident_mb(server.process.pid)
    print(f"supervisor {parent:.0f} MB")
    print(f"one worker {worker:.0f} MB after {REQUESTS} requests (bar: at most {BAR_MB:.0f} MB)")
    return int(worker > BAR_MB)


def children_of(pid: int) -> list[int]:
    """Return the ids of the processes that this one started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(each) for each in listed]


def resident_mb(pid: int) -> float:
    """Return the resident memory of a process, 10^6 bytes."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def proportional_mb(pid: int) -> float:
    """Return the memory of a process in 10^6 bytes, of what others share with it its part alone."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def processor_s(pid: int) -> float:
    """Return the seconds of processor time of a process and of those it started that have ended."""
    # What stands before the last bracket is the program's name, which may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main())
