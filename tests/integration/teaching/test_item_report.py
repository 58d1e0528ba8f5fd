"""The item report: figures of real attempts, advice, who chose what, and whose it is to see."""

import csv
import io
import json
import re

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from quizapp.errors import NotFoundError
from quizapp.generation import variant
from quizapp.generation.question import MultipleChoice, Ordering, TextEntry
from quizapp.services.gradebooks import item_report
from quizapp.services.gradebooks.answer_reading import ResponseReader
from quizapp.services.gradebooks.item_flags import guess_of
from quizapp.services.gradebooks.item_report import ItemReportPage, get_item_report
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.store.engine import reading
from quizapp.store.tables.content import CardRow, QuestionRow
from quizapp.web.responses import read_response
from tests.integration.study.world import counted_statements
from tests.integration.teaching.conftest import School, answer_fields


def _report(school: School, quiz: int, counts: str = "first") -> ItemReportPage:
    with school.app.app_context():
        return get_item_report(
            user_id=school.teacher.id, assignment_id=quiz, now=school.now, counts=counts
        )


def _texts(fields: dict[str, object]) -> list[tuple[str, str]]:
    """Return fields as a browser sends them."""
    return [
        (name, str(each))
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    ]


def _of_one_fact(school: School) -> tuple[int, int]:
    """Return a choice and a claim about one fact."""
    with school.app.app_context(), reading() as session:
        rows = session.execute(
            select(CardRow.fact_id, QuestionRow.type, func.min(QuestionRow.id))
            .join(CardRow, CardRow.id == QuestionRow.card_id)
            .where(QuestionRow.current.is_(True), QuestionRow.type.in_(("mcq", "true_false")))
            .group_by(CardRow.fact_id, QuestionRow.type)
            .order_by(CardRow.fact_id)
        )
        found: dict[str, dict[str, int]] = {}
        for fact, form, number in rows:
            found.setdefault(fact, {})[form] = number
    both = [each for each in found.values() if len(each) == 2][-1]
    return both["mcq"], both["true_false"]


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


def test_figures_by_fact_put_its_questions_together(school: School) -> None:
    first, second = _of_one_fact(school)
    (third,) = school.questions("text")
    quiz = school.assign((first, second, third))
    for name, marks in (("Kim", "rrr"), ("Lee", "rwr"), ("Mia", "wwr"), ("Nils", "-ww")):
        school.take(school.learner(name), quiz, marks)
    report = _report(school, quiz)
    both, single = report.facts
    assert both.numbers == (1, 2)
    # Means of both questions 1, 1/2, 0, 0 against the third's 1 1 1 0: deviations .625 .125
    # -.375 -.375 and .25 .25 .25 -.75; .375 / sqrt(.6875 * .75) = .522233.
    assert both.analysis.facility.value == pytest.approx(0.375)
    assert both.analysis.discrimination.value == pytest.approx(0.522233, abs=1e-6)
    assert single.analysis.facility.value == pytest.approx(0.75)
    page = school.teacher.get(f"/assignments/{quiz}/items").text
    assert "Fact by fact" in page
    sent = school.teacher.get(f"/assignments/{quiz}/items.csv?by=fact&bom=y&separator=semicolon")
    rows = list(csv.DictReader(io.StringIO(sent.text.removeprefix("\ufeff")), delimiter=";"))
    assert sent.text.startswith("\ufeff")
    assert [(row["questions"], row["facility"]) for row in rows] == [
        ("Q1 Q2", "0.375"),
        ("Q3", "0.75"),
    ]


def test_the_names_beside_an_answer_end_somewhere(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(item_report, "MOST_NAMES", 1)
    quiz = school.assign(school.questions("true_false"))
    for name in ("Kim", "Lee", "Mia"):
        school.take(school.learner(name), quiz, "r")
    (line,) = _report(school, quiz).items
    right = next(each for each in line.choices if each.right)
    assert (right.names, right.learners, right.thirds) == (("Kim",), 3, (1, 1, 1))
    page = school.teacher.get(f"/assignments/{quiz}/items").text
    assert "Kim and 2 others" in page


def test_a_stored_response_is_read_as_one_by_one(school: School) -> None:
    """The reader of a whole class keeps what it has read; nobody's answer becomes another's."""
    kinds = ("choice", "multiple", "true_false", "text", "matching", "ordering")
    with school.app.app_context(), reading() as session:
        questions = get_questions(session, school.questions(*kinds))
    for question in questions.values():
        reader = ResponseReader(question, item_id=7)
        for attempt in ("a", "b", "c", "a"):
            seed = item_seed(attempt, 7)
            for right in (True, False):
                fields = answer_fields(question, seed=seed, right=right)
                shown = variant.present(question, seed=seed).public
                given = read_response(MultiDict(_texts(fields)), public=shown) or {}
                text = json.dumps(given, separators=(",", ":"), sort_keys=True)
                assert reader.read(text, attempt_seed=attempt) == variant.canonical(
                    question, seed=seed, response=given
                )
        assert reader.read(None, attempt_seed="a") is None
        assert reader.read('{"other":1}', attempt_seed="a") is None


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
