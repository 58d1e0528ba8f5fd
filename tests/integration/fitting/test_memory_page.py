"""The Memory page in a learner's browser, and the process that a click starts."""

import re
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quizapp import clock
from quizapp.app import create_app
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.fitting import fitting, fitting_preview
from quizapp.services.fitting import fitting_reschedule as rescheduling
from quizapp.services.memory import study_log
from quizapp.services.people import accounts
from quizapp.services.study import sets
from quizapp.settings import Settings
from quizapp.store.engine import db, reading
from quizapp.store.study import log_queries
from tests.integration.fitting.history import live, live_in_short_minutes
from tests.integration.study.world import plant, uuid_of

PASSWORD = "amber kettle sings"
ENDS_WITHIN_S = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """A learner's browser, signed in."""

    def __init__(self, app: Flask, *, name: str, reviews: int) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        now = clock.now()
        with app.app_context():
            person = accounts.create_user(name=name, password=PASSWORD, roles=(), now=now)
            self.user_id = person.id
            sets.add_set(user_id=person.id, set_id=1, now=now)
            if reviews:
                live(person.id, now=now, reviews=reviews)
        self.send("/sign-in", page="/sign-in", name=name, password=PASSWORD)

    def page(self, path: str) -> str:
        """Return a page's HTML."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, action: str, *, page: str = "/memory", **fields: str) -> str:
        """Send a form of a page; return the page that it leads to."""
        found = TOKEN.search(self.page(page))
        assert found
        answer = self.client.post(
            action, data={"csrf_token": found[1], **fields}, follow_redirects=True
        )
        assert answer.status_code == 200, answer.text
        return answer.text

    def fit(self) -> str:
        """Click on the fit and wait for its end; return the page."""
        self.send("/memory/fit")
        until = time.monotonic() + ENDS_WITHIN_S
        while self.client.get("/memory/state").get_json()["state"] in {"waiting", "running"}:
            assert time.monotonic() < until, "the fit did not end"
            time.sleep(0.2)
        return self.page("/memory")


@pytest.fixture
def site(settings: Settings) -> Iterator[Flask]:
    """Return the application with the planted article."""
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        plant(now=clock.now(), cards_each=8)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_who_has_answered_little_sees_what_is_missing(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=150)
    page = ann.page("/memory")
    assert "After 50 more answers they can be fitted to you" in page
    assert "Fit them now" not in page
    assert "150 answers so far" in ann.send("/memory/fit")
    assert ann.client.get("/memory/state").get_json() == {"state": "none"}


def test_a_click_fits_in_a_process_of_its_own_and_the_page_says_what_changed(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=700)
    assert "You have given 700 answers, enough for a fit" in ann.page("/memory")
    page = ann.fit()
    assert "Fitted to you" in page
    assert "What changed" in page
    assert "Accepted." in page
    assert 'class="curve was"' in page
    assert "Fit them now" not in page, "nothing was answered since"
    assert "Nothing was answered since the last fit" in ann.send("/memory/fit")
    with site.app_context():
        assert study_log.verify_replay().differences == ()

    page = ann.send("/memory/defaults")
    assert "The usual parameters are in force again" in page
    assert "They change only when you ask for it" in page
    page = ann.send("/memory/automatic", on="yes")
    assert "The next fit comes by itself at 1,000 answers" in page


def test_a_fit_that_is_no_better_says_so_and_changes_nothing(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=0)
    with site.app_context():
        live(ann.user_id, now=clock.now(), truth=DEFAULT_PARAMETERS, seed=2)
    page = ann.fit()
    assert "The usual parameters" in page
    assert "with 700 answers, changed nothing: It predicted your latest answers no better." in page
    assert "Fit them now" not in page


def test_a_fit_that_would_cost_cards_is_offered_with_its_cost_and_used_by_a_click(
    site: Flask,
) -> None:
    ann = Browser(site, name="Ann", reviews=0)
    with site.app_context():
        live_in_short_minutes(ann.user_id, now=clock.now())
    page = ann.fit()
    assert "The usual parameters" in page
    assert "A fit waits for your word" in page
    assert "Of every 100 cards that you would know after a year" in page
    assert "changed nothing" not in page
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    assert "waits no longer" in ann.send("/memory/offered", number="7")
    assert "The usual parameters" in ann.page("/memory")
    page = ann.send("/memory/offered", number=number[1])
    assert "The fitted parameters are in force" in page
    assert "Fitted to you" in page
    assert "A fit waits for your word" not in page
    assert "waits no longer" in ann.send("/memory/offered", number=number[1])
    assert "The usual parameters are in force again" in ann.send("/memory/defaults")


def test_a_job_that_is_on_its_way_shows_and_is_not_asked_for_twice(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    monkeypatch.setattr("quizapp.services.fitting.fitting_child.start", started.append)
    ann = Browser(site, name="Ann", reviews=300)
    page = ann.send("/memory/fit")
    assert "about to begin" in page
    assert "data-waits" in page
    assert "Fit them now" not in page
    assert "on its way already" in ann.send("/memory/fit")
    assert len(started) == 2, "the second click wakes what may have been lost"
    with site.app_context():
        now = clock.now()
        assert fitting.job_state(user_id=ann.user_id, now=now) is not None


def test_rescheduling_from_the_page_and_back(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=700)
    assert "Nothing to change" in ann.page("/memory/reschedule")
    ann.fit()
    page = ann.page("/memory/reschedule")
    assert "The largest moves" in page
    fields = dict(re.findall(r'name="(id|seq)" value="([^"]+)"', page))
    done = ann.send("/memory/reschedule", page="/memory/reschedule", **fields)
    assert "got another day. You can take it back below." in done
    assert "got another day" in ann.send(
        "/memory/reschedule", page="/memory/reschedule", **fields
    ), "sent twice"
    assert "are as before the reschedule" in ann.send("/memory/reschedule/undo")
    assert "There is no reschedule to take back" in ann.send("/memory/reschedule/undo")
    with site.app_context():
        assert study_log.verify_replay().differences == ()
    stale = ann.send("/memory/reschedule", page="/memory/reschedule", id=uuid_of("other"), seq="1")
    assert "You have answered meanwhile" in stale


def test_an_id_that_is_none_is_refused_in_words(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=0)
    token = TOKEN.search(ann.page("/memory"))
    assert token
    answer = ann.client.post(
        "/memory/reschedule", data={"csrf_token": token[1], "id": "x", "seq": "many"}
    )
    assert answer.status_code == 400
    assert "is not a UUID" in answer.text


def test_nobody_sees_or_changes_anothers_parameters(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=700)
    ben = Browser(site, name="Ben", reviews=0)
    ann.fit()
    assert "Fitted to you" not in ben.page("/memory")
    assert ben.client.get("/memory/state").get_json() == {"state": "none"}
    ben.send("/memory/defaults")
    assert "There is no reschedule" in ben.send("/memory/reschedule/undo")
    assert "Fitted to you" in ann.page("/memory")


def test_the_own_log_shows_a_reschedule_and_the_set_of_each_entry(site: Flask) -> None:
    ann = Browser(site, name="Ann", reviews=700)
    ann.fit()
    with site.app_context():
        now: datetime = clock.now()
        shown = fitting_preview.preview_reschedule(user_id=ann.user_id, now=now)
        rescheduling.do_reschedule(
            user_id=ann.user_id, client_id=uuid_of("form"), last_seq=shown.last_seq, now=now
        )
        own = fitting.parameters_in_force(user_id=ann.user_id).name
    log = ann.client.get("/api/v1/reviews?after=700").get_json()["reviews"]
    assert {(each["kind"], each["parameter_set"]) for each in log} == {("refit", own)}
    assert all(each["due"] for each in log)
    with site.app_context(), reading() as session:
        rows = log_queries.list_entries_after(session, user_id=ann.user_id, after=0, limit=1)
    assert rows[0].parameter_set == "fsrs6-default"
