"""Accounts for the tests of this folder."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from quizapp.services.people import accounts
from quizapp.services.people.accounts import Person

PASSWORD = "amber kettle sings"


@pytest.fixture
def make_person(database: Flask, now: datetime) -> Callable[..., Person]:
    """Return a maker of accounts with the password ``PASSWORD``."""
    del database

    def make(name: str, *roles: str) -> Person:
        return accounts.create_user(name=name, password=PASSWORD, roles=roles, now=now)

    return make
