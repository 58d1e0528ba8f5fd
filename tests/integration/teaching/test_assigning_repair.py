"""Dropping and replacing a question of a quiz that stands, and what follows for the scores."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event, select

from quizapp.services.assigning import assigning_look, assigning_repair
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.assigning import AttemptItem, Notice
from quizapp.store.tables.classes import Assignment, AssignmentItem, Attempt, AttemptAnswer
from quizapp.store.tables.people import AuditEntry
from tests.integration.teaching.conftest import Browser, School
from tests.integration.teaching.test_assigning import hidden


def quiz_of(school: School, **answers: str) -> int:
    """Return a quiz of three questions that people have taken: "rwr" by name."""
    quiz = school.assign(school.questions("choice", count=3))
    for name, letters in answers.items():
        school.take(school.learner(name), quiz, letters)
    record_asked(school, quiz)
    return quiz


def record_asked(school: School, quiz: int) -> None:
    """Write down what each attempt asks, where its start did not."""
    with school.app.app_context(), writing() as session:
        items = session.scalars(
            select(AssignmentItem.id)
            .where(AssignmentItem.assignment_id == quiz, AssignmentItem.replaces_id.is_(None))
            .order_by(AssignmentItem.position)
        ).all()
        for attempt in session.scalars(select(Attempt.id).where(Attempt.assignment_id == quiz)):
            for place, item in enumerate(items, start=1):
                if session.get(AttemptItem, (attempt, item)) is None:
                    session.add(AttemptItem(attempt_id=attempt, item_id=item, position=place))


def items_of(school: School, quiz: int) -> list[int]:
    with school.app.app_context(), reading() as session:
        return list(
            session.scalars(
                select(AssignmentItem.id)
                .where(AssignmentItem.assignment_id == quiz)
                .order_by(AssignmentItem.position, AssignmentItem.id)
            )
        )


def points_of(school: School, who: Browser) -> tuple[float | None, float | None]:
    with school.app.app_context(), reading() as session:
        found = session.execute(
            select(Attempt.score, Attempt.max_score).where(Attempt.user_id == who.id)
        ).one()
        return found[0], found[1]


def test_the_preview_says_who_gains_and_loses_and_stores_nothing(school: School) -> None:
    quiz = quiz_of(school, Ann="rrw", Ben="wrr")
    third = items_of(school, quiz)[2]
    page = school.teacher.get(f"/assignments/items/{third}/drop")
    assert page.status_code == 200
    assert "Of the learners, 1 gain and 1 lose." in page.text
    assert "2 of 3" in page.text
    assert "2 of 2" in page.text
    assert "1 of 2" in page.text
    assert points_of(school, school.learners["Ann"]) == (2, 3)


def test_a_removed_question_counts_for_nobody(school: School) -> None:
    quiz = quiz_of(school, Ann="rrw", Ben="wrr")
    third = items_of(school, quiz)[2]
    path = f"/assignments/items/{third}/drop"
    state = hidden(school.teacher.get(path).text)
    assert school.teacher.post(path, **state, how="removed", note="A slip").status_code == 303
    assert points_of(school, school.learners["Ann"]) == (2, 2)
    assert points_of(school, school.learners["Ben"]) == (1, 2)
    with school.app.app_context(), reading() as session:
        assert session.scalars(select(Notice.kind)).all() == ["dropped", "dropped"]
        assert set(session.scalars(select(Notice.note))) == {"A slip"}
        actions = session.scalars(select(AuditEntry.action)).all()
        assert {"quiz.item_dropped", "quiz.regraded"} <= set(actions)
        answered = session.scalars(select(AttemptAnswer).where(AttemptAnswer.item_id == third))
        assert len(answered.all()) == 2


def test_a_credited_question_gives_full_points_to_all_who_were_asked(school: School) -> None:
    quiz = quiz_of(school, Ann="rr-", Ben="wrr")
    third = items_of(school, quiz)[2]
    path = f"/assignments/items/{third}/drop"
    state = hidden(school.teacher.get(path).text)
    assert school.teacher.post(path, **state, how="credit").status_code == 303
    assert points_of(school, school.learners["Ann"]) == (3, 3)
    assert points_of(school, school.learners["Ben"]) == (2, 3)
    again = hidden(school.teacher.get(path).text)
    assert school.teacher.post(path, **again, do="back").status_code == 303
    assert points_of(school, school.learners["Ann"]) == (2, 3)


def test_a_replacement_is_asked_of_who_starts_from_then_on(school: School) -> None:
    quiz = quiz_of(school, Ann="rrw")
    third = items_of(school, quiz)[2]
    with school.app.app_context():
        others = assigning_repair.list_others(user_id=school.teacher.id, item_id=third, seed="s")
    path = f"/assignments/items/{third}/drop"
    state = hidden(school.teacher.get(path).text)
    done = school.teacher.post(path, **state, how="removed", instead=str(others[0][0]))
    assert done.status_code == 303
    with school.app.app_context(), reading() as session:
        fresh = session.scalars(
            select(AssignmentItem).where(AssignmentItem.replaces_id == third)
        ).one()
        assert fresh.question_id == others[0][0]
        fresh_id = fresh.id
    assert points_of(school, school.learners["Ann"]) == (2, 2)
    page = school.teacher.get(f"/assignments/{quiz}/questions").text
    assert "is asked in its place" in page
    late = school.learner("Late")
    attempt = school.start(late, quiz)
    asked = late.get(f"/attempts/{attempt}").text
    assert f'id="q{fresh_id}"' in asked
    assert f'id="q{third}"' not in asked


def test_two_teachers_who_drop_at_once_are_told(school: School) -> None:
    quiz = quiz_of(school, Ann="rrw")
    first, second, third = items_of(school, quiz)
    state = hidden(school.teacher.get(f"/assignments/items/{third}/drop").text)
    assert (
        school.teacher.post(f"/assignments/items/{third}/drop", **state, how="removed").status_code
        == 303
    )
    stale = school.teacher.post(f"/assignments/items/{second}/drop", **state, how="removed")
    assert stale.status_code == 409
    assert "Nothing was stored yet" in stale.text
    fresh = hidden(stale.text)
    assert (
        school.teacher.post(f"/assignments/items/{second}/drop", **fresh, how="removed").status_code
        == 303
    )
    last = hidden(school.teacher.get(f"/assignments/items/{first}/drop").text)
    refused = school.teacher.post(f"/assignments/items/{first}/drop", **last, how="removed")
    assert refused.status_code == 409
    assert "at least one question" in refused.text
    with school.app.app_context(), reading() as session:
        assert session.get_one(Assignment, quiz).version == 3


def test_the_number_of_queries_does_not_grow_with_learners_or_assignments(school: School) -> None:
    quiz = quiz_of(school, Ann="rrw")
    third = items_of(school, quiz)[2]
    counts = []
    for name, letters in (("Ben", "wrr"), ("Cem", "www"), ("Dee", "rrr")):
        school.take(school.learner(name), quiz, letters)
        school.assign(school.questions("choice", count=2))
        record_asked(school, quiz)
        counts.append((_statements(school, third), _list_statements(school)))
    # The first reads questions that are kept from then on.
    assert counts[1] == counts[2]


def _statements(school: School, item: int) -> int:
    with school.app.app_context(), counted() as seen:
        assigning_repair.preview_drop(user_id=school.teacher.id, item_id=item, how="removed")
    return len(seen)


def _list_statements(school: School) -> int:
    with school.app.app_context(), counted() as seen:
        assigning_look.list_assignments(
            user_id=school.teacher.id, class_id=school.class_id, now=school.now
        )
    return len(seen)


@contextmanager
def counted() -> Iterator[list[object]]:
    """Note the statements that are sent meanwhile."""
    seen: list[object] = []

    def note(*arguments: object) -> None:
        seen.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
