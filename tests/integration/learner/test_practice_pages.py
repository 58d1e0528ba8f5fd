"""The pages of practice and of cards set apart, as plain forms; and their twins."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from quizapp.services.study.practice_cards import MODES
from tests.integration.learner.conftest import Browser
from tests.integration.learner.test_study_page import JSON, RIGHT, form_of, to_form
from tests.integration.learner.test_twins import _seen
from tests.integration.study.test_practice import deal

AT = "/sets/1/practice"


def _dealt(browser: Browser, *, shift: int = 0, many: int = 7) -> Browser:
    with browser.client.application.app_context():
        deal(shift=shift, many=many)
    return browser


@pytest.mark.parametrize("mode", MODES)
def test_twins_whose_answers_changed_places_look_the_same(
    world: Callable[..., Browser], mode: str
) -> None:
    one, twin = _dealt(world(0), many=6), _dealt(world(1), shift=1, many=6)
    for path in (AT, f"{AT}/{mode}"):
        assert _seen(one.get(path)) == _seen(twin.get(path))
    assert ("<select" if mode == "timeline" else "<input") in one.get(f"{AT}/{mode}").text


def test_learn_by_plain_forms_tells_what_came_of_it_and_goes_on(ann: Browser) -> None:
    page = ann.get(f"{AT}/learn").text
    assert "Practice: what you do here changes no due date" in page
    assert "Choose or write an answer first" in ann.send(page, f"{AT}/learn").text
    told = ann.send(page, f"{AT}/learn", **RIGHT[form_of(page)]).text
    assert "Continue" in told
    assert "<mark>tells of rivers</mark>" in told
    assert "Round 1, 2 of 10" in ann.get(f"{AT}/learn").text
    assert ann.send(page, f"{AT}/learn", do="show").status_code == 303  # Answered already.
    assert ann.get("/api/v1/today").get_json()["done_today"] == 0


def test_a_flashcard_is_turned_over_before_it_is_judged(ann: Browser) -> None:
    for _ in range(16):
        page = ann.get(f"{AT}/cram").text
        if form_of(page) == "flashcard":
            break
        ann.send(page, f"{AT}/cram", do="show")
    assert "Turn the card over first" in ann.send(page, f"{AT}/cram").text
    back = ann.send(page, f"{AT}/cram", do="turn").text
    assert "Danube" in back
    assert "I knew it" in back
    assert "Right." in ann.send(back, f"{AT}/cram", knew="yes").text


def test_a_pair_is_put_together_by_plain_forms(ann: Browser) -> None:
    page = _dealt(ann).get(f"{AT}/match").text
    assert "Choose one from each side." in ann.send(page, f"{AT}/match", left="0").text
    for right in range(6):
        page = ann.send(page, f"{AT}/match", left="0", right=str(right)).text
        if "A pair." in page:
            break
        assert "These two do not belong together." in page
    assert page.count('name="left"') == 5
    assert "<h2>Together</h2>" in page


def test_events_are_put_in_order_by_plain_forms(ann: Browser) -> None:
    page = _dealt(ann).get(f"{AT}/timeline").text
    assert "Give each event its place first." in ann.send(page, f"{AT}/timeline").text
    double: dict[str, Any] = {f"place-{row}": "1" for row in range(5)}
    assert "two share one" in ann.send(page, f"{AT}/timeline", **double).text
    places: dict[str, Any] = {f"place-{row}": str(row + 1) for row in range(5)}
    told = ann.send(page, f"{AT}/timeline", **places).text
    assert len(re.findall(r'class="year">\d{4}<', told)) == 5
    assert ann.send(told, f"{AT}/timeline", do="again").status_code == 303
    assert "Check the order" in ann.get(f"{AT}/timeline").text


def test_a_set_without_dates_says_so(ann: Browser) -> None:
    assert "fewer than three dated events" in ann.get(AT).text
    assert "fewer than three dated events" in ann.get(f"{AT}/timeline").text
    assert "fewer than three short answers" in ann.get(f"{AT}/match").text
    assert ann.get(f"{AT}/none").status_code == 404


def test_a_hint_keeps_what_was_written_and_stays_through_a_reload(ann: Browser) -> None:
    page = to_form(ann, "text")
    hinted = ann.send(page, "/study/hint", number="1", text="Dan").text
    assert "It is told in passage" in hinted
    assert 'value="Dan"' in hinted
    assert "right counts as Hard" in hinted
    assert "It is told in passage" in ann.get("/study").text
    again = ann.send(hinted, "/study/hint", number="2").text
    assert "It begins like this: D·····" in again
    told = ann.send(again, "/study/answer", text="Danube").text
    assert re.search(r'value="2"[^>]*aria-current="true"', told)
    assert ann.send(page, "/study/hint", number="9").status_code == 400


def test_a_flag_and_a_note_are_kept_listed_and_given_back(ann: Browser) -> None:
    page = ann.get("/study").text
    card = re.search(r'name="card" value="(\d+)"', page)
    assert card
    flagged = ann.send(page, "/study/flag", accept=JSON, flag="3").get_json()
    assert (flagged["flag"], flagged["flagged"]) == (3, "Ask about")
    assert (
        "Ask about" in ann.send(page, "/study/flag", follow=True, flag="3", id=flagged["id"]).text
    )
    told = ann.send(ann.get("/study").text, "/study/answer", **RIGHT["choice"]).text
    note: dict[str, Any] = {"note": "D as in <b>Danube</b>", "note-version": "0"}
    assert ann.send(told, "/study/note", accept=JSON, **note).get_json() == {
        "said": "Note kept.",
        "note": 1,
    }
    stale = ann.send(told, "/study/note", accept=JSON, **(note | {"note": "other"})).get_json()
    assert stale["bad"]
    listed = ann.get("/cards").text
    assert "Statement 0." in listed
    assert "D as in &lt;b&gt;Danube" in listed
    form = listed.partition(f"/cards/{card[1]}/give-back")[2]
    sent = re.search(r'name="id" value="([^"]+)"', form)
    assert sent
    back = ann.send(
        listed,
        f"/cards/{card[1]}/give-back",
        follow=True,
        what="flagged",
        id=sent[1],
        show="flagged",
    ).text
    assert "No card of yours is on this list." in back
    assert ann.get("/cards?show=none").status_code == 404
    assert ann.get("/cards?show=noted&page=99999").status_code == 200


def test_a_sitting_of_questions_ends_and_can_go_on(ann: Browser) -> None:
    start = ann.get("/study?sitting=n2")
    assert start.status_code == 302
    at = start.headers["Location"]
    assert at.endswith("sitting=n2-0")
    for left in (2, 1):
        page = ann.get(at).text
        assert f"{left} left" in page
        ahead = ann.get(at, JSON).get_json()["next"]
        assert len(ahead) == left
        told = ann.send(page, "/study/answer", **RIGHT[form_of(page)]).text
        assert "sitting=n2-0" in told
    over = ann.get(at).text
    assert "That was this sitting." in over
    assert "sitting=n5" in over
    assert 'data-kind="ask"' in ann.get("/study").text
    undone = ann.send(over, "/study/undo")
    assert undone.headers["Location"].endswith("sitting=n2-0")
    assert "1 left" in ann.get(at).text


def test_a_sitting_of_minutes_says_how_many_are_left_and_no_clock_runs(ann: Browser) -> None:
    at = ann.get("/study?sitting=m5").headers["Location"]
    assert "5 min left" in ann.get(at).text
    assert 'data-kind="end"' in ann.get("/study?sitting=m5-1772445000000").text
