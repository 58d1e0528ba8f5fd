"""What learners see of their answers, each part by its own setting, and what they are told."""

from datetime import timedelta

import pytest
import time_machine
from markupsafe import escape

from quizapp.generation.response import TextResponse
from quizapp.grading import codec
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.services.quizzes.quiz_rules import Rule, Section, to_json
from quizapp.services.quizzes.quiz_secrets import list_secret_facts
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AnswerCredit, Notice
from quizapp.store.tables.classes import AttemptAnswer
from tests.integration.teaching.conftest import Browser, School
from tests.integration.teaching.engine import attempts_of, change, except_for, grant

HOUR = timedelta(hours=1)
PARTS = ("score", "key", "explanation", "passage")


def _seen(school: School, who: Browser, attempt: int) -> set[str]:
    """Return which parts of a result's first question are on the page."""
    page = who.get(f"/attempts/{attempt}/result").text
    question = school.items(attempt)[0][1]
    found = {
        "score": "not right" in page,
        "key": "Right answer" in page and str(escape(question.answer)) in page,
        "explanation": str(escape(question.explanation)) in page,
        "passage": "<summary>" in page and "Passage" in page,
    }
    return {part for part, there in found.items() if there}


def _settings(**whens: str) -> dict[str, object]:
    return {f"show_{part}": whens.get(part, "never") for part in PARTS}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_shown_by_its_own_setting(school: School, part: str) -> None:
    quiz = school.assign(school.questions("text"))
    change(school, quiz, **_settings(**{part: "submit"}))
    kim = school.learner("Kim")
    attempt = school.take(kim, quiz, "w")
    assert _seen(school, kim, attempt) == {part}


def test_nothing_is_shown_where_all_is_never(school: School, clock: time_machine.Traveller) -> None:
    quiz = school.assign(school.questions("text"))
    change(school, quiz, **_settings())
    kim = school.learner("Kim")
    attempt = school.take(kim, quiz, "w")
    clock.shift(timedelta(days=30))
    assert _seen(school, kim, attempt) == set()
    assert "0\u202f%" not in kim.get("/quizzes").text


def test_what_waits_for_the_due_time_opens_to_each_at_their_own_end(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("text"), due_at=school.now + HOUR, feedback="after_due")
    kim, lee, mo = (school.learner(name) for name in ("Kim", "Lee", "Mo"))
    change(school, quiz, attempts_allowed=2)
    except_for(school, quiz, lee.id, closes_at=school.now + 3 * HOUR)
    grant(school, mo.id, later_minutes=60)
    attempts = {who.id: school.take(who, quiz, "w") for who in (kim, lee, mo)}

    def open_to() -> set[int]:
        return {who.id for who in (kim, lee, mo) if _seen(school, who, attempts[who.id])}

    assert open_to() == set()
    clock.shift(HOUR)
    assert open_to() == {kim.id}
    clock.shift(HOUR)
    assert open_to() == {kim.id, mo.id}
    clock.shift(HOUR)
    assert open_to() == {kim.id, lee.id, mo.id}


def test_a_learner_with_a_later_close_who_has_used_all_attempts_waits_for_the_class_alone(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("text"), due_at=school.now + HOUR, feedback="after_due")
    kim = school.learner("Kim")
    except_for(school, quiz, kim.id, closes_at=school.now + 3 * HOUR)
    attempt = school.take(kim, quiz, "w")
    assert _seen(school, kim, attempt) == set()
    clock.shift(HOUR)
    assert _seen(school, kim, attempt) == set(PARTS)


def test_a_running_attempt_keeps_earlier_keys_closed_after_the_due_time(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("text"), due_at=school.now + HOUR, feedback="after_due")
    change(school, quiz, attempts_allowed=2, closes_at=None)
    kim = school.learner("Kim")
    first = school.take(kim, quiz, "w")
    school.start(kim, quiz)
    clock.shift(2 * HOUR)
    assert _seen(school, kim, first) == set()
    kim.post(f"/attempts/{attempts_of(school, quiz)[1].id}/submit")
    assert _seen(school, kim, first) == set(PARTS)


