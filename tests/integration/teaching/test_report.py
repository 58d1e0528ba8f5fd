"""The teacher's report: states, figures, who chose what, CSV, and what it costs."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import event

from quizapp.services.gradebooks import gradebook
from quizapp.services.gradebooks.gradebook import AssignmentReport
from quizapp.services.marking import grading_items
from quizapp.store.engine import db
from tests.integration.teaching.conftest import School


def _report(school: School, quiz: int, *, later: timedelta = timedelta(0)) -> AssignmentReport:
    with school.app.app_context():
        return gradebook.get_report(
            user_id=school.teacher.id, assignment_id=quiz, now=school.now + later
        )


def test_facility_and_discrimination_of_a_class_made_by_hand(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=3), pass_mark=2 / 3)
    for name, answers in (("Ann", "rrr"), ("Ben", "rrw"), ("Cem", "rww"), ("Dee", "r-w")):
        school.take(school.learner(name), quiz, answers)
    report = _report(school, quiz)
    facility = [item.statistics.facility.value for item in report.items]
    assert facility == [1.0, 0.5, 0.25]
    first, second, third = (item.statistics.discrimination for item in report.items)
    assert first.value is None
    assert first.reason == "All learners have the same score on this question."
    # By hand: item (1,1,0,0) against the mean of the others (1,.5,.5,.5).
    assert second.value == pytest.approx(1 / 3**0.5)
    assert third.value == pytest.approx(1 / 3**0.5)
    assert [row.score for row in report.learners] == [3.0, 2.0, 1.0, 1.0]
    assert [row.passed for row in report.learners] == [True, True, False, False]
    assert report.learners[3].cells == (1.0, None, 0.0)
    page = school.teacher.get(f"/assignments/{quiz}").text
    assert "All learners have the same score on this question." in page


def test_who_chose_what(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text"))
    for name, answers in (("Ann", "rr"), ("Ben", "ww"), ("Cem", "w-")):
        school.take(school.learner(name), quiz, answers)
    with school.app.app_context():
        choice, text = (
            grading_items.get_item(user_id=school.teacher.id, item_id=each.item_id)
            for each in _report(school, quiz).items
        )
    assert [[one.name for one in group.answers] for group in choice.groups if group.worth] == [
        ["Ann"]
    ]
    wrong = [one.name for group in choice.groups if not group.worth for one in group.answers]
    assert sorted(wrong) == ["Ben", "Cem"]
    typed = {group.answers[0].name: group.worth for group in text.groups}
    assert typed == {"Ann": 1.0, "Ben": 0.0}
    assert [one.name for one in text.empty] == ["Cem"]


def test_nobody_is_missing_before_the_due_time(
    school: School, clock: time_machine.Traveller
) -> None:
    quiz = school.assign(school.questions("choice"), due_at=school.now + timedelta(hours=1))
    for name in ("Ann", "Ben", "Cem"):
        school.learner(name)
    school.take(school.learners["Ann"], quiz, "r")
    school.start(school.learners["Ben"], quiz)
    before = [row.state for row in _report(school, quiz).learners]
    assert before == ["graded", "running", "not_started"]
    # A minute more: what was sent in time may still be on its way.
    over = timedelta(hours=1, seconds=60)
    clock.shift(over)
    after = [row.state for row in _report(school, quiz, later=over).learners]
    assert after == ["graded", "graded", "missing"]


def test_the_best_attempt_counts_and_the_first_makes_the_statistics(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2), attempts_allowed=0)
    kim = school.learner("Kim")
    school.take(kim, quiz, "ww")
    school.take(kim, quiz, "rr")
    school.take(kim, quiz, "rw")
    report = _report(school, quiz)
    assert report.learners[0].score == 2.0
    assert report.learners[0].attempts == 3
    assert [item.statistics.facility.value for item in report.items] == [0.0, 0.0]


def test_a_cell_of_the_csv_is_never_a_formula(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    school.take(school.learner("=1+1"), quiz, "r")
    school.learner("@SUM(A1)")
    sent = school.teacher.get(f"/assignments/{quiz}/report.csv")
    assert sent.headers["Content-Disposition"] == "attachment; filename=Week-1.csv"
    rows = list(csv.reader(io.StringIO(sent.text)))
    assert [row[0] for row in rows] == ["learner", "'=1+1", "'@SUM(A1)"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert {row[4] for row in rows[1:]} == {"Europe/Paris"}


def test_the_report_asks_as_much_of_the_database_for_thirty_learners_as_for_three(
    school: School,
) -> None:
    quiz = school.assign(school.questions("choice", "text", "matching"))

    def statements() -> int:
        seen: list[str] = []
        with school.app.app_context():
            engine = db.engine

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        event.listen(engine, "before_cursor_execute", note)
        try:
            for path in (f"/assignments/{quiz}", f"/classes/{school.class_id}"):
                assert school.teacher.get(path).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    for number in range(3):
        school.take(school.learner(f"Learner {number}"), quiz, "rwr")
    statements()  # questions are read once, then kept
    few = statements()
    for number in range(3, 30):
        school.take(school.learner(f"Learner {number}"), quiz, "rwr")
    assert statements() == few
