"""Two tabs, dropped questions, one by one, checked answers, and both ends of the clock."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from markupsafe import escape

from quizapp.services.quizzes import attempts, quiz_taking
from quizapp.services.quizzes.attempts import Saving
from quizapp.services.quizzes.quiz_saving import TIME_IS_OVER
from quizapp.store.engine import db, writing
from quizapp.store.tables.classes import AssignmentItem
from tests.integration.teaching.conftest import Browser, School, answer_fields
from tests.integration.teaching.engine import attempts_of, change, drop, statements

HOUR = timedelta(hours=1)


def _fields(
    school: School, attempt: int, place: int, *, right: bool
) -> tuple[int, dict[str, object]]:
    item_id, question, seed = school.items(attempt)[place]
    fields = answer_fields(question, seed=seed, right=right)
    return item_id, {f"q{item_id}-{name}": value for name, value in fields.items()}


def test_a_tab_that_has_not_seen_the_last_save_overwrites_nothing_and_is_told_all(
    school: School,
) -> None:
    quiz = school.assign(school.questions("choice", "text"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    first, mine = _fields(school, attempt, 0, right=True)
    second, theirs = _fields(school, attempt, 1, right=True)
    assert kim.post(f"/attempts/{attempt}/items/{first}", sequence=0, **mine).status_code == 200
    stale = kim.post(f"/attempts/{attempt}/items/{second}", sequence=0, **theirs)
    assert stale.status_code == 409
    saved = {"option": mine[f"q{first}-option"]}
    assert stale.json == {
        "saved": False,
        "answers": {str(first): {"response": saved, "flagged": False}},
        "sequence": 1,
        "seconds_left": 7 * 24 * 3600,
        "closed": False,
    }
    again = kim.post(f"/attempts/{attempt}/items/{second}", sequence=1, **theirs)
    assert again.json == {"saved": True, "sequence": 2, "seconds_left": 7 * 24 * 3600}


def test_a_save_whose_reply_was_lost_changes_nothing_when_it_is_sent_again(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item, mine = _fields(school, attempt, 0, right=True)
    kim.post(f"/attempts/{attempt}/items/{item}", sequence=0, **mine)
    again = kim.post(f"/attempts/{attempt}/items/{item}", sequence=1, **mine)
    assert again.json is not None
    assert again.json["sequence"] == 1


def test_without_a_script_both_answers_are_shown_and_the_learner_chooses(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]
    kim.post(f"/attempts/{attempt}", sequence=0, here=item, **{f"q{item}-text": "from the phone"})
    stale = kim.post(
        f"/attempts/{attempt}", sequence=0, here=item, **{f"q{item}-text": "from the desk"}
    )
    assert stale.status_code == 409
    assert "from the phone" in stale.text
    assert 'value="from the desk"' in stale.text
    assert 'name="sequence" value="1"' in stale.text
    # Nothing was stored; then one of the two is chosen.
    assert 'value="from the phone"' in kim.get(f"/attempts/{attempt}").text
    both = {f"q{item}-text": "from the desk", f"q{item}-keep": "saved"}
    assert kim.post(f"/attempts/{attempt}", sequence=1, here=item, **both).status_code == 303
    assert 'value="from the phone"' in kim.get(f"/attempts/{attempt}").text
    both[f"q{item}-keep"] = "mine"
    assert kim.post(f"/attempts/{attempt}", sequence=1, here=item, **both).status_code == 303
    assert 'value="from the desk"' in kim.get(f"/attempts/{attempt}").text


def test_a_stale_form_that_holds_what_is_saved_goes_on_without_a_question(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]
    for _ in range(2):
        sent = kim.post(
            f"/attempts/{attempt}", sequence=0, here=item, do="review", **{f"q{item}-text": "same"}
        )
        assert sent.status_code == 303
        assert sent.location.endswith("/review")


def test_twenty_saves_at_once_from_twenty_tabs_store_one_and_tell_the_others(
    school: School,
) -> None:
    quiz = school.assign(school.questions("text"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[0][0]

    def save(number: int) -> bool:
        with school.app.app_context():
            try:
                return attempts.save_answers(
                    user_id=kim.id,
                    attempt_id=attempt,
                    answers=[Saving(item, {"text": f"tab {number}"}, flagged=False)],
                    sequence=0,
                    now=school.now,
                ).stored
            finally:
                db.session.remove()

    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(save, range(20)))
    assert sum(stored) == 1
    assert f'value="tab {stored.index(True)}"' in kim.get(f"/attempts/{attempt}").text


def test_a_save_under_way_when_the_time_ends_is_taken_and_the_page_is_not_shown(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice", "text"), time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    clock.shift(timedelta(seconds=659))
    assert school.save(kim, attempt, 0, right=True).status_code == 200
    # The list hands nothing in before the grace is over.
    assert "Go on" in kim.get("/quizzes").text
    assert attempts_of(school, quiz)[0].submitted_at is None
    assert kim.get(f"/attempts/{attempt}").location.endswith("/result")
    (row,) = attempts_of(school, quiz)
    assert (row.submitted_at, row.score) == (school.now + timedelta(seconds=600), 1.0)
    # Once it is handed in its keys may be seen: nothing more is taken.
    refused = school.save(kim, attempt, 1, right=True)
    assert (refused.status_code, refused.json) == (409, {"saved": False, "message": TIME_IS_OVER})


def test_a_plain_form_sent_as_the_time_ends_is_stored_and_handed_in(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item, mine = _fields(school, attempt, 0, right=True)
    clock.shift(timedelta(seconds=605))
    sent = kim.post(f"/attempts/{attempt}", sequence=0, here=item, do="review", **mine)
    assert sent.status_code == 303
    assert kim.get(sent.location).location.endswith("/result")
    assert attempts_of(school, quiz)[0].score == 1.0


def test_the_state_of_a_running_attempt_takes_two_statements_beside_the_sign_in(
    school: School,
) -> None:
    quiz = school.assign(school.questions("choice", "text", count=8), time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    with school.app.app_context(), statements(school) as seen:
        quiz_taking.get_state(user_id=kim.id, attempt_id=attempt, now=school.now)
    assert len([each for each in seen if not each.startswith("BEGIN")]) == 2


def test_an_extension_and_a_dropped_question_reach_the_state_at_once(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text"), time_limit_s=600)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item = school.items(attempt)[1][0]
    change(school, quiz, time_limit_s=1200)
    drop(school, item, how="removed")
    assert kim.get(f"/attempts/{attempt}/state").json == {
        "closed": False,
        "dropped": {str(item): "removed"},
        "seconds_left": 1200,
        "sequence": 0,
    }
    page = kim.get(f"/attempts/{attempt}").text
    assert "counts for nobody" in page
    assert f'name="q{item}-text"' not in page


def test_a_question_dropped_while_thirty_answer_it_leaves_both_sums_of_all(school: School) -> None:
    removed = school.assign(school.questions("choice", "text"), title="Removed")
    credited = school.assign(school.questions("choice", "text"), title="Credited")
    people = [school.learner(f"Learner {number}") for number in range(30)]
    running: list[tuple[Browser, int]] = []
    for who in people:
        for quiz in (removed, credited):
            attempt = school.start(who, quiz)
            assert school.save(who, attempt, 0, right=True).status_code == 200
            running.append((who, attempt))
    for quiz, how in ((removed, "removed"), (credited, "credit")):
        item = school.items(attempts_of(school, quiz)[0].id)[1][0]
        drop(school, item, how=how)
    for who, attempt in running:
        # The answer under way to the dropped question does no harm.
        assert school.save(who, attempt, 1, right=False).status_code == 200
        assert who.post(f"/attempts/{attempt}/submit").status_code == 303
    assert {(row.score, row.max_score) for row in attempts_of(school, removed)} == {(1.0, 1.0)}
    assert {(row.score, row.max_score) for row in attempts_of(school, credited)} == {(2.0, 2.0)}
    # What was seen is still shown, marked.
    result = people[0].get(f"/attempts/{running[0][1]}/result").text
    assert "taken out: counts for nobody" in result
    assert "Question 2" in result


@pytest.mark.parametrize("back", [True, False])
def test_one_by_one_shows_one_question_and_goes_back_only_where_that_is_allowed(
    school: School, *, back: bool
) -> None:
    quiz = school.assign(school.questions("choice", "text", "true_false"))
    change(school, quiz, one_by_one=True, back_allowed=back)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    items = [item for item, _, _ in school.items(attempt)]
    page = kim.get(f"/attempts/{attempt}").text
    assert f'id="q{items[0]}"' in page
    assert f'id="q{items[1]}"' not in page
    item, mine = _fields(school, attempt, 0, right=True)
    on = kim.post(f"/attempts/{attempt}", sequence=0, here=item, place=1, do="next", **mine)
    assert on.status_code == 303
    assert f'id="q{items[1]}"' in kim.get(on.location).text
    earlier = kim.get(f"/attempts/{attempt}?q=1").text
    assert (f'id="q{items[0]}"' in earlier) == back
    _, other = _fields(school, attempt, 0, right=False)
    changed = kim.post(f"/attempts/{attempt}/items/{item}", sequence=1, **other)
    assert changed.status_code == (200 if back else 409)
    ahead = school.save(kim, attempt, 2, right=True)
    assert ahead.status_code == (200 if back else 409)
    review = kim.get(f"/attempts/{attempt}/review").text
    stem = str(escape(school.items(attempt)[2][1].stem))
    if not back:
        assert "not shown yet" in review
        assert stem not in review
    kim.post(f"/attempts/{attempt}/submit")
    # With a way back the first answer was spoilt and the third given, else the first stands.
    assert attempts_of(school, quiz)[0].score == 1.0


def test_a_checked_answer_is_told_at_once_and_final(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice"))
    change(school, quiz, show_score="during", show_key="during")
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item, question, _ = school.items(attempt)[0]
    key = str(escape(question.answer))
    assert key not in kim.get(f"/attempts/{attempt}").text
    empty = kim.post(f"/attempts/{attempt}", sequence=0, here=item, do=f"check-{item}")
    assert empty.status_code == 400
    assert "Answer the question first" in empty.text
    wrong = {f"q{item}-text": "zzzz qqqq"}
    done = kim.post(f"/attempts/{attempt}", sequence=0, here=item, do=f"check-{item}", **wrong)
    assert done.status_code == 303
    page = kim.get(f"/attempts/{attempt}").text
    assert key in page
    assert "not right" in page
    assert "this answer is final" in page
    refused = school.save(kim, attempt, 0, right=True)
    assert refused.status_code == 409
    school.save(kim, attempt, 1, right=True)
    kim.post(f"/attempts/{attempt}/submit")
    (row,) = attempts_of(school, quiz)
    assert (row.score, row.max_score) == (1.0, 2.0)


def test_going_on_from_a_checked_question_keeps_all_other_answers(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice", "true_false"))
    change(school, quiz, one_by_one=True, show_score="during")
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    for place in (1, 2):
        assert school.save(kim, attempt, place, right=True).status_code == 200
    item, mine = _fields(school, attempt, 0, right=True)
    kim.post(f"/attempts/{attempt}", here=item, place=1, do=f"check-{item}", **mine)
    page = kim.get(f"/attempts/{attempt}?q=1").text
    assert "this answer is final" in page
    assert re.findall(r'name="here" value="(\d+)"', page) == ["0"]
    on = kim.post(f"/attempts/{attempt}", here=0, place=1, sequence=3, do="next")
    assert on.location.endswith("?q=2")
    kim.post(f"/attempts/{attempt}/submit")
    assert attempts_of(school, quiz)[0].score == 3.0


def test_nobody_skips_ahead_where_there_is_no_way_back(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice", "true_false"))
    change(school, quiz, one_by_one=True, back_allowed=False)
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    for place in (2, 50):
        kim.post(f"/attempts/{attempt}", here=0, place=place, do="next")
    assert attempts_of(school, quiz)[0].reached == 3
    kim.post(f"/attempts/{attempt}", here=0, place=1, do="next")
    assert attempts_of(school, quiz)[0].reached == 3


def test_a_quiz_that_tells_nothing_before_the_end_checks_nothing(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    item, mine = _fields(school, attempt, 0, right=True)
    assert "Check" not in kim.get(f"/attempts/{attempt}").text
    refused = kim.post(f"/attempts/{attempt}", sequence=0, here=item, do=f"check-{item}", **mine)
    assert refused.status_code == 409


def test_sections_keep_together_when_shuffled_and_have_their_titles(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text", count=6), shuffle=True)
    change(
        school,
        quiz,
        sections=[{"title": "Dates", "note": "Years only."}, {"title": "Names", "note": ""}],
    )
    kim = school.learner("Kim")
    with school.app.app_context(), writing() as session:
        for row in session.query(AssignmentItem).where(AssignmentItem.assignment_id == quiz):
            row.section = row.position % 2
    attempt = school.start(kim, quiz)
    page = kim.get(f"/attempts/{attempt}").text
    assert page.index("Dates") < page.index("Years only.") < page.index("Names")
    with school.app.app_context():
        found = quiz_taking.get_attempt(user_id=kim.id, attempt_id=attempt, now=school.now)
    assert found is not None
    assert [each.section for each in found.questions] == [0] * 6 + [1] * 6
