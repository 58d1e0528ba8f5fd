"""From an answer on the study page to what came of it and the next question. Bar: 100 ms.

Run: ``python -m tests.benchmarks.study_answer``. Exits with 1 when the bar is missed. A browser
that is signed in sends what study.js sends, a form with its token, and gets the stage that tells
the answer with the question after it. Until then a learner waits; drawing the page comes on top.
"""

import html
import json
import re
import statistics
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from dataclasses import fields
from pathlib import Path
from typing import Final

from quizapp.cli.context import database
from quizapp.services.people import accounts
from quizapp.services.people.preferences import MOST_PER_DAY, Preferences, change_preferences
from tests.benchmarks.prepared import NAME, prepare, serving, sign_in

ANSWERS: Final = 300
WARM: Final = 20
BAR_MS: Final = 100.0
FIELD: Final = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        settings = prepare(folder)
        with database(settings):
            let_study_without_end(NAME)
        with serving(folder) as server:
            server.wait("/sign-in")
            browser = sign_in(server.url)
            times = sorted(_answers(browser, server.url)[WARM:])
    median, late = statistics.median(times), times[len(times) * 99 // 100]
    print(f"answer to told: median {median:.1f} ms, p99 {late:.1f} ms of {len(times)} answers")
    print(f"p99            {late:6.1f} ms (bar: at most {BAR_MS:.0f})")
    return int(late > BAR_MS)


def let_study_without_end(name: str) -> None:
    """Give the learner no limit of new cards."""
    person = accounts.find_person_by_name(name=name)
    if person is None:
        raise RuntimeError("the learner was not made")
    kept = {each.name: getattr(person, each.name) for each in fields(Preferences)}
    change_preferences(
        user_id=person.id,
        preferences=Preferences(**{**kept, "new_per_day": MOST_PER_DAY}),
    )


def _answers(browser: urllib.request.OpenerDirector, url: str) -> list[float]:
    """Answer one question after the other; return the milliseconds of each."""
    times = []
    with browser.open(f"{url}/study", timeout=20) as page:
        stage = page.read().decode()
    for _ in range(ANSWERS + WARM):
        form = {name: html.unescape(value) for name, value in FIELD.findall(stage)}
        form["rating"] = "1"  # "I do not know", or Again.
        sent = urllib.request.Request(
            f"{url}/study/answer",
            data=urllib.parse.urlencode(form).encode(),
            headers={"Accept": "application/json", "Referer": f"{url}/study", "Origin": url},
        )
        begun = time.perf_counter()
        with browser.open(sent, timeout=20) as told:
            told_text = told.read()
        times.append((time.perf_counter() - begun) * 1000)
        stage = json.loads(told_text)["next"][0]
        if "<form" not in stage:
            raise RuntimeError(f"nothing is asked: {stage[:300]}")
    return times


if __name__ == "__main__":
    sys.exit(main())
