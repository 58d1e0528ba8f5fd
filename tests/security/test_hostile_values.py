"""Hostile values in every address, query, form field and JSON field: an expected class each."""

import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar
from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from tests.conftest import CASES
from tests.security.access.case import ALL, Case
from tests.security.access.table import TABLE
from tests.security.pages import check_page
from tests.security.site import Site
from tests.security.stored import Stored

Thing = TypeVar("Thing")
TEXTS: Final[dict[str, str]] = {
    "empty": "",
    "space": "   \t",
    "long": "x" * 5000,
    "very long": "\U0001f642" * 6_000,
    "NUL": "a\0b",
    "surrogate": "a\ud800b",
    "right to left": "\u202egnp.exe\u2066",
    "zero width": "Le\u200ba \u2060x",
    "combining": "e" + "\u0301" * 400,
    "line breaks": "a\r\nSet-Cookie: x=1\r\n\r\nb",
    "script": "<script>alert(1)</script>",
    "attribute": "\"><img src=x onerror=alert(1)>'",
    "template": "{{ 7*7 }}${7*7}<%= 7*7 %>{% raw %}",
    "address": "javascript:alert(1)",
    "SQL": "1' OR '1'='1'; DROP TABLE users;--",
    "path": "../../../../etc/passwd",
    "percent": "%00%2e%2e%2f%c0%ae",
    "formula": '=HYPERLINK("http://evil.example";"x")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-1",
    "huge": "9" * 400,
    "exponent": "1e9",
    "float": "0.1",
    "hex": "0x10",
    "NaN": "NaN",
    "infinity": "-Infinity",
    "other digits": "\u0661\u0662",
    "64 bits": str(2**63),
    "53 bits": str(2**53),
    "boolean": "true",
    "null": "null",
    "list": "[1,2]",
    "date": "9999-12-31T23:59",
    "date before dates": "0000-00-00T00:00",
    "kelvin": "\u212a\ufb01\u00df\u0130",
}
SLOW: Final = (
    "/register",
    "/password",
    "/sign-in",
    "/slip",
    "/delete",
    "/reset/",
    "/people",
    "/plan",
    "/back",
    "/studio/new",
    "/draft",
)
"""Parts of routes that hash a password or read the whole bank: they get the sharpest values."""
SHARPEST: Final = ("empty", "long", "NUL", "surrogate", "script", "attribute", "huge", "64 bits")
QUERIES: Final[dict[str, tuple[str, ...]]] = {
    "GET /sign-in": ("next",),
    "GET /register": ("next",),
    "GET /study": ("set",),
    "GET /classes/<int:class_id>/assign": ("set",),
    "GET /studio/articles/<article_id>": ("type", "status"),
    "GET /studio/reports": ("show",),
    "GET /studio/work/<article_id>": ("show", "held", "part"),
    "GET /studio/revisions": ("before",),
    "GET /api/v1/study": ("set", "limit"),
    "GET /api/v1/reviews": ("after", "limit"),
    "GET /api/v1/practice": ("set",),
    "GET /api/v1/practice/learn": ("set",),
    "GET /api/v1/practice/match": ("set",),
    "GET /api/v1/practice/timeline": ("set",),
}
"""What is read of a query; everything else is not looked at, or refused by the API."""
VALUES: Final[dict[str, Any]] = {
    **{name: TEXTS[name] for name in SHARPEST},
    "none": None,
    "true": True,
    "minus one": -1,
    "zero": 0,
    "2**63": 2**63,
    "10**30": 10**30,
    "half": 0.5,
    "1e308": 1e308,
    "empty list": [],
    "empty object": {},
    "nested": [[[[[[1]]]]]],
    "object": {"a": {"$gt": ""}},
    "many": list(range(3000)),
}
FORMS: Final = [route for route in TABLE if route.startswith("POST ") and "/api/" not in route]
BODIES: Final = [route for route in TABLE if route.startswith("POST ") and "/api/" in route]
pytestmark = pytest.mark.hostile
_TRIED: Final = Counter[str]()
EVERY: Final = 1 if os.environ.get("QUIZAPP_TEST_LONG") else 3
"""One in so many is tried at each place: a run stays short, and over the routes all are tried."""
OK: Final = frozenset({200, 303, 308})
REFUSED: Final = frozenset({400, 401, 404, 405, 409, 413, 414, 415, 429})


def _sound(answer: TestResponse, stored: Stored, *, what: str) -> None:
    """Check that an answer is of an expected class, escaped, and that a refusal stored nothing."""
    _TRIED["cases"] += 1
    status = answer.status_code
    assert status in OK | REFUSED, f"{what}: {status}"
    if status in REFUSED:
        assert not stored.changed(), f"{what}: refused with {status}, yet {stored.tables_changed()}"
        assert answer.text.strip(), f"{what}: refused with {status} and not a word"
    assert b"Traceback" not in answer.data, what  # a download is no text
    assert "Set-Cookie: x=1" not in str(answer.headers), what
    if answer.mimetype == "text/html":
        check_page(answer, what=what)
    elif answer.mimetype == "application/json":
        json.loads(answer.text)


