"""Every learner page and state: WCAG A and AA by axe, both sizes, both schemes; 320 px wide."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import Watched
from tests.functional.test_study import answer, begin, go_on

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
PAGES = ("/today", "/sets", "/articles/nato-alternatives", "/progress", "/cards")


def check(page: "Page", state: str) -> list[str]:
    """Return what axe finds, and whether the page scrolls sideways."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - an extra

    page.wait_for_load_state()  # With its style sheets: a heading can be there before them.
    found = Axe().run(page, options=RULES).response["violations"]
    problems = [f"{state}: {each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        problems.append(f"{state}: scrolls sideways")
    return problems


def unfold(page: "Page") -> None:
    """Open all that is folded, so that it is examined too."""
    page.wait_for_load_state()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_learner_pages_and_states_have_no_violations(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    problems = []
    for path in (*PAGES, "/study"):
        watched.go(path)
        problems += check(page, f"{path}, nothing studied")
    watched.go("/today")
    begin(watched)
    states: set[str] = set()
    for _ in range(24):
        form = page.locator("[data-kind]").get_attribute("data-form") or ""
        if form == "end":
            break
        if f"{form} asked" not in states:
            states.add(f"{form} asked")
            problems += check(page, f"{form} asked")
        answer(page)
        if f"{form} told" not in states:
            states.add(f"{form} told")
            unfold(page)
            problems += check(page, f"{form} told")
        page.evaluate("document.activeElement.blur()")
        go_on(page)
    assert len(states) >= 4
    problems += check(page, "the last state")
    page.locator("[data-keys]").click()
    problems += check(page, "the keys")
    for path in PAGES:
        watched.go(path)
        unfold(page)
        problems += check(page, path)
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []
