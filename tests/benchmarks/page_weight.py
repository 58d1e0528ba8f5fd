"""Prints what the study page weighs on its way, with everything it fetches; fails above 20 kB.

Run: python -m tests.benchmarks.page_weight
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from flask.testing import FlaskClient

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.schema import migrate
from quizapp.web.compression import gzip_size

BUDGET: Final = 20_000
"""Bytes, compressed (INTERFACE.md)."""
_PASSWORD: Final = "amber kettle sings"
_LINK: Final = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js|svg|webmanifest))"')
_IMPORT: Final = re.compile(r'from "\./([^"]+)"')
_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')


def main() -> int:
    """Publish the shipped bank, open the study page as a browser would, and print the bytes."""
    with tempfile.TemporaryDirectory() as folder:
        weights = measure(Path(folder))
    total = sum(weights.values())
    for path, size in weights.items():
        print(f"{size:7,d}  {path}")
    print(f"{total:7,d}  in all; at most {BUDGET:,d}")
    return int(total > BUDGET)


def measure(folder: Path) -> dict[str, int]:
    """Return the compressed bytes of the page and of each thing it fetches, by path."""
    settings = Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(folder),
            "QUIZAPP_SECRET_KEY": "of this measurement alone " * 2,
            "QUIZAPP_LOG_LEVEL": "warning",
        }
    )
    migrate.upgrade(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        now = clock.now()
        publishing.publish_folder(settings.bank, now=now, by=None)
        person = accounts.create_user(name="ann", password=_PASSWORD, roles=(), now=now)
        whole = sets.list_sets(user_id=person.id, now=now)[0]
        sets.add_set(user_id=person.id, set_id=whole.id, now=now)
    client = app.test_client()
    sign_in = _TOKEN.search(client.get("/sign-in").text)
    client.post(
        "/sign-in",
        data={"name": "ann", "password": _PASSWORD, "csrf_token": sign_in[1] if sign_in else ""},
    )
    weights = {"/study": _weigh(client, "/study")}
    waiting = _LINK.findall(client.get("/study").text)
    while waiting:
        path = waiting.pop(0)
        if path in weights:
            continue
        weights[path] = _weigh(client, path)
        if path.endswith(".js"):
            beside = path.rpartition("/")[0]
            waiting += [f"{beside}/{name}" for name in _IMPORT.findall(client.get(path).text)]
    # The questions after the first are fetched once the page stands.
    weights["/study (the next questions)"] = _weigh(client, "/study", accept="application/json")
    return weights


def _weigh(client: FlaskClient, path: str, accept: str = "*/*") -> int:
    """Return the bytes of an answer's body as the server sends it to a browser."""
    headers = {"Accept": accept, "Accept-Encoding": "gzip"}
    response = client.get(path, headers=headers)
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status_code}")
    body = response.get_data()
    packed = response.headers.get("Content-Encoding") == "gzip"
    return len(body) if packed else min(len(body), gzip_size(body))


if __name__ == "__main__":
    sys.exit(main())
