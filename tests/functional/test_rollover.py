"""The hour at which the study day starts is changed in mid-session, in a real browser."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import text

from quizapp.store.engine import reading
from tests.functional.conftest import Watched, expect
from tests.functional.test_study import answer, answers_today, begin, go_on
from tests.log_rows import stored_log

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ZONES: Final = ("UTC", "Asia/Tokyo")
"""In one of them there are at every moment two hours left of the day."""


def early_zone() -> str:
    """Return a zone in which a study day can still start at a later hour of this date."""
    return next(zone for zone in ZONES if datetime.now(ZoneInfo(zone)).hour < 21)


def change_hour(page: "Page", address: str, *, zone: str, hour: int) -> None:
    """Let the study day start at another hour of a zone, by the settings."""
    page.goto(address + "/account")
    page.locator("[name=zone]").select_option(zone)
    page.locator("[name=day_start]").select_option(index=hour)
    page.get_by_role("button", name="Store the settings").click()
    page.wait_for_load_state()


def log_of(app: Flask, name: str, card: str) -> list[tuple[int, int]]:
    """Return hour and study day of each answer that a learner gave to a card."""
    with app.app_context(), reading() as session:
        user_id = session.scalar(text("SELECT id FROM users WHERE name = :n"), {"n": name})
        return [
            (row.rollover_hour, row.study_day)
            for row in stored_log(session, user_id=user_id)
            if row.card_id == int(card) and row.rating is not None
        ]


def test_what_is_answered_after_the_hour_was_moved_counts_once_on_the_right_day(
    visit: Callable[..., Watched], site: tuple[str, Flask]
) -> None:
    watched = visit()
    page = watched.page
    zone = early_zone()
    now = datetime.now(ZoneInfo(zone))
    change_hour(page, site[0], zone=zone, hour=now.hour)
    watched.go("/today")
    begin(watched)
    for _ in range(2):
        answer(page)
        go_on(page)
    card = page.locator("[data-kind]").get_attribute("data-card") or ""
    before = len(log_of(site[1], watched.name, card))
    # In another tab the day now starts in an hour to come: by it, this is still yesterday.
    later = now.hour + 2
    other = page.context.new_page()
    change_hour(other, site[0], zone=zone, hour=later)
    form = answer(page)
    if form == "flashcard":
        page.keyboard.press("3")
        page.wait_for_selector("[data-kind=ask], [data-kind=end]")
    added = log_of(site[1], watched.name, card)[before:]
    assert added == [(later, (now.date() - date(1970, 1, 1)).days - 1)]
    # The session goes on, a reload asks nothing twice, and the day can be moved back.
    page.reload()
    page.wait_for_selector(".scripted [data-kind=ask], .scripted [data-kind=end]")
    expect(page.locator("[data-kind]")).not_to_have_attribute("data-card", card)
    change_hour(other, site[0], zone=zone, hour=now.hour)
    page.reload()
    page.wait_for_selector(".scripted [data-kind]")
    assert len(log_of(site[1], watched.name, card)) == before + 1
    assert answers_today(watched) == 2
    assert watched.messages == []
