"""A learner's journey in a real browser: by keyboard, by thumb, without script, without a line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import Watched, expect
from tests.functional.offline_world import NO_SYNC

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = pytest.mark.browser

DONE = "[data-kind=told], [data-kind=back], [data-kind=end]"


def begin(watched: Watched) -> None:
    """Take up an article, from the empty Today, by keyboard."""
    watched.page.get_by_role("button", name="Start studying If NATO").focus()
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_selector(".scripted [data-kind=ask]")
    watched.page.wait_for_load_state("networkidle")


def answer(page: "Page") -> str:
    """Answer what is asked by keyboard alone; return how it was asked."""
    form = page.locator("[data-kind]").get_attribute("data-form") or ""
    match form:
        case "choice" | "true_false":
            page.keyboard.press("1")
        case "multiple":
            page.keyboard.press("1")
            page.keyboard.press("Enter")
        case "text":
            page.keyboard.type("something")
            page.keyboard.press("Enter")
        case "flashcard":
            page.keyboard.press("Space")
        case _:
            page.keyboard.press("d")
    page.wait_for_selector(DONE)
    return form


def go_on(page: "Page") -> None:
    """Go on to the next question by keyboard."""
    page.keyboard.press("Space")
    page.wait_for_selector("[data-kind=ask], [data-kind=end]")


def answers_today(watched: Watched) -> int:
    """Return how many answers Today says were given."""
    watched.go("/today")
    text = watched.page.locator(".at-hand").inner_text()
    before = text.split(" answered today")[0].rsplit(" ", 1)[-1]
    return int(before) if "answered today" in text else 0


def test_ten_cards_by_keyboard_one_undone_one_reported(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    for _ in range(9):
        answer(page)
        go_on(page)
    form = answer(page)
    undone = page.locator("[data-kind]").get_attribute("data-card")
    if form == "flashcard":
        page.keyboard.press("3")
        page.wait_for_selector("[data-kind=ask]")
    page.keyboard.press("u")
    page.wait_for_selector(f"[data-kind=ask][data-card='{undone}']")
    expect(page.locator("#said")).to_have_text("Taken back.")
    assert answers_today(watched) == 9

    watched.go("/study")
    page.wait_for_selector(".scripted [data-kind=ask]")
    while answer(page) == "flashcard":
        go_on(page)
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "passage"
    page.locator(".report summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("In your words").fill("The wording can be read in two ways.")
    page.get_by_role("button", name="Send the report").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Thank you.").wait_for()

    assert answers_today(watched) >= 10
    watched.go("/progress")
    expect(page.get_by_text("Recall today").first).to_be_visible()
    due = page.locator("figure", has_text="Cards due").locator("rect title").all_text_contents()
    assert sum(int(each.split(": ")[1]) for each in due) >= 10
    assert watched.messages == []
    assert watched.foreign == []


def test_the_next_question_stands_there_at_once(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    while answer(page) == "flashcard":
        go_on(page)
    took_ms = page.evaluate(
        """() => new Promise((done) => {
          const began = performance.now();
          new MutationObserver(() => requestAnimationFrame(() =>
            done(performance.now() - began))).observe(stage, {childList: true});
          document.querySelector("[data-main]").click();
        })"""
    )
    assert took_ms < 100


def test_a_double_click_counts_once(visit: Callable[..., Watched]) -> None:
    watched = visit()
    begin(watched)
    watched.page.locator("[data-key=d], [data-main]").last.dblclick()
    watched.page.wait_for_selector(DONE)
    watched.page.wait_for_load_state("networkidle")
    if watched.page.locator("[data-kind=back]").count():
        watched.page.keyboard.press("3")
        watched.page.wait_for_selector("[data-kind=ask]")
    assert answers_today(watched) == 1


def test_answers_wait_while_the_line_is_away(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    page.add_init_script(NO_SYNC)
    begin(watched)
    page.route("**/study/answer", lambda route: route.abort())
    for count in (1, 2):
        page.locator("[data-key=d]").click()
        page.wait_for_selector(".kept")
        page.locator("#unsent [data-count]").filter(has_text=str(count)).wait_for()
        if count == 1:
            page.keyboard.press("Space")
            page.locator(".kept").wait_for(state="detached")
    page.reload()
    page.locator("#unsent").wait_for(state="visible")
    page.unroute("**/study/answer")
    page.get_by_role("button", name="Send now").click()
    page.locator("#unsent").wait_for(state="hidden")
    assert answers_today(watched) == 2


def test_a_lost_reply_is_fetched_again_and_counts_once(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    page.add_init_script(NO_SYNC)
    begin(watched)
    lost: list[int] = []

    def lose(route: "Route") -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/study/answer", lose)
    page.locator("[data-key=d]").click()
    page.wait_for_selector(".kept")
    page.get_by_role("button", name="Send now").click()
    page.wait_for_selector("[data-kind=told]")
    assert lost == [200]
    assert answers_today(watched) == 1


def test_study_works_without_script(visit: Callable[..., Watched]) -> None:
    watched = visit()
    cookies = watched.page.context.cookies()
    browser = watched.page.context.browser
    assert browser
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    context.add_cookies([{**each} for each in cookies])  # type: ignore[typeddict-item]  # as given
    page = context.new_page()
    page.goto(f"{watched.address}/today")
    page.get_by_role("button", name="Start studying If NATO").click()
    for _ in range(3):
        page.locator("[data-key=d]").click()
        page.locator("[data-kind=told] mark").wait_for()  # a click does not wait for its page
        page.get_by_role("link", name="Continue").click()
    context.close()
    assert answers_today(watched) == 3


def test_a_tap_on_an_option_answers(visit: Callable[..., Watched]) -> None:
    watched = visit(width=390, height=844)
    page = watched.page
    begin(watched)
    while page.locator("[data-kind]").get_attribute("data-form") not in {"choice", "true_false"}:
        answer(page)
        go_on(page)
    page.locator("label.option").first.click()
    page.wait_for_selector("[data-kind=told]")
    heard = page.locator("#heard").inner_text()
    assert heard.split(".")[0] in {"Right", "Not this time"}
    assert page.evaluate("document.activeElement.dataset.main") == ""


def test_keys_can_be_switched_off(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    page.locator("h1").first.focus()
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    card = page.locator("[data-kind]").get_attribute("data-card")
    page.keyboard.press("b")
    page.wait_for_timeout(300)
    expect(page.locator("[data-kind]")).to_have_attribute("data-card", card)
