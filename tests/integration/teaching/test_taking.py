"""Taking a quiz: saved answers, the clock, attempts, handing in, and what follows for memory."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import time_machine
from markupsafe import escape
from sqlalchemy import func, select

from quizapp.services.memory.study_log import verify_replay
from quizapp.services.quizzes import attempts
from quizapp.services.quizzes.quiz_saving import TIME_IS_OVER
from quizapp.store.engine import db, reading
from quizapp.store.tables.classes import Attempt, AttemptAnswer
from quizapp.store.tables.memory import CardState, ReviewLog
from tests.integration.teaching.conftest import Browser, School, sign_in_again, token_of
from tests.log_rows import stored_log


def _answers(school: School) -> int:
    with school.app.app_context(), reading() as session:
        return session.scalar(select(func.count()).select_from(AttemptAnswer)) or 0


def _attempts(school: School) -> list[Attempt]:
    with school.app.app_context(), reading() as session:
        found = list(session.scalars(select(Attempt).order_by(Attempt.id)))
        session.expunge_all()
        return found


def test_an_answer_is_saved_as_it_is_given_and_can_be_changed(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    saved = school.save(kim, attempt, 0, right=False)
    assert saved.json == {"saved": True, "sequence": 1, "seconds_left": 7 * 24 * 3600}
    school.save(kim, attempt, 0, right=True)
    assert _answers(school) == 1
    kim.post(f"/attempts/{attempt}/submit")
    assert "<dd>50\u202f%</dd>" in kim.get(f"/attempts/{attempt}/result").text


def test_a_running_attempt_goes_on_in_another_browser(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]
    kim.post(f"/attempts/{attempt}/items/{item}", **{f"q{item}-text": "half an answer"})

    client = school.app.test_client()
    sign_in_again(client, "Kim")
    phone = Browser(kim.id, client, token_of(client, "/join"))
    assert "Go on" in phone.get("/quizzes").text
    assert school.start(phone, quiz) == attempt
    assert 'value="half an answer"' in phone.get(f"/attempts/{attempt}").text


def test_an_answer_after_the_limit_is_refused_and_what_was_saved_counts(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice", "text"), time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    assert "10 minutes left" in kim.get(f"/attempts/{attempt}").text
    school.save(kim, attempt, 0, right=True)
    # A minute of grace, for what was on its way when the time ended.
    clock.shift(timedelta(seconds=660))
    late = school.save(kim, attempt, 1, right=True)
    assert late.status_code == 409
    assert late.json == {"saved": False, "message": TIME_IS_OVER}
    all_at_once = kim.post(f"/attempts/{attempt}", do="review")
    assert all_at_once.status_code == 409
    assert _answers(school) == 1

    assert kim.get(f"/attempts/{attempt}").location.endswith("/result")
    (row,) = _attempts(school)
    assert (row.score, row.max_score) == (1.0, 2.0)
    assert row.submitted_at == row.deadline_at


def test_at_the_due_time_the_clock_hands_in_what_nobody_did(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + timedelta(hours=1))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    school.save(kim, attempt, 0, right=True)
    clock.shift(timedelta(hours=2))
    assert "state-graded" in school.teacher.get(f"/assignments/{quiz}").text
    (row,) = _attempts(school)
    assert row.submitted_at == school.now + timedelta(hours=1)
    assert row.score == 1.0


def test_handing_in_twice_changes_nothing(school: School, clock: time_machine.Traveller) -> None:
    quiz = school.assign(school.questions("choice", "text"))
    kim = school.learner("Kim")
    attempt = school.take(kim, quiz, "rw")
    before = _attempts(school)[0].submitted_at
    clock.shift(timedelta(minutes=5))
    assert kim.post(f"/attempts/{attempt}/submit").status_code == 303
    refused = school.save(kim, attempt, 1, right=True)
    assert refused.status_code == 409
    assert "was submitted" in str(refused.json)
    assert _attempts(school)[0].submitted_at == before
    with school.app.app_context(), reading() as session:
        assert session.scalar(select(func.count()).select_from(ReviewLog)) == 2


def test_twenty_starts_at_once_make_one_attempt(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")

    def start(_: int) -> int:
        with school.app.app_context():
            try:
                return attempts.start_attempt(user_id=kim.id, assignment_id=quiz, now=school.now)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(20) as pool:
        ids = set(pool.map(start, range(20)))
    assert len(ids) == 1
    assert len(_attempts(school)) == 1


def test_no_more_attempts_than_allowed(school: School) -> None:
    quiz = school.assign(school.questions("choice"), attempts_allowed=2)
    kim = school.learner("Kim")
    school.take(kim, quiz, "w")
    assert "1 of 2 left" in kim.get(f"/quizzes/{quiz}").text
    school.take(kim, quiz, "r")
    refused = kim.post(f"/quizzes/{quiz}/start")
    assert refused.status_code == 409
    assert "used all attempts" in refused.text
    assert len(_attempts(school)) == 2


def test_a_quiz_that_is_not_open_yet_or_over_cannot_be_started(
    school: School, clock: time_machine.Traveller
) -> None:
    opens = school.now + timedelta(hours=1)
    quiz = school.assign(
        school.questions("choice"), opens_at=opens, due_at=opens + timedelta(hours=1)
    )
    kim = school.learner("Kim")
    early = kim.post(f"/quizzes/{quiz}/start")
    assert early.status_code == 409
    assert "not open yet" in early.text
    assert "not open yet" in kim.get("/quizzes").text
    clock.shift(timedelta(hours=2))
    late = kim.post(f"/quizzes/{quiz}/start")
    assert late.status_code == 409
    assert "This quiz is closed" in late.text
    assert _attempts(school) == []


def test_feedback_after_the_due_time_is_hidden_until_then(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), feedback="after_due")
    kim = school.learner("Kim")
    attempt = school.take(kim, quiz, "r")
    answer = str(escape(school.items(attempt)[0][1].answer))
    result = kim.get(f"/attempts/{attempt}/result").text
    assert "shown after the due time, Mon 9 Mar 2026, 11:00 (UTC+01:00)" in result
    assert answer not in result
    for page in ("/quizzes", f"/quizzes/{quiz}"):
        assert "100\u202f%" not in kim.get(page).text
    clock.shift(timedelta(days=7))
    result = kim.get(f"/attempts/{attempt}/result").text
    assert answer in result
    assert "100\u202f%" in result


def test_a_later_due_time_reaches_a_running_attempt(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + timedelta(hours=1))
    kim, lee = school.learner("Kim"), school.learner("Lee")
    running = school.start(kim, quiz)
    changed = school.teacher.post(f"/assignments/{quiz}/due", due_at="2026-03-02T14:00")
    assert changed.status_code == 303
    clock.shift(timedelta(hours=2))
    assert school.save(kim, running, 0, right=True).status_code == 200
    clock.shift(timedelta(hours=2))
    # Over for both: moving the time again does not bring back what has ended.
    school.teacher.post(f"/assignments/{quiz}/due", due_at="2026-03-02T20:00")
    assert school.save(kim, running, 0, right=False).status_code == 409
    assert school.start(lee, quiz)


def test_quiz_answers_feed_the_reviews_and_the_log_replays_to_the_cache(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text", "true_false", "matching"))
    kim = school.learner("Kim")
    school.take(kim, quiz, "rw-r")
    with school.app.app_context():
        with reading() as session:
            log = [(row.kind, row.score) for row in stored_log(session, user_id=kim.id)]
            cards = session.scalar(
                select(func.count()).select_from(CardState).where(CardState.user_id == kim.id)
            )
        assert [kind for kind, _ in log] == ["quiz"] * 3
        assert sorted(score or 0.0 for _, score in log) == [0.0, 1.0, 1.0]
        assert cards == 3
        assert verify_replay().differences == ()
