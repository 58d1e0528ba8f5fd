"""Hints, flags, notes, sittings, swipes and practice in a real browser, by key, thumb and form."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.functional.conftest import Watched, expect
from tests.functional.test_study import DONE, answer, answers_today, begin, go_on
from tests.functional.test_study_access import check, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MODES = ("learn", "match", "timeline", "cram")
ASKED = ".scripted [data-kind=ask]"
SMALL = """() => [...document.querySelectorAll("main button, main a.button, main summary,"
  + " main label.option, main select, main input[type=text], main .answer-text")]
  .filter((each) => each.checkVisibility({visibilityProperty: true}))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => box.height && box.height < 43.9)
  .map(([html, box]) => `${Math.round(box.height)} px: ${html}`)"""
SWIPE = """([across, down]) => {
  const target = document.querySelector(".question");
  const touch = (x, y) => new Touch({identifier: 1, target, clientX: x, clientY: y});
  const send = (type, x, y) => target.dispatchEvent(new TouchEvent(type, {bubbles: true,
    touches: type === "touchend" ? [] : [touch(x, y)], changedTouches: [touch(x, y)]}));
  send("touchstart", 190, 300);
  send("touchend", 190 + across, 300 + down);
}"""


def to_form(page: "Page", *wanted: str) -> None:
    """Go through the cards until one of a wanted form is asked."""
    for _ in range(30):
        if page.locator("[data-kind]").get_attribute("data-form") in wanted:
            return
        if answer(page) == "flashcard":
            page.keyboard.press("3")
            page.wait_for_selector(ASKED)
        else:
            go_on(page)
    pytest.fail(f"none of {wanted} was asked")


def practice_of(watched: Watched) -> str:
    """Return the address of the first set's practice."""
    watched.go("/sets")
    return watched.page.locator("a:has-text('Practise')").first.get_attribute("href") or ""


@contextmanager
def same_person(watched: Watched, **more: Any) -> Iterator["Page"]:
    """Open another browser window of the same person."""
    browser = watched.page.context.browser
    assert browser is not None
    context = browser.new_context(storage_state=watched.page.context.storage_state(), **more)
    yield context.new_page()
    context.close()


def test_hint_flag_note_and_i_was_right_by_key_and_undone_after_a_reload(
    visit: Callable[..., Watched],
) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    to_form(page, "choice")
    card = page.locator("[data-kind]").get_attribute("data-card")
    options = page.locator("label.option").count()
    page.keyboard.press("h")
    page.locator(".hints li", has_text="It is told in passage").wait_for()
    if options > 2:
        page.keyboard.press("h")
        page.locator("label.option.struck").wait_for()
    hints = page.locator(".hints li").count()
    page.reload()
    page.wait_for_selector(ASKED)
    expect(page.locator(".hints li")).to_have_count(hints)

    page.keyboard.press("f")
    page.keyboard.press("4")
    page.get_by_text("Flagged: Important.").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("d")
    page.wait_for_selector("[data-kind=told]")
    page.keyboard.press("n")
    page.keyboard.type("Think of the harbour.")
    page.get_by_role("button", name="Keep the note").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Note kept.").wait_for()
    watched.go("/cards")
    expect(page.get_by_role("textbox")).to_have_value("Think of the harbour.")
    expect(page.get_by_text("Important").first).to_be_visible()

    watched.go("/study")
    page.wait_for_selector(ASKED)
    before = answers_today(watched)
    watched.go("/study")
    page.wait_for_selector(ASKED)
    page.keyboard.press("u")
    page.wait_for_selector(f"[data-kind=ask][data-card='{card}']")
    page.keyboard.press("u")
    page.get_by_text("The flag is as it was before.").wait_for()
    assert answers_today(watched) == before - 1
    watched.go("/cards?show=flagged")
    page.get_by_text("No card of yours is on this list.").wait_for()
    assert watched.messages == []


