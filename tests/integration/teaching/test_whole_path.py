"""A class from its making to its report, through the pages, as teacher and learner walk them."""

import re

from tests.integration.teaching.conftest import ZONE, School

ALL_KINDS = ("choice", "multiple", "true_false", "text", "matching", "ordering")
_FIELD = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def _hidden(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in _FIELD.findall(page):
        if name != "csrf_token":
            found.setdefault(name, []).append(value)
    return found


def test_a_teacher_makes_a_class_and_a_learner_joins_it(school: School) -> None:
    teacher = school.teacher
    made = teacher.post("/classes/new", name="History 10a", zone=ZONE)
    assert made.status_code == 303
    page = teacher.get(made.location).text
    code = "".join(re.findall(r"([A-Z2-9]{4}) ([A-Z2-9]{4})</p>", page)[0])
    assert f"/join/{code}" in page

    kim = school.person("Kim")
    assert code in kim.get(f"/join/{code}").text
    joined = kim.post("/join", code=f"{code[:4].lower()}-{code[4:]}")
    assert joined.status_code == 303
    assert "History 10a" in kim.get("/quizzes").text
    assert "Kim" in teacher.get(f"{made.location}/people").text


def test_a_set_is_assigned_in_two_steps(school: School) -> None:
    teacher, path = school.teacher, f"/classes/{school.class_id}/assign"
    chosen = re.search(r'<option selected value="5">([^<(]+)', teacher.get(f"{path}?set=5").text)
    assert chosen
    settings = {
        "set_id": "5",
        "count": "6",
        "title": "",
        "attempts": "1",
        "due_at": "2026-03-09T18:00",
        "feedback": "after_submit",
        "shuffle": "y",
    }
    preview = teacher.post(path, **settings)
    assert preview.status_code == 200
    state = _hidden(preview.text)
    first = state["question"]
    assert len(first) == 6
    assert "Mon 9 Mar 2026, 18:00 (UTC+01:00)" in preview.text

    replaced = _hidden(teacher.post(path, **state, replace=first[2]).text)["question"]
    assert [one for one, two in zip(first, replaced, strict=True) if one != two] == [first[2]]
    dropped = teacher.post(path, **(state | {"question": replaced}), drop=replaced[0])
    state = _hidden(dropped.text)
    assert state["question"] == replaced[1:]

    assigned = teacher.post(f"{path}/now", **state)
    assert assigned.status_code == 303
    report = teacher.get(assigned.location).text
    assert chosen.group(1).strip() in report
    assert report.count('<article class="sheet item"') == 5


def test_every_kind_of_question_is_taken_and_reported(school: School) -> None:
    quiz = school.assign(school.questions(*ALL_KINDS))
    kim, lee = school.learner("Kim"), school.learner("Lee")
    assert "Week 1" in kim.get("/quizzes").text
    assert "Mon 9 Mar 2026, 11:00 (UTC+01:00)" in kim.get(f"/quizzes/{quiz}").text

    attempt = school.take(kim, quiz, "rrrrrr")
    result = kim.get(f"/attempts/{attempt}/result")
    assert result.status_code == 200
    assert "100\u202f%" in result.text
    assert result.text.count("<mark>") == 6
    poor = school.take(lee, quiz, "wwwwww")
    assert "<dd>0\u202f%</dd>" in lee.get(f"/attempts/{poor}/result").text

    report = school.teacher.get(f"/assignments/{quiz}")
    assert report.status_code == 200
    assert report.text.count('<span class="score full">') == 6
    assert report.text.count('<span class="score zero">') == 6
    assert "Kim" in school.teacher.get(f"/assignments/attempts/{attempt}").text
    table = school.teacher.get(f"/assignments/{quiz}/report.csv")
    assert table.mimetype == "text/csv"
    assert "Kim,graded,1,2026-03-02T11:00:00+01:00,Europe/Paris,no,6,6,100" in table.text


def test_all_answers_can_be_saved_at_once_without_a_script(school: School) -> None:
    quiz = school.assign(school.questions("choice", "text", "ordering"))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    (choice, _, _), (text, _, _), (order, _, _) = school.items(attempt)
    fields = {f"q{choice}-option": "1", f"q{text}-text": "Vaclav", f"q{choice}-flag": "on"}
    partial = kim.post(f"/attempts/{attempt}", **fields, **{f"q{order}-place-0": "1"})
    assert partial.status_code == 400
    assert "Give every step a place" in partial.text
    page = kim.get(f"/attempts/{attempt}").text
    assert 'value="Vaclav"' in page

    to_review = kim.post(f"/attempts/{attempt}", **fields, do="review")
    assert to_review.location.endswith(f"/attempts/{attempt}/review")
    review = kim.get(to_review.location).text
    assert "2 of 3 questions answered. 1 is flagged." in review
