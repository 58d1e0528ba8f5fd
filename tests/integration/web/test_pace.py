"""One person cannot ask as fast as a program does; everybody else goes on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.errors import TooManyError
from quizapp.services.people import accounts, tokens
from quizapp.settings import Settings
from quizapp.web import pace
from quizapp.web.pace import Pace


def used_up(counted: Pace, user_id: int, *, now_s: float) -> int:
    """Return how many requests of a person are taken at an instant."""
    for taken in range(10_000):
        try:
            counted.take(user_id, now_s=now_s)
        except TooManyError:
            return taken
    pytest.fail("there is no limit")


def test_a_minutes_requests_are_free_at_once_and_a_sixth_after_ten_seconds() -> None:
    counted = Pace(per_minute=60)
    assert used_up(counted, 1, now_s=1000.0) == 60
    assert used_up(counted, 2, now_s=1000.0) == 60, "another person's"
    assert used_up(counted, 1, now_s=1010.0) == 10
    assert used_up(counted, 1, now_s=5000.0) == 60, "no more than a minute's is saved up"


def test_zero_is_no_limit() -> None:
    counted = Pace(per_minute=0)
    for _ in range(5000):
        counted.take(1, now_s=1.0)


def test_who_is_remembered_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_MOST_KNOWN", 100)
    counted = Pace(per_minute=2)
    assert used_up(counted, 1, now_s=90.0) == 2
    for each in range(2, 400):
        counted.take(each, now_s=100.0 if each < 100 else 130.0)
    assert used_up(counted, 399, now_s=130.0) == 1, "one of two was made"
    assert len(counted._left) <= 100


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Return settings that let each person ask five times a minute."""
    return replace(settings, requests_a_minute=5)


def test_a_person_is_told_to_wait_and_nothing_is_stored(
    browser: Callable[..., FlaskClient], app: Flask
) -> None:
    hurried = browser("Hurried")
    answers = [hurried.get("/today").status_code for _ in range(6)]
    assert answers.count(200) >= 4
    assert answers[-1] == 429
    refused = hurried.post("/sets/1/study")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "10"
    assert "Nothing was stored: wait 10 seconds" in refused.text
    assert browser("Patient").get("/today").status_code == 200
    assert app.test_client().get("/sign-in").status_code == 200


def test_a_token_counts_for_its_person(app: Flask, client: FlaskClient, now: datetime) -> None:
    with app.app_context():
        person = accounts.create_user(name="Pia", password="a long pass phrase", roles=(), now=now)
        token = tokens.create_token(user_id=person.id, name="program", now=now)
    headers = {"Authorization": f"Bearer {token}"}
    codes = [client.get("/api/v1/today", headers=headers).status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]
