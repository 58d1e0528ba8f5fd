"""All learner pages, as they stand after some study: axe, width, zoom, console, foreign hosts."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from quizapp import clock
from tests.functional.conftest import Watched, expect
from tests.functional.test_study import answer, begin, go_on
from tests.functional.test_study_access import check, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PLAIN: Final = (
    "/today",
    "/sets",
    "/cards",
    "/articles/nato-alternatives",
    "/progress",
    "/plan",
    "/memory",
    "/memory/reschedule",
    "/search?q=nato",
    "/search?q=zzz",
    "/calendar",
    "/account",
    "/account/password",
    "/offline",
    "/study",
)
MODES: Final = ("learn", "match", "timeline", "cram")
LOOKS: Final = (
    (320, "light", "none"),
    (390, "dark", "none"),
    (1280, "light", "active"),
)
"""Width, scheme, forced colours."""
ZOOMED: Final = 640
"""Pixels that 200 % leave of a window of 1280."""
WIDTHS: Final = (320, 390, 640, 720, 960, 1180, 1280)


def paths_of(page: "Page", address: str) -> tuple[str, ...]:
    """Return every learner page: those of a card, of a set's practice and of each plan too."""
    card = page.locator("[data-kind]").get_attribute("data-card")
    page.goto(f"{address}/sets")
    hub = page.locator("a[href$='/practice']").first.get_attribute("href")
    page.goto(f"{address}/plan")
    sets = page.locator("[name=set_id] option").first.get_attribute("value")
    first = clock.now().date() + timedelta(days=20)
    last = first + timedelta(days=4)
    return (
        *PLAIN,
        f"/cards/{card}",
        f"/cards/{card}/fact",
        f"{hub}",
        *(f"{hub}/{mode}" for mode in MODES),
        f"/plan/goal?set_id={sets}&on={first}&minutes=20",
        f"/plan/holiday?first={first}&last={last}&ahead=1",
        "/plan/budget?minutes=20",
        "/plan/easy?monday=50&tuesday=100&wednesday=100&thursday=100&friday=100&saturday=100&sunday=0",
        "/plan/retention?percent=85",
    )


@pytest.mark.parametrize(("width", "scheme", "forced"), LOOKS)
def test_every_learner_page_has_no_violation(
    visit: Callable[..., Watched], width: int, scheme: str, forced: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    page.emulate_media(
        forced_colors="active" if forced == "active" else "none", reduced_motion="reduce"
    )
    begin(watched)
    for _ in range(3):
        answer(page)
        page.evaluate("document.activeElement.blur()")
        go_on(page)
    problems: list[str] = []
    for path in paths_of(page, watched.address):
        watched.go(path)
        assert watched.messages == [], path
        assert page.locator("h1").count() == 1, path
        assert (page.locator("meta[name=description]").get_attribute("content") or "").strip(), path
        unfold(page)
        found = check(page, path)
        # The colours are the person's own there: the page has no say in their contrast.
        problems += [each for each in found if forced == "none" or "color-contrast" not in each]
        page.set_viewport_size({"width": ZOOMED, "height": 422})
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{path}: scrolls sideways at 200 % of 1280 px")
        page.set_viewport_size({"width": width, "height": 844})
    assert problems == []
    assert watched.foreign == []


@pytest.mark.parametrize("name", ["learner", "admin"])
def test_the_header_stays_one_line_that_fits_every_width(
    visit: Callable[..., Watched], name: str
) -> None:
    page = visit().page
    if name == "admin":
        # Everything that anybody can have in it, in words as long as they come.
        page.evaluate(
            """() => {
              const list = document.querySelector(".menu ul");
              for (const words of ["Clases", "Estudio", "Administración"]) {
                const item = list.firstElementChild.cloneNode(true);
                item.firstElementChild.textContent = words;
                list.append(item);
              }
            }"""
        )
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        header = page.locator("header.top").bounding_box()
        assert header is not None
        assert header["height"] <= 64, (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


def test_the_study_page_reads_well_as_a_tree(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    begin(watched)
    for _ in range(12):
        form = page.locator("[data-kind]").get_attribute("data-form")
        if form in {"choice", "true_false"}:
            break
        answer(page)
        page.evaluate("document.activeElement.blur()")
        go_on(page)
    asked = page.locator("body").aria_snapshot()
    assert re.search(r'- heading "Study" \[level=1\]', asked)
    assert re.search(r'- progressbar "Today\'s work"', asked)
    assert re.search(r'- (group|radiogroup) ".+"', asked), asked
    assert asked.count("- radio ") >= 2
    assert '- button "Check"' in asked
    assert re.search(r'- button "I don.t know"', asked)
    assert '- complementary "The passage behind this question"' in asked
    page.keyboard.press("1")
    page.wait_for_selector("[data-kind=told]")
    page.wait_for_function("document.getElementById('heard').textContent !== ''")
    heard = page.locator("#heard")
    expect(heard).to_have_attribute("aria-live", "polite")
    assert re.match(r"(Right|Not this time)\. \S", heard.inner_text())
    told = page.locator("body").aria_snapshot()
    assert re.search(r'- group "Count it otherwise"', told)
    assert '- link "Continue"' in told
    assert not re.search(r"- (button|link)$", told, re.MULTILINE), "a control without a name"
