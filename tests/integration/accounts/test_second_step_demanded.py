"""A site that asks its staff, or everybody, for a second step: what opens before it is set up."""

from datetime import datetime
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.app import create_app
from quizapp.services.people import accounts, tokens
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import second_step
from quizapp.settings import Settings
from quizapp.store.engine import db
from tests.integration.teaching.conftest import TOKEN

PASSWORD = "amber kettle sings"
KEY = "the key of the tests, not a secret at all"


def _site(settings: Settings, tmp_path: Path, demanded: str) -> Flask:
    (tmp_path / "data").mkdir(mode=0o700, exist_ok=True)
    env = {
        "QUIZAPP_DATA_DIR": str(tmp_path / "data"),
        "QUIZAPP_DATABASE_URL": settings.database_url,
        "QUIZAPP_SECRET_KEY": KEY,
        "QUIZAPP_SECOND_STEP_FOR": demanded,
    }
    app = create_app(Settings.from_environment(env))
    app.testing = True
    return app


def _enter(app: Flask, name: str, *roles: str, now: datetime) -> tuple[Person, FlaskClient]:
    with app.app_context():
        person = accounts.create_user(name=name, password=PASSWORD, roles=roles, now=now)
    client = app.test_client()
    _send(client, "/sign-in", page="/sign-in", name=name, password=PASSWORD)
    return person, client


def _send(client: FlaskClient, path: str, *, page: str, **form: str) -> tuple[int, str]:
    found = TOKEN.search(client.get(page).text)
    assert found
    answer = client.post(path, data={"csrf_token": found[1], **form})
    return answer.status_code, answer.text


@pytest.mark.parametrize("demanded", ["staff", "everybody"])
def test_only_the_pages_that_set_it_up_open_until_it_is(
    settings: Settings, tmp_path: Path, now: datetime, demanded: str
) -> None:
    """Planted once: without ``_demand_second_step`` in the guard, /classes opens."""
    app = _site(settings, tmp_path, demanded)
    person, client = _enter(app, "Tess", "teacher", now=now)
    for path in ("/today", "/classes", "/account", "/account/tokens", "/account/data.json"):
        answer = client.get(path)
        where = (answer.status_code, answer.headers.get("Location"))
        assert where == (303, "/account/second-step"), path
    status, text = _send(
        client, "/account/password", page="/account/second-step", current=PASSWORD, password="x" * 9
    )
    assert (status, "asks you for a second step" in text) == (403, True)
    told = client.get("/api/v1/today")
    assert (told.status_code, told.get_json()["error"]["code"]) == (403, "second_step_needed")
    for path in ("/account/passkeys", "/static/css/base.css", "/offline"):
        assert client.get(path).status_code in {200, 404}, path

    page = client.get("/account/second-step").text
    assert "This site asks you for a second step" in page
    _, page = _send(
        client, "/account/second-step/new", page="/account/second-step", password=PASSWORD
    )
    sealed = page.split('name="sealed"')[1].split('value="')[1].split('"')[0]
    with app.app_context():
        secret = second_step.begin(user_id=person.id, site_key=KEY, sealed=sealed).secret
    status, text = _send(
        client,
        "/account/second-step",
        page="/account/second-step",
        sealed=sealed,
        code=pyotp.TOTP(secret).now(),
    )
    assert (status, "recovery codes" in text) == (200, True)
    assert client.get("/classes").status_code == 200
    _close(app)


def test_who_it_is_not_asked_of_goes_on_as_before(
    settings: Settings, tmp_path: Path, now: datetime
) -> None:
    app = _site(settings, tmp_path, "staff")
    _, learner = _enter(app, "Lea", now=now)
    assert learner.get("/account").status_code == 200
    person, _ = _enter(app, "Anne", "author", now=now)
    with app.app_context():
        token = tokens.create_token(user_id=person.id, name="a script", now=now)
    bare = app.test_client()
    read = bare.get("/api/v1/today", headers={"Authorization": f"Bearer {token}"})
    assert read.status_code == 200, "programs cannot type codes; their owner made the token"
    _close(app)


def test_wrong_passwords_before_a_change_are_counted(
    settings: Settings, tmp_path: Path, now: datetime
) -> None:
    """Planted once: when the page looked at the password itself, the eleventh try was taken."""
    app = _site(settings, tmp_path, "nobody")
    _, client = _enter(app, "Mira", now=now)
    path = "/account/second-step"
    answers = [_send(client, f"{path}/new", page=path, password="guess")[0] for _ in range(11)]
    assert answers == [400] * 10 + [429]
    assert _send(client, f"{path}/new", page=path, password=PASSWORD)[0] == 429
    _close(app)


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
