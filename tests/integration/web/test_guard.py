"""What holds for every request: form tokens, headers, sizes, hosts, errors, compression, logs."""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import errors
from quizapp.app import create_app
from quizapp.services.people import accounts, tokens
from quizapp.settings import Settings
from quizapp.store.engine import db
from quizapp.web.access import Policy, policy
from quizapp.web.errors import STATUS, status_of

PASSWORD = "amber kettle sings"
Browser = Callable[..., FlaskClient]
Make = Callable[..., Flask]


@pytest.fixture
def app_with(settings: Settings) -> Iterator[Make]:
    """Return a maker of applications with other settings."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        app = create_app(replace(settings, **changes))  # type: ignore[arg-type]
        made.append(app)
        return app

    settings.data_dir.mkdir(mode=0o700, exist_ok=True)
    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _every_error() -> list[type[errors.QuizappError]]:
    found: list[type[errors.QuizappError]] = []
    waiting: list[type[errors.QuizappError]] = [errors.QuizappError]
    while waiting:
        kinds = waiting.pop().__subclasses__()
        own = [kind for kind in kinds if kind.__module__ == "quizapp.errors"]
        found += own
        waiting += own
    return found


def _make(kind: type[errors.QuizappError]) -> errors.QuizappError:
    problem = errors.Problem("a.yaml", 3, 7, "facts[0]", "no id", "write one")
    if kind is errors.BankErrors:
        return errors.BankErrors([problem])
    if kind is errors.BankError:
        return errors.BankError(problem)
    if kind is errors.TooManyError:
        return errors.TooManyError("Wait.", retry_after_s=7)
    return kind("The words of it.")


@pytest.mark.parametrize("kind", _every_error())
@pytest.mark.parametrize("path", ["/fails", "/api/v1/fails"])
def test_each_error_is_answered_with_its_status_and_one_thing_to_do(
    app: Flask, kind: type[errors.QuizappError], path: str
) -> None:
    @policy(Policy.OPEN)
    def fails() -> str:
        raise _make(kind)

    app.add_url_rule(path, "fails", fails)
    answer = app.test_client().get(path)
    assert kind in STATUS
    assert answer.status_code == status_of(_make(kind))
    assert "Traceback" not in answer.text
    if path.startswith("/api/"):
        assert answer.json is not None
        assert answer.json["error"]["status"] == answer.status_code
    else:
        assert '<a class="button main"' in answer.text
        assert "</html>" in answer.text
    waits = {errors.TooManyError: "7", errors.BusyError: "2"}
    assert answer.headers.get("Retry-After") == waits.get(kind)


def test_an_unexpected_error_shows_no_trace_and_is_logged(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    @policy(Policy.OPEN)
    def fails() -> str:
        raise RuntimeError("the secret of the house")

    app.add_url_rule("/fails", "fails", fails)
    answer = app.test_client().get("/fails")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["X-Request-ID"] in answer.text
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "the secret of the house" in lines[0]["exception"]
    assert lines[1]["route"] == "/fails"


def test_a_route_without_a_policy_is_refused(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "open", methods=["GET", "POST"])
    client = app.test_client()
    assert client.get("/forgotten").status_code == 404
    assert client.post("/forgotten").status_code == 404


def test_a_missing_role_looks_like_a_missing_page(browser: Browser, admin: FlaskClient) -> None:
    del admin
    learner = browser("Mira", "teacher", "author")
    refused, missing = learner.get("/admin/people"), learner.get("/nothing/here")
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert "for you" in refused.text or "no such page" in refused.text


@pytest.mark.parametrize("sent", [{}, {"csrf_token": "forged"}])
def test_a_form_without_its_token_changes_nothing(
    app: Flask, browser: Browser, sent: dict[str, str]
) -> None:
    client = browser("Mira")
    data = {"current": PASSWORD, "password": "other words here", **sent}
    answer = client.post("/account/password", data=data)
    assert answer.status_code == 400
    assert "safety token" in answer.text
    assert "Nothing was stored" in answer.text
    with app.app_context():
        person = accounts.find_person_by_name(name="Mira")
        assert person is not None
        assert accounts.password_is_right(user_id=person.id, password=PASSWORD)


def test_a_bearer_token_needs_no_form_token_and_wins_over_the_cookie(
    app: Flask, browser: Browser
) -> None:
    from quizapp import clock  # noqa: PLC0415 - only here
    from quizapp.web import visitor  # noqa: PLC0415 - only here

    @policy(Policy.SIGNED_IN)
    def who() -> str:
        return visitor.current().name

    app.add_url_rule("/api/v1/who", "who", who, methods=["POST"])
    app.add_url_rule("/who", "page_who", who, methods=["POST"])
    mira = browser("Mira")
    browser("Noor")
    with app.app_context():
        noor = accounts.find_person_by_name(name="Noor")
        assert noor is not None
        token = tokens.create_token(user_id=noor.id, name="script", now=clock.now())

    bearer = {"Authorization": f"Bearer {token}"}
    assert mira.post("/api/v1/who", headers=bearer).text == "Noor"
    assert mira.post("/api/v1/who").status_code == 400
    assert mira.post("/api/v1/who", headers={"Authorization": "Bearer no"}).status_code == 401
    assert app.test_client().post("/who", headers=bearer).status_code in {303, 400}


def test_pages_carry_the_headers_that_confine_them(app: Flask) -> None:
    answer = app.test_client().get("/setup")
    headers = answer.headers
    for part in ("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'"):
        assert part in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-store"
    assert "style=" not in answer.text
    assert "Strict-Transport-Security" not in headers


def test_the_cookie_is_confined_under_https(app_with: Make) -> None:
    app = app_with(https=True)

    @policy(Policy.OPEN)
    def begin() -> str:
        from flask import session  # noqa: PLC0415 - only here

        session["x"] = 1
        return ""

    app.add_url_rule("/begin", "begin", begin)
    answer = app.test_client().get("/begin", base_url="https://quiz.example")
    assert "Strict-Transport-Security" in answer.headers
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-quizapp=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_a_foreign_host_name_is_refused(app_with: Make) -> None:
    client = app_with(trusted_hosts=("quiz.example",)).test_client()
    assert client.get("/setup", base_url="http://quiz.example").status_code == 200
    answer = client.get("/setup", base_url="http://evil.example")
    assert answer.status_code == 400
    assert "host name" in answer.text


def test_a_proxy_is_believed_only_when_it_is_declared(app_with: Make) -> None:
    from flask import request  # noqa: PLC0415 - only here

    @policy(Policy.OPEN)
    def where() -> str:
        return f"{request.scheme} {request.remote_addr}"

    claims = {"X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}
    for hops, said in ((0, "http 127.0.0.1"), (1, "https 192.0.2.9")):
        app = app_with(proxy_hops=hops)
        app.add_url_rule("/where", "where", where)
        assert app.test_client().get("/where", headers=claims).text == said


def test_a_body_that_is_too_large_is_refused(browser: Browser) -> None:
    client = browser("Mira")
    answer = client.post("/account", data={"zone": "x" * 3_000_000})
    assert answer.status_code == 413
    assert "Nothing was stored" in answer.text


def test_an_address_says_how_much_it_takes(browser: Browser) -> None:
    client = browser("Mira")
    for path, most in (("/account", "2 MB"), ("/decks/import", "101 MB")):
        told = client.post(
            path,
            data=b"x",
            environ_overrides={"CONTENT_LENGTH": "200000000"},
            content_type="multipart/form-data; boundary=x",
        )
        assert told.status_code == 413
        assert f"larger than the {most} that may be sent here at once" in told.text


def test_a_method_that_a_page_lacks_is_refused(app: Flask) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = app.test_client().open("/setup", method=method)
        assert answer.status_code == 405, method
        assert "GET" in answer.headers["Allow"]


def test_text_is_compressed_for_who_takes_it(app: Flask) -> None:
    client = app.test_client()
    plain = client.get("/setup")
    small = client.get("/setup", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert "Accept-Encoding" in small.headers["Vary"]
    refused = client.get("/setup", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers


def test_assets_are_kept_under_their_present_address_only(app: Flask) -> None:
    from quizapp.web.assets import edition  # noqa: PLC0415 - only here

    client = app.test_client()
    now = client.get(f"/static/{edition()}/css/base.css", headers={"Accept-Encoding": "gzip"})
    assert "immutable" in now.headers["Cache-Control"]
    assert b"@layer base" in gzip.decompress(now.data)
    old = client.get("/static/000000000000/css/base.css")
    assert old.headers["Cache-Control"] == "no-cache"
    for path in ("/static/x/../app.py", "/static/x/%2e%2e/assets.py", "/static/x/.hidden"):
        assert client.get(path).status_code == 404, path


def test_the_log_names_routes_and_no_person(
    browser: Browser, capsys: pytest.CaptureFixture[str]
) -> None:
    client = browser("Mirabelle")
    client.get("/reset/some-secret-token?name=Mirabelle")
    written = capsys.readouterr().out
    assert "/reset/<token>" in written
    for private in ("Mirabelle", "some-secret-token", "127.0.0.1"):
        assert private not in written
