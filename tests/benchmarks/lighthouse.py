"""Lighthouse on what a learner opens every day: Today, Study and an article. Bar: 100 in all four.

The demonstration is served and its learner signed in; each page is loaded as by Lighthouse's own
slow phone. What keeps a category from 100 is named. Needs npm's ``npx``, which fetches Lighthouse
and the node that it needs at the first run, and a Chromium; so it is not among those that
``python -m tests.benchmarks`` runs. A busy machine costs points of performance.

Run: ``python -m tests.benchmarks.lighthouse``. Exits with 1 when the bar is missed, with 2 where
npx or Chromium is missing.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.services.operation import demo
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from tests.benchmarks.prepared import PASSWORD, serving, sign_in

PACKAGES: Final = ("--package=node@22", "--package=lighthouse@13.5.0")
"""Older ones cannot read the traces of today's Chromium."""
PAGES: Final = {
    "Today": "/today",
    "Study": "/study",
    "Article": "/articles/nato-alternatives",
}
BAR: Final = 1.0
_LONGEST_S: Final = 300
_TRIES: Final = 2
"""On a busy machine Chromium does not always come up in time."""


def main() -> int:
    """Measure, print, and return the exit code."""
    npx, chromium = shutil.which("npx"), shutil.which("chromium") or shutil.which("chrome")
    if npx is None or chromium is None:
        print("needs npx and a Chromium: " + ("no npx" if npx is None else "no Chromium"))
        return 2
    missed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        _prepare(folder)
        with serving(folder) as server:
            server.wait("/sign-in")
            cookies = CookieJar()
            sign_in(server.url, name="learner", cookies=cookies)
            cookie = "; ".join(f"{each.name}={each.value}" for each in cookies)
            for title, path in PAGES.items():
                report = _look(
                    npx, chromium, server.url + path, cookie=cookie, out=Path(name) / "report.json"
                )
                missed |= _tell(title, report)
    print(f"bar: {BAR:.0%} in every category")
    return int(missed)


def _prepare(folder: Path) -> None:
    settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(folder)})
    with database(settings):
        publishing.publish_folder(settings.bank, now=clock.now(), by=None)
        demo.make_demonstration(password=PASSWORD, now=clock.now())


def _look(npx: str, chromium: str, url: str, *, cookie: str, out: Path) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    command = (
        *(npx, "--yes", *PACKAGES, "--", "lighthouse", url, "--quiet"),
        *("--output=json", f"--output-path={out}"),
        f"--extra-headers={json.dumps({'Cookie': cookie})}",
        "--chrome-flags=--headless=new --no-sandbox",
    )
    for _ in range(_TRIES):
        ran = subprocess.run(
            command,
            env={**os.environ, "CHROME_PATH": chromium},
            capture_output=True,
            check=False,
            text=True,
            timeout=_LONGEST_S,
        )
        if not ran.returncode:
            break
    else:
        raise RuntimeError(f"Lighthouse failed on {url}: {ran.stderr.strip()[-500:]}")
    report: dict[str, Any] = json.loads(out.read_text())
    if not report["finalDisplayedUrl"].startswith(url):
        raise RuntimeError(f"{url} led to {report['finalDisplayedUrl']}")
    return report


def _tell(title: str, report: dict[str, Any]) -> bool:
    """Print the scores of a page; return whether one misses the bar."""
    categories = report["categories"].values()
    scores = ", ".join(f"{each['title']} {each['score'] * 100:.0f}" for each in categories)
    print(f"{title:8} {scores}", flush=True)
    for category in categories:
        if category["score"] >= BAR:
            continue
        for part in category["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(
                    f"{'':8} {category['title']}: {audit['title']} {audit.get('displayValue', '')}"
                )
    return any(each["score"] < BAR for each in categories)


if __name__ == "__main__":
    sys.exit(main())
