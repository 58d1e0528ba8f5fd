"""Rounds of sending grades: as cheap for many quizzes as for one, and no page waits for long."""

import threading
import time
from pathlib import Path

import pytest
from flask import Flask, Response
from sqlalchemy import select

from quizapp.cli import sweeper
from quizapp.errors import InputError
from quizapp.services.lti import lti_grades, lti_outbox, lti_platforms
from quizapp.services.lti.lti_outbox import Sent
from quizapp.settings import Settings
from quizapp.store import glance
from quizapp.store.engine import writing
from quizapp.store.tables.lti import LtiLine
from quizapp.web.security import let_forms_go_to
from tests.integration.lti.conftest import Campus
from tests.integration.lti.test_services import _learner, _quiz, _send
from tests.integration.teaching.engine import statements


def test_a_round_asks_as_much_for_many_quizzes_as_for_one(campus: Campus) -> None:
    school = campus.school
    quiz = _quiz(campus)
    school.take(_learner(campus, quiz), quiz, "rw")
    _send(campus)
    one = _round(campus)
    others = [school.assign(school.questions("choice", count=2), title=str(n)) for n in range(4)]
    with school.app.app_context(), writing() as session:
        line = session.scalars(select(LtiLine)).one()
        for number, other in enumerate(others):
            session.add(
                LtiLine(
                    course_id=line.course_id,
                    resource=f"more {number}",
                    assignment_id=other,
                    scores_url=line.scores_url,
                )
            )
    assert _round(campus) == one


def _round(campus: Campus) -> int:
    with campus.school.app.app_context(), statements(campus.school) as seen:
        assert lti_grades.collect(now=campus.school.now) == 0
    return len(seen)


def test_a_page_does_not_wait_for_a_slow_platform(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = _quiz(campus)
    for sub in ("u1", "u2", "u3", "u4"):
        campus.school.take(_learner(campus, quiz, sub), quiz, "rr")

    def slow() -> Response:
        time.sleep(0.4)
        return Response(status=200)

    campus.platform.ways["/lines/7/lineitem/scores"] = slow
    monkeypatch.setattr(lti_outbox, "WITHIN_S", 0.6)
    begun = time.monotonic()
    campus.school.teacher.post(f"/lti/classes/{campus.school.class_id}/send")
    assert time.monotonic() - begun < 2
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "more wait and go by themselves" in page
    campus.platform.ways.clear()
    left = _send(campus).sent
    assert 1 <= left <= 3
    assert _send(campus) == Sent(0, 0, 0)


def test_a_glance_tells_whether_there_is_a_platform(campus: Campus, settings: Settings) -> None:
    assert glance.any_platform(settings)
    with campus.school.app.app_context():
        number = campus.platform_id
        lti_platforms.remove(platform_id=number, actor_id=None, now=campus.school.now)
    assert not glance.any_platform(settings)


def test_a_glance_that_sees_nothing_leaves_it_to_the_command(tmp_path: Path) -> None:
    found = Settings.from_environment({"QUIZAPP_DATA_DIR": str(tmp_path / "nowhere")})
    assert glance.any_platform(found)


@pytest.mark.parametrize(("platforms", "rounds"), [(True, 2), (False, 0)])
def test_without_a_platform_no_round_is_begun(
    monkeypatch: pytest.MonkeyPatch, *, platforms: bool, rounds: int
) -> None:
    begun: list[tuple[str, ...]] = []
    stop = threading.Event()

    def run(_: threading.Event, words: tuple[str, ...], *, patience_s: float) -> int:
        assert patience_s > 0
        begun.append(words)
        if len(begun) >= 4:
            stop.set()
        return 0 if platforms or words == ("quizapp", "lti", "send") else 1

    monkeypatch.setattr(sweeper, "_run", run)
    sweeper._sweep(stop, ("lti", "send"), 0.001, 0.001, "quizapp.store.glance")
    assert begun.count(("quizapp", "lti", "send")) == rounds
    assert begun[0] == ("quizapp.store.glance",)


@pytest.mark.parametrize("url", ["https://a b.example/", "ftp://a.example", "https://x;y/", "//a"])
def test_a_form_goes_nowhere_that_a_policy_cannot_hold(database: Flask, url: str) -> None:
    with database.test_request_context(), pytest.raises(InputError):
        let_forms_go_to(url)