def test_i_counts_a_wrong_answer_as_right(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    for _ in range(20):
        to_form(page, "choice", "true_false", "text")
        answer(page)
        if page.locator("[data-key=i]").count():
            break
        go_on(page)
    done = page.locator("[data-kind]").get_attribute("data-card")
    page.keyboard.press("i")
    page.wait_for_selector(ASKED)
    expect(page.locator("[data-kind]")).not_to_have_attribute("data-card", done)
    assert watched.messages == []


def test_a_sitting_ends_by_itself_and_a_few_more_can_be_had(
    visit: Callable[..., Watched],
) -> None:
    watched = visit(width=390)
    page = watched.page
    begin(watched)
    watched.go("/study?sitting=n3")
    page.wait_for_selector(ASKED)
    page.wait_for_load_state("networkidle")
    for _ in range(3):
        if answer(page) == "flashcard":
            page.keyboard.press("3")
        else:
            page.keyboard.press("Space")
        page.wait_for_selector("[data-kind=ask], [data-kind=end]")
    page.get_by_text("That was this sitting.").wait_for()
    page.get_by_role("link", name="A few more").click()
    page.wait_for_selector(ASKED)
    expect(page.get_by_text("5 left")).to_be_visible()
    assert watched.messages == []


def test_swipes_turn_rate_and_go_on_until_they_are_switched_off(
    visit: Callable[..., Watched],
) -> None:
    watched = visit(width=390)
    begin(watched)
    with same_person(watched, has_touch=True, viewport={"width": 390, "height": 800}) as page:
        page.goto(watched.address + "/study")
        page.wait_for_selector(ASKED)
        page.wait_for_load_state("networkidle")
        to_form(page, "choice", "true_false", "text")
        answer(page)
        page.evaluate(SWIPE, [-20, 0])
        page.evaluate(SWIPE, [-160, 140])
        expect(page.locator("[data-kind=told]")).to_have_count(1)
        page.evaluate(SWIPE, [-160, 10])
        page.wait_for_selector(ASKED)
        page.locator("[data-keys]").click()
        page.get_by_label("Swipe on a touch screen").uncheck()
        page.get_by_role("button", name="Close").click()
        to_form(page, "choice", "true_false", "text")
        answer(page)
        page.evaluate(SWIPE, [-160, 10])
        expect(page.locator("[data-kind=told]")).to_have_count(1)


def play_by_key(page: "Page", mode: str) -> None:
    """Play one turn of a mode by keyboard alone."""
    match mode:
        case "match":
            for name in ("left", "right"):
                page.locator(f"[name={name}]").first.focus()
                page.keyboard.press("Space")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.get_by_text("A pair.").or_(page.get_by_text("do not belong together")).wait_for()
        case "timeline":
            page.get_by_role("button", name="Move down").first.focus()
            page.keyboard.press("Enter")
            page.get_by_role("button", name="Check the order").focus()
            page.keyboard.press("Enter")
            page.locator(".timeline").wait_for()
        case _:
            page.keyboard.press("d")
            page.wait_for_selector("[data-kind=told]")
            page.keyboard.press("Space")
            page.get_by_text("Round 1, 2 of").wait_for()


def test_each_practice_is_played_by_keyboard_and_counts_nothing(
    visit: Callable[..., Watched],
) -> None:
    watched = visit()
    page = watched.page
    at = practice_of(watched)
    for mode in MODES:
        watched.go(f"{at}/{mode}")
        page.wait_for_selector(".scripted")
        play_by_key(page, mode)
    today = page.request.get(f"{watched.address}/api/v1/today").json()
    assert (today["done_today"], today["sets"]) == (0, 0)
    assert watched.messages == []
    assert watched.foreign == []


def test_each_practice_is_played_without_script(visit: Callable[..., Watched]) -> None:
    watched = visit(width=390)
    at = practice_of(watched)
    with same_person(watched, java_script_enabled=False) as page:
        for mode in MODES:
            page.goto(f"{watched.address}{at}/{mode}")
            match mode:
                case "match":
                    page.locator("[name=left]").first.check()
                    page.locator("[name=right]").first.check()
                    page.locator("[data-main]").click()
                    expect(page.locator(".match-said strong")).to_have_count(1)
                case "timeline":
                    for place, field in enumerate(page.locator("select").all(), start=1):
                        field.select_option(str(place))
                    page.locator("[data-main]").click()
                    expect(page.locator(".timeline li")).to_have_count(5)
                case _:
                    page.locator("[name=do]").last.click()
                    page.locator("a[data-main], [data-main]").first.click()
                    expect(page.get_by_text("Round 1")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_practice_and_your_cards_have_no_violations_and_large_targets(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    begin(watched)
    problems = [f"study: {each}" for each in page.evaluate(SMALL)]
    page.locator(".flags summary").click()
    problems += check(page, "flags") + [f"flags: {each}" for each in page.evaluate(SMALL)]
    page.keyboard.press("2")
    page.get_by_text("Flagged: Mixed up.").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("h")
    page.locator(".hints").wait_for()
    problems += check(page, "hint") + [f"hint: {each}" for each in page.evaluate(SMALL)]
    page.evaluate("document.activeElement.blur()")
    page.locator("[data-key=d], [data-main]").last.click()
    page.wait_for_selector(DONE)
    unfold(page)
    problems += [f"told: {each}" for each in page.evaluate(SMALL)]
    watched.go("/cards")
    problems += check(page, "cards") + [f"cards: {each}" for each in page.evaluate(SMALL)]
    at = practice_of(watched)
    for mode in ("", *(f"/{each}" for each in MODES)):
        watched.go(at + mode)
        problems += check(page, at + mode)
        problems += [f"{mode}: {each}" for each in page.evaluate(SMALL)]
    for mode in MODES:
        watched.go(f"{at}/{mode}")
        page.wait_for_selector(".scripted")
        play_by_key(page, mode)
        problems += check(page, f"{mode} played")
    assert problems == []
    assert watched.messages == []
