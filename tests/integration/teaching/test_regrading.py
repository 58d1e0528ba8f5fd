"""Regrading items: who changes, by how much, and what stays."""

from sqlalchemy import select

from quizapp.generation.response import TextResponse
from quizapp.grading import codec
from quizapp.services.marking import regrading
from quizapp.services.marking.regrading import Change
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AnswerCredit
from quizapp.store.tables.classes import AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.people import AuditEntry
from tests.integration.teaching.conftest import School


def _regrade(school: School, *item_ids: int) -> tuple[Change, ...]:
    with school.app.app_context(), writing() as session:
        return regrading.regrade_items(
            session, item_ids=item_ids, by=school.teacher.id, now=school.now
        )


def _drop(school: School, item_id: int, how: str) -> tuple[Change, ...]:
    with school.app.app_context(), writing() as session:
        row = session.get_one(AssignmentItem, item_id)
        row.dropped_at, row.dropped_as = school.now, how
        session.flush()
        return regrading.regrade_items(
            session, item_ids=[item_id], by=school.teacher.id, now=school.now
        )


def _points(school: School, attempt_id: int) -> tuple[float | None, float | None]:
    with school.app.app_context(), reading() as session:
        row = session.get_one(Attempt, attempt_id)
        return row.score, row.max_score


def test_regrading_without_a_reason_changes_nothing(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text"))
    attempt = school.take(school.learner("Ann"), quiz, "rw")
    (first, _, _), (second, _, _) = school.items(attempt)
    assert _regrade(school, first, second) == ()
    assert _points(school, attempt) == (1.0, 2.0)


def test_a_removed_question_leaves_both_sums(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2))
    ann = school.take(school.learner("Ann"), quiz, "rw")
    ben = school.take(school.learner("Ben"), quiz, "wr")
    first = school.items(ann)[0][0]
    found = _drop(school, first, "removed")
    assert [(c.attempt_id, c.before, c.max_before, c.after, c.max_after) for c in found] == [
        (ann, 1.0, 2.0, 0.0, 1.0),
        (ben, 1.0, 2.0, 1.0, 1.0),
    ]
    assert _points(school, ann) == (0.0, 1.0)
    assert _points(school, ben) == (1.0, 1.0)


def test_a_credited_question_gives_its_points_to_whoever_was_asked(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2))
    ann = school.take(school.learner("Ann"), quiz, "w-")
    ben = school.take(school.learner("Ben"), quiz, "rr")
    found = _drop(school, school.items(ann)[0][0], "credit")
    assert [(each.attempt_id, each.after) for each in found] == [(ann, 1.0)]
    assert _points(school, ben) == (2.0, 2.0)


def test_a_credit_counts_for_all_who_wrote_alike_and_a_teachers_score_above_it(
    school: School,
) -> None:
    quiz = school.assign(school.questions("text"))
    takes = {name: school.take(school.learner(name), quiz, "w") for name in ("Ann", "Ben")}
    item = school.items(takes["Ann"])[0][0]
    response = TextResponse("ZZZZ qqqq!")
    with school.app.app_context(), writing() as session:
        session.add(
            AnswerCredit(
                item_id=item,
                digest=digest_of(response),
                response=codec.to_json(response),
                score=0.5,
                made_by=school.teacher.id,
                made_at=school.now,
            )
        )
        answer = session.get_one(AttemptAnswer, (takes["Ben"], item))
        answer.manual_score = 0.25
        session.flush()
        regrading.regrade_items(session, item_ids=[item], by=school.teacher.id, now=school.now)
    assert _points(school, takes["Ann"]) == (0.5, 1.0)
    assert _points(school, takes["Ben"]) == (0.25, 1.0)
    with school.app.app_context(), reading() as session:
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "quiz.regraded")
        ).one()
        assert entry.detail == {"items": [item], "attempts": 2, "up": 2, "down": 0}
        assert entry.subject == f"assignment:{quiz}"
    # Who hands in afterwards gets the credit at once.
    assert _points(school, school.take(school.learner("Cem"), quiz, "w")) == (0.5, 1.0)
