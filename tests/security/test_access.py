"""Each principal calls each route about each owner's objects: the table says what must come."""

from dataclasses import dataclass, replace

import pytest
from werkzeug.test import TestResponse

from tests.security.access.case import (
    ADMINISTRATORS,
    ALL,
    AUTHORS,
    NOBODY,
    OUTSIDE,
    TEACHERS,
    Case,
    Names,
)
from tests.security.access.lti import FROM_ELSEWHERE
from tests.security.access.table import TABLE
from tests.security.site import Site, same_but_for_chance
from tests.security.stored import Stored

Told = dict[tuple[str, str, str, bool], str]
"""What was said of things that do not exist, by person, method, path and whether by token."""


@pytest.fixture(scope="module")
def told() -> Told:
    """Keep what is said: each is asked for once, as the site is put back after each request."""
    return {}


@dataclass(frozen=True)
class Call:
    """One principal's request; ``bearer``: by token instead of cookie."""

    site: Site
    who: str
    method: str
    case: Case
    cases: list[Case]
    bearer: bool
    told: Told

    def ask(self) -> TestResponse:
        """Return the answer."""
        changes = self.method != "GET"
        return self.site.ask(
            self.who,
            self.method,
            self.case.path,
            form=self.case.form if changes else None,
            json=self.case.json if changes else None,
            bearer=self.bearer,
        )

    @property
    def is_public(self) -> bool:
        """Return whether the route is for everybody, also without an account."""
        alone = ("/setup/", "/lti/go/", "/sign-in/provider/new")
        return any("anonymous" in case.may or case.path.startswith(alone) for case in self.cases)

    @property
    def role(self) -> Names:
        """Return the role whose members alone may call the route, or nobody for no role's."""
        everyone = frozenset[str]().union(*(case.may for case in self.cases))
        roles = (TEACHERS, AUTHORS, ADMINISTRATORS)
        return next((role for role in roles if everyone and everyone <= role), NOBODY)

    def about_nothing(self) -> "Call":
        """Return the same call about something that does not exist."""
        like = [each for each in self.cases if each.missing and each.like == self.case.like]
        if like and (not self.role or self.who in self.role):
            return replace(self, case=like[0])
        is_api = self.case.path.startswith("/api/")
        return replace(self, case=Case("/api/v1/nowhere" if is_api else "/nowhere", NOBODY))


def test_the_table_names_every_route_of_the_application(site: Site) -> None:
    real = {
        f"{method} {rule}"
        for rule in site.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert real - set(TABLE) == set(), "a route is new: say in the table who may call it"
    assert set(TABLE) - real == set(), "the table names a route that is gone"


@pytest.mark.parametrize("route", TABLE)
def test_who_may_and_who_may_not(site: Site, stored: Stored, told: Told, route: str) -> None:
    cases = TABLE[route](site.world)
    ways = (False, True) if "/api/" in route else (False,)
    wrong: list[str] = []
    for case in cases:
        for who in sorted(ALL):
            for bearer in ways:
                call = Call(site, who, route.split(maxsplit=1)[0], case, cases, bearer, told)
                answer = call.ask()
                changed = who not in case.may and stored.changed()
                stored.put_back()
                if fault := _fault(call, answer):
                    wrong.append(f"{who} {case.path}: {fault}")
                if changed:
                    wrong.append(f"{who} {case.path}: refused, yet {stored.tables_changed()}")
    assert not wrong, "\n".join(wrong)


def _fault(call: Call, answer: TestResponse) -> str:
    """Return what is wrong with an answer, or nothing."""
    status = answer.status_code
    from_elsewhere = f"{call.method} {call.case.path}" in FROM_ELSEWHERE
    if call.who == "disabled" and call.method == "POST" and call.is_public and not from_elsewhere:
        # Their session has ended, and with it the form token that they hold.
        return "" if status == 400 and "safety token" in answer.text else f"got {status}"
    if call.who in call.case.may:
        led_away = answer.headers.get("Location", "").startswith("/sign-in?")
        return "" if status in call.case.works and not led_away else f"refused with {status}"
    if call.who in OUTSIDE and not call.is_public:
        to_sign_in = answer.headers.get("Location", "").startswith("/sign-in")
        right = status == 401 if "/api/" in call.case.path else status == 303 and to_sign_in
        return "" if right else f"expected to be asked to sign in, got {status}"
    return _refusal_fault(call, answer)


def _refusal_fault(call: Call, answer: TestResponse) -> str:
    if answer.status_code != call.case.refused:
        return f"expected {call.case.refused}, got {answer.status_code}"
    nothing = call.about_nothing()
    key = (call.who, call.method, nothing.case.path, call.bearer)
    if key not in call.told:
        call.told[key] = _shown(nothing.ask(), nothing.case)
    if _shown(answer, call.case) != call.told[key]:
        return "a refusal looks unlike something missing"
    return ""


def _shown(answer: TestResponse, case: Case) -> str:
    shown = same_but_for_chance(answer)
    return shown.replace(case.echoes, "ECHO") if case.echoes else shown
