"""An author's journey in a real browser: paste, make drafts, judge by keyboard, edit a passage."""

import re
import time
import uuid
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import pytest
from flask import Flask

from quizapp import clock
from quizapp.services.people import accounts
from tests.functional.conftest import PASSWORD, Watched, expect
from tests.functional.test_study_access import check

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

ARTICLE: Final = """\
The town of Lindau opened its harbour in 1856, after nine years of work. The railway company paid
for the outer wall. Mayor Anna Bauer later called the harbour "the door to the lake".

Her critics argue that the harbour ruined the old fishing trade. According to the historian Karl
Weber, most families on the eastern shore lived from the trade before 1850.

In 1861 the council bought a second quay for 40,000 guilders. The town had 3,200 inhabitants at
that time. Larger steamers landed at the new quay in winter.

The Lake Steamship Company (LSC) was founded in 1863 by Otto Brandt. Brandt promised that every
village on the shore would have a landing stage within ten years.

The lighthouse was built in 1864. The architect Ludwig Stern designed the lighthouse and the stone
lion at the entrance of the harbour.

In 1890 Austria and Bavaria signed the Treaty of Bregenz. The treaty gave the fishermen of the
eastern shore the right to use the second quay.
"""
CHOSEN: Final = "[data-chosen]"
PATIENCE_MS: Final = 15_000
"""Drafting takes seconds on a machine that does much else."""


@pytest.fixture
def author(chromium: "Browser", site: tuple[str, Flask]) -> Iterator[Callable[..., Watched]]:
    """Return a maker of pages: an author, signed in, in a window of a size and scheme."""
    address, app = site
    contexts = []

    def make(
        *, width: int = 1280, height: int = 800, scheme: str = "light", scripts: bool = True
    ) -> Watched:
        name = f"author {uuid.uuid4().hex[:12]}"
        with app.app_context():
            accounts.create_user(name=name, password=PASSWORD, roles=("author",), now=clock.now())
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        watched = Watched(context.new_page(), address)
        watched.sign_in(name)
        return watched

    yield make
    for context in contexts:
        context.close()


def bring_in(watched: Watched, *, title: str) -> None:
    """Paste the article and land on its workbench."""
    page = watched.page
    watched.go("/studio/")
    page.get_by_role("link", name="New", exact=True).click()
    page.get_by_label("Text of the article").fill(ARTICLE)
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Publication", exact=True).fill("The tests")
    page.get_by_label("Licence").fill("CC0 1.0")
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_url("**/studio/work/**")


def make_drafts(watched: Watched) -> int:
    """Let the program propose facts; return how many there are to judge."""
    page = watched.page
    page.get_by_role("button", name="Make draft facts").click()
    page.wait_for_selector("#judged")
    page.wait_for_load_state()
    return page.locator("[data-draft]").count()


def judged(page: "Page") -> int:
    """Return how many drafts the page says are judged."""
    return int(page.locator("#judged strong").inner_text().split(" of ")[0])


def state(card: "Locator") -> str | None:
    """Return what became of a draft by the page."""
    return card.get_attribute("data-state")


def settled(page: "Page", draft: str, wanted: str) -> None:
    """Wait until the server's answer about a draft has arrived."""
    page.wait_for_selector(f"#{draft}[data-state={wanted}]:not([data-busy])")


def test_who_edits_a_draft_goes_on_with_the_next_one(author: Callable[..., Watched]) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour edited")
    assert make_drafts(watched) >= 3
    first, second, third = (
        f"draft-{page.locator('[data-draft]').nth(n).get_attribute('data-draft')}" for n in range(3)
    )
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.get_by_role("link", name="Not now").click()
    page.wait_for_selector(f"#{second}[data-chosen]")
    page.keyboard.press("k")
    page.keyboard.press("e")
    page.get_by_role("button", name="Save and accept").click()
    page.wait_for_selector(f"#{second}[data-chosen]")
    assert state(page.locator(f"#{first}")) == "accepted"
    bar = page.locator(".bench-bar").bounding_box()
    head = page.locator(f"#{first} .draft-head").bounding_box()
    assert bar
    assert head
    assert head["y"] >= bar["y"] + bar["height"] or head["y"] + head["height"] <= bar["y"]
    page.keyboard.press("a")
    settled(page, second, "accepted")
    expect(page.locator(CHOSEN)).to_have_attribute("id", third)


