"""Chosen questions beside rules: previewed, drawn, edited, used again, copied and replaced."""

import re

from quizapp.services.assigning import assigning_edit, assigning_look
from quizapp.services.quizzes.quiz_rules import from_json
from tests.integration.teaching.conftest import School
from tests.integration.teaching.engine import asked
from tests.integration.teaching.test_assigning import (
    SET,
    USUAL,
    hidden,
    items_of,
    path_of,
    row_of,
)

RULES = {
    "mode": "rules",
    "title": "Mixed",
    "s0-title": "Warming up",
    "s0-r0-count": "2",
    "s0-r0-set": SET,
    "s1-title": "More",
    "s1-r0-count": "3",
    "s1-r0-set": SET,
}


def _picked(school: School, *, drawn: bool) -> tuple[dict[str, list[str]], list[str], str]:
    """Return the preview's state after two picks for the second section, the picks, the page."""
    fields = USUAL | RULES | ({"drawn": "y"} if drawn else {})
    page = school.teacher.post(path_of(school), **fields).text
    picks = re.findall(r'name="pick" value="(\d+)"', page)[:2]
    state = hidden(page)
    added = school.teacher.post(
        path_of(school), **state, **{"pick": picks, "pick-section": "1", "do": "add"}
    )
    assert added.status_code == 200, added.text
    return hidden(added.text), picks, added.text


def _mixed(school: School) -> tuple[int, list[str]]:
    """Return a quiz drawn for each learner with two chosen questions, and those."""
    state, picks, page = _picked(school, drawn=True)
    placed = {f"section-{each}": "1" for each in picks}
    assert page.count("asked of all") == 2
    assert page.count("drawn, an example") == 5
    assert state["question"] == state["picked"] == picks
    made = school.teacher.post(f"{path_of(school)}/now", **(state | placed))
    assert made.status_code == 303, made.text
    return int(made.location.rsplit("/", 1)[1]), picks


def _questions(school: School, quiz: int, attempt: int) -> list[str]:
    by_item = {each.id: str(each.question_id) for each in items_of(school, quiz)}
    return [by_item[item] for item in asked(school, attempt)]


def test_what_was_chosen_is_asked_of_all_and_the_rest_is_drawn_around_it(school: School) -> None:
    quiz, picks = _mixed(school)
    assert [str(each.question_id) for each in items_of(school, quiz)] == picks
    assert [each.chosen for each in from_json(row_of(school, quiz).sections)] == [
        (),
        tuple(int(each) for each in picks),
    ]
    learners = [school.learner(f"L{n}") for n in range(4)]
    drawn = [_questions(school, quiz, school.start(each, quiz)) for each in learners]
    for questions in drawn:
        assert len(questions) == len(set(questions)) == 7
        # The second section begins with what its teacher chose.
        assert questions[2:4] == picks
    assert len({frozenset(each) for each in drawn}) > 1
    assert "<dt>Questions</dt><dd>7" in learners[0].get(f"/quizzes/{quiz}").text


def test_a_preview_shows_the_same_example_until_another_is_asked_for(school: School) -> None:
    state, picks, page = _picked(school, drawn=True)
    stems = re.findall(r'<li class="sheet">(.*?)</li>', page, re.DOTALL)
    placed = {f"section-{each}": "1" for each in picks}
    again = school.teacher.post(path_of(school), **(state | placed), do="filter").text
    assert re.findall(r'<li class="sheet">(.*?)</li>', again, re.DOTALL) == stems
    other = school.teacher.post(path_of(school), **(state | placed), do="others").text
    assert hidden(other)["seed"] != state["seed"]
    assert hidden(other)["picked"] == picks


def test_the_look_and_the_list_of_assignments_count_both(school: School) -> None:
    quiz, _ = _mixed(school)
    page = school.teacher.get(f"/assignments/{quiz}/look?keys=1").text
    assert page.count('class="sheet quiz-question"') == 7
    with school.app.app_context():
        found = assigning_look.list_assignments(
            user_id=school.teacher.id, class_id=school.class_id, now=school.now
        )
    assert [line.questions for line in found.lines] == [7]


def test_an_edit_of_rules_keeps_what_was_chosen_also_when_its_section_goes(school: School) -> None:
    quiz, picks = _mixed(school)
    path = f"/assignments/{quiz}/questions"
    page = school.teacher.get(path).text
    state = hidden(page) | {f"section-{each}": "1" for each in picks}
    fields = {name: value for name, value in RULES.items() if name.startswith("s")}
    cut = school.teacher.post(path, **(state | fields), do="cut-section:1").text
    assert hidden(cut)["picked"] == picks
    kept = {name: value for name, value in fields.items() if name.startswith("s0")}
    stored = school.teacher.post(path, **(hidden(cut) | kept), do="store")
    assert stored.status_code == 303, stored.text
    assert [(str(each.question_id), each.section) for each in items_of(school, quiz)] == [
        (picks[0], 0),
        (picks[1], 0),
    ]
    (section,) = from_json(row_of(school, quiz).sections)
    assert (section.title, section.rules[0].count) == ("Warming up", 2)
    assert section.chosen == tuple(int(each) for each in picks)


def test_it_is_used_again_with_rules_and_chosen_questions(school: School) -> None:
    quiz, picks = _mixed(school)
    school.start(school.learner("Kim"), quiz)
    page = school.teacher.get(f"{path_of(school)}?copy={quiz}").text
    assert hidden(page)["picked"] == hidden(page)["question"] == picks
    assert 'name="s1-r0-count" value="3"' in page
    with school.app.app_context():
        found = assigning_edit.get_editable(user_id=school.teacher.id, assignment_id=quiz)
    assert [str(each.question_id) for each in found.content.items] == picks


def test_in_a_quiz_for_all_a_choice_stays_when_others_are_drawn(school: School) -> None:
    state, picks, _ = _picked(school, drawn=False)
    placed = {f"section-{each}": "1" for each in picks}
    assert len(state["question"]) == 7
    assert state["picked"] == picks
    other = hidden(school.teacher.post(path_of(school), **(state | placed), do="others").text)
    assert other["picked"] == picks
    assert set(picks) < set(other["question"])
    assert len(other["question"]) == 7


def test_a_chosen_question_of_a_running_drawn_quiz_can_be_replaced_for_those_to_come(
    school: School,
) -> None:
    quiz, picks = _mixed(school)
    first = school.start(school.learner("Kim"), quiz)
    item = next(each for each in items_of(school, quiz) if str(each.question_id) == picks[0])
    page = school.teacher.get(f"/assignments/items/{item.id}/drop").text
    instead = re.findall(r'name="instead" value="(\d+)"', page)[0]
    version = hidden(page)["version"]
    done = school.teacher.post(
        f"/assignments/items/{item.id}/drop",
        how="removed",
        instead=instead,
        version=version,
        do="drop",
    )
    assert done.status_code == 303, done.text
    later = _questions(school, quiz, school.start(school.learner("Lee"), quiz))
    assert instead in later
    assert picks[0] not in later
    assert picks[0] in _questions(school, quiz, first)


def test_too_many_with_the_rules_are_refused_and_kept(school: School) -> None:
    _, picks, _ = _picked(school, drawn=True)
    fields = USUAL | RULES | {"drawn": "y", "s0-r0-count": "60", "s1-r0-count": "39"}
    refused = school.teacher.post(f"{path_of(school)}/now", **fields, question=picks, picked=picks)
    assert refused.status_code == 400
    assert "at most 100 questions; these are 101" in refused.text
    assert hidden(refused.text)["picked"] == picks
