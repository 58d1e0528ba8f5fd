"""A teacher's first evening in a real browser: a class, a list, slips, and time for one learner."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from quizapp import clock
from quizapp.services.people import administration
from tests.functional.conftest import Watched, expect
from tests.functional.test_study_access import check, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FAULTY = """Surname;Given name;Student ID;Group
Ruiz;Ana;1;A
Okafor;;2;A
=cmd;Eve;3;B
Wei;Li;1;B
"""
RIGHT = """Surname;Given name;Student ID;Group
Ruiz;Ana;1;A
Okafor;Jo;2;A
"""


def _teacher(visit: Callable[..., Watched], app: Flask, *, width: int, scheme: str) -> Watched:
    """Return the browser of a teacher."""
    watched = visit(width=width, height=844, scheme=scheme)
    number = int(watched.page.locator("#offline").get_attribute("data-person") or 0)
    with app.app_context():
        administration.set_roles(user_id=number, roles=("teacher",), actor_id=None, now=clock.now())
    name = watched.page.locator(".me").text_content() or ""
    watched.page.context.clear_cookies()
    watched.sign_in(name)
    return watched


def _lists(watched: Watched) -> list[str]:
    """Send a faulty list, see why, send the right one; return what axe finds."""
    page = watched.page
    page.get_by_role("link", name="Take over a class list").click()
    problems = check(page, "the form of a list")
    page.get_by_label("CSV file").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": FAULTY.encode("utf-16")}
    )
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("heading", name="What the list would do").wait_for()
    for words in ("Half of the name", "formula of a spreadsheet", "same number stands in line"):
        expect(page.get_by_text(words).first, words).to_be_visible()
    problems += check(page, "a faulty list")
    page.get_by_role("link", name="Another list").click()
    page.get_by_label("Or paste it").fill(RIGHT)
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("button", name="Store 2 rows").click()
    page.get_by_text("2 accounts were made").wait_for()
    unfold(page)
    return problems + check(page, "people with a list")


def _learner(learner: Watched, code: str) -> list[str]:
    """Sign in by a slip, and look at what the teacher sees; return what axe finds."""
    page = learner.page
    learner.go("/slip")
    problems = check(page, "a slip's code")
    page.get_by_label("Code of the slip").fill(code.lower())
    page.get_by_label("Your new password").fill("nine purple lanterns")
    page.keyboard.press("Enter")
    page.get_by_text("Welcome, Ana Ruiz").wait_for()
    learner.go("/quizzes")
    page.get_by_role("link", name="what your teacher sees").click()
    expect(page.get_by_label("How well I know each fact")).to_be_checked()
    expect(page.get_by_label("On which days")).not_to_be_checked()
    return problems + check(page, "what the teacher sees")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_class_from_nothing_to_a_learner_with_more_time(
    visit: Callable[..., Watched],
    site: tuple[str, Flask],
    chromium: "Browser",
    width: int,
    scheme: str,
) -> None:
    watched = _teacher(visit, site[1], width=width, scheme=scheme)
    page = watched.page
    watched.go("/classes/new")
    page.get_by_label("Name").fill("History 9b")
    page.get_by_role("button", name="Make the class").click()
    page.get_by_role("link", name="People", exact=True).click()
    problems = check(page, "people, nobody there")
    problems += _lists(watched)
    page.get_by_role("button", name="Print sign-in slips").click()
    page.get_by_role("heading", name="Sign-in slips").wait_for()
    problems += check(page, "slips")
    slip = page.locator(".slip", has_text="Ana Ruiz")
    code = slip.locator(".slip-code").text_content() or ""
    assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", code.strip())

    context = chromium.new_context(viewport={"width": width, "height": 844})
    learner = Watched(context.new_page(), watched.address)
    problems += _learner(learner, code.strip())
    watched.go("/classes")
    page.get_by_role("link", name="History 9b").first.click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Ana Ruiz").click()
    unfold(page)
    problems += check(page, "a learner")
    page.get_by_label("Time", exact=True).select_option("1.5")
    page.get_by_role("button", name="Store").click()
    page.get_by_text("it holds for every quiz").wait_for()
    expect(page.get_by_label("Time", exact=True)).to_have_value("1.5")
    page.get_by_role("link", name="History 9b").click()
    expect(page.get_by_text("accommodation", exact=True)).to_be_visible()
    page.get_by_role("link", name="Settings", exact=True).click()
    problems += check(page, "settings of a class")
    context.close()
    assert problems == []
    assert watched.messages == []
    assert learner.messages == []
    assert watched.foreign == []