@pytest.fixture(autouse=True)
def _counted(record_property: Callable[[str, object], None]) -> Iterator[None]:
    _TRIED.clear()
    yield
    record_property(CASES, _TRIED["cases"])


def _texts(route: str) -> dict[str, str]:
    slow = any(part in route for part in SLOW)
    return {name: TEXTS[name] for name in SHARPEST} if slow else TEXTS


def sender(cases: list[Case]) -> tuple[str, Case] | None:
    """Return somebody who may call a route, and the case that they may."""
    for case in cases:
        if case.may == ALL:
            return "anonymous", case
        if names := sorted(case.may - {"disabled"}):
            return ("learner" if "learner" in names else names[0]), case
    return None


def some(things: Iterable[Thing], *, place: str) -> list[Thing]:
    """Return those that are tried at a place: always the same ones."""
    return list(things)[zlib.crc32(place.encode()) % EVERY :: EVERY]


def test_over_the_routes_every_value_is_tried_in_a_short_run() -> None:
    routes = [route for route in TABLE if "<" in route]
    assert {name for route in routes for name in some(_texts(route), place=route)} == set(TEXTS)


@pytest.mark.parametrize("route", FORMS)
def test_a_form_field(site: Site, stored: Stored, route: str) -> None:
    found = sender(TABLE[route](site.world))
    if found is None:
        return  # Only ever refused: the setup link, once there are accounts.
    who, case = found
    fields = [*case.form, "unknown-field"]
    for place, field in enumerate(fields):
        # Every value in the first two fields, the sharpest in the others: a run stays short.
        names = _texts(route) if place < 2 else SHARPEST
        for name in some(names, place=f"{route} {field}"):
            value = TEXTS[name]
            form = {**case.form, field: value.encode("utf-8", "surrogatepass")}
            answer = site.ask(who, "POST", case.path, form=form)
            _sound(answer, stored, what=f"{route} {field}={name}")
            stored.put_back()


@pytest.mark.parametrize("route", BODIES)
def test_a_field_of_a_json_body(site: Site, stored: Stored, route: str) -> None:
    found = sender(TABLE[route](site.world))
    assert found
    who, case = found
    assert isinstance(case.json, dict)
    for body, what in some(_bodies(case.json), place=route):
        text = json.dumps(body).encode("ascii")
        headers = {"Content-Type": "application/json"}
        answer = site.ask(who, "POST", case.path, headers=headers, data=text)
        _sound(answer, stored, what=f"{route} {what}")
        stored.put_back()


def _bodies(good: dict[str, Any]) -> list[tuple[object, str]]:
    """Return the body with each field in turn replaced, left out, or joined by another."""
    found: list[tuple[object, str]] = [(value, name) for name, value in VALUES.items()]
    for field in good:
        found += [({**good, field: value}, f"{field}={name}") for name, value in VALUES.items()]
        found.append(({name: good[name] for name in good if name != field}, f"no {field}"))
    found.append(({**good, "role": "administrator"}, "one more"))
    for outer, inner in good.items():
        if isinstance(inner, list):
            first = inner[0] if inner else {}
            for body, what in _bodies(first):
                found.append(({**good, outer: [body]}, f"{outer}[0] {what}"))
    return found


@pytest.mark.parametrize("route", [route for route in TABLE if route.startswith("GET ")])
def test_a_query(site: Site, stored: Stored, route: str) -> None:
    found = sender(TABLE[route](site.world))
    if found is None:
        return
    who, case = found
    path = case.path.split("?")[0]
    fields = QUERIES.get(route, ("x",))
    for field in fields:
        names = TEXTS if route in QUERIES else SHARPEST
        for name in some(names, place=f"{route} {field}"):
            query = {field: TEXTS[name].encode("utf-8", "surrogatepass")}
            answer = site.ask(who, "GET", path, query_string=query)
            _sound(answer, stored, what=f"{route} ?{field}={name}")
            assert not stored.changed(), f"{route} ?{field}={name} stored something"
            where = answer.headers.get("Location", "/")
            assert where.startswith("/"), f"{route} leads to {where}"
            assert not where.startswith("//"), f"{route} leads to {where}"


@pytest.mark.parametrize("route", [route for route in TABLE if "<" in route])
def test_an_argument_of_an_address(site: Site, stored: Stored, route: str) -> None:
    method, rule = route.split()
    found = sender(TABLE[route](site.world))
    who, form = (found[0], found[1].form) if found else ("anonymous", {})
    start = rule[: rule.index("<")]
    end = rule[rule.rindex(">") + 1 :]
    for name, value in some(_texts(route).items(), place=route):
        path = f"{start}{quote(value[:500].encode('utf-8', 'surrogatepass'), safe='')}{end}"
        answer = site.ask(who, method, path, form=form if method == "POST" else None)
        _TRIED["cases"] += 1
        assert answer.status_code in {200, 303, 308, 400, 404, 405}, f"{route} {name}"
        if answer.status_code in REFUSED:
            assert not stored.changed(), f"{route} {name}"
        stored.put_back()
