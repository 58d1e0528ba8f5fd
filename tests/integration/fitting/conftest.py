"""Fixtures of fitting: a learner with 700 answers of somebody who forgets sooner than most."""

from datetime import datetime

import pytest
from flask import Flask

from quizapp.settings import Settings
from tests.integration.fitting.history import live
from tests.integration.study.world import plant, settle
from tests.kept_states import KeptStates


@pytest.fixture
def empty_ground(database: Flask) -> Flask:
    """Return the context of services, without cards."""
    database.secret_key = "the key of the tests, not a secret at all"
    return database


@pytest.fixture
def ground(empty_ground: Flask, now: datetime) -> Flask:
    """Return the context of services with 128 cards."""
    plant(now=now, cards_each=8)
    return empty_ground


@pytest.fixture
def learner(empty_ground: Flask, settings: Settings, kept_states: KeptStates, now: datetime) -> int:
    """Return a learner with months of answers, of 128 cards."""
    del empty_ground

    def make() -> int:
        plant(now=now, cards_each=8)
        user_id = settle(now=now)
        live(user_id, now=now)
        return user_id

    return kept_states.begin("months_of_answers", settings.database_url, make)
