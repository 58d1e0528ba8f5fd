"""Today, Sets, Article and Progress, full and empty."""

import re
from collections.abc import Callable

from tests.integration.learner.conftest import Browser


def test_a_new_learner_studies_within_two_clicks(world: Callable[..., Browser]) -> None:
    browser = world(studies=False)
    today = browser.get("/today").text
    assert "Start studying" in today
    action = re.search(r'action="(/sets/\d+/study)"', today)
    assert action
    form = today[today.index('action="/sets/') - 40 :]
    page = browser.send(form, action[1], follow=True).text
    assert 'data-kind="ask"' in page


def test_today_says_what_is_due_and_how_long_it_takes(ann: Browser) -> None:
    today = ann.get("/today").text
    assert "16 due, about 2 minutes." in today
    assert 'href="/study"' in today
    assert "last seven study days" in today


def test_a_site_without_articles_says_so(world: Callable[..., Browser]) -> None:
    browser = world(planted=False)
    assert "Nothing to study yet" in browser.get("/today").text
    assert "No sets yet" in browser.get("/sets").text
    assert "Nothing answered yet" in browser.get("/progress").text
    assert "Choose what to study first." in browser.get("/study").text


def test_sets_stand_under_their_article_and_can_be_left(ann: Browser) -> None:
    page = ann.get("/sets").text
    assert page.index("Rivers") < page.index("Odd ones")
    assert "16 cards" in page
    form = page[page.index("/sets/1/stop") - 60 :]
    left = ann.send(form, "/sets/1/stop", follow=True).text
    assert "What you learnt stays" in left
    assert "Study this set" in left


def test_an_unanswered_fact_is_not_told_on_the_article(ann: Browser) -> None:
    before = ann.get("/articles/rivers").text
    assert "Not asked yet." in before
    assert "Statement" not in before
    page = ann.get("/study").text
    ann.send(page, "/study/answer", rating="1")
    after = ann.get("/articles/rivers").text
    assert after.count("Statement") == 1
    assert ann.get("/articles/none").status_code == 404


def test_progress_shows_what_was_answered_and_sends_its_tables(ann: Browser) -> None:
    page = ann.get("/study").text
    ann.send(page, "/study/answer", rating="1")
    progress = ann.get("/progress").text
    assert progress.count("Show as a table") == 4
    for table in ("recall", "forecast", "days", "retention", "strength"):
        sent = ann.get(f"/progress/{table}.csv")
        assert sent.mimetype == "text/csv"
        assert len(sent.text.splitlines()) > 1
    assert ann.get("/progress/other.csv").status_code == 404


def test_nobody_opens_a_learners_page_without_signing_in(ann: Browser) -> None:
    stranger = ann.client.application.test_client()
    for path in ("/today", "/study", "/sets", "/progress", "/articles/rivers"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert "/sign-in" in answer.headers["Location"]
