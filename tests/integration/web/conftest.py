"""Browsers that are signed in, for the tests of this folder."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.people import accounts

PASSWORD = "amber kettle sings"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(client: FlaskClient, path: str) -> str:
    """Return the form token of a page."""
    found = TOKEN.search(client.get(path).text)
    assert found, f"{path} has no form"
    return found[1]


@pytest.fixture
def browser(app: Flask, now: datetime) -> Callable[..., FlaskClient]:
    """Return a maker of browsers: signed in as a new account, or as nobody ("")."""

    def make(name: str, *roles: str) -> FlaskClient:
        client = app.test_client()
        if name:
            with app.app_context():
                accounts.create_user(name=name, password=PASSWORD, roles=roles, now=now)
            data = {"name": name, "password": PASSWORD, "csrf_token": token_of(client, "/sign-in")}
            assert client.post("/sign-in", data=data).status_code == 303
        return client

    return make


@pytest.fixture
def admin(browser: Callable[..., FlaskClient]) -> FlaskClient:
    """Return the administrator's browser."""
    return browser("Ada", "administrator")
