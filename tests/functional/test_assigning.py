"""A teacher assigns, changes, mends and sets a goal in a real browser, on a phone and at a desk."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from flask import Flask

from quizapp import clock
from quizapp.services.classes import classes
from quizapp.services.people import accounts
from tests.functional.conftest import PASSWORD, Watched, expect
from tests.functional.test_study_access import check, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def teacher_at(
    browser: "Browser", address: str, app: Flask, *, width: int
) -> tuple[Watched, int, str]:
    """Return the page of a new teacher, their class, and its join code."""
    name = f"teacher {uuid.uuid4().hex[:12]}"
    with app.app_context():
        made = accounts.create_user(
            name=name, password=PASSWORD, roles=("teacher",), now=clock.now()
        )
        room = classes.create_class(
            user_id=made.id, name="9b", zone="Europe/Paris", now=clock.now()
        )
        code = classes.get_class(user_id=made.id, class_id=room).join_code
    context = browser.new_context(viewport={"width": width, "height": 844})
    watched = Watched(context.new_page(), address)
    watched.sign_in(name)
    return watched, room, code


@pytest.mark.parametrize("width", [390, 1280])
def test_a_quiz_is_assigned_taken_and_mended(  # noqa: PLR0915 - one path, step by step
    chromium: "Browser", site: tuple[str, Flask], visit: Callable[..., Watched], width: int
) -> None:
    address, app = site
    watched, room, code = teacher_at(chromium, address, app, width=width)
    page, problems = watched.page, []
    watched.go(f"/classes/{room}/assign")
    problems += check(page, "the form")
    page.get_by_role("button", name="Homework").click()
    expect(page.locator("[name=attempts]")).to_have_value("2")
    unfold(page)
    problems += check(page, "the form unfolded")
    page.locator("[name=title]").fill("Week 7")
    page.locator("[name=count]").fill("3")
    page.get_by_role("button", name="Look at the questions", exact=True).last.click()
    page.wait_for_selector("ol.preview > li")
    first = [each.get_attribute("value") for each in page.locator("[name=question]").all()]
    assert len(first) == 3
    page.get_by_role("button", name="Move question 2 up").click()
    page.wait_for_load_state()
    moved = [each.get_attribute("value") for each in page.locator("[name=question]").all()]
    assert moved == [first[1], first[0], first[2]]
    problems += check(page, "the questions")
    page.get_by_role("button", name="Assign 3 questions").click()
    page.wait_for_url("**/assignments/*")
    quiz = int(page.url.rsplit("/", 1)[1])

    learner = visit(width=390)
    learner.go(f"/join/{code}")
    learner.page.get_by_role("button", name="Join").first.click()
    learner.go(f"/quizzes/{quiz}")
    learner.page.get_by_role("button", name="Start").click()
    learner.page.wait_for_url("**/attempts/*")

    watched.go(f"/assignments/{quiz}/edit")
    page.locator("[name=title]").fill("Week 7, corrected")
    page.get_by_role("button", name="Store the settings").click()
    expect(page.get_by_role("heading", name="Week 7, corrected")).to_be_visible()
    problems += check(page, "the settings")
    watched.go(f"/assignments/{quiz}/questions")
    page.get_by_role("link", name="Drop or replace question 2").click()
    problems += check(page, "dropping")
    page.get_by_role("button", name="Drop the question").click()
    expect(page.get_by_text("dropped, counts for nobody")).to_be_visible()
    watched.go(f"/assignments/{quiz}/look?keys=1")
    problems += check(page, "as a learner sees it")

    watched.go(f"/classes/{room}/goal")
    page.locator("[name=title]").fill("Know it all")
    page.get_by_role("button", name="Set the goal").click()
    expect(page.get_by_role("heading", name="Know it all")).to_be_visible()
    problems += check(page, "the goal")
    watched.go(f"/classes/{room}/assignments")
    problems += check(page, "the list")
    learner.go("/today")
    learner.page.get_by_role("link", name="See the plan that reaches it").click()
    learner.page.wait_for_url("**/plan/goal*")
    problems += check(learner.page, "the plan")
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []
    watched.page.context.close()
