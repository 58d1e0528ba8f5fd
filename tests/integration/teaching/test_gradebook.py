"""The gradebook of a class: what counts, late, missing, excused, categories, the learner's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from quizapp.errors import InputError, NotFoundError
from quizapp.services.assigning import excusing
from quizapp.services.gradebooks import grade_categories, gradebook_class
from quizapp.services.gradebooks.grade_categories import CategoryDraft
from quizapp.services.gradebooks.gradebook_class import ClassGrades, GradeRow
from quizapp.store.engine import db, writing
from quizapp.store.quizzes import grade_queries
from quizapp.store.tables.assigning import AssignmentTarget
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt
from tests.integration.teaching.conftest import School


def _grades(school: School, *, later: timedelta = timedelta(0)) -> ClassGrades:
    with school.app.app_context():
        return gradebook_class.get_gradebook(
            user_id=school.teacher.id, class_id=school.class_id, now=school.now + later
        )


def _row(found: ClassGrades, name: str) -> GradeRow:
    return next(each for each in found.rows if each.name == name)


def _set(school: School, quiz: int, **values: object) -> None:
    with school.app.app_context(), writing() as session:
        row = session.get_one(Assignment, quiz)
        for name, value in values.items():
            setattr(row, name, value)


def test_points_of_all_quizzes_make_the_grade(school: School) -> None:
    # 2 of 3 and 1 of 1: 3 of 4.
    first = school.assign(school.questions("choice", count=3), pass_mark=0.7)
    second = school.assign(school.questions("text"))
    ann = school.learner("Ann")
    school.take(ann, first, "rrw")
    school.take(ann, second, "r")
    row = _row(_grades(school), "Ann")
    assert [each.state for each in row.marks] == ["graded", "graded"]
    assert [(each.points, each.possible, each.passed) for each in row.marks] == [
        (pytest.approx(2.0), 3.0, False),
        (1.0, 1.0, None),
    ]
    assert row.overall.share == pytest.approx(0.75)


def test_points_are_those_that_the_transaction_has_changed(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=3))
    of_quiz = select(AssignmentItem).where(AssignmentItem.assignment_id == quiz)
    with school.app.app_context(), writing() as session:
        assert grade_queries.points_possible(session, [quiz]) == {quiz: 3.0}
        for item in session.scalars(of_quiz):
            item.points = 2.0
        assert grade_queries.points_possible(session, [quiz]) == {quiz: 6.0}


def test_missing_only_after_the_close_and_excused_leaves_the_sums(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    due = school.now + timedelta(days=7)
    _set(school, quiz, closes_at=due + timedelta(days=1), missing_percent=0.0)
    for name in ("Ann", "Ben", "Cem"):
        school.learner(name)
    school.take(school.learners["Ann"], quiz, "r")
    with school.app.app_context():
        excusing.excuse(
            user_id=school.teacher.id,
            assignment_id=quiz,
            learner_id=school.learners["Ben"].id,
            now=school.now,
        )
    overdue = _grades(school, later=timedelta(days=7, hours=1))
    assert [_row(overdue, each).marks[0].state for each in ("Ann", "Ben", "Cem")] == [
        "graded",
        "excused",
        "not_started",
    ]
    closed = _grades(school, later=timedelta(days=8))
    assert _row(closed, "Cem").marks[0].state == "missing"
    assert _row(closed, "Cem").overall.share == 0.0
    assert _row(closed, "Ben").overall.share is None
    _set(school, quiz, missing_percent=None)
    assert _row(_grades(school, later=timedelta(days=8)), "Cem").overall.share is None
    with school.app.app_context():
        excusing.unexcuse(
            user_id=school.teacher.id,
            assignment_id=quiz,
            learner_id=school.learners["Ben"].id,
            now=school.now,
        )
    assert _row(_grades(school), "Ben").marks[0].state == "not_started"


def test_lateness_takes_off_what_the_quiz_says(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2))
    attempt = school.take(school.learner("Ann"), quiz, "rr")
    _set(school, quiz, late_percent=10.0, late_unit="day")
    with school.app.app_context(), writing() as session:
        session.get_one(Attempt, attempt).late_by_s = 86_401  # the second day has begun
    mark = _row(_grades(school), "Ann").marks[0]
    assert (mark.late, mark.raw) == (True, 1.0)
    assert mark.share == pytest.approx(0.8)
    assert mark.points == pytest.approx(1.6)


def test_the_attempt_that_counts_is_the_one_the_quiz_says(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2), attempts_allowed=0)
    ann = school.learner("Ann")
    for answers in ("rw", "rr", "ww"):
        school.take(ann, quiz, answers)
    shares = {}
    for counts in ("best", "last", "first", "average"):
        _set(school, quiz, attempt_counts=counts)
        shares[counts] = _row(_grades(school), "Ann").marks[0].share
    assert shares == {"best": 1.0, "last": 0.0, "first": 0.5, "average": pytest.approx(0.5)}


def test_categories_weigh_and_drop(school: School) -> None:
    quizzes = [school.assign(school.questions("choice", count=2)) for _ in range(3)]
    ann = school.learner("Ann")
    for quiz, answers in zip(quizzes, ("rr", "ww", "rw"), strict=True):
        school.take(ann, quiz, answers)
    put = {"user_id": school.teacher.id, "class_id": school.class_id, "now": school.now}
    with school.app.app_context():
        add = grade_categories.add_category
        small = add(draft=CategoryDraft("Small", 30, 1), **put)  # type: ignore[arg-type]  # spread
        large = add(draft=CategoryDraft("Large", 70, 0), **put)  # type: ignore[arg-type]  # spread
        places = {quizzes[0]: small, quizzes[1]: small, quizzes[2]: large}
        grade_categories.sort_quizzes(categories=places, **put)  # type: ignore[arg-type]  # spread
    row = _row(_grades(school), "Ann")
    # Small: the 0 is dropped, 1.0 is left; Large: 0.5. 0.3 * 1 + 0.7 * 0.5 = 0.65.
    assert row.overall.share == pytest.approx(0.65)
    assert row.dropped == {quizzes[1]}
    with school.app.app_context():
        for draft in (
            CategoryDraft("small", 1, 0),
            CategoryDraft(" ", 1, 0),
            CategoryDraft("New", 0, 0),
            CategoryDraft("New", float("inf"), 0),
            CategoryDraft("New", 1, -1),
        ):
            with pytest.raises(InputError):
                add(draft=draft, **put)  # type: ignore[arg-type]  # spread
        grade_categories.delete_category(category_id=large, **put)  # type: ignore[arg-type]  # spread
    found = _grades(school)
    assert found.outside == 1
    assert _row(found, "Ann").overall.share == pytest.approx(1.0)


def test_learners_see_only_the_scores_that_are_open(school: School) -> None:
    shown = school.assign(school.questions("choice"))
    hidden = school.assign(school.questions("choice"), feedback="after_due")
    secret = school.assign(school.questions("choice"))
    _set(school, secret, show_score="never")
    others = school.assign(school.questions("choice"))
    ann, ben = school.learner("Ann"), school.learner("Ben")
    with school.app.app_context(), writing() as session:
        session.add(AssignmentTarget(assignment_id=others, user_id=ben.id))
    for quiz, answer in ((shown, "r"), (hidden, "w"), (secret, "w")):
        school.take(ann, quiz, answer)

    def mine(later: timedelta) -> ClassGrades:
        with school.app.app_context():
            (found,) = gradebook_class.list_my_grades(user_id=ann.id, now=school.now + later)
            return found

    now = mine(timedelta(0))
    assert [each.assignment_id for each in now.columns] == [shown, hidden, secret]
    assert [each.share for each in now.rows[0].marks] == [1.0, None, None]
    assert now.rows[0].overall.share == 1.0
    after = mine(timedelta(days=7))
    assert [each.share for each in after.rows[0].marks] == [1.0, 0.0, None]
    assert after.rows[0].overall.share == pytest.approx(0.5)
    # The teacher sees all of it, and that the fourth quiz is not for Ann.
    marks = _row(_grades(school), "Ann").marks
    assert [each.share for each in marks] == [1.0, 0.0, 0.0, None]
    assert marks[3].state == "not_meant"


def test_another_teacher_sees_nothing(school: School) -> None:
    school.learner("Ann")
    other = school.person("Mr Other", "teacher")
    with school.app.app_context():
        for call in (
            lambda: gradebook_class.get_gradebook(
                user_id=other.id, class_id=school.class_id, now=school.now
            ),
            lambda: gradebook_class.get_learner_grades(
                user_id=other.id,
                class_id=school.class_id,
                learner_id=school.learners["Ann"].id,
                now=school.now,
            ),
            lambda: grade_categories.get_categories(user_id=other.id, class_id=school.class_id),
        ):
            with pytest.raises(NotFoundError):
                call()


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*seen: object) -> None:
        statements.append(str(seen[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_the_gradebook_costs_as_many_queries_for_any_class(school: School) -> None:
    counts = []
    for names, quizzes in ((("Ann",), 1), (("Ben", "Cem", "Dee"), 3)):
        for name in names:
            school.learner(name)
        for _ in range(quizzes):
            quiz = school.assign(school.questions("choice"))
            for who in school.learners.values():
                school.take(who, quiz, "r")
        with school.app.app_context(), _counted() as statements:
            gradebook_class.get_gradebook(
                user_id=school.teacher.id, class_id=school.class_id, now=school.now
            )
        counts.append(len(statements))
    assert counts[0] == counts[1]
