"""The pages of passkeys, walked without a device: where they work, what they ask for."""

import re
from collections.abc import Callable

from flask.testing import FlaskClient

Browser = Callable[..., FlaskClient]
HERE = "http://localhost"
NUMBER = "http://127.0.0.1:8000"
PASSWORD = "amber kettle sings"


def _post(client: FlaskClient, path: str, page: str, **form: str) -> tuple[int, str]:
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert token
    answer = client.post(path, data={**form, "csrf_token": token[1]})
    return answer.status_code, answer.text


def test_an_address_of_numbers_offers_no_passkey_and_says_why(admin: FlaskClient) -> None:
    assert (
        "Sign in with a passkey"
        not in admin.application.test_client().get("/sign-in", base_url=NUMBER).text
    )
    stranger = admin.application.test_client()
    assert "Sign in with a passkey" in stranger.get("/sign-in", base_url=HERE).text
    assert "A passkey needs JavaScript" in stranger.get("/sign-in", base_url=HERE).text
    assert stranger.get("/sign-in/passkey/options", base_url=NUMBER).status_code == 400
    page = admin.get("/account/passkeys").text
    assert "Make a passkey" in page
    assert "they need https" not in page


def test_asking_for_a_challenge_sets_no_cookie_that_could_undo_a_sign_in(
    admin: FlaskClient,
) -> None:
    stranger = admin.application.test_client()
    stranger.get("/sign-in")
    answer = stranger.get("/sign-in/passkey/options")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert "Set-Cookie" not in answer.headers


def test_a_new_passkey_needs_the_password_and_guessing_it_ends(admin: FlaskClient) -> None:
    new, page = "/account/passkeys/new", "/account/passkeys"
    assert _post(admin, new, page, password=PASSWORD)[0] == 200
    status, text = _post(admin, new, page, password="not this")
    assert (status, "data-options" in text, "not your password" in text) == (400, False, True)
    for _ in range(9):
        _post(admin, new, page, password="not this")
    assert _post(admin, new, page, password=PASSWORD)[0] == 429
