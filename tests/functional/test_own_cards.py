"""A learner's own deck in a real browser: cards by keyboard, one studied, mended, one deleted."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.functional.conftest import Watched, expect
from tests.functional.test_study import answer, go_on
from tests.functional.test_study_access import check

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def write(page: "Page", front: str, back: str, *, last: bool) -> None:
    """Write a card by keyboard alone: the front has the focus already."""
    expect(page.locator("#front")).to_be_focused()
    page.keyboard.type(front)
    page.keyboard.press("Tab")
    page.keyboard.type(back)
    if not last:
        page.keyboard.press("Control+Enter")
        expect(page.locator("#added")).to_contain_text(front)
        return
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Add and finish")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_text("1 card added.").wait_for()


def study_one(watched: Watched, first: str) -> None:
    """Answer the first card of the deck whose page is open."""
    page = watched.page
    page.get_by_role("link", name="Study", exact=True).click()
    page.wait_for_selector(".scripted [data-kind=ask]")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-kind=ask]")).to_contain_text(first)
    if answer(page) == "flashcard":
        page.keyboard.press("3")
        page.wait_for_selector("[data-kind=ask], [data-kind=end]")
    else:
        go_on(page)


def begin(watched: Watched, title: str) -> list[str]:
    """Begin a deck by keyboard; return what axe finds on the way."""
    page = watched.page
    watched.go("/sets")
    page.get_by_role("link", name="New deck").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_be_focused()
    found = check(page, "a new deck")
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Add a card").wait_for()
    return found + check(page, "a new card")


def delete_and_put_back(page: "Page", front: str) -> list[str]:
    """Delete a card, see it among the deleted, put it back; return what axe finds on the way."""
    page.get_by_role("link", name=f"Delete {front}").click()
    page.get_by_role("heading", name="Delete this card?").wait_for()
    found = check(page, "a card that is deleted")
    page.get_by_role("button", name="Delete the card").click()
    page.get_by_text("The card is deleted.").wait_for()
    expect(page.locator(".one-card .asked")).to_have_text(["el gato"])
    page.get_by_role("link", name="Deleted 1").click()
    expect(page.get_by_role("button", name=f"Put it back {front}")).to_be_visible()
    found += check(page, "deleted cards")
    page.get_by_role("button", name=f"Put it back {front}").click()
    page.get_by_text("The card is back").wait_for()
    return found


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_deck_is_written_studied_mended_and_looked_through(
    visit: Callable[..., Watched], width: int, scheme: str
) -> None:
    watched = visit(width=width, height=844, scheme=scheme)
    page = watched.page
    found = begin(watched, "Spanish")
    write(page, "el gatto", "the cat", last=False)
    found += check(page, "the next card")
    write(page, "el perro", "the dog", last=True)
    expect(page.locator(".one-card")).to_have_count(2)
    found += check(page, "the cards")
    page.get_by_role("link", name="Spanish").click()
    study_one(watched, "el gatto")

    watched.go("/sets")
    page.get_by_role("link", name="About this deck").click()
    page.get_by_role("link", name="Look through the cards").click()
    page.get_by_role("link", name="Edit el gatto").click()
    expect(page.locator("#stays")).to_contain_text("You have given 1 answer to it.")
    found += check(page, "a card that is changed")
    page.locator("#front").fill("el gato")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("What you remember of it stays as it was.").wait_for()

    page.locator("#words").fill("GATO")
    page.keyboard.press("Enter")
    page.get_by_text("1 card with “GATO”").wait_for()
    expect(page.locator(".one-card .asked")).to_have_text(["el gato"])
    expect(page.locator(".one-card .stands")).not_to_have_text("new")
    page.get_by_role("link", name="Show all").click()
    found += delete_and_put_back(page, "el perro")
    assert found == []
    assert watched.messages == []
    assert watched.foreign == []


def test_another_kind_of_card_keeps_what_was_typed(visit: Callable[..., Watched]) -> None:
    watched = visit()
    page = watched.page
    watched.go("/decks/new")
    page.locator("#title").fill("Towns")
    page.keyboard.press("Enter")
    expect(page.locator("#front")).to_be_focused()
    page.keyboard.type("{{Paris}} is in {{France}}.")
    page.get_by_role("link", name="Hide words in a text").click()
    page.get_by_text("Text, with what is hidden in double braces").wait_for()
    expect(page.locator("#front")).to_have_value("{{Paris}} is in {{France}}.")
    assert check(page, "a cloze") == []
    page.locator("#front").press("Control+Enter")
    page.locator("#added").wait_for()
    page.get_by_role("link", name="Look through the cards").click()
    expect(page.locator(".one-card .told")).to_have_text(["Answer: Paris", "Answer: France"])
    page.get_by_role("button", name="Suspend _____ is in France.").click()
    page.get_by_text("Suspended: it is not asked").wait_for()
    page.get_by_role("button", name="Ask again _____ is in France.").click()
    page.get_by_text("It is asked again.").wait_for()
    assert watched.messages == []