def test_an_author_vouches_for_an_answer_by_key_and_sees_the_card_it_gives(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour vouched for")
    make_drafts(watched)
    card = page.locator("[data-draft]:has(.certain)").first
    draft = card.get_attribute("id") or ""
    boxes = page.locator(f"#{draft} .certain input")
    card.focus()
    page.keyboard.press("c")
    expect(boxes.first).to_be_checked()
    page.keyboard.press("c")
    expect(boxes.first).not_to_be_checked()
    page.keyboard.press("c")
    page.keyboard.press("a")
    settled(page, draft, "accepted")
    expect(page.locator(f"#{draft}")).not_to_contain_text("Nothing is asked of it")
    page.keyboard.press("u")
    settled(page, draft, "proposed")
    expect(boxes.first).to_be_checked()
    page.keyboard.press("c")
    expect(boxes.first).not_to_be_checked()
    page.locator(f"#{draft}").get_by_role("button", name="Accept").click()
    settled(page, draft, "accepted")
    page.keyboard.press("u")
    settled(page, draft, "proposed")
    assert watched.messages == []


def test_an_author_judges_by_keyboard_and_a_changed_passage_loses_an_anchor(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour by keyboard")
    expect(page.get_by_role("heading", level=1)).to_have_text("A harbour by keyboard")
    assert make_drafts(watched) >= 3

    first, second = (
        f"draft-{page.locator('[data-draft]').nth(n).get_attribute('data-draft')}" for n in (0, 1)
    )
    expect(page.locator(CHOSEN)).to_have_attribute("id", first)
    page.keyboard.press("j")
    expect(page.locator(CHOSEN)).to_have_attribute("id", second)
    page.keyboard.press("k")
    expect(page.locator(CHOSEN)).to_have_attribute("id", first)
    assert page.evaluate("document.activeElement.id") == first

    page.keyboard.press("a")
    settled(page, first, "accepted")
    expect(page.locator("#said")).to_have_text("Accepted.")
    assert judged(page) == 1
    expect(page.locator(CHOSEN)).to_have_attribute("id", second)
    page.keyboard.press("r")
    settled(page, second, "rejected")
    assert judged(page) == 2
    page.get_by_role("link", name="Rejected (1)").wait_for()
    page.keyboard.press("u")
    settled(page, second, "proposed")
    assert judged(page) == 1

    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")

    statement = page.locator(f"#{first} .statement").inner_text()
    page.get_by_role("link", name="Passages", exact=True).click()
    text = page.get_by_label("Text of passage 1")
    text.fill("Lindau has had a harbour for a long time.")
    page.locator("#passage-1").get_by_role("button", name="Save").click()
    asked = page.locator("#passage-1 [role=alert]")
    expect(asked).to_contain_text("would lose its anchor")
    expect(asked).to_contain_text(statement)
    page.get_by_role("button", name="Save all the same").click()
    page.wait_for_selector("text=Passage 1 is saved.")
    page.get_by_role("link", name="Drafts and facts").click()
    lost = page.get_by_role("region", name="1 fact lost its anchor")
    expect(lost).to_contain_text(statement)
    expect(lost.get_by_role("link", name="Mend")).to_have_count(1)
    expect(page.locator(f"#{first}")).to_contain_class("is-lost")
    assert watched.messages == []
    assert watched.foreign == []


def test_the_draft_that_is_chosen_is_marked_in_its_passage(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour with marks")
    make_drafts(watched)
    page.keyboard.press("j")
    marked = "[...CSS.highlights.get('chosen')][0].toString()"
    evidence = page.locator(f"{CHOSEN} [data-evidence]").text_content()
    assert page.evaluate(marked) == evidence


def test_a_press_whose_answer_is_lost_counts_once(author: Callable[..., Watched]) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour on a bad line")
    make_drafts(watched)
    lost: list[int] = []

    def lose_first(route: "Route") -> None:
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
            return
        lost.append(answer.status)
        route.abort()

    page.route(re.compile(r"/drafts/\d+/accept"), lose_first)
    draft = page.locator(CHOSEN).get_attribute("id") or ""
    page.keyboard.press("a")
    settled(page, draft, "accepted")
    assert lost == [200]
    assert judged(page) == 1
    watched.go("/studio/")
    expect(page.get_by_role("listitem").filter(has_text="bad line")).to_contain_text("1 fact;")


def test_who_leaves_the_page_at_once_has_judged_all_the_same(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour left in haste")
    assert make_drafts(watched) >= 3
    here = page.url
    for _ in range(3):
        chosen = page.locator(CHOSEN).get_attribute("id")
        page.keyboard.press("r")
        expect(page.locator(CHOSEN)).not_to_have_attribute("id", chosen or "")
    watched.go("/today")
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < deadline:
        page.goto(here)
        if judged(page) == 3:
            break
    assert judged(page) == 3


def test_what_another_tab_decided_is_shown_and_not_lost(author: Callable[..., Watched]) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour in two tabs")
    make_drafts(watched)
    draft = page.locator(CHOSEN).get_attribute("id") or ""
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("r")
    settled(other, draft, "rejected")

    page.keyboard.press("a")
    page.wait_for_selector(f"#{draft}[data-state=rejected]:not([data-busy])")
    expect(page.locator("#said")).to_contain_text("it is rejected now")
    assert judged(page) == 1
    page.keyboard.press("u")
    settled(page, draft, "proposed")


def test_a_press_that_never_arrives_is_taken_back(author: Callable[..., Watched]) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour without a line")
    make_drafts(watched)
    page.route(re.compile(r"/drafts/\d+/reject"), lambda route: route.abort())
    draft = page.locator(CHOSEN).get_attribute("id") or ""
    page.keyboard.press("r")
    page.wait_for_selector("text=This was not stored", timeout=20_000)
    assert state(page.locator(f"#{draft}")) == "proposed"
    expect(page.locator(CHOSEN)).to_have_attribute("id", draft)


def test_everything_works_without_scripts(author: Callable[..., Watched]) -> None:
    watched = author(scripts=False)
    page = watched.page
    bring_in(watched, title="A harbour without scripts")
    make_drafts(watched)
    cards = page.locator("[data-draft]")
    first, second = cards.nth(0).get_attribute("id"), cards.nth(1).get_attribute("id")
    assert first
    assert second
    page.locator(f"#{first}").get_by_role("button", name="Accept").click()
    page.wait_for_url(f"**#{second}")
    settled(page, first, "accepted")
    page.locator(f"#{second}").get_by_role("button", name="Reject").click()
    page.get_by_role("link", name="Rejected (1)").click()
    page.locator(f"#{second}").get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Rejected (0)").wait_for()

    page.get_by_role("link", name="Passages", exact=True).click()
    page.wait_for_load_state()
    before = page.locator(".passage-form").count()
    page.locator("#passage-1 summary").click()
    page.locator("#passage-1").get_by_label("Split after").fill("after nine years of work.")
    page.locator("#passage-1").get_by_role("button", name="Split").click()
    forms = page.locator(".passage-form")
    expect(forms).to_have_count(before + 1)
    page.locator("#passage-1").get_by_role("button", name="Merge with the next").click()
    expect(forms).to_have_count(before)


def test_a_passage_is_split_at_the_cursor_and_what_is_typed_survives_a_reload(
    author: Callable[..., Watched],
) -> None:
    watched = author()
    page = watched.page
    bring_in(watched, title="A harbour in halves")
    page.get_by_role("link", name="Passages", exact=True).click()
    text = page.get_by_label("Text of passage 2")
    whole = text.input_value()
    at = whole.index("According")
    text.evaluate("(field, at) => field.setSelectionRange(at, at)", at)
    page.locator("#passage-2").get_by_role("button", name="Split at the cursor").click()
    page.wait_for_selector("text=Passage 2 is split.")
    expect(page.get_by_label("Text of passage 3")).to_have_value(whole[at:])

    page.get_by_label("Text of passage 3").fill("Half a thought")
    page.reload()
    expect(page.get_by_label("Text of passage 3")).to_have_value("Half a thought")
    expect(page.locator("#passage-3 [data-unsaved]")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_pages_of_an_article_in_the_works_have_no_violations(
    author: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = author(width=width, height=844, scheme=scheme)
    page = watched.page
    watched.go("/studio/new")
    problems = check(page, "new")
    page.get_by_label("Upload a file").check()
    problems += check(page, "new by upload")
    bring_in(watched, title=f"A harbour at {width} {scheme}")
    here = page.url.removeprefix(watched.address)
    problems += check(page, "no drafts")
    make_drafts(watched)
    page.keyboard.press("a")
    page.wait_for_selector("[data-state=accepted]:not([data-busy])")
    page.keyboard.press("r")
    page.wait_for_selector("[data-state=rejected]:not([data-busy])")
    problems += check(page, "judging")
    page.keyboard.press("Shift+?")
    problems += check(page, "the keys")
    page.keyboard.press("Escape")
    for path in (f"{here}?show=rejected", f"{here}/passages", f"{here}/head", "/studio/"):
        watched.go(path)
        problems += check(page, path)
    watched.go(f"{here}/passages")
    page.get_by_label("Text of passage 1").fill("Another text.")
    page.locator("#passage-1").get_by_role("button", name="Save").click()
    problems += check(page, "asked before an anchor is lost")
    page.get_by_role("button", name="Save all the same").click()
    watched.go(here)
    problems += check(page, "an anchor lost")
    assert problems == []
    assert watched.messages == []
    assert watched.foreign == []
