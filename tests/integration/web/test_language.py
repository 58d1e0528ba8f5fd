"""The pages in another language: who gets which, and that it is complete from the first page."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp.errors import InputError, TooManyError, translatable
from quizapp.services.people import accounts
from quizapp.web import language

PASSWORD = "amber kettle sings"
SPANISH = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
Browser = Callable[..., FlaskClient]


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def _settings(page: str, **changed: str) -> dict[str, str]:
    return {
        "csrf_token": _token(page),
        "zone": "Europe/Madrid",
        "day_start": "04:00",
        "theme": "system",
        "language": "browser",
        "desired_retention": "90",
        "new_per_day": "20",
        "reviews_per_day": "200",
        "same_day": "needed",
        **changed,
    }


def test_a_person_signs_in_chooses_spanish_and_finds_it_everywhere(
    admin: FlaskClient, app: Flask, now: datetime
) -> None:
    del admin
    with app.app_context():
        accounts.create_user(name="Mira", password=PASSWORD, roles=(), now=now)
    client = app.test_client()
    page = client.get("/sign-in").text
    assert '<html lang="en" dir="ltr">' in page
    data = {"name": "Mira", "password": PASSWORD, "csrf_token": _token(page)}
    assert client.post("/sign-in", data=data).status_code == 303
    page = client.get("/account").text
    assert "Español" in page
    answer = client.post("/account", data=_settings(page, language="es"))
    assert answer.status_code == 303
    page = client.get("/account").text
    assert '<html lang="es" dir="ltr">' in page
    assert "Tus ajustes están guardados." in page
    today = client.get("/", follow_redirects=True)
    assert ">Hoy</a>" in today.text
    assert ">Conjuntos</a>" in today.text
    assert "Todo se queda en este servidor." in today.text
    missing = client.get("/no-such-page")
    assert missing.status_code == 404
    assert "Esta página no existe, o no es para ti." in missing.text
    # The choice is the account's, not the browser's.
    client.post("/sign-out", data={"csrf_token": _token(page)})
    assert '<html lang="en"' in client.get("/sign-in").text


def test_a_visitor_gets_what_the_browser_asks_for(admin: FlaskClient, app: Flask) -> None:
    del admin
    client = app.test_client()
    answer = client.get("/sign-in", headers=SPANISH)
    assert '<html lang="es" dir="ltr">' in answer.text
    assert "Qué bien verte" in answer.text
    assert "Accept-Language" in answer.headers["Vary"]
    unknown = client.get("/sign-in", headers={"Accept-Language": "tlh"})
    assert "Good to see you" in unknown.text


def test_a_refusal_speaks_the_language_of_its_page(admin: FlaskClient, app: Flask) -> None:
    del admin
    client = app.test_client()
    page = client.get("/register", headers=SPANISH).text
    data = {"name": "M", "password": PASSWORD, "csrf_token": _token(page)}
    refused = client.post("/register", data=data, headers=SPANISH)
    assert "Un nombre tiene de 2 a 64 caracteres." in refused.text
    data = {"name": "", "password": "", "csrf_token": _token(page)}
    assert refused.status_code == 400
    refused = client.post("/register", data=data, headers=SPANISH)
    assert "Rellena este campo." in refused.text


def test_the_messages_of_the_form_library_are_translated_too(
    admin: FlaskClient, browser: Browser
) -> None:
    del admin
    client = browser("Mira")
    page = client.get("/account", headers=SPANISH).text
    refused = client.post(
        "/account", data=_settings(page, new_per_day="many", theme="<b>"), headers=SPANISH
    )
    assert refused.status_code == 400
    assert "No es un valor entero válido." in refused.text
    assert "Not a valid" not in refused.text


def test_programs_are_answered_in_english(admin: FlaskClient) -> None:
    answer = admin.get("/api/v1/no-such-thing", headers=SPANISH)
    assert answer.get_json()["error"]["message"] == (
        "This page does not exist, or it is not for you."
    )
    assert "Accept-Language" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "en",
            ("Mon 23 Nov 2026", "Mon 23 Nov 2026, 09:05 (UTC+01:00)", "12,345.5", "2 cards"),
        ),
        (
            "es",
            ("lun 23 nov 2026", "lun 23 nov 2026, 9:05 (UTC+01:00)", "12.345,5", "2 tarjetas"),
        ),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_does(
    app: Flask, code: str, expected: tuple[str, ...]
) -> None:
    instant = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
    with app.test_request_context(headers={"Accept-Language": code}):
        assert expected == (
            language.day_words(instant, "Europe/Madrid"),
            language.moment_words(instant, "Europe/Madrid"),
            language.number_words(12345.5),
            language.counted(2, "card"),
        )
        assert language.percent(0.8666) == "87\u202f%"
        assert language.percent(None) == language.NO_VALUE


def test_the_values_of_an_error_are_filled_in_after_its_template_is_translated(app: Flask) -> None:
    error = InputError("A name has {name_min} to {name_max} characters.", name_min=2, name_max=64)
    assert str(error) == "A name has 2 to 64 characters."
    odd = InputError("{name} is a text of a person's, in no catalogue.", name="{name_min}")
    wait = TooManyError(
        "Too many tries. Wait {seconds} seconds, then try again.", seconds=9, retry_after_s=9
    )
    ours = InputError(
        "{role!r} is no role; roles are {roles}.", role="x", roles=translatable("Sets")
    )
    with app.test_request_context(headers=SPANISH):
        assert language.words_of(error) == "Un nombre tiene de 2 a 64 caracteres."
        assert language.words_of(odd) == "{name_min} is a text of a person's, in no catalogue."
        assert language.words_of(wait).startswith("Demasiados intentos. Espera 9 segundos")
        assert language.words_of(ours) == "'x' no es un rol; los roles son Conjuntos."
    assert str(InputError("braces {of} a person")) == "braces {of} a person"


def test_a_script_gets_each_form_that_the_language_counts_by(app: Flask) -> None:
    with app.test_request_context(headers=SPANISH):
        forms = language.plural_forms("%(num)s minute left", "%(num)s minutes left")
    assert forms == {"one": "queda %(num)s minuto", "other": "quedan %(num)s minutos"}


def test_words_of_templates_follow_the_language_and_escape_what_is_filled_in(app: Flask) -> None:
    plain = app.jinja_env.from_string('{{ _("Today") }} {{ _("100 %%") }}')
    filled = app.jinja_env.from_string('{{ _("Questions of %(title)s", title=title) }}')
    many = app.jinja_env.from_string(
        '{{ ngettext("%(num)s learner handed in", "%(num)s learners handed in", 1) }}'
        "{% trans n=2 %}{{ n }} card{% pluralize %}{{ n }} cards{% endtrans %}"
    )
    with app.test_request_context("/"):
        for code, today in (("en", "Today"), ("es", "Hoy"), ("en", "Today")):
            with language.in_language(code):
                assert plain.render() == f"{today} 100 %"
                assert "&lt;b&gt;" in filled.render(title="<b>")
        assert many.render() == "1 learner handed in2 cards"
