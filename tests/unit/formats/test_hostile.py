"""Files made to do harm, read in a child with 300 MB: each is over in 10 s, with its own words."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.unit.formats.hostile import HOSTILE, Hostile

pytestmark = pytest.mark.hostile
ROOT: Final = Path(__file__).parents[3]
EVERY: Final = 1 if os.environ.get("QUIZAPP_TEST_LONG") else 2
"""One file in so many is tried in a short run."""
MOST_SECONDS: Final = 10
MOST_MEMORY: Final = 300_000_000
# The child limits itself: between fork and exec it would still have the size of its parent.
CHILD: Final = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_CPU, (30, 31))  # One that hangs is ended.
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.readers import READERS
data = open(sys.argv[2], "rb").read()
started = time.process_time()
try:
    found = READERS[sys.argv[1]].read(data, Choices())
    told = {"notes": len(found.notes), "left": len(found.left_out), "says": ""}
    told["texts"] = repr(found)[:5000]
except InputError as error:
    told = {"notes": 0, "left": 0, "says": str(error), "texts": ""}
told["seconds"] = time.process_time() - started
# Of this program alone: what getrusage tells goes back to before it was started.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
told["memory"] = int(status["VmHWM"].split()[0]) * 1024
print(json.dumps(told))
"""


@pytest.mark.parametrize("case", HOSTILE[::EVERY], ids=lambda case: f"{case.reader}: {case.name}")
def test_a_hostile_file_is_refused_or_made_inert(case: Hostile, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(case.make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, case.reader, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    told = json.loads(done.stdout)
    assert case.says in told["says"]
    assert bool(told["says"]) == bool(case.says), told
    assert told["notes"] == case.notes
    assert told["seconds"] < MOST_SECONDS
    assert told["memory"] < MOST_MEMORY
    for word in ("alert", "onerror", "root:", "\\x00", "\\x1b"):
        assert word not in told["texts"]
