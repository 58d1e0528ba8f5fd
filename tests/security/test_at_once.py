"""The same request twenty times at once on a real server; and a database that is busy.

Five rounds; QUIZAPP_TEST_LONG=1 is the long form with a hundred.
"""

import http.client
import json
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite
import pytest
import time_machine
from flask import Flask

from quizapp.services.questions.variants import issue_variant
from quizapp.services.study.study import StudyCard
from quizapp.store import engine
from quizapp.store.log.log_form import ID_BYTES, stored_id
from tests.conftest import NOW
from tests.integration.infra.conftest import Server, environment, start
from tests.security.access.learners import turn
from tests.security.conftest import Made
from tests.security.site import Site
from tests.security.world import BANK, SECRET, uuid_of

__all__ = ["start"]
AT_ONCE: Final = 20
ROUNDS: Final = 100 if os.environ.get("QUIZAPP_TEST_LONG") else 5


@pytest.fixture(autouse=True)
def _at_one_moment() -> None:
    """Let the clock run here: the server has its own."""


@pytest.fixture
def env(made: Made, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a server on a copy of the world."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    (folder / "quizapp.db").write_bytes(made.file.read_bytes())
    return environment(
        folder,
        QUIZAPP_SECRET_KEY=SECRET,
        QUIZAPP_BANK=str(BANK),
        QUIZAPP_LOG_LEVEL="error",
        QUIZAPP_REQUESTS_A_MINUTE="0",
    )


def _post(server: Server, path: str, body: object, *, bearer: str) -> tuple[int, Any]:
    port = int(server.url.rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    try:
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def review_of(card: StudyCard, number: int) -> dict[str, object]:
    """Return an answer to a card as the API takes it, under an id made of a number."""
    return {
        "id": uuid_of(number),
        "card_id": card.card_id,
        "question_id": card.question_id,
        "variant": card.variant,
        "response": {"value": True},
        "shown_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "duration_ms": 700,
    }


def _shown_anew(card: StudyCard, *, to: int, reps: int) -> StudyCard:
    """Return another showing of the card: a second answer to one showing counts once."""
    app = Flask("variants")
    app.config["SECRET_KEY"] = SECRET
    with app.app_context():
        variant = issue_variant(to, question_id=card.question_id, reps=100 + reps)
    return replace(card, variant=variant)


def _count(file: Path, statement: str, *values: object) -> int:
    connection = sqlite.connect(str(file))
    try:
        number: int = connection.execute(statement, values).fetchone()[0]
        return number
    finally:
        connection.close()


def test_the_same_review_twenty_times_at_once_is_stored_once(
    made: Made, start: Callable[..., Server], tmp_path: Path
) -> None:
    server = start("--workers", "2")
    bearer = made.world.bearer["learner"]
    learner = made.world.id_of("learner")
    card = made.world.asked["true_false"]
    for number in range(1, ROUNDS + 1):
        body = {"reviews": [review_of(_shown_anew(card, to=learner, reps=number), 500 + number)]}
        ready = threading.Barrier(AT_ONCE)

        def send(_: int, body: object = body, ready: threading.Barrier = ready) -> tuple[int, Any]:
            ready.wait()
            return _post(server, "/api/v1/reviews", body, bearer=bearer)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(send, range(AT_ONCE)))
        assert {status for status, _ in answers} == {200}
        results = [told["results"][0] for _, told in answers]
        statuses = sorted(result.pop("status") for result in results)
        assert statuses == ["duplicate"] * (AT_ONCE - 1) + ["stored"]
        assert all(result == results[0] for result in results), "every copy gets the same reply"
        stored = _count(
            tmp_path / "data" / "quizapp.db",
            "SELECT count(*) FROM review_log WHERE substr(rest, 1, ?) = ?",
            *(ID_BYTES, stored_id((500 + number).to_bytes(ID_BYTES, "big"))),
        )
        assert stored == 1


@pytest.fixture
def hasty(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Return a site whose transactions wait a tenth of a second for the lock, not ten seconds."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", 100)
    (tmp_path / "quizapp.db").write_bytes(made.file.read_bytes())
    with time_machine.travel(NOW, tick=False):
        site = Site(tmp_path, world=made.world)
        site.sign_everybody_in()
        yield site
        site.close()


def test_a_held_lock_is_told_reads_go_on_and_it_resumes_alone(hasty: Site) -> None:
    card = hasty.world.asked["true_false"]
    form = turn(card, value="true")
    body = {"reviews": [review_of(card, 600)]}
    with hasty.stored() as stored:
        holder = sqlite.connect(str(hasty.file), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        try:
            refused = [
                hasty.ask("learner", "POST", "/study/answer", form=form),
                hasty.ask("learner", "POST", "/api/v1/reviews", json=body),
                hasty.ask("learner", "POST", "/account/theme", form={"theme": "dark"}),
                hasty.ask("anonymous", "POST", "/sign-in", form={"name": "x", "password": "y"}),
            ]
            for answer in refused:
                assert answer.status_code == 503
                assert int(answer.headers["Retry-After"]) > 0
                assert "Nothing was stored" in answer.text
            for path in ("/today", "/study", "/sets", "/progress", "/api/v1/study", "/healthz"):
                assert hasty.ask("learner", "GET", path).status_code == 200, path
            assert hasty.ask("teacher", "GET", "/classes").status_code == 200
            assert not stored.changed()
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        again = hasty.ask("learner", "POST", "/api/v1/reviews", json=body)
        assert again.status_code == 200
        assert again.json is not None
        assert again.json["results"][0]["status"] == "stored"
