"""Two teachers change the questions of one quiz: both are shown, and nothing is lost."""

import re

from quizapp.services.assigning import assigning_edit
from quizapp.services.quizzes.quiz_rules import Section, from_json
from tests.integration.teaching.conftest import School
from tests.integration.teaching.test_assigning import assigned, hidden, items_of, row_of
from tests.integration.teaching.test_quiz_mixed import RULES


def _ids(school: School, quiz: int) -> list[str]:
    return [str(each.question_id) for each in items_of(school, quiz)]


def _both_change(school: School) -> tuple[int, str, list[str], dict[str, list[str]]]:
    """Let hers be stored with one added, his with one dropped; return (quiz, hers, old, his)."""
    quiz = assigned(school).id
    path = f"/assignments/{quiz}/questions"
    old = _ids(school, quiz)
    page = school.teacher.get(path).text
    state = hidden(page)
    picks = re.findall(r'name="pick" value="(\d+)"', page)
    hers = hidden(school.teacher.post(path, **state, pick=picks[0], do="add").text)
    his = hidden(school.teacher.post(path, **state, drop=old[0]).text)
    assert school.teacher.post(path, **hers, do="store").status_code == 303
    return quiz, picks[0], old, his


def test_a_conflict_over_questions_shows_theirs_and_keeps_mine(school: School) -> None:
    quiz, added, old, his = _both_change(school)
    path = f"/assignments/{quiz}/questions"
    conflict = school.teacher.post(path, **his, do="store")
    assert conflict.status_code == 409
    assert "Somebody else changed it while you did" in conflict.text
    theirs = conflict.text[conflict.text.index('class="theirs"') :]
    assert re.findall(r'name="their" value="(\d+)"', theirs) == [old[0], added]
    assert "question 1 of yours" in theirs
    assert hidden(conflict.text)["question"] == old[1:]
    assert _ids(school, quiz) == [*old, added]
    # It stays in sight until one of both is chosen.
    moved = school.teacher.post(path, **hidden(conflict.text), down=old[1])
    assert "Somebody else changed it while you did" in moved.text
    assert "stands in another order" in moved.text
    stored = school.teacher.post(path, **hidden(moved.text), do="store")
    assert stored.status_code == 303
    assert _ids(school, quiz) == [old[2], old[1], *old[3:]]


def test_some_of_theirs_are_taken_into_mine(school: School) -> None:
    quiz, added, old, his = _both_change(school)
    path = f"/assignments/{quiz}/questions"
    conflict = hidden(school.teacher.post(path, **his, do="store").text)
    taken = school.teacher.post(path, **conflict, their=added, do="take")
    assert hidden(taken.text)["question"] == [*old[1:], added]
    assert school.teacher.post(path, **hidden(taken.text), do="store").status_code == 303
    assert _ids(school, quiz) == [*old[1:], added]


def test_a_change_that_came_in_between_is_told_before_storing(school: School) -> None:
    quiz, _, old, his = _both_change(school)
    page = school.teacher.post(f"/assignments/{quiz}/questions", **his, down=old[1])
    assert page.status_code == 200
    assert "Somebody else changed it while you did" in page.text
    assert hidden(page.text)["version"] == ["2"]


def test_a_third_change_is_a_conflict_again(school: School) -> None:
    quiz, _, old, his = _both_change(school)
    path = f"/assignments/{quiz}/questions"
    conflict = hidden(school.teacher.post(path, **his, do="store").text)
    with school.app.app_context():
        found = assigning_edit.get_editable(user_id=school.teacher.id, assignment_id=quiz)
        assigning_edit.change_content(
            user_id=school.teacher.id,
            assignment_id=quiz,
            version=found.version,
            content=found.content,
            now=school.now,
        )
    again = school.teacher.post(path, **conflict, do="store")
    assert again.status_code == 409
    assert hidden(again.text)["question"] == old[1:]


def test_the_same_changes_are_said_to_be_the_same(school: School) -> None:
    quiz = assigned(school).id
    path = f"/assignments/{quiz}/questions"
    state = hidden(school.teacher.get(path).text)
    first = hidden(school.teacher.post(path, **state, drop=state["question"][0]).text)
    assert school.teacher.post(path, **first, do="store").status_code == 303
    conflict = school.teacher.post(path, **first, do="store")
    assert conflict.status_code == 409
    assert "Their questions are the same as yours." in conflict.text


def test_rules_of_two_teachers_stand_side_by_side(school: School) -> None:
    quiz = assigned(school, **RULES, drawn="y").id
    path = f"/assignments/{quiz}/questions"
    state = hidden(school.teacher.get(path).text)
    rules = {name: value for name, value in RULES.items() if name.startswith("s")}
    hers = rules | {"s0-r0-count": "4", "s1-title": "Hers"}
    his = rules | {"s0-r0-count": "5"}
    assert school.teacher.post(path, **state, **hers, do="store").status_code == 303
    conflict = school.teacher.post(path, **state, **his, do="store")
    assert conflict.status_code == 409
    table = conflict.text[conflict.text.index('<table class="versions">') :]
    assert table.index("4 questions") < table.index("5 questions")
    assert "<strong>Hers</strong>" in table
    assert 'name="s0-r0-count" value="5"' in conflict.text
    taken = school.teacher.post(path, **hidden(conflict.text), **his, do="their-rules").text
    assert 'name="s0-r0-count" value="4"' in taken
    assert "Their questions are the same as yours." in taken
    stored = school.teacher.post(path, **hidden(conflict.text), **his, do="store")
    assert stored.status_code == 303
    first: Section = from_json(row_of(school, quiz).sections)[0]
    assert first.rules[0].count == 5
