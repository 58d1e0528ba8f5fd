"""Plans by program: seen with their cost, taken, and ended; what cannot be planned is refused."""

from datetime import datetime
from typing import Any

import pytest

from tests.integration.api.conftest import Caller, call_as

GOAL = {"kind": "goal", "set_id": 1, "on": "2026-03-20", "minutes": 20}
WISHES: tuple[dict[str, Any], ...] = (
    GOAL,
    {"kind": "holiday", "first": "2026-03-10", "last": "2026-03-12", "ahead": True},
    {"kind": "easy", "percents": [100, 100, 100, 100, 100, 50, 0]},
    {"kind": "budget", "minutes": 15},
    {"kind": "retention", "percent": 85},
)


def kinds(caller: Caller) -> list[str]:
    """Return the kinds of the plans in force."""
    return [each["plan"]["kind"] for each in caller.get("/plans").get_json()["plans"]]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish["kind"])
def test_a_plan_is_seen_taken_and_ended(ann: Caller, wish: dict[str, Any]) -> None:
    shown = ann.post("/plans/preview", wish)
    assert shown.status_code == 200
    preview = shown.get_json()
    assert preview["plan"]["kind"] == wish["kind"]
    assert preview["from"] == "2026-03-02"
    assert preview["with_plan"]["minutes_a_day"] >= 0
    assert kinds(ann) == []
    taken = ann.post("/plans", wish).get_json()
    assert [each["plan"] for each in taken["plans"]] == [preview["plan"]]
    for name, value in wish.items():
        # How many minutes a goal may take is spent on its plan, and not kept.
        assert taken["plans"][0]["plan"].get(name, value) == value
    ended = ann.post("/plans/end", {"plan_id": taken["plans"][0]["id"]}).get_json()
    assert ended["plans"] == []
    assert ended["desired_retention"] == pytest.approx(0.9)


def test_a_budget_taken_twice_is_one_budget_and_ending_it_brings_the_old_one_back(
    ann: Caller,
) -> None:
    for minutes in (15, 25, 25):
        ann.post("/plans", {"kind": "budget", "minutes": minutes})
    (plan,) = ann.get("/plans").get_json()["plans"]
    assert plan["plan"] == {"kind": "budget", "minutes": 25}
    for left in (25, 15):
        plans = ann.post("/plans/end", {"plan_id": plan["id"]}).get_json()["plans"]
        (plan,) = plans
        assert plan["plan"]["minutes"] == left


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({**GOAL, "on": "2026-03-01"}, "on"),
        ({**GOAL, "on": "2026-02-30"}, "on"),
        ({**GOAL, "minutes": 0}, "minutes"),
        ({**GOAL, "more": 1}, "more"),
        ({"kind": "goal"}, "set_id"),
        ({"kind": "nap"}, "kind"),
        ({"kind": ["goal"]}, "kind"),
        ({"kind": "easy", "percents": [100] * 6}, "percents"),
        ({"kind": "easy", "percents": [0] * 7}, "monday"),
        ({"kind": "easy", "percents": [True] * 7}, "percents"),
        ({"kind": "retention", "percent": 99}, "percent"),
        ({"kind": "holiday", "first": "2026-03-12", "last": "2026-03-10", "ahead": False}, "last"),
    ],
)
def test_what_cannot_be_planned_is_refused_by_its_field(
    ann: Caller, wish: dict[str, Any], field: str
) -> None:
    for path in ("/plans/preview", "/plans"):
        refused = ann.post(path, wish)
        assert refused.status_code == 400
        assert refused.get_json()["error"]["field"] == field
    assert kinds(ann) == []


def test_nobody_ends_the_plan_of_another(ann: Caller, now: datetime) -> None:
    ben = call_as(ann.app, "ben", now=now)
    taken = ann.post("/plans", {"kind": "budget", "minutes": 15}).get_json()["plans"][0]
    assert ben.post("/plans/end", {"plan_id": taken["id"]}).status_code == 404
    assert kinds(ann) == ["budget"]
