"""Fixtures of the API: the whole application with the planted article, a learner and a token."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from quizapp.services.memory import study_log
from quizapp.services.people import tokens
from tests.integration.study.world import plant, settle


@dataclass(frozen=True)
class Caller:
    """A learner with a token."""

    app: Flask
    client: FlaskClient
    user_id: int
    token: str

    @property
    def headers(self) -> dict[str, str]:
        """Return the header that says who asks."""
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str) -> TestResponse:
        """Ask for something."""
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path: str, body: Any = None, *, data: bytes | None = None) -> TestResponse:
        """Send JSON, or bytes that are said to be JSON."""
        if data is None:
            return self.client.post(f"/api/v1{path}", headers=self.headers, json=body)
        return self.client.post(
            f"/api/v1{path}", headers=self.headers, data=data, content_type="application/json"
        )

    def stored(self) -> int:
        """Return how many entries the learner's log has."""
        with self.app.app_context():
            page = study_log.list_log(user_id=self.user_id, after=0, limit=1000)
            return len(page.entries)


def call_as(app: Flask, name: str, *, now: datetime) -> Caller:
    """Return a new learner who studies the planted article, with a token."""
    with app.app_context():
        user_id = settle(name, now=now)
        token = tokens.create_token(user_id=user_id, name="tests", now=now)
    return Caller(app, app.test_client(), user_id, token)


@pytest.fixture(autouse=True)
def _at_noon(now: datetime) -> Iterator[None]:
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def planted(app: Flask, now: datetime) -> Flask:
    """Return the application with the planted article."""
    with app.app_context():
        plant(now=now)
    return app


@pytest.fixture
def ann(planted: Flask, now: datetime) -> Caller:
    """Return a learner with a token."""
    return call_as(planted, "ann", now=now)
