"""The account and administrator's pages, walked as a browser does."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.services.people import accounts
from quizapp.services.signing_in import links

PASSWORD = "amber kettle sings"
Browser = Callable[..., FlaskClient]


def _token(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def _post(client: FlaskClient, path: str, *, page: str = "", **data: Any) -> tuple[int, str]:
    answer = client.post(path, data={**data, "csrf_token": _token(client, page or path)})
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def test_the_first_visitor_is_led_to_the_link_and_becomes_administrator(app: Flask) -> None:
    client = app.test_client()
    for path in ("/", "/sign-in", "/account", "/admin/people"):
        assert client.get(path).headers["Location"] == "/setup", path
    assert "one-time link" in client.get("/setup").text
    assert client.get("/setup/nonsense").status_code == 404
    with app.app_context():
        link = f"/setup/{links.make_setup_link(clock.now())}"
    status, page = _post(client, link, name="Ada", password="short")
    assert status == 400
    assert "at least 8 characters" in page
    assert _post(client, link, name="Ada", password=PASSWORD)[0] == 303
    assert client.get("/admin/people").status_code == 200
    assert app.test_client().get(link).status_code == 404


def test_a_person_registers_signs_out_and_in_again(admin: FlaskClient, browser: Browser) -> None:
    del admin
    client = browser("")
    status, where = _post(client, "/register", name="Mira", password=PASSWORD, zone="Asia/Tokyo")
    assert (status, where) == (303, "/")
    page = client.get("/account").text
    assert "Welcome, Mira." in page
    assert '<option selected value="Asia/Tokyo">' in page
    assert _post(client, "/sign-out", page="/account")[0] == 303
    assert client.get("/account").headers["Location"] == "/sign-in?next=/account"
    status, page = _post(client, "/sign-in", name="Mira", password="wrong words")
    assert status == 400
    assert 'aria-invalid="true"' in page
    data = {"name": "mira", "password": PASSWORD, "next": "/account/tokens"}
    assert _post(client, "/sign-in", **data) == (303, "/account/tokens")


def test_signing_in_leads_to_no_other_site(browser: Browser) -> None:
    client = browser("Mira")
    for foreign in ("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil"):
        where = client.get("/sign-in", query_string={"next": foreign}).headers["Location"]
        assert where == "/", foreign


def test_registering_may_be_closed(app: Flask, admin: FlaskClient, browser: Browser) -> None:
    del admin
    from dataclasses import replace  # noqa: PLC0415 - only here

    app.config["QUIZAPP"] = replace(app.config["QUIZAPP"], registration="closed")
    client = browser("")
    assert client.get("/register").status_code == 404
    page = client.get("/sign-in").text
    assert "/register" not in page
    data = {"name": "Mira", "password": PASSWORD}
    assert _post(client, "/register", page="/sign-in", **data)[0] == 404
    with app.app_context():
        assert accounts.find_person_by_name(name="Mira") is None


def test_settings_are_stored_and_a_wrong_one_is_named(browser: Browser) -> None:
    client = browser("Mira")
    good = {
        "zone": "Europe/Paris",
        "day_start": "03:00",
        "theme": "dark",
        "language": "browser",
        "desired_retention": "85",
        "new_per_day": "7",
        "reviews_per_day": "70",
        "same_day": "always",
    }
    assert _post(client, "/account", **good)[0] == 303
    assert 'data-theme="dark"' in client.get("/account").text
    status, page = _post(client, "/account", **{**good, "desired_retention": "99"})
    assert status == 400
    assert "Choose from 70 to 97." in page
    stored = client.get("/account").text
    assert 'value="85"' in stored
    assert re.search(r'<input checked [^>]*name="same_day"[^>]*value="always"', stored)


def test_a_new_password_ends_every_other_session(app: Flask, browser: Browser) -> None:
    here, there = browser("Mira"), app.test_client()
    data = {"name": "Mira", "password": PASSWORD}
    assert _post(there, "/sign-in", **data)[0] == 303
    wanted = {"current": PASSWORD, "password": "other words here"}
    assert _post(here, "/account/password", **wanted)[0] == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303


def test_a_token_is_shown_once_and_not_compressed(browser: Browser) -> None:
    client = browser("Mira")
    data = {"name": "script", "csrf_token": _token(client, "/account/tokens")}
    made = client.post("/account/tokens", data=data, headers={"Accept-Encoding": "gzip"})
    assert "qza_" in made.text
    assert "Content-Encoding" not in made.headers
    page = client.get("/account/tokens").text
    assert "script" in page
    assert "qza_" not in page
    found = re.search(r"/account/tokens/(\d+)/revoke", page)
    assert found
    assert _post(client, found[0], page="/account/tokens")[0] == 303
    assert "No tokens" in client.get("/account/tokens").text


def test_a_person_downloads_and_deletes_the_account(app: Flask, browser: Browser) -> None:
    client = browser("Mira")
    document = client.get("/account/data.json")
    assert document.json is not None
    assert document.json["tables"]["users"][0]["name"] == "Mira"
    assert "attachment" in document.headers["Content-Disposition"]
    assert _post(client, "/account/delete", password="wrong words")[0] == 400
    assert _post(client, "/account/delete", password=PASSWORD)[0] == 303
    with app.app_context():
        assert accounts.find_person_by_name(name="Mira") is None


def test_an_administrator_makes_and_resets_an_account(app: Flask, admin: FlaskClient) -> None:
    data: dict[str, Any] = {"name": "Tess", "password": PASSWORD, "roles": ["teacher"]}
    status, where = _post(admin, "/admin/people", **data)
    assert status == 303
    assert '<input type="checkbox" name="roles" value="teacher" checked>' in admin.get(where).text
    status, page = _post(admin, f"{where}/reset", page=where)
    found = re.search(r"http://localhost(/reset/[^<]+)", page)
    assert found
    client = app.test_client()
    assert _post(client, found[1], password="other words here")[0] == 303
    assert client.get("/account").status_code == 200
    assert client.get(found[1]).status_code == 404
    assert _post(admin, f"{where}/disable", page=where)[0] == 303
    assert client.get("/account").status_code == 303
    assert _post(admin, f"{where}/enable", page=where)[0] == 303
    assert _post(admin, f"{where}/roles", page=where, roles=["author"])[0] == 303
    assert "roles set" in admin.get("/admin/audit").text


def test_settings_in_force_hide_secrets(app: Flask, admin: FlaskClient) -> None:
    page = admin.get("/admin/settings").text
    assert "QUIZAPP_SECRET_KEY" in page
    assert app.config["QUIZAPP"].secret_key not in page


def test_the_switch_in_the_header_stores_the_theme(browser: Browser) -> None:
    client = browser("Mira")
    assert _post(client, "/account/theme", page="/account", theme="dark")[0] == 303
    assert 'data-theme="dark"' in client.get("/account").text
    assert _post(client, "/account/theme", page="/account", theme="<b>")[0] == 400
    assert 'data-theme="dark"' in client.get("/account").text
