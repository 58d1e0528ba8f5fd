"""Whose class and quiz it is; doors, codes and form tokens."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from quizapp.services.classes import classes
from quizapp.store.engine import reading
from quizapp.store.tables.classes import ClassMember
from tests.integration.teaching.conftest import School

_NO_SUCH = "This join code does not open a class."


def _members(school: School) -> int:
    with school.app.app_context(), reading() as session:
        return session.scalar(select(func.count()).select_from(ClassMember)) or 0


def test_another_teacher_meets_nothing_of_a_class(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    attempt = school.take(school.learner("Kim"), quiz, "r")
    kim = school.learners["Kim"].id
    other = school.person("Mr Other", "teacher")
    room = f"/classes/{school.class_id}"
    for path in (
        room,
        f"{room}/edit",
        f"{room}/assign",
        f"/assignments/{quiz}",
        f"/assignments/{quiz}/report.csv",
        f"/assignments/attempts/{attempt}",
    ):
        assert other.get(path).status_code == 404, path
    for path in (
        f"{room}/edit",
        f"{room}/archive",
        f"{room}/code",
        f"{room}/open",
        f"{room}/close",
        f"{room}/assign",
        f"{room}/assign/now",
        f"{room}/members/{kim}/block",
        f"{room}/members/{kim}/unblock",
        f"{room}/members/{kim}/remove",
        f"/assignments/{quiz}/due",
        f"/assignments/{quiz}/withdraw",
    ):
        refused = other.post(path, name="Mine", zone="UTC", due_at="2026-04-01T10:00")
        assert refused.status_code == 404, path
    with school.app.app_context():
        page = classes.get_class(user_id=school.teacher.id, class_id=school.class_id)
    assert (page.name, page.join_code, page.join_open) == ("9b", school.code, True)
    assert len(page.members) == 2


def test_a_learner_meets_no_page_of_teachers(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    for path in ("/classes", f"/classes/{school.class_id}", f"/assignments/{quiz}"):
        assert kim.get(path).status_code == 404


def test_who_is_not_in_the_class_meets_nothing_of_its_quiz(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    attempt = school.start(school.learner("Kim"), quiz)
    item = school.items(attempt)[0][0]
    stranger = school.person("Sam")
    for path in (f"/quizzes/{quiz}", f"/attempts/{attempt}", f"/attempts/{attempt}/review"):
        assert stranger.get(path).status_code == 404
    for path in (
        f"/quizzes/{quiz}/start",
        f"/attempts/{attempt}",
        f"/attempts/{attempt}/submit",
        f"/attempts/{attempt}/items/{item}",
        f"/quizzes/classes/{school.class_id}/leave",
    ):
        assert stranger.post(path, **{f"q{item}-option": "0"}).status_code == 404


@pytest.mark.parametrize("way", ["block", "remove"])
def test_who_was_put_out_can_neither_answer_nor_hand_in(school: School, way: str) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    done = school.teacher.post(f"/classes/{school.class_id}/members/{kim.id}/{way}")
    assert done.status_code == 303
    assert kim.get(f"/quizzes/{quiz}").status_code == 404
    assert kim.get(f"/attempts/{attempt}").status_code == 404
    assert school.save(kim, attempt, 0, right=True).status_code == 404
    assert kim.post(f"/attempts/{attempt}/submit").status_code == 404
    again = kim.post("/join", code=school.code)
    assert again.status_code == (404 if way == "block" else 303)


def test_a_wrong_a_closed_and_a_blocked_code_get_the_same_answer(school: School) -> None:
    kim = school.learner("Kim")
    room = f"/classes/{school.class_id}"
    school.teacher.post(f"{room}/members/{kim.id}/block")
    blocked = kim.post("/join", code=school.code)
    sam = school.person("Sam")
    wrong = sam.post("/join", code="AAAA2222")
    school.teacher.post(f"{room}/close")
    closed = sam.post("/join", code=school.code)
    for answer in (blocked, wrong, closed):
        assert answer.status_code == 404
        assert _NO_SUCH in answer.text
    assert _members(school) == 2

    school.teacher.post(f"{room}/open")
    school.teacher.post(f"{room}/code")
    assert sam.post("/join", code=school.code).status_code == 404
    assert _members(school) == 2


def test_wrong_codes_are_limited_and_waiting_helps(
    school: School, clock: time_machine.Traveller
) -> None:
    sam = school.person("Sam")
    for _ in range(10):
        assert sam.post("/join", code="AAAA2222").status_code == 404
    refused = sam.post("/join", code=school.code)
    assert refused.status_code == 429
    assert "Wait 15 minutes" in refused.text
    assert _members(school) == 1
    clock.shift(timedelta(minutes=15))
    assert sam.post("/join", code=school.code).status_code == 303


def test_leaving_a_class(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    assert kim.post(f"/quizzes/classes/{school.class_id}/leave").status_code == 303
    assert kim.get(f"/quizzes/{quiz}").status_code == 404
    assert "You are in no class yet" in kim.get("/quizzes").text
    assert school.teacher.post(f"/quizzes/classes/{school.class_id}/leave").status_code == 404


def test_a_form_without_its_token_changes_nothing(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]
    for who, path in (
        (kim, f"/attempts/{attempt}/items/{item}"),
        (kim, f"/attempts/{attempt}/submit"),
        (kim, "/join"),
        (school.teacher, f"/classes/{school.class_id}/close"),
        (school.teacher, f"/assignments/{quiz}/withdraw"),
    ):
        refused = who.client.post(path, data={f"q{item}-option": "0"})
        assert refused.status_code == 400
        assert "safety token" in refused.text
    assert "Not answered yet" in kim.get(f"/attempts/{attempt}").text
    with school.app.app_context():
        page = classes.get_class(user_id=school.teacher.id, class_id=school.class_id)
    assert page.join_open


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-03-29T02:30", "does not exist in Europe/Paris"),
        ("2026-10-25T02:30", "happens twice in Europe/Paris"),
        ("2026-03-01T10:00", "That is over already"),
    ],
)
def test_a_due_time_that_cannot_be_is_refused_beside_its_field(
    school: School, due: str, words: str
) -> None:
    settings = {"set_id": "5", "count": "3", "attempts": "1", "feedback": "after_submit"}
    refused = school.teacher.post(f"/classes/{school.class_id}/assign", **settings, due_at=due)
    assert refused.status_code == 400
    assert words in refused.text
    assert 'aria-describedby="due_at-hint due_at-error-1"' in refused.text
    assert f'value="{due}"' in refused.text


def test_a_question_that_cannot_be_asked_is_not_assigned(school: School) -> None:
    settings = {"set_id": "5", "count": "1", "attempts": "1", "feedback": "after_submit"}
    stray = school.teacher.post(
        f"/classes/{school.class_id}/assign/now",
        **settings,
        due_at="2026-03-09T10:00",
        question="1",
    )
    assert stray.status_code == 409
    assert "changed or retired" in stray.text
    unknown = school.teacher.post(
        f"/classes/{school.class_id}/assign/now",
        **settings,
        due_at="2026-03-09T10:00",
        question="999999",
    )
    assert unknown.status_code == 409


def test_a_response_that_was_never_shown_is_refused(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]
    for value in ("7", "-1", "NaN", "x", "0.5"):
        refused = kim.post(f"/attempts/{attempt}/items/{item}", **{f"q{item}-option": value})
        assert refused.status_code == 400, value
    assert kim.post(f"/attempts/{attempt}/items/{item + 99}").status_code == 404
    assert "Not answered yet" in kim.get(f"/attempts/{attempt}").text


def test_a_withdrawn_quiz_is_gone_for_learners_and_stays_for_the_teacher(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    school.take(kim, quiz, "r")
    assert school.teacher.post(f"/assignments/{quiz}/withdraw").status_code == 303
    assert kim.get(f"/quizzes/{quiz}").status_code == 404
    assert "Week 1" not in kim.get("/quizzes").text
    assert "withdrawn" in school.teacher.get(f"/assignments/{quiz}").text
