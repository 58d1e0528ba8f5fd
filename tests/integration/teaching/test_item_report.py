"""The item report: figures of real attempts, advice, who chose what, and whose it is to see."""

import csv
import io
import re

import pytest

from quizapp.errors import NotFoundError
from quizapp.generation.question import MultipleChoice, Ordering, TextEntry
from quizapp.services import item_report
from quizapp.services.item_flags import guess_of
from quizapp.services.item_report import ItemReportPage, get_item_report
from tests.integration.study.world import counted_statements
from tests.integration.teaching.conftest import School


def _report(school: School, quiz: int, counts: str = "first") -> ItemReportPage:
    with school.app.app_context():
        return get_item_report(
            user_id=school.teacher.id, assignment_id=quiz, now=school.now, counts=counts
        )


def test_figures_of_a_class_that_took_it(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false", "text"))
    for name, marks in (("Kim", "rrr"), ("Lee", "rrw"), ("Mia", "rww"), ("Nils", "www")):
        school.take(school.learner(name), quiz, marks)
    report = _report(school, quiz)
    # The perfect scale of tests/unit/analytics: alpha 0.75, facilities 3/4, 2/4, 1/4.
    assert report.quiz.consistency.value == pytest.approx(0.75)
    assert [line.analysis.facility.value for line in report.items] == [0.75, 0.5, 0.25]
    assert [line.guess for line in report.items][1:] == [0.5, 0.0]
    first = report.items[0]
    right = next(each for each in first.choices if each.right)
    assert right.names == ("Kim", "Lee", "Mia")
    assert right.thirds == (2, 1, 0)
    page = school.teacher.get(f"/assignments/{quiz}/items").text
    assert "75\u202f%" in page
    assert page.count("<circle") == 3
    assert f"/assignments/{quiz}/items" in school.teacher.get(f"/assignments/{quiz}").text


def test_a_question_that_the_best_get_wrong_is_pointed_at(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false", "text"))
    for name, marks in (("Kim", "wrr"), ("Lee", "wrr"), ("Mia", "rww"), ("Nils", "rrw")):
        school.take(school.learner(name), quiz, marks)
    line = _report(school, quiz).items[0]
    assert line.analysis.discrimination.value is not None
    assert line.analysis.discrimination.value < 0
    assert "against" in {flag.kind for flag in line.flags}
    page = school.teacher.get(f"/assignments/{quiz}/items").text
    assert "Those who know more get it wrong" in page
    assert 'class="against"' in page


def test_which_attempts_are_looked_at(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false"), attempts_allowed=3)
    kim = school.learner("Kim")
    for marks in ("ww", "rr", "rw"):
        school.take(kim, quiz, marks)
    means = {way: _report(school, quiz, way).quiz.mean.value for way in item_report.COUNTS}
    assert means == {"first": 0.0, "last": 0.5, "best": 1.0, "all": 0.5}
    assert _report(school, quiz, "nonsense").counts == "first"
    page = school.teacher.get(f"/assignments/{quiz}/items?attempts=best").text
    assert re.search(r'attempts=best" aria-current="page"', page)


def test_nobody_yet(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    page = school.teacher.get(f"/assignments/{quiz}/items")
    assert page.status_code == 200
    assert "Nobody has handed in yet" in page.text


def test_the_same_fact_in_another_quiz_of_the_class(school: School) -> None:
    questions = school.questions("choice", "true_false")
    one, other = school.assign(questions), school.assign(questions)
    kim = school.learner("Kim")
    school.take(kim, one, "rr")
    school.take(kim, other, "rw")
    first, second = _report(school, one).items
    assert first.elsewhere is not None
    assert second.elsewhere is not None
    assert (first.elsewhere.mean, second.elsewhere.mean) == (1.0, 0.0)
    assert "The same fact in 1 other quiz of the class" in (
        school.teacher.get(f"/assignments/{one}/items").text
    )


def test_as_csv(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false"))
    school.take(school.learner("Kim"), quiz, "rw")
    sent = school.teacher.get(f"/assignments/{quiz}/items.csv")
    assert sent.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(sent.text)))
    assert [row["facility"] for row in rows] == ["1", "0"]
    assert rows[0]["discrimination index"] == "", "undefined with one learner"


def test_the_number_of_statements_does_not_grow(school: School) -> None:
    quiz = school.assign(school.questions("choice", "true_false", "text", "matching"))
    sent: list[int] = []
    for number in range(5):
        school.take(school.learner(f"Learner {number}"), quiz, "rwrr")
        if number in {0, 4}:
            with school.app.app_context(), counted_statements() as statements:
                get_item_report(user_id=school.teacher.id, assignment_id=quiz, now=school.now)
            sent.append(len(statements))
    assert sent[0] >= sent[1] > 0


def test_it_is_the_teachers_of_the_class(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    stranger = school.person("Theo", "teacher")
    assert stranger.get(f"/assignments/{quiz}/items").status_code == 404
    assert stranger.get(f"/assignments/{quiz}/items.csv").status_code == 404
    with school.app.app_context(), pytest.raises(NotFoundError):
        get_item_report(user_id=stranger.id, assignment_id=quiz, now=school.now)


def test_what_guessing_brings() -> None:
    assert guess_of(Ordering(("a", "b", "c"))) == pytest.approx(1 / 3)
    assert guess_of(TextEntry(("a",), ())) == 0.0
    assert guess_of(MultipleChoice(())) is None
