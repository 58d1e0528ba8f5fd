"""A card's history, a fact's page, a passage studied alone: what is told and what is not yet."""

import csv
import io
import re

from quizapp.services.study import sets
from quizapp.store.engine import reading
from quizapp.store.tables.memory import StudySet
from tests.integration.learner.conftest import Browser


def answer_one(browser: Browser) -> None:
    browser.send(browser.get("/study").text, "/study/answer", rating="1")


def test_a_fact_says_nothing_before_one_of_its_cards_was_answered(ann: Browser) -> None:
    for path in ("/cards/1", "/cards/1/fact", "/cards/1/history.csv"):
        before = ann.get(path)
        assert before.status_code == 200
        assert "Statement" not in before.text
        assert "Explanation" not in before.text
        assert "Danube" not in before.text
    assert "Not asked yet" in ann.get("/cards/1").text


def test_an_answered_fact_is_told_with_the_question_and_the_answer(ann: Browser) -> None:
    answer_one(ann)
    fact = ann.get("/cards/1/fact").text
    assert "Statement 0." in fact
    assert "Explanation 0." in fact
    assert "Question 0?" in fact
    assert "It rests on: <q>tells of rivers</q>" in fact
    card = ann.get("/cards/1").text
    assert "Multiple choice" in card
    assert "Predicted recall, up to the day it is due" in card
    # Its neighbour stays closed.
    assert "Statement" not in ann.get("/cards/2/fact").text


def test_the_history_keeps_what_was_taken_back_and_says_so(ann: Browser) -> None:
    told = ann.send(ann.get("/study").text, "/study/answer", option="0").text
    assert ann.send(told, "/study/undo").status_code == 303
    text = ann.get("/cards/1").text
    assert "taken back" in text
    assert "Statement" not in text


def test_the_history_is_sent_as_csv(ann: Browser) -> None:
    answer_one(ann)
    sent = ann.get("/cards/1/history.csv")
    assert sent.mimetype == "text/csv"
    heads, row = csv.reader(io.StringIO(sent.text))
    line = dict(zip(heads, row, strict=True))
    assert (line["study_day"], line["form"], line["stands"]) == (
        "2026-03-02",
        "Multiple choice",
        "yes",
    )
    assert line["question"] == "Question 0?"


def test_there_is_no_page_of_a_card_that_is_none(ann: Browser) -> None:
    for path in ("/cards/999", "/cards/999/fact", "/cards/999/history.csv"):
        assert ann.get(path).status_code == 404


def test_studying_a_passage_asks_its_cards_and_no_others(ann: Browser) -> None:
    page = ann.get("/articles/rivers").text
    action = "/articles/rivers/passages/3/study"
    form = page[page.index(f'action="{action}"') - 60 :]
    sent = ann.send(form, action)
    assert sent.status_code == 303
    asked = set()
    for _ in range(4):
        shown = ann.get(sent.headers["Location"]).text
        found = re.search(r"Question (\d+)\?", shown)
        if 'data-kind="ask"' not in shown or found is None:
            break
        asked.add(int(found[1]))
        ann.send(shown, "/study/suspend")
    assert asked <= {4, 5}
    assert asked
    assert "Passage 3 of Rivers" in ann.get("/sets").text


def test_a_passage_chosen_twice_is_one_set_with_the_cards_it_has_now(ann: Browser) -> None:
    from tests.conftest import NOW  # noqa: PLC0415 - used here alone

    with ann.client.application.app_context():
        first = sets.study_passage(user_id=1, article_id="rivers", number=2, now=NOW)
        again = sets.study_passage(user_id=1, article_id="rivers", number=2, now=NOW)
        assert first == again
        line = next(x for x in sets.list_sets(user_id=1, now=NOW) if x.id == first)
        assert (line.kind, line.studied, line.article, line.summary.cards) == (
            "passage",
            True,
            "rivers",
            2,
        )
        with reading() as session:
            assert session.get(StudySet, (1, first)) is not None


def test_nothing_asked_of_a_passage_cannot_be_studied(ann: Browser) -> None:
    page = ann.get("/articles/rivers").text
    form = page[page.index('action="/articles/rivers/passages/1/study"') - 60 :]
    for where in ("rivers/passages/99", "none/passages/1"):
        assert ann.send(form, f"/articles/{where}/study").status_code == 404


def test_days_of_rest_are_chosen_and_nonsense_is_refused(ann: Browser) -> None:
    answer_one(ann)
    page = ann.get("/progress").text
    form = page[page.index('action="/progress/rest"') - 60 :]
    done = ann.send(form, "/progress/rest", weekday=["5", "6"], per_week="1", follow=True).text
    assert "Saturdays and Sundays, and any 1 more day of a week" in done
    wrong: list[tuple[list[str], str]] = [
        (["9"], "0"),
        ([], "x"),
        (["0", "1", "2", "3", "4", "5"], "1"),
    ]
    for days, per_week in wrong:
        sent = ann.send(form, "/progress/rest", weekday=days, per_week=per_week)
        assert sent.status_code == 400
    assert "Saturdays and Sundays" in ann.get("/progress").text


def test_each_picture_of_progress_says_what_to_do(ann: Browser) -> None:
    answer_one(ann)
    page = ann.get("/progress").text
    assert page.count('class="advice"') == 8
    for words in ("Recall today", "To come", "Behind you", "By form", "How firm it is"):
        assert words in page
