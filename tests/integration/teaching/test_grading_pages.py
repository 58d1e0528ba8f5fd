"""Pages of grading, grades and files: what is refused keeps what was typed, files open anywhere."""

import csv
import io
import re

import openpyxl

from quizapp.store.engine import reading
from quizapp.store.tables.classes import AttemptAnswer
from tests.integration.teaching.conftest import School


def _item(school: School, attempt: int) -> int:
    return school.items(attempt)[0][0]


def test_points_that_do_not_fit_are_refused_and_shown_again(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    attempt = school.take(school.learner("Ann"), quiz, "w")
    item = _item(school, attempt)
    path = f"/assignments/attempts/{attempt}/items/{item}/points"
    for back, heading in (("item", "Question 1 of 1"), ("attempt", "Points and comments")):
        for points in ("7", "half", "-1", "nan"):
            refused = school.teacher.post(path, points=points, comment="Nearly <b>", back=back)
            assert refused.status_code == 400
            assert heading in refused.text
            assert "Give 0 to 1 points." in refused.text
            assert f'value="{points}"' in refused.text
            assert "Nearly &lt;b&gt;" in refused.text
    stored = school.teacher.post(path, points="0,5", comment="Nearly <b>", back="attempt")
    assert stored.status_code == 303
    assert stored.location.endswith(f"/assignments/attempts/{attempt}#j{attempt}-{item}")
    with school.app.app_context(), reading() as session:
        answer = session.get_one(AttemptAnswer, (attempt, item))
        assert (answer.manual_score, answer.score, answer.comment) == (0.5, 0.5, "Nearly <b>")
        assert answer.graded_by == school.teacher.id


def test_a_preview_is_applied_by_its_own_form_and_a_stale_one_is_not(school: School) -> None:
    quiz = school.assign(school.questions("text"))
    attempt = school.take(school.learner("Ann"), quiz, "w")
    item = _item(school, attempt)
    page = school.teacher.get(f"/assignments/items/{item}").text
    digest = re.search(r'name="answer" value="([0-9a-f]{64})"', page)
    assert digest
    asked = f"how=accept&answer={digest[1]}&points=0.5"
    preview = school.teacher.get(f"/assignments/items/{item}/preview?{asked}")
    assert "Store it and regrade 1 learner" in preview.text
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview.text))
    fields.pop("csrf_token")
    path = f"/assignments/items/{item}/repair"
    assert school.teacher.post(path, **fields, note="Right too.").status_code == 303
    again = school.teacher.post(path, **{**fields, "points": "0.75"}, note="Right too.")
    assert again.status_code == 409
    assert "Somebody changed what answers" in again.text
    assert "Right too." in again.text
    assert "credited" in school.teacher.get(f"/assignments/items/{item}").text
    for bad in ("", "?how=key&right=x", "?how=version&version=1", "?how=accept&points=9"):
        refused = school.teacher.get(f"/assignments/items/{item}/preview{bad}")
        assert refused.status_code == 303


def test_a_learner_sees_their_grade_and_nobody_elses(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2), title="Midterm")
    ann, ben = school.learner("Ann"), school.learner("Ben")
    school.take(ann, quiz, "rw")
    school.take(ben, quiz, "rr")
    mine = ann.get("/quizzes/grades").text
    assert "Midterm" in mine
    assert "50" in mine
    assert "Ben" not in mine
    assert school.person("Nobody").get("/quizzes/grades").status_code == 200


def test_grades_are_handed_over_as_a_file(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2), title="=Midterm", pass_mark=0.6)
    school.take(school.learner("=cmd|' /C calc'!A0"), quiz, "rw")
    school.learner("Zoë")
    sent = school.teacher.get(f"/classes/{school.class_id}/grades.csv?separator=semicolon&bom=y")
    assert sent.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["learner", "grade percent", "'=Midterm points"]
    assert rows[1] == [
        "'=cmd|' /C calc'!A0", "50", "1", "2", "50", "no", "graded", "no",
        "2026-03-02T11:00:00+01:00",
    ]  # fmt: skip
    assert rows[2] == ["Zoë", "", "", "2", "", "", "not started", "no", ""]
    plain = school.teacher.get(f"/classes/{school.class_id}/grades.csv")
    assert plain.data.startswith(b"learner,")
    book = openpyxl.load_workbook(
        io.BytesIO(school.teacher.get(f"/classes/{school.class_id}/grades.xlsx").data)
    )
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(max_row=2)]
    assert cells[0][:3] == ["learner", "grade percent", "=Midterm points"]
    assert cells[1][:5] == ["=cmd|' /C calc'!A0", 50, 1, 2, 50]


def test_every_answer_is_a_line_of_a_file(school: School) -> None:
    quiz = school.assign(school.questions("text", "choice"))
    attempt = school.take(school.learner("Ann"), quiz, "w-")
    sent = school.teacher.get(f"/assignments/{quiz}/answers.csv")
    rows = list(csv.DictReader(io.StringIO(sent.text)))
    assert len(rows) == 2
    typed, chosen = rows
    assert (typed["learner"], typed["response"], typed["score"]) == ("Ann", "zzzz qqqq", "0")
    assert (chosen["response"], chosen["points"], chosen["of"]) == ("", "0", "1")
    question = school.items(attempt)[0][1]
    assert typed["fact"] == question.fact
    assert typed["passage"] == str(question.passage)
    assert typed["version"] == question.version
    assert typed["submitted at"] == "2026-03-02T11:00:00+01:00"
    assert typed["attempt counts"] == "yes"


def test_a_category_that_cannot_be_is_shown_again(school: School) -> None:
    path = f"/classes/{school.class_id}/grades/categories"
    refused = school.teacher.post(path, name="Tests", weight="much", drop_lowest="0")
    assert refused.status_code == 400
    assert "A weight is above 0" in refused.text
    assert 'value="much"' in refused.text
    assert school.teacher.post(path, name="Tests", weight="2,5", drop_lowest="0").status_code == 303
    twice = school.teacher.post(path, name="tests", weight="1", drop_lowest="0")
    assert "has a category of that name" in twice.text
    page = school.teacher.get(path).text
    assert 'value="2.5"' in page
    elsewhere = school.teacher.post(f"/classes/{school.class_id}/grades/quizzes", **{"quiz-9": "1"})
    assert elsewhere.status_code == 404
