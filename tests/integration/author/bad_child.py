"""A reader of articles that does everything wrong: what it does is the request's "do"."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ANSWERS = {
    "garbage": "<html>not JSON</html>",
    "list": "[]",
    "refuse": json.dumps({"error": "This is not an article.", "field": "article"}),
    "flood": "x" * 100_000_000,
    "environment": json.dumps(dict(os.environ)),
    "leave": "{}",
}
"""What is written to stdout."""


def misbehave(does: str, note: str) -> None:
    """Do what a reader should not."""
    if does == "sleep":
        time.sleep(60)
    while does == "spin":
        pass
    if does == "eat":
        bytearray(1 << 30)
    if does == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if does == "fail":
        raise ValueError("nothing a person should read")
    if does == "leave":
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        Path(note).write_text(str(left.pid), encoding="utf-8")


if __name__ == "__main__":
    request = json.load(sys.stdin)
    misbehave(request["do"], request.get("note", ""))
    sys.stdout.write(ANSWERS.get(request["do"], ""))
    sys.exit(1 if request["do"] == "refuse" else 0)
