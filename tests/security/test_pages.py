"""Every page and every error: its headers, its policy, and nothing in it that runs or leaks."""

import re
from collections.abc import Iterator
from http import HTTPStatus
from unittest.mock import patch

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from quizapp.errors import BusyError, TooManyError
from quizapp.web import pages
from quizapp.web.access import Policy, policy
from tests.security.access.table import TABLE
from tests.security.conftest import Made, open_site
from tests.security.pages import check_page
from tests.security.site import Site
from tests.security.stored import Stored
from tests.security.test_hostile_values import sender

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NEEDED = ("default-src 'none'", "frame-ancestors 'none'")
OF_PAGES = (*NEEDED, "base-uri 'none'", "form-action 'self'", "script-src 'self'")
KEPT = ("/static/",)
"""What may be kept: it is the same for everybody."""
FOCUSED = re.compile(
    r"/(offline|study|sets/\d+/practice|assignments/\d+/projector|studio/work/\w+/facts/preview)\b"
)
"""Pages with nothing around what they are for: they lead to one from which to sign out."""
ASKED_AGAIN = ("/media/",)
"""What a browser may keep but not show without asking whether its person still may see it."""


def _check(answer: TestResponse, *, what: str) -> None:
    headers = answer.headers
    for name, value in FIXED.items():
        assert headers.get(name) == value, f"{what}: {name}"
    assert "camera=()" in headers["Permissions-Policy"], what
    policy_words = headers["Content-Security-Policy"]
    for part in OF_PAGES if answer.mimetype == "text/html" else NEEDED:
        assert part in policy_words, f"{what}: {part}"
    for loose in ("unsafe", "http:", "https:", "*"):
        assert loose not in policy_words, f"{what}: {policy_words}"
    if not what.startswith(KEPT):
        is_shown = what.startswith(ASKED_AGAIN) and answer.status_code == HTTPStatus.OK
        assert ("no-cache" if is_shown else "no-store") in headers["Cache-Control"], what
        assert "private" in headers["Cache-Control"], what
    assert "Server" not in headers or "Werkzeug" not in headers["Server"], what
    assert "Access-Control-Allow-Origin" not in headers, what
    if answer.data and (answer.mimetype or "").startswith("text/"):
        assert answer.mimetype_params.get("charset") == "utf-8", f"{what}: {answer.content_type}"
    if answer.mimetype == "text/html" and answer.text:
        check_page(answer, what=what)


def _is_page(answer: TestResponse) -> bool:
    return answer.status_code == HTTPStatus.OK and answer.mimetype == "text/html"


@pytest.mark.parametrize("route", TABLE)
def test_a_route_of_the_application(site: Site, stored: Stored, route: str) -> None:
    cases = TABLE[route](site.world)
    found = sender(cases)
    for case in cases:
        for who in {"anonymous", "newcomer", *([found[0]] if found else [])}:
            answer = site.ask(
                who, route.split(maxsplit=1)[0], case.path, form=case.form, json=case.json
            )
            _check(answer, what=case.path)
            if who != "anonymous" and _is_page(answer) and not FOCUSED.match(case.path):
                assert 'action="/sign-out"' in answer.text, case.path
            stored.put_back()


def test_a_nonce_is_used_once(site: Site) -> None:
    found = []
    for path in ("/account", "/account", "/today", "/today", "/sets"):
        answer = site.ask("learner", "GET", path)
        found += re.findall(r"'nonce-([^']{16,})'", answer.headers["Content-Security-Policy"])[:1]
    assert len(found) == len(set(found))


@pytest.fixture
def failing(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return a site with routes that fail in each way."""
    opened = open_site(tmp_path_factory.mktemp("failing"), made)
    _add_failures(opened.app)
    yield opened
    opened.close()


def _add_failures(app: Flask) -> None:
    failures = {
        "crash": RuntimeError("a secret of the house"),
        "busy": BusyError("The database is busy. Nothing was stored; try again."),
        "limit": TooManyError("Too many tries. Wait a minute.", retry_after_s=60),
    }
    for name, error in failures.items():

        @policy(Policy.OPEN)
        def fail(error: Exception = error) -> str:
            raise error

        # Past the application's own door, which closes at its first request.
        for path in (f"/test-{name}", f"/api/v1/test-{name}"):
            app.url_map.add(Rule(path, endpoint=path, methods=["GET"]))
            app.view_functions[path] = fail


@pytest.mark.parametrize("base", ["", "/api/v1"])
def test_every_error_is_confined_and_shows_no_trace(failing: Site, base: str) -> None:
    asked = {
        404: failing.ask("learner", "GET", f"{base}/nowhere"),
        405: failing.ask("learner", "DELETE", f"{base}/today"),
        413: failing.ask(
            "learner", "POST", "/api/v1/reviews" if base else "/account", data=b"x" * 10_000_000
        ),
        429: failing.ask("learner", "GET", f"{base}/test-limit"),
        500: failing.ask("learner", "GET", f"{base}/test-crash"),
        503: failing.ask("learner", "GET", f"{base}/test-busy"),
    }
    for status, answer in asked.items():
        assert answer.status_code == status
        _check(answer, what=f"{base} {status}")
        for leak in ("secret of the house", "RuntimeError", "site-packages", "/work/", ".py"):
            assert leak not in answer.text, (status, leak)
        if base:
            assert answer.json is not None
            assert answer.json["error"]["status"] == status
    assert int(asked[429].headers["Retry-After"]) == 60
    assert int(asked[503].headers["Retry-After"]) > 0
    assert asked[413].headers["Cache-Control"] == "private, no-store"


def test_an_error_page_that_fails_itself_is_plain(failing: Site) -> None:
    with patch.object(pages, "render", side_effect=RuntimeError("twice")):
        answer = failing.ask("learner", "GET", "/test-crash")
    assert answer.status_code == 500
    assert "twice" not in answer.text
    _check(answer, what="twice")
