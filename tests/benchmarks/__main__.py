"""Runs every benchmark and prints one table: what was measured, its bar, and whether it holds.

Run: ``python -m tests.benchmarks`` (a few minutes; figures are those of an idle machine). Exits
with 1 when a bar is missed. A name as argument runs that benchmark alone.
"""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SCRIPTS: Final = (
    "reviews_vs_floor",
    "reviews_batch",
    "reviews_at_once",
    "study_answer",
    "queue_growth",
    "publish_unchanged",
    "publish_large",
    "bank_load",
    "cold_start",
    "memory",
    "page_weight",
    "log_work",
    "review_size",
    "fit_quality",
    "grade_reports",
    "class_maps",
    "anki_package",
    "deck_import",
    "anki_import",
    "anki_export",
    "everything",
    "taking_along",
    "large_upload",
    "drafting",
)
LONGEST_S: Final = 300
"""For one script; one that takes longer has missed its bar."""
ENDS_WITHIN_S: Final = 60
_BAR: Final = re.compile(r"\bbar\b|at most|at least", re.IGNORECASE)


def main(names: list[str]) -> int:
    """Run the benchmarks one after the other; print the table; return the exit code."""
    unknown = [name for name in names if name not in SCRIPTS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(SCRIPTS)}")
        return 2
    rows = []
    for name in names or SCRIPTS:
        print(f"== {name}", flush=True)
        begun = time.monotonic()
        output, code = run(name)
        print(output.rstrip(), flush=True)
        rows.append((name, output, code, time.monotonic() - begun))
    print()
    for name, output, code, seconds in rows:
        verdict = "holds " if code == 0 else "MISSED"
        lines = [line.strip() for line in output.splitlines() if _BAR.search(line)]
        for line in lines or [output.strip().splitlines()[-1] if output.strip() else "no output"]:
            print(f"{verdict}  {name:18} {line}")
        print(f"{'':26} in {seconds:.0f} s")
    return int(any(code != 0 for _, _, code, _ in rows))


def run(name: str) -> tuple[str, int]:
    """Return what a script printed, and its exit code."""
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{name}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as script:
        try:
            output, _ = script.communicate(timeout=LONGEST_S)
        except subprocess.TimeoutExpired:
            # As Ctrl-C does: the script ends the server that it started.
            script.send_signal(signal.SIGINT)
            output, _ = script.communicate(timeout=ENDS_WITHIN_S)
            return f"{output}\ntook more than {LONGEST_S} s", 1
    return output, script.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
