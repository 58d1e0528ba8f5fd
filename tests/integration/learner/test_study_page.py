"""The study page as plain forms, and as study.js asks for it."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from tests.integration.learner.conftest import Browser

RIGHT: dict[str, dict[str, Any]] = {
    "choice": {"option": "0"},
    "multiple": {"options": ["0"]},
    "true_false": {"value": "true"},
    "text": {"text": "Danube"},
    "matching": {f"right-{row}": str(row) for row in range(4)},
    "ordering": {f"place-{row}": str(row + 1) for row in range(4)},
}
JSON = "application/json"


def form_of(page: str) -> str:
    """Return which interaction the page asks."""
    found = re.search(r'data-form="(\w+)"', page)
    assert found
    return found[1]


def left_of(page: str) -> int:
    """Return how many cards the page says are left."""
    found = re.search(r"(\d+) left", page)
    assert found
    return int(found[1])


def to_form(browser: Browser, form: str) -> str:
    """Bury cards until one of the wanted form is asked; return its page."""
    for _ in count():
        page = browser.get("/study").text
        if form_of(page) == form:
            return page
        browser.send(page, "/study/bury")
    raise AssertionError


@pytest.mark.parametrize("form", sorted(RIGHT))
def test_an_answer_is_stored_and_told_with_its_passage(ann: Browser, form: str) -> None:
    page = to_form(ann, form)
    assert "Danube, river" not in page
    told = ann.send(page, "/study/answer", **RIGHT[form]).text
    assert 'data-kind="told"' in told
    assert "<mark>tells of rivers</mark>" in told
    assert "Back in" in told
    after = ann.get("/study").text
    assert left_of(after) == left_of(page) - 1


def test_who_does_not_know_is_shown_the_answer_and_asked_again_soon(ann: Browser) -> None:
    page = to_form(ann, "choice")
    told = ann.send(page, "/study/answer", rating="1").text
    assert "Here it is." in told
    assert re.search(r"Back in <?10 min", told.replace("&lt;", "<"))
    assert "I was right" not in told


def test_a_flashcard_is_turned_over_and_rated(ann: Browser) -> None:
    page = to_form(ann, "flashcard")
    assert "Danube" not in page
    back = ann.send(page, "/study/turn").text
    assert "Danube" in back
    assert [word in back for word in ("Again", "Hard", "Good", "Easy")] == [True] * 4
    gone_on = ann.send(back, "/study/answer", rating="3")
    assert gone_on.status_code == 303
    assert "1 answered today" in ann.get("/today").text


def test_an_empty_answer_is_asked_again_and_nothing_is_stored(ann: Browser) -> None:
    page = to_form(ann, "choice")
    again = ann.send(page, "/study/answer").text
    assert 'role="alert"' in again
    assert 'data-kind="ask"' in again
    assert left_of(again) == left_of(page)


def test_sending_twice_counts_once(ann: Browser) -> None:
    page = to_form(ann, "choice")
    first = ann.send(page, "/study/answer", option="1", duration="900").text
    second = ann.send(page, "/study/answer", option="1", duration="900").text
    assert "tells of rivers" in first
    assert "tells of rivers" in second
    assert "1 answered today" in ann.get("/today").text


def test_an_answer_that_was_not_shown_is_refused(ann: Browser) -> None:
    page = to_form(ann, "choice")
    assert ann.send(page, "/study/answer", option="9").status_code == 303
    assert ann.send(page, "/study/answer", option="x").status_code == 200
    forged = ann.send(page, "/study/answer", option="0", variant="a" * 16)
    assert forged.status_code == 404
    assert ann.send(page, "/study/answer", option="0", card="2").status_code == 404
    assert ann.send(page, "/study/answer", option="0", card="x").status_code == 400
    assert ann.send(page, "/study/answer", option="0", rating="7").status_code == 400
    assert "answered today" not in ann.get("/today").text


def test_i_was_right_changes_the_rating_and_goes_on(ann: Browser) -> None:
    page = to_form(ann, "text")
    told = ann.send(page, "/study/answer", text="Something else").text
    assert "I was right" in told
    assert 'name="rating" value="2"' not in told
    assert ann.send(told, "/study/rate", rating="3").status_code == 303
    assert "1 answered today" in ann.get("/today").text


def test_undo_brings_the_card_back(ann: Browser) -> None:
    page = to_form(ann, "choice")
    told = ann.send(page, "/study/answer", option="0").text
    after = ann.send(told, "/study/undo", follow=True).text
    assert "Taken back." in after
    assert left_of(after) == left_of(page)
    assert "answered today" not in ann.get("/today").text


def test_undo_without_anything_says_so(ann: Browser) -> None:
    page = ann.get("/study").text
    assert "nothing left to undo" in ann.send(page, "/study/undo", follow=True).text


def test_a_suspended_card_is_listed_without_its_answer_and_can_be_taken_back(ann: Browser) -> None:
    page = to_form(ann, "choice")
    ann.send(page, "/study/suspend")
    progress = ann.get("/progress").text
    assert "suspended" in progress
    assert "Statement" not in progress
    action = re.search(r'action="(/cards/\d+/back)"', progress[progress.index("Set aside") :])
    assert action
    back = ann.send(
        progress[progress.rindex("<form") :], action[1], follow=True, what="suspended"
    ).text
    assert "asked again" in back


def test_a_report_is_stored_with_its_reason(ann: Browser) -> None:
    page = to_form(ann, "choice")
    told = ann.send(page, "/study/answer", option="0").text
    assert "Report this question" in told
    sent = ann.send(told, "/study/report", reason="unclear", follow=True).text
    assert "Thank you." in sent
    odd = ann.send(told, "/study/report", reason="", follow=True).text
    assert "Choose what is wrong" in odd
    assert "The question is unclear" in ann.get("/progress").text


def test_a_set_is_studied_alone_and_its_end_leads_on(ann: Browser) -> None:
    page = ann.get("/study?set=2").text
    assert '<input type="hidden" name="set" value="2">' in page
    while 'data-kind="ask"' in page:
        page = ann.send(page, "/study/bury", follow=True).text
    assert "due elsewhere" in page


def test_a_strange_set_is_not_found(ann: Browser) -> None:
    assert ann.get("/study?set=99").status_code == 404
    assert ann.get("/study?set=x").status_code == 400


def test_the_end_says_what_was_done_and_when_the_next_is(ann: Browser) -> None:
    page = ann.get("/study").text
    done = 0
    while 'data-kind="end"' not in page:
        if form_of(page) == "flashcard":
            page = ann.send(page, "/study/turn").text
            page = ann.send(page, "/study/answer", rating="4", follow=True).text
        else:
            page = ann.send(page, "/study/answer", **RIGHT[form_of(page)]).text
            told = ann.send(page, "/study/rate", rating="4", follow=True)
            page = told.text
        done += 1
        assert done < 40
    assert "Done for today." in page
    assert "The next card is due" in page


def test_the_module_gets_the_next_questions_with_the_answer(ann: Browser) -> None:
    page = to_form(ann, "choice")
    reply = ann.send(page, "/study/answer", accept=JSON, option="0").json
    assert reply is not None
    assert 'data-kind="told"' in reply["stage"]
    assert len(reply["next"]) == 2
    assert all('data-kind="ask"' in each for each in reply["next"])
    ahead = ann.get("/study", JSON).json
    assert ahead is not None
    assert len(ahead["next"]) == 3


def test_a_form_without_its_token_stores_nothing(ann: Browser) -> None:
    page = to_form(ann, "choice")
    assert ann.send(page, "/study/answer", option="0", csrf_token="").status_code == 400
    assert "answered today" not in ann.get("/today").text


def test_another_persons_showing_is_not_found(ann: Browser, world: Callable[..., Browser]) -> None:
    page = to_form(ann, "choice")
    stranger = world(2, studies=False)
    token = re.search(r'name="csrf_token" value="([^"]+)"', stranger.get("/today").text)
    assert token
    sent = stranger.send(page, "/study/answer", option="0", csrf_token=token[1])
    assert sent.status_code == 404
