"""A quiz on paper and on the wall: the key apart, versions in other orders, no names."""

import re

import pytest

from quizapp.errors import NotFoundError
from quizapp.services.assigning import class_sheets
from quizapp.services.quizzes.quiz_rules import Rule, Section, to_json
from tests.integration.teaching.conftest import School
from tests.integration.teaching.engine import change
from tests.integration.teaching.test_whole_path import ALL_KINDS


def test_the_questions_are_printed_and_the_key_comes_after(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    school.learner("Kim Kimball")
    page = school.teacher.get(f"/assignments/{quiz}/worksheet").text
    paper, _, key = page.partition("key-page")
    assert paper.count('<p class="stem">') == len(ALL_KINDS)
    assert key.count("<li><strong>") == len(ALL_KINDS)
    assert "Kim Kimball" not in page
    without = school.teacher.get(f"/assignments/{quiz}/worksheet?key=no").text
    assert "key-page" not in without
    assert "<li><strong>" not in without
    assert f"/assignments/{quiz}/worksheet" in school.teacher.get(f"/assignments/{quiz}").text


def test_versions_ask_the_same_in_other_orders(school: School) -> None:
    quiz = school.assign(school.questions("choice", "ordering", "matching"))
    with school.app.app_context():
        sheets = [
            class_sheets.get_sheet(user_id=school.teacher.id, assignment_id=quiz, version=version)
            for version in class_sheets.VERSIONS
        ]
    for number in range(3):
        shown = [sheet.questions[number].shown for sheet in sheets]
        assert len({question["stem"] for question in shown}) == 1
        assert len({str(question) for question in shown}) > 1
        assert len({sheet.questions[number].answer for sheet in sheets}) == 1
    choice = sheets[0].questions[0]
    assert choice.shown["options"]["ABCD".index(choice.key)] == choice.answer


def test_of_a_drawn_quiz_each_version_draws_its_own_questions(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    sections = [Section("By hand"), Section("Drawn", "", (Rule(1, 6),))]
    change(school, quiz, drawn=True, sections=to_json(sections))
    with school.app.app_context():
        one, other, again = (
            class_sheets.get_sheet(user_id=school.teacher.id, assignment_id=quiz, version=version)
            for version in "ABA"
        )
    assert one == again, "a version is the same whenever it is printed"
    assert len(one.questions) == len(other.questions) == 7
    assert one.questions[0].answer == other.questions[0].answer, "chosen by the teacher"
    assert {each.answer for each in one.questions} != {each.answer for each in other.questions}
    assert "drawn by the rules" in school.teacher.get(f"/assignments/{quiz}/worksheet").text


def test_the_wall_shows_the_answer_only_when_asked(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text"))
    path = f"/assignments/{quiz}/projector"
    with school.app.app_context():
        sheet = class_sheets.get_sheet(user_id=school.teacher.id, assignment_id=quiz)
    first = school.teacher.get(path).text
    assert "wall-told" not in first
    seen = []
    page = first
    while step := re.search(r'rel="next" href="([^"]+)"', page):
        page = school.teacher.get(step[1].replace("&amp;", "&")).text
        seen.append("wall-told" in page)
    assert seen == [True, False, True]
    assert sheet.questions[-1].answer.replace("'", "&#39;") in page
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back
    assert "wall-told" not in school.teacher.get(back[1].replace("&amp;", "&")).text
    assert school.teacher.get(f"{path}?question=99").status_code == 200


def test_they_are_the_teachers_of_the_class(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    stranger = school.person("Theo", "teacher")
    for page in ("worksheet", "projector"):
        assert stranger.get(f"/assignments/{quiz}/{page}").status_code == 404
    with school.app.app_context(), pytest.raises(NotFoundError):
        class_sheets.get_sheet(user_id=stranger.id, assignment_id=quiz)
