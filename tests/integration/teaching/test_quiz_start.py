"""Starting a quiz: by each learner's own times, who is meant, passwords, and many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from quizapp.services.quizzes import attempts, quiz_lists
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.assigning import AssignmentTarget, AttemptItem, ClassGroup, GroupMember
from quizapp.store.tables.classes import Attempt, ClassMember
from quizapp.store.tables.people import User
from tests.integration.teaching.conftest import School
from tests.integration.teaching.engine import (
    asked,
    attempts_of,
    change,
    except_for,
    grant,
    statements,
)

HOUR = timedelta(hours=1)
MANY = 200


def test_two_hundred_learners_start_in_the_same_minute_and_each_has_one_attempt(
    school: School,
) -> None:
    quiz = school.assign(school.questions("choice", "text", "matching"), time_limit_s=600)
    with school.app.app_context(), writing() as session:
        people = [
            User(
                name=f"Learner {n}",
                name_key=f"learner {n}",
                password_hash="-",
                created_at=school.now,
            )
            for n in range(MANY)
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            ClassMember(
                class_id=school.class_id, user_id=one.id, role="learner", joined_at=school.now
            )
            for one in people
        )
        ids = [one.id for one in people]

    def start(user_id: int) -> int:
        with school.app.app_context():
            try:
                return attempts.start_attempt(user_id=user_id, assignment_id=quiz, now=school.now)
            finally:
                db.session.remove()

    # Each presses twice: the second press finds the attempt of the first.
    with ThreadPoolExecutor(8) as pool:
        started = list(pool.map(start, [*ids, *ids]))
    assert started[:MANY] == started[MANY:]
    assert len(set(started)) == MANY
    with school.app.app_context(), reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == MANY
        assert session.scalar(select(func.count()).select_from(AttemptItem)) == 3 * MANY


def test_an_attempt_keeps_asking_what_it_began_with(school: School) -> None:
    questions = school.questions("choice", "text", "matching")
    quiz = school.assign(questions)
    attempt = school.start(school.learner("Kim"), quiz)
    assert asked(school, attempt) == [item for item, _, _ in school.items(attempt)]


def test_starting_takes_as_many_statements_for_many_questions_as_for_few(school: School) -> None:
    few = school.assign(school.questions("choice"))
    many = school.assign(school.questions("choice", "text", count=8), title="Long")
    kim = school.learner("Kim")
    counts = []
    for quiz in (few, many):
        with statements(school) as seen:
            school.start(kim, quiz)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_list_takes_as_many_statements_for_many_quizzes_as_for_few(school: School) -> None:
    kim = school.learner("Kim")
    school.take(kim, school.assign(school.questions("choice")), "r")
    with statements(school) as few:
        kim.get("/quizzes")
    for number in range(6):
        school.take(kim, school.assign(school.questions("choice"), title=f"Week {number}"), "r")
    with statements(school) as many:
        kim.get("/quizzes")
    assert len(few) == len(many), "\n".join(many)


def test_an_attempt_started_one_second_before_the_close_lasts_that_second(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + HOUR, time_limit_s=600)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    clock.shift(HOUR - timedelta(seconds=1))
    attempt = school.start(kim, quiz)
    assert "less than a minute left" in kim.get(f"/attempts/{attempt}").text
    assert school.save(kim, attempt, 0, right=True).json == {
        "saved": True,
        "sequence": 1,
        "seconds_left": 1,
    }
    clock.shift(timedelta(seconds=1))
    refused = lee.post(f"/quizzes/{quiz}/start")
    assert refused.status_code == 409
    assert "This quiz is closed" in refused.text
    assert kim.get(f"/attempts/{attempt}").location.endswith("/result")
    (row,) = attempts_of(school, quiz)
    assert (row.score, row.submitted_at, row.late_by_s) == (1.0, school.now + HOUR, 0)


def test_a_quiz_opens_at_its_second_and_closes_at_its_second(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(
        school.questions("choice"), opens_at=school.now + HOUR, due_at=school.now + 2 * HOUR
    )
    kim, lee, mo = (school.learner(name) for name in ("Kim", "Lee", "Mo"))
    second = timedelta(seconds=1)
    clock.shift(HOUR - second)
    assert "not open yet" in kim.post(f"/quizzes/{quiz}/start").text
    clock.shift(second)
    assert kim.post(f"/quizzes/{quiz}/start").status_code == 303
    clock.shift(HOUR - second)
    assert lee.post(f"/quizzes/{quiz}/start").status_code == 303
    clock.shift(second)
    assert "This quiz is closed" in mo.post(f"/quizzes/{quiz}/start").text
    assert "not taken" in mo.get("/quizzes").text


def test_what_is_handed_in_after_the_due_time_is_late_by_its_seconds(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + HOUR)
    change(school, quiz, closes_at=school.now + 30 * HOUR, late_percent=10.0)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    except_for(school, quiz, lee.id, due_at=school.now + 20 * HOUR)
    clock.shift(2 * HOUR)
    assert "late possible" in kim.get("/quizzes").text
    assert "what you hand in now is late" in kim.get(f"/quizzes/{quiz}").text
    late = school.take(kim, quiz, "r")
    school.take(lee, quiz, "r")
    rows = attempts_of(school, quiz)
    assert [row.late_by_s for row in rows] == [3600, 0]
    result = kim.get(f"/attempts/{late}/result").text
    assert "<dd>100\u202f%</dd>" in result
    assert "<dd>90\u202f%</dd>" in result
    assert "90\u202f%" in kim.get("/quizzes").text
    assert "100\u202f%" in lee.get("/quizzes").text


def test_accommodations_reach_times_limits_and_the_number_of_attempts(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + HOUR, time_limit_s=600)
    kim = school.learner("Kim")
    grant(school, kim.id, time_factor=1.5, later_minutes=60, extra_attempts=1)
    intro = kim.get(f"/quizzes/{quiz}").text
    assert "15 minutes from the start" in intro
    assert "13:00 (UTC+01:00)" in intro
    assert "2 of 2 left" in intro
    clock.shift(HOUR + HOUR / 2)
    school.take(kim, quiz, "w")
    assert "Try again" in kim.get("/quizzes").text
    school.take(kim, quiz, "r")
    assert [row.late_by_s for row in attempts_of(school, quiz)] == [0, 0]
    assert "13:00 (UTC+01:00)" in kim.get("/quizzes").text


def test_an_untimed_learner_has_no_limit_even_at_a_running_attempt(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=None, time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    grant(school, kim.id, untimed=True)
    clock.shift(HOUR)
    assert kim.get(f"/attempts/{attempt}/state").json == {
        "closed": False,
        "dropped": {},
        "seconds_left": None,
        "sequence": 0,
    }
    assert school.save(kim, attempt, 0, right=True).status_code == 200


def test_a_quiz_is_nobodys_before_it_is_shown_and_only_of_those_meant(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"))
    kim, lee, mo = (school.learner(name) for name in ("Kim", "Lee", "Mo"))
    change(school, quiz, visible_at=school.now + HOUR)
    assert "Week 1" not in kim.get("/quizzes").text
    assert kim.post(f"/quizzes/{quiz}/start").status_code == 404
    clock.shift(HOUR)
    with school.app.app_context(), writing() as session:
        group = ClassGroup(class_id=school.class_id, name="Blue")
        session.add(group)
        session.flush()
        session.add_all(
            [
                GroupMember(group_id=group.id, user_id=kim.id),
                AssignmentTarget(assignment_id=quiz, group_id=group.id),
                AssignmentTarget(assignment_id=quiz, user_id=lee.id),
            ]
        )
    assert school.start(kim, quiz)
    assert school.start(lee, quiz)
    for path in ("/quizzes", "/today"):
        assert "Week 1" not in mo.get(path).text
        assert "Week 1" in kim.get(path).text
    assert mo.get(f"/quizzes/{quiz}").status_code == 404
    assert mo.post(f"/quizzes/{quiz}/start").status_code == 404


def test_a_password_is_asked_for_at_the_start_and_wrong_ones_are_counted(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), attempts_allowed=2)
    change(school, quiz, password="Blue Heron")
    kim, lee = school.learner("Kim"), school.learner("Lee")
    assert "Password of the quiz" in kim.get(f"/quizzes/{quiz}").text
    assert "Blue Heron" not in kim.get(f"/quizzes/{quiz}").text
    for _ in range(10):
        wrong = kim.post(f"/quizzes/{quiz}/start", password="heron")
        assert wrong.status_code == 400
        assert "not the password" in wrong.text
    spent = kim.post(f"/quizzes/{quiz}/start", password="Blue Heron")
    assert spent.status_code == 429
    assert "Retry-After" in spent.headers
    # Another learner's tries are their own; capitals and spaces do not count.
    started = lee.post(f"/quizzes/{quiz}/start", password=" blue heron ")
    assert started.status_code == 303
    # Going on with what runs asks for nothing.
    assert lee.post(f"/quizzes/{quiz}/start").location == started.location
    clock.shift(timedelta(minutes=11))
    assert kim.post(f"/quizzes/{quiz}/start", password="Blue Heron").status_code == 303


@pytest.mark.parametrize("counts", ["best", "last", "first", "average"])
def test_the_grade_of_the_list_is_that_of_the_attempts_that_count(
    school: School, counts: str
) -> None:
    quiz = school.assign(school.questions("choice", "text"), attempts_allowed=0)
    change(school, quiz, attempt_counts=counts)
    kim = school.learner("Kim")
    for answers in ("rw", "rr", "ww"):
        school.take(kim, quiz, answers)
    with school.app.app_context():
        (line,) = quiz_lists.list_for_learner(user_id=kim.id, now=school.now)
    assert line.share == {"best": 1.0, "last": 0.0, "first": 0.5, "average": 0.5}[counts]


def test_a_study_goal_is_listed_and_cannot_be_taken(school: School) -> None:
    goal = school.assign(school.questions("choice"), title="Remember week 1")
    change(school, goal, kind="goal", goal={"recall": 0.9})
    kim = school.learner("Kim")
    assert "Study goals" in kim.get("/quizzes").text
    assert "Remember 90\u202f% of it." in kim.get(f"/quizzes/{goal}").text
    assert kim.post(f"/quizzes/{goal}/start").status_code == 409