def test_a_credit_stands_above_the_key_and_a_teacher_above_both(school: School) -> None:
    quiz = school.assign(school.questions("text"), attempts_allowed=3)
    kim = school.learner("Kim")
    first = school.start(kim, quiz)
    item = school.items(first)[0][0]
    answer = TextResponse("Zzzz  QQQQ!")
    with school.app.app_context(), writing() as session:
        session.add(
            AnswerCredit(
                item_id=item,
                digest=digest_of(answer),
                response=codec.to_json(answer),
                score=0.5,
                made_at=school.now,
            )
        )
    school.save(kim, first, 0, right=False)
    kim.post(f"/attempts/{first}/submit")
    assert attempts_of(school, quiz)[0].score == 0.5
    result = kim.get(f"/attempts/{first}/result").text
    assert "partly right, 50\u202f%" in result
    with school.app.app_context(), writing() as session:
        row = session.get_one(AttemptAnswer, (first, item))
        row.manual_score, row.comment = 1.0, "Well argued,\nsee <b>page 3</b>."
    result = kim.get(f"/attempts/{first}/result").text
    assert "given by the teacher" in result
    assert "see &lt;b&gt;page 3&lt;/b&gt;." in result
    change(school, quiz, show_score="never")
    assert "page 3" not in kim.get(f"/attempts/{first}/result").text


def test_notices_stand_on_today_and_the_quizzes_until_they_are_put_away(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    kim, lee = school.learner("Kim"), school.learner("Lee")
    kinds = ("regraded", "dropped", "extended", "commented", "goal")
    with school.app.app_context(), writing() as session:
        rows = [
            Notice(
                user_id=kim.id,
                assignment_id=quiz,
                kind=kind,
                values={"before": 1.0, "after": 1.5} if kind == "regraded" else {},
                note="Sorry <i>for</i> that." if kind == "dropped" else "",
                made_at=school.now,
            )
            for kind in kinds
        ]
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
    for path in ("/today", "/quizzes"):
        page = kim.get(path).text
        assert page.count("Put away") == len(kinds)
        assert "Points: 1 before, 1.5 now." in page
        assert "Sorry &lt;i&gt;for&lt;/i&gt; that." in page
        assert "Put away" not in lee.get(path).text
    assert lee.post(f"/notices/{ids[0]}/seen").status_code == 404
    for _ in range(2):
        gone = kim.post(f"/notices/{ids[0]}/seen?next=/today")
        assert (gone.status_code, gone.location) == (303, "/today")
    assert kim.get("/today").text.count("Put away") == len(kinds) - 1


def test_a_device_holds_no_fact_whose_key_is_still_closed_to_its_learner(
    school: School,
) -> None:
    quiz = school.assign(school.questions("text"), due_at=school.now + HOUR)
    kim, lee = school.learner("Kim"), school.learner("Lee")
    grant(school, lee.id, later_minutes=60)

    def secret(who: Browser, later: timedelta = timedelta()) -> int:
        with school.app.app_context(), reading() as session:
            return len(list_secret_facts(session, user_id=who.id, now=school.now + later))

    change(school, quiz, visible_at=school.now + HOUR / 2)
    assert (secret(kim), secret(lee)) == (1, 1)
    change(school, quiz, visible_at=None)
    attempt = school.take(kim, quiz, "w")
    assert (secret(kim), secret(lee)) == (0, 1)
    assert (secret(kim, 1.5 * HOUR), secret(lee, 1.5 * HOUR)) == (0, 1)
    assert secret(lee, 2 * HOUR) == 0
    change(school, quiz, show_key="due")
    assert secret(kim) == 1
    assert secret(kim, HOUR) == 0
    # Drawn for each: every fact of the rules may be asked.
    other = school.assign(school.questions("text"), title="Drawn")
    article = school.items(attempt)[0][1].article
    all_of_it = Section("", "", (Rule(1, 5),))
    change(school, other, drawn=True, sections=to_json([all_of_it]))
    whole = secret(kim)
    change(
        school,
        other,
        sections=to_json(
            [Section("", "", (Rule(1, 5, passages=(f"{article}/1", f"{article}/2")),))]
        ),
    )
    assert 2 < secret(kim) < whole
