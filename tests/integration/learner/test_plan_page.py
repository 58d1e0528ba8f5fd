"""The page of plans: a wish, its cost, taking it, what Today says of it, and taking it back."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from quizapp.store.base import core_table
from quizapp.store.tables.people import User
from tests.integration.learner.conftest import Browser
from tests.integration.study.world import change_rows


def form_of(page: str, action: str) -> str:
    """Return the page from the form that is sent to an action on."""
    return page[page.index(f'action="{action}"') - 40 :]


def test_a_goal_is_weighed_taken_studied_for_and_taken_back(ann: Browser, now: datetime) -> None:
    page = ann.get("/plan").text
    assert "What would you like to plan?" in page
    assert '<option value="1">Rivers</option>' in page
    shown = ann.get("/plan/goal?set_id=1&on=2026-04-01&minutes=20")
    assert shown.status_code == 200
    assert "Know Rivers on Wed 1 Apr 2026" in shown.text
    assert "of 16 cards recalled on the date" in shown.text
    assert "<svg" in shown.text
    assert "Show as a table" in shown.text
    # Nothing is in force before it is taken.
    assert "In force" not in ann.get("/plan").text
    taken = ann.send(form_of(shown.text, "/plan/goal"), "/plan/goal", follow=True).text
    assert "it is in force from now on" in taken
    assert "Expected recall until Wed 1 Apr 2026" in taken
    assert "30 days until you want to know Rivers." in ann.get("/today").text
    with time_machine.travel(now + timedelta(days=24), tick=False):
        assert "6 days until you want to know Rivers: the last pass" in ann.get("/today").text
        later = ann.get("/plan").text
        action = re.search(r'action="(/plan/\d+/end)"', later)
        assert action
        back = ann.send(form_of(later, action[1]), action[1], follow=True).text
        assert "taken back" in back
        assert "until you want to know" not in ann.get("/today").text


def test_minutes_that_do_not_suffice_are_said_before_anything_is_taken(ann: Browser) -> None:
    page = ann.get("/plan/goal?set_id=1&on=2026-03-05&minutes=1").text
    assert "do not cover all 16 cards" in page
    assert "it could be done" in page


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/plan/holiday?first=2026-03-10&last=2026-03-20&ahead=1", "Holiday, Tue 10 Mar 2026"),
        ("/plan/budget?minutes=5", "At most 5 minutes a day"),
        (
            (
                "/plan/easy?monday=100&tuesday=100&wednesday=100&thursday=100&friday=100"
                "&saturday=50&sunday=0"
            ),
            "Easy days",
        ),
        ("/plan/retention?percent=85", "Desired recall 85"),
    ],
)
def test_each_plan_is_shown_with_its_cost_and_can_be_taken(
    ann: Browser, path: str, title: str
) -> None:
    shown = ann.get(path).text
    assert title in shown
    assert "What it costs" in shown
    action = path.partition("?")[0]
    assert title in ann.send(form_of(shown, action), action, follow=True).text


def test_a_holiday_is_said_on_today(ann: Browser) -> None:
    shown = ann.get("/plan/holiday?first=2026-03-02&last=2026-03-04").text
    ann.send(form_of(shown, "/plan/holiday"), "/plan/holiday")
    today = ann.get("/today").text
    assert "You are on holiday until Wed 4 Mar 2026. Nothing is asked." in today
    assert 'class="button main start"' not in today


@pytest.mark.parametrize(
    ("path", "words", "field"),
    [
        ("/plan/goal?set_id=1&on=2026-03-01&minutes=20", "is over", "goal-on"),
        ("/plan/goal?set_id=1&on=2036-12-01&minutes=20", "ten years", "goal-on"),
        ("/plan/goal?set_id=1&on=2026-04-01&minutes=x", "Write a whole number", "goal-minutes"),
        ("/plan/holiday?first=2026-03-20&last=2026-03-10", "before it begins", "holiday-last"),
        ("/plan/backlog?days=7", "Nothing is overdue", ""),
        ("/plan/budget?minutes=9999", "from 1 to 600", "budget-minutes"),
        ("/plan/easy?monday=100", "whole number", ""),
        ("/plan/retention?percent=99", "from 70 to 95", "retention-percent"),
    ],
)
def test_what_cannot_be_planned_is_told_beside_its_field(
    ann: Browser, path: str, words: str, field: str
) -> None:
    answer = ann.get(path)
    assert answer.status_code == 400
    assert words in answer.text
    if field:
        assert f'id="{field}-error"' in answer.text
        assert 'aria-invalid="true"' in answer.text
    sent = ann.client.get("/plan").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', sent)
    assert token
    action, _, query = path.partition("?")
    fields = dict(each.split("=") for each in query.split("&"))
    posted = ann.client.post(action, data=fields | {"csrf_token": token[1]})
    assert posted.status_code == 400
    assert "In force" not in ann.get("/plan").text


def test_a_plan_of_another_kind_or_for_nobodys_set_is_not_there(ann: Browser) -> None:
    assert ann.get("/plan/lottery").status_code == 404
    assert ann.get("/plan/goal?set_id=99&on=2026-04-01&minutes=20").status_code == 404


def test_a_learner_without_cards_is_told_to_choose_a_set(world: Callable[..., Browser]) -> None:
    browser = world(studies=False)
    answer = browser.get("/plan/budget?minutes=20")
    assert answer.status_code == 400
    assert "You study no cards yet. Choose a set first." in answer.text
    assert browser.get("/plan/goal?set_id=1&on=2026-04-01&minutes=20").status_code == 200


def test_a_site_without_articles_has_a_plan_page(world: Callable[..., Browser]) -> None:
    assert "There is no set yet." in world(planted=False).get("/plan").text


def test_a_zone_that_is_no_more_is_said_on_the_pages(ann: Browser) -> None:
    app = ann.client.application
    with app.app_context():
        change_rows(
            core_table(User), where=core_table(User).c.name == "Ann", zone="Europe/Atlantis"
        )
    for path in ("/today", "/plan"):
        answer = ann.get(path)
        assert answer.status_code == 200
        assert "Your time zone Europe/Atlantis is not known here any more" in answer.text
    for path in ("/account", "/account/tokens", "/study", "/progress", "/sets"):
        assert ann.get(path).status_code == 200
