"""A learner looks up what they know: history, fact, search, calendar, rest, a passage alone."""

from collections.abc import Callable

import pytest

from tests.functional.conftest import Watched, expect
from tests.functional.test_study import answer, begin, go_on
from tests.functional.test_study_access import check, unfold

pytestmark = pytest.mark.browser


def study_some(watched: Watched, cards: int) -> None:
    """Answer so many cards of the article."""
    watched.go("/today")
    begin(watched)
    for _ in range(cards):
        answer(watched.page)
        watched.page.evaluate("document.activeElement.blur()")
        go_on(watched.page)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_the_pages_of_what_is_known_have_no_violations(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    problems = []
    for path in ("/search", "/calendar", "/progress"):
        watched.go(path)
        problems += check(page, f"{path}, nothing studied")
    study_some(watched, 4)
    watched.go("/articles/nato-alternatives")
    unfold(page)
    history = page.locator(".marks a").first.get_attribute("href")
    assert history
    for path in (history, f"{history}/fact", "/search?q=nato", "/search?q=zzz", "/progress"):
        watched.go(path)
        unfold(page)
        problems += check(page, path)
    watched.go("/calendar")
    page.get_by_role("button", name="Make an address").click()
    page.get_by_text("shown this once").wait_for()
    problems += check(page, "a fresh address")
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []


def test_one_finds_a_fact_and_its_history_and_studies_its_passage_by_keyboard(
    visit: Callable[..., Watched],
) -> None:
    watched = visit()
    page = watched.page
    study_some(watched, 1)
    watched.go("/today")
    box = page.get_by_label("Search passages and facts")
    box.focus()
    page.keyboard.type("nato")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=nato")
    fact = page.locator(".finds a[href*='/fact']").first
    fact.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fact")
    expect(page.locator("h1")).not_to_be_empty()
    page.get_by_role("button", name="Study this passage").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/study?set=*")
    watched.go("/sets")
    expect(page.get_by_role("heading", name="Passage 1 of If NATO")).to_have_count(1)
    assert watched.messages == []
