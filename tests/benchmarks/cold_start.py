"""Start of the process to the first answered page, with an existing database. Bar: 3 s.

Run: ``python -m tests.benchmarks.cold_start``. Exits with 1 when the bar is missed.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.benchmarks.prepared import prepare, serving

STARTS: Final = 5
BAR_S: Final = 3.0


def main() -> int:
    """Measure, print, and return the exit code."""
    seconds = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        prepare(folder)
        with serving(folder) as server:  # The first one compiles the modules.
            server.wait("/sign-in")
        for _ in range(STARTS):
            with serving(folder) as server:
                seconds.append(server.wait("/sign-in"))
    print("starts     " + ", ".join(f"{each:.2f} s" for each in seconds))
    median = statistics.median(seconds)
    print(f"first page {median:.2f} s, median of {STARTS} (bar: at most {BAR_S:.0f} s)")
    return int(median > BAR_S)


if __name__ == "__main__":
    sys.exit(main())
