"""Two databases that differ only in which choice is right look the same before the answer."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from werkzeug.test import TestResponse

from quizapp.app import create_app
from quizapp.generation.question import QuestionType
from quizapp.services.people import tokens
from quizapp.settings import Settings
from quizapp.store.engine import db, sqlite_url
from tests.integration.api.conftest import Caller
from tests.integration.study.world import TYPES, plant, settle, uuid_of

TWISTS = (0, 1, 2, 3)


@contextmanager
def twin(folder: Path, migrated: Path, *, twist: int, now: datetime) -> Iterator[Caller]:
    """Give a learner on a database whose keys are turned by ``twist``."""
    folder.mkdir()
    shutil.copyfile(migrated, folder / "quizapp.db")
    app = create_app(
        Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(folder),
                "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
                "QUIZAPP_SECRET_KEY": "one key for all twins, so that seeds are equal",
            }
        )
    )
    with app.app_context():
        plant(now=now, twist=twist)
        user_id = settle(now=now)
        token = tokens.create_token(user_id=user_id, name="twin", now=now)
        yield Caller(app, app.test_client(), user_id, token)
        db.session.remove()
        db.engine.dispose()


def seen(reply: TestResponse) -> tuple[bytes, list[tuple[str, str]]]:
    """Return the body and the headers, but for the request's own random id."""
    assert reply.status_code == 200
    headers = sorted(each for each in reply.headers if each[0].lower() != "x-request-id")
    return reply.data, headers


def test_the_cards_of_twins_are_equal_byte_by_byte(
    migrated_file: Path, tmp_path: Path, now: datetime
) -> None:
    shown: set[object] = set()
    keys = set()
    for twist in TWISTS:
        with twin(tmp_path / str(twist), migrated_file, twist=twist, now=now) as caller:
            reply = caller.get("/study?limit=16")
            body, headers = seen(reply)
            shown.add((body, tuple(headers)))
            cards = reply.get_json()["cards"]
            assert [card["type"] for card in cards[:8]] == [kind.value for kind in TYPES]
            reviews = [
                {
                    "id": uuid_of(card["card_id"]),
                    "card_id": card["card_id"],
                    "question_id": card["question_id"],
                    "variant": card["variant"],
                    "response": None,
                    "rating": 1,
                    "shown_at": now.isoformat(),
                    "duration_ms": 1000,
                }
                for card in cards
            ]
            keys.add(caller.post("/reviews", {"reviews": reviews}).data)
            # After the same answers the next fetch is the same again: no order gives a key away.
            with time_machine.travel(now + timedelta(minutes=2), tick=False):
                shown.add(caller.get("/study?limit=16").data)
    assert len(shown) == 2
    assert len(keys) == len(TWISTS), "the keys must differ once the answers are stored"


@pytest.mark.parametrize("kind", list(QuestionType))
def test_a_card_holds_no_word_of_its_key(
    migrated_file: Path, tmp_path: Path, now: datetime, kind: QuestionType
) -> None:
    with twin(tmp_path / "one", migrated_file, twist=0, now=now) as caller:
        cards = caller.get("/study?limit=16").get_json()["cards"]
        card = next(each for each in cards if each["type"] == kind)
    allowed = {
        *("card_id", "question_id", "variant", "stage", "type", "interaction", "stem", "language"),
        *("intervals", "options", "claim", "before", "after", "unit", "rule", "cloze"),
        *("left_title", "right_title", "lefts", "rights", "steps"),
    }
    assert set(card) <= allowed
    if kind in {QuestionType.CLOZE, QuestionType.TYPED, QuestionType.FLASHCARD}:
        assert "Danube" not in str(card)
