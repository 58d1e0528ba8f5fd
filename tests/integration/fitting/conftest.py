"""Fixtures of fitting: a learner with 700 answers of somebody who forgets sooner than most."""

from datetime import datetime

import pytest
from flask import Flask

from tests.integration.fitting.history import live
from tests.integration.study.world import plant, settle


@pytest.fixture
def ground(database: Flask, now: datetime) -> Flask:
    """Return the context of services with 128 cards."""
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now, cards_each=8)
    return database


@pytest.fixture
def learner(ground: Flask, now: datetime) -> int:
    """Return a learner with months of answers."""
    del ground
    user_id = settle(now=now)
    live(user_id, now=now)
    return user_id
