"""The calendar: made, fetched without a cookie, changed, switched off."""

import re

from tests.integration.learner.conftest import Browser


def make(browser: Browser, page: str) -> str:
    """Make an address by the page's button; return its path."""
    form = page[page.index('<form method="post" action="/calendar"') :]
    told = browser.send(form, "/calendar")
    assert "no-transform" in told.headers["Cache-Control"]
    found = re.search(r"http://localhost(/calendar/[\w-]+\.ics)", told.text)
    assert found
    return found[1]


def test_the_calendar_is_fetched_without_a_cookie_at_an_address_shown_once(ann: Browser) -> None:
    ann.send(ann.get("/study").text, "/study/answer", rating="1")
    path = make(ann, ann.get("/calendar").text)
    assert path not in ann.get("/calendar").text
    stranger = ann.client.application.test_client()
    sent = stranger.get(path)
    assert sent.status_code == 200
    assert sent.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in sent.headers
    assert sent.text.startswith("BEGIN:VCALENDAR\r\n")
    assert "SUMMARY:1 review\\, about 1 minute" in sent.text
    assert "Rivers" not in sent.text


def test_a_changed_address_ends_the_old_and_off_ends_all(ann: Browser) -> None:
    old = make(ann, ann.get("/calendar").text)
    new = make(ann, ann.get("/calendar").text)
    stranger = ann.client.application.test_client()
    assert [stranger.get(path).status_code for path in (old, new)] == [404, 200]
    page = ann.get("/calendar").text
    off = page[page.index('action="/calendar/off"') - 60 :]
    assert "switched off" in ann.send(off, "/calendar/off", follow=True).text
    assert stranger.get(new).status_code == 404


def test_an_address_that_is_none_looks_like_any_missing_page(ann: Browser) -> None:
    stranger = ann.client.application.test_client()
    for path in ("/calendar/x.ics", "/calendar/" + "x" * 3000 + ".ics", "/calendar/%00.ics"):
        assert stranger.get(path).status_code == 404
    many = [stranger.get("/calendar/guess.ics").status_code for _ in range(101)]
    assert many[-1] == 429
