"""Plans in a real browser: by keyboard alone, and without a violation at any size."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from quizapp import clock
from tests.functional.conftest import Watched, expect
from tests.functional.test_study import begin
from tests.functional.test_study_access import check, unfold

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_plan_is_weighed_taken_and_taken_back_by_keyboard(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    watched.go("/today")
    begin(watched)
    watched.go("/plan")
    problems = check(page, "plan, nothing in force")
    on = (clock.now() + timedelta(days=40)).date().isoformat()
    page.locator("#goal-on").fill(on)
    page.locator("#goal-minutes").press("Enter")
    page.wait_for_url("**/plan/goal?**")
    unfold(page)
    problems += check(page, "a goal's cost")
    page.get_by_role("button", name="Take this plan").press("Enter")
    page.wait_for_url(re.compile(r"/plan$"))
    unfold(page)
    problems += check(page, "plan, a goal in force")
    watched.go("/today")
    problems += check(page, "today with a plan")
    expect(page.get_by_text("until you want to know")).to_be_visible()
    watched.go("/plan/retention?percent=80")
    problems += check(page, "a retention's cost")
    watched.go("/plan")
    page.get_by_role("button", name="Take it back").press("Enter")
    page.get_by_text("taken back").wait_for()
    expect(page.get_by_role("heading", name="In force")).to_have_count(0)
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []


def test_the_slider_says_its_number(visit: Callable[..., Watched]) -> None:
    watched = visit()
    watched.go("/plan")
    slider = watched.page.locator("#retention-percent")
    slider.focus()
    before = watched.page.locator("#retention-shown").inner_text()
    slider.press("ArrowLeft")
    after = watched.page.locator("#retention-shown").inner_text()
    assert (before, after) == ("90 %", "89 %")
