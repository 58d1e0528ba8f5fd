"""The program that is recorded: the application and two learners, who note what it told them."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import event

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.questions.variants import issue_variant
from quizapp.services.quizzes import attempts
from quizapp.settings import Settings
from quizapp.store.engine import db
from tests.integration.reliability.recorded_disk import ACKNOWLEDGED, recorded_jobs
from tests.integration.study.world import uuid_of

BATCHES: Final = (1, 1, 1, 5)
"""Reviews in one request, in turn."""
PAGES: Final = 100
"""In the log before it is copied into the database: a tenth of the usual, to see it often."""


def study(told: dict[str, Any]) -> None:
    """Answer as often as the job says, as a page and a quiz would."""
    folder = Path(told["folder"])
    app = create_app(
        Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(folder),
                "QUIZAPP_SECRET_KEY": told["key"],
                "QUIZAPP_LOG_LEVEL": "error",
            }
        )
    )
    with app.app_context():
        _set(f"wal_autocheckpoint={PAGES}")
        if told["synchronous"]:  # A planted fault: to wait less for the disk than the engine does.
            _set(f"synchronous={told['synchronous']}")
    notes = os.open(folder / ACKNOWLEDGED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with ThreadPoolExecutor(2) as both:
        reviewing = both.submit(_review, app, told["learner"], told["requests"], notes)
        saving = both.submit(_save, app, told["quiz"], told["requests"], notes)
    reviewing.result()
    saving.result()


def _set(pragma: str) -> None:
    """Have each connection set something after the engine's own recipe."""

    def on_connect(connection: Any, record: object) -> None:
        del record
        connection.execute(f"PRAGMA {pragma}")

    event.listen(db.engine, "connect", on_connect)


def _review(app: Flask, learner: dict[str, Any], requests: int, notes: int) -> None:
    """Post reviews to the API, one request after the other."""
    client = app.test_client(use_cookies=False)
    headers = {"Authorization": f"Bearer {learner['bearer']}"}
    card = client.get("/api/v1/study?limit=1", headers=headers).get_json()["cards"][0]
    number = 0
    for request in range(requests):
        reviews = []
        for _ in range(BATCHES[request % len(BATCHES)]):
            with app.app_context():
                variant = issue_variant(
                    learner["user"], question_id=card["question_id"], reps=number
                )
            number += 1
            reviews.append(
                {
                    "id": uuid_of("recorded", number),
                    "card_id": card["card_id"],
                    "question_id": card["question_id"],
                    "variant": variant,
                    "response": None,
                    "rating": 1,
                    "shown_at": (datetime.now(UTC) - timedelta(seconds=1)).isoformat(),
                    "duration_ms": 900,
                }
            )
        answer = client.post("/api/v1/reviews", json={"reviews": reviews}, headers=headers)
        results = answer.get_json()["results"]
        assert {each["status"] for each in results} == {"stored"}, results
        os.write(notes, "".join(f"review {each['id']}\n" for each in results).encode())


def _save(app: Flask, quiz: dict[str, int], requests: int, notes: int) -> None:
    """Save a typed answer of a running quiz again and again, each time another one."""
    with app.app_context():
        for number in range(1, requests + 1):
            saving = attempts.Saving(quiz["item"], {"text": f"answer {number}"}, flagged=False)
            attempts.save_answers(
                user_id=quiz["user"], attempt_id=quiz["attempt"], answers=[saving], now=clock.now()
            )
            os.write(notes, f"quiz {number}\n".encode())


if __name__ == "__main__":
    recorded_jobs(study)
