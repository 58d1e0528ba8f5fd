"""The log tells who tries the doors, by pseudonyms that name nobody."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.integration.web.conftest import PASSWORD, token_of

Browser = Callable[..., FlaskClient]


def _lines(capsys: pytest.CaptureFixture[str], event: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line for line in found if line["event"] == event]


def test_signing_in_is_logged_with_its_outcome(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    browser("Mirabelle")
    client = browser("")
    token = token_of(client, "/sign-in")
    for name in ("mirabelle ", "Somebody Else"):
        data = {"name": name, "password": "not the words", "csrf_token": token}
        assert client.post("/sign-in", data=data).status_code == 400
    written = capsys.readouterr().out
    for private in ("irabelle", "Somebody", "not the words", PASSWORD, "127.0.0.1"):
        assert private not in written
    found = [json.loads(line) for line in written.splitlines()]
    right, wrong, other = [line for line in found if line["event"] == "sign-in"]
    assert (right["outcome"], wrong["outcome"], other["outcome"]) == ("in", "wrong", "wrong")
    assert right["who"] == wrong["who"] != other["who"]
    for line in (right, wrong, other):
        assert line["timestamp"].endswith("Z")
        assert len(line["id"]) == len(line["who"]) == len(line["address"]) == 16


def test_a_refusal_is_logged_with_its_reason_and_who(
    browser: Browser, admin: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    del admin
    client = browser("Mira", "teacher")
    capsys.readouterr()
    client.get("/admin/people")
    client.get("/classes/999")
    client.post("/account/theme", data={"theme": "dark"})
    found = _lines(capsys, "refused")
    assert [line["why"] for line in found] == ["not_found", "not_found", "form_token"]
    assert found[0]["route"] == "/admin/people"
    assert len({line["who"] for line in found}) == 1
    assert found[0]["who"]


def test_nothing_that_a_client_sends_makes_a_line_of_its_own(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    client = browser("Mira")
    capsys.readouterr()
    forged = '{"event": "sign-in", "outcome": "in"}'
    client.get(
        f"/nowhere/%0A{quote(forged)}", headers={"X-Request-ID": forged, "User-Agent": forged}
    )
    client.post("/sign-in", data={"name": forged + "\n" + forged})
    for line in capsys.readouterr().out.splitlines():
        told = json.loads(line)
        assert told["event"] in {"request", "refused"}
        assert forged not in line
