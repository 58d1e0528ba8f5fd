"""Metrics are for administrators, in a form that Prometheus reads."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.services.people import accounts, tokens


def _bearer(app: Flask, now: datetime, *roles: str) -> dict[str, str]:
    with app.app_context():
        name = "-".join(("watcher", *roles))
        person = accounts.create_user(
            name=name, password="a long pass phrase", roles=roles, now=now
        )
        made = tokens.create_token(user_id=person.id, name="metrics", now=now)
    return {"Authorization": f"Bearer {made}"}


def test_an_administrators_token_reads_every_figure(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    answer = client.get("/metrics", headers=_bearer(app, now, "administrator"))
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/plain; version=0.0.4")
    figures = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'quizapp_\w+(\{kind="[\w ]+"\})? [0-9.]+', line) for line in figures)
    assert 'quizapp_rows{kind="accounts"} 1' in figures
    assert "quizapp_schema_current 1.000" in figures


@pytest.mark.parametrize("roles", [(), ("teacher",), ("author",)])
def test_others_find_nothing(
    app: Flask, client: FlaskClient, now: datetime, roles: tuple[str, ...]
) -> None:
    assert client.get("/metrics", headers=_bearer(app, now, *roles)).status_code == 404
