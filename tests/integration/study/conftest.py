"""Fixtures of study: the context of services with a key, and the planted article."""

from datetime import datetime

import pytest
from flask import Flask

from tests.integration.study.world import plant, settle


@pytest.fixture
def ground(database: Flask, now: datetime) -> Flask:
    """Return the context of services with 16 facts of one card each, two of each type."""
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now)
    return database


@pytest.fixture
def learner(ground: Flask, now: datetime) -> int:
    """Return a learner who studies the whole article."""
    del ground
    return settle(now=now)
