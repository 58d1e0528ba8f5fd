"""A state change by cookie needs a form token of that session; by bearer token it needs none."""

import pytest

from quizapp.store.log.log_form import stored_id
from quizapp.web.security import comes_from_elsewhere
from tests.security.access.case import ALL
from tests.security.access.lti import FROM_ELSEWHERE
from tests.security.access.table import TABLE
from tests.security.site import Site
from tests.security.stored import Stored

CHANGING = [
    route for route in TABLE if not route.startswith("GET ") and route not in FROM_ELSEWHERE
]
FORGED = "ImZvcmdlZCI.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"


@pytest.mark.parametrize("route", CHANGING)
def test_a_change_without_a_form_token_is_refused_in_words(
    site: Site, stored: Stored, route: str
) -> None:
    """Sent by whoever may do it, so that nothing but the token is missing."""
    for case in TABLE[route](site.world):
        who = "anonymous" if case.may == ALL else min(case.may - {"disabled"}, default="")
        if not who:
            continue
        for headers in ({}, {"X-CSRFToken": FORGED}, _anothers(site, who)):
            answer = site.ask(
                who,
                route.split(maxsplit=1)[0],
                case.path,
                form=case.form,
                json=case.json,
                form_token=False,
                headers=headers,
            )
            assert answer.status_code == 400, (case.path, answer.status_code)
            assert "safety token" in answer.text
            assert "Nothing was stored" in answer.text
            assert not stored.changed(), stored.tables_changed()


def test_only_the_two_steps_of_a_launch_come_without_a_token_and_change_nobody(
    site: Site, stored: Stored
) -> None:
    views = site.app.view_functions
    exempt = {
        f"{method} {rule}"
        for rule in site.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if comes_from_elsewhere(views[rule.endpoint])
    }
    assert exempt == FROM_ELSEWHERE
    for route in sorted(FROM_ELSEWHERE):
        for case in TABLE[route](site.world):
            answer = site.ask("learner", "POST", case.path, form=case.form, form_token=False)
            given = answer.headers.getlist("Set-Cookie")
            assert not any(each.startswith(("quizapp=", "__Host-quizapp=")) for each in given)
            assert stored.tables_changed() <= {"lti_launches"}
            stored.put_back()


def _anothers(site: Site, who: str) -> dict[str, str]:
    """Return the form token of somebody else's session."""
    other = "other_learner" if who != "other_learner" else "learner"
    return {"X-CSRFToken": site.identities[other].form_token}


@pytest.mark.parametrize("route", [each for each in CHANGING if "/api/" in each])
def test_a_bearer_token_needs_no_form_token(site: Site, stored: Stored, route: str) -> None:
    for case in TABLE[route](site.world):
        who = min(case.may, default="")
        if who:
            answer = site.ask(who, "POST", case.path, json=case.json, bearer=True, form_token=False)
            assert answer.status_code in case.works, (case.path, answer.text)
            stored.put_back()


def test_a_bearer_token_wins_over_a_cookie_and_a_wrong_one_is_nobody(
    site: Site, stored: Stored
) -> None:
    world = site.world
    body = {"id": "00000000-0000-0000-0000-0000000000aa", "card_id": 0, "buried": True}
    body["card_id"] = world["card.answered.learner"]
    bearer = {"Authorization": f"Bearer {world.bearer['other_learner']}"}
    path = "/api/v1/cards/bury"
    both = site.ask("learner", "POST", path, json=body, form_token=False, headers=bearer)
    assert both.status_code == 200
    entry = "SELECT user_id FROM review_log WHERE substr(rest, 1, 16) = ?"
    assert stored.run(entry, stored_id(bytes(15) + b"\xaa")) == [(world.id_of("other_learner"),)]
    stored.put_back()
    for wrong in ("Bearer", "Bearer ", "Bearer nonsense", "bearer \xe4", "Bearer a b c"):
        headers = {"Authorization": wrong}
        # With the cookie's own form token too: what the header says is believed, or nobody is.
        answer = site.ask("learner", "POST", path, json=body, headers=headers)
        assert answer.status_code == 401, wrong
        assert not stored.changed()


def test_other_schemes_than_bearer_leave_the_cookie_in_force(site: Site, stored: Stored) -> None:
    """A page's own request may pass a proxy that adds its own credentials."""
    basic = {"Authorization": "Basic dXNlcjpwYXNz"}
    path, body = "/api/v1/reviews/undo", {"id": "00000000-0000-0000-0000-0000000000ab"}
    refused = site.ask("learner", "POST", path, json=body, form_token=False, headers=basic)
    assert refused.status_code == 400
    assert not stored.changed()
    assert site.ask("learner", "POST", path, json=body, headers=basic).status_code == 200


def test_a_bearer_token_opens_no_page(site: Site) -> None:
    bearer = {"Authorization": f"Bearer {site.world.bearer['admin']}"}
    for path in ("/account", "/admin/people", "/today"):
        answer = site.ask("anonymous", "GET", path, headers=bearer)
        assert answer.status_code == 303, path
