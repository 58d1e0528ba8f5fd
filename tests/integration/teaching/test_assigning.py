"""Assigning by the pages: presets, rules, a list to choose from, several classes, bad input."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizapp.services.assigning import assigning_edit
from quizapp.services.classes import classes
from quizapp.services.quizzes.quiz_rules import from_json
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AssignmentTarget, ClassGroup, GroupMember
from quizapp.store.tables.classes import Assignment, AssignmentItem
from quizapp.store.tables.content import QuestionSet
from tests.integration.teaching.conftest import School

SET = "5"
_INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
USUAL = {"set_id": SET, "count": "4", "due_at": "2026-03-09T18:00", "attempts": "1"}


def hidden(page: str) -> dict[str, list[str]]:
    """Return the hidden fields of a page, but for its token."""
    found: dict[str, list[str]] = {}
    for name, value in _INPUT.findall(page):
        if name != "csrf_token":
            found.setdefault(name, []).append(value)
    return found


def path_of(school: School) -> str:
    return f"/classes/{school.class_id}/assign"


def assigned(school: School, **fields: object) -> Assignment:
    """Assign by the two steps; return the row."""
    preview = school.teacher.post(path_of(school), **(USUAL | fields))
    assert preview.status_code == 200, preview.text
    made = school.teacher.post(f"{path_of(school)}/now", **hidden(preview.text))
    assert made.status_code == 303, made.text
    return row_of(school, int(made.location.rsplit("/", 1)[1]))


def row_of(school: School, assignment_id: int) -> Assignment:
    with school.app.app_context(), reading() as session:
        row = session.get_one(Assignment, assignment_id)
        session.expunge(row)
        return row


def items_of(school: School, assignment_id: int) -> list[AssignmentItem]:
    with school.app.app_context(), reading() as session:
        rows = session.scalars(
            select(AssignmentItem)
            .where(AssignmentItem.assignment_id == assignment_id)
            .order_by(AssignmentItem.position, AssignmentItem.id)
        ).all()
        for row in rows:
            session.expunge(row)
        return list(rows)


def test_the_usual_quiz_takes_three_fields(school: School) -> None:
    row = assigned(school)
    assert (row.attempts_allowed, row.show_key, row.late_percent) == (1, "submit", 0)
    assert row.closes_at == row.due_at
    assert len(items_of(school, row.id)) == 4


def test_other_work_due_on_the_same_day_is_said_before_it_is_given(school: School) -> None:
    """By the clock of the class: 23:30 in Paris is another day than half an hour later."""
    assert "other work due" not in school.teacher.post(path_of(school), **USUAL).text
    assigned(school, title="Suez again", due_at="2026-03-09T23:30")
    beside = school.teacher.post(path_of(school), **USUAL).text
    assert "9b has other work due on that day: Suez again." in beside
    next_day = school.teacher.post(path_of(school), **(USUAL | {"due_at": "2026-03-10T00:00"}))
    assert "other work due" not in next_day.text


def test_a_preset_fills_the_settings_and_keeps_what_was_typed(school: School) -> None:
    filled = school.teacher.post(
        path_of(school), **USUAL, title="Suez at home", do="preset:homework"
    )
    assert filled.status_code == 200
    assert 'value="Suez at home"' in filled.text
    assert 'name="closes_at" type="datetime-local" value="2026-03-12T18:00"' in filled.text
    assert 'name="late_percent"' in filled.text
    row = assigned(
        school,
        attempts="2",
        late_percent="10",
        late_floor="50",
        closes_at="2026-03-12T18:00",
        show_key="due",
    )
    assert row.due_at is not None
    assert row.closes_at == row.due_at + timedelta(days=3)
    assert (row.late_percent, row.late_floor, row.show_key) == (10, 50, "due")


def test_settings_used_last_are_remembered_in_that_class(school: School) -> None:
    assigned(school, attempts="7", time_limit="25", title="First", password="herring")
    page = school.teacher.get(path_of(school)).text
    assert "those you used last in this class" in page
    assert 'name="attempts"' in page
    assert 'value="7"' in page
    assert 'value="25"' in page
    assert "First" not in page
    assert "herring" not in page


def test_rules_in_sections_are_drawn_for_each_learner(school: School) -> None:
    fields = {
        "mode": "rules",
        "drawn": "y",
        "s0-title": "Warming up",
        "s0-note": "Look at the map.",
        "s0-r0-count": "2",
        "s0-r0-set": SET,
        "s0-r0-level": "near",
        "s1-title": "Words",
        "s1-r0-count": "1",
        "s1-r0-set": SET,
        "s1-r0-form": "typed",
        "s1-r0-points": "2.5",
    }
    row = assigned(school, **fields)
    assert row.drawn
    assert items_of(school, row.id) == []
    first, second = from_json(row.sections)
    assert (first.title, first.note, first.rules[0].level) == (
        "Warming up",
        "Look at the map.",
        "near",
    )
    assert (second.rules[0].forms, second.rules[0].points) == (("typed",), 2.5)
    page = school.teacher.get(f"/assignments/{row.id}/look?keys=1").text
    assert "Warming up" in page
    assert "An example" in page
    assert school.teacher.get(f"/assignments/{row.id}/questions").status_code == 200


def test_rules_can_be_added_and_taken_out_without_a_script(school: School) -> None:
    more = school.teacher.post(
        path_of(school), **USUAL, **{"s0-title": "", "s0-r0-count": "3"}, do="add-rule:0"
    )
    assert more.status_code == 200
    assert 'name="s0-r1-count"' in more.text
    section = school.teacher.post(
        path_of(school), **USUAL, **{"s0-title": "", "s0-r0-count": "3"}, do="add-section"
    )
    assert 'name="s1-title"' in section.text
    fewer = school.teacher.post(
        path_of(school),
        **USUAL,
        **{"s0-title": "A", "s0-r0-count": "3", "s0-r1-count": "8"},
        do="cut-rule:0:0",
    )
    assert 'name="s0-r1-count"' not in fewer.text
    assert 'name="s0-r0-count" value="8"' in fewer.text


def test_questions_are_chosen_from_a_list_ordered_and_given_points(school: School) -> None:
    path = path_of(school)
    fields = USUAL | {"mode": "chosen", "title": "Mine"}
    page = school.teacher.post(path, **fields, **{"f-form": "true_false"}).text
    picks = re.findall(r'name="pick" value="(\d+)"', page)
    assert picks
    assert "No question chosen yet" in page
    state = hidden(page)
    page = school.teacher.post(path, **state, pick=picks[:3], do="add").text
    state = hidden(page)
    assert state["question"] == picks[:3]
    page = school.teacher.post(path, **state, up=picks[2]).text
    state = hidden(page)
    assert state["question"] == [picks[0], picks[2], picks[1]]
    points = {f"points-{picks[2]}": "2.5"}
    made = school.teacher.post(f"{path}/now", **state, **points)
    assert made.status_code == 303, made.text
    items = items_of(school, int(made.location.rsplit("/", 1)[1]))
    assert [str(each.question_id) for each in items] == [picks[0], picks[2], picks[1]]
    assert [each.points for each in items] == [1, 2.5, 1]


def test_several_classes_get_one_each_at_the_time_of_their_own_zone(school: School) -> None:
    with school.app.app_context():
        other = classes.create_class(
            user_id=school.teacher.id, name="Tokyo", zone="Asia/Tokyo", now=school.now
        )
    assigned(school, classes=str(other))
    with school.app.app_context(), reading() as session:
        rows = session.scalars(select(Assignment).order_by(Assignment.class_id)).all()
        found = [(row.class_id, row.due_at.isoformat() if row.due_at else "") for row in rows]
    assert found == [
        (school.class_id, "2026-03-09T17:00:00+00:00"),
        (other, "2026-03-09T09:00:00+00:00"),
    ]


def test_a_group_or_single_learners_can_be_meant(school: School) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    with school.app.app_context(), writing() as session:
        group = ClassGroup(class_id=school.class_id, name="Blue")
        session.add(group)
        session.flush()
        session.add(GroupMember(group_id=group.id, user_id=kim.id))
        group_id = group.id
    row = assigned(school, whom="named", groups=str(group_id), learners=str(lee.id))
    with school.app.app_context(), reading() as session:
        targets = session.scalars(
            select(AssignmentTarget).where(AssignmentTarget.assignment_id == row.id)
        ).all()
        assert {(each.group_id, each.user_id) for each in targets} == {
            (group_id, None),
            (None, lee.id),
        }


def test_a_scheduled_quiz_is_said_to_be_one(school: School) -> None:
    row = assigned(school, visible_at="2026-03-05T08:00")
    assert row.visible_at is not None
    page = school.teacher.get(f"/classes/{school.class_id}/assignments").text
    assert "scheduled" in page
    assert "seen from Thu 5 Mar 2026, 08:00 (UTC+01:00)" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"due_at": "2026-03-29T02:30"}, "does not exist in Europe/Paris"),
        ({"due_at": "2026-10-25T02:30"}, "happens twice in Europe/Paris"),
        ({"opens_at": "2026-03-10T08:00"}, "would close before it opens"),
        ({"closes_at": "2026-03-08T08:00"}, "would be due after it closes"),
        (
            {"visible_at": "2026-03-08T08:00", "opens_at": "2026-03-07T08:00"},
            "open before learners",
        ),
        ({"password": "p" * 65}, "at most 64 letters; this one has 65"),
        ({"title": "t" * 201}, "1 to 200 letters"),
        ({"due_at": "", "show_key": "due"}, "needs a due time"),
        ({"due_at": "", "late_percent": "10"}, "Without a due time nothing is late"),
        ({"grade_as": "pass"}, "needs a pass mark"),
        ({"show_key": "sometimes"}, "Not a valid choice"),
        ({"mode": "rules", "s0-title": "", "s0-r0-count": "101"}, "choose from 1 to 100 questions"),
        (
            {"mode": "rules", "s0-title": "", "s0-r0-count": "9", "s0-r0-passage": "nowhere/1"},
            "Rule 1 finds no question, 9 too few",
        ),
        ({"set_id": "999"}, "retired meanwhile, or is not one you can assign"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    school: School, fields: dict[str, str], words: str
) -> None:
    sent = USUAL | {"time_limit": "37", "title": "Kept as typed"} | fields
    refused = school.teacher.post(path_of(school), **sent)
    assert refused.status_code == 400
    assert words in refused.text
    assert 'class="field-error"' in refused.text
    assert 'value="37"' in refused.text
    if "title" not in fields:
        assert 'value="Kept as typed"' in refused.text
    for name in ("due_at", "closes_at", "opens_at", "password"):
        if fields.get(name):
            assert f'value="{fields[name]}"' in refused.text


def test_101_questions_are_refused_and_all_are_kept(school: School) -> None:
    fields = USUAL | {"mode": "chosen"}
    many = [str(number) for number in range(1, 102)]
    refused = school.teacher.post(path_of(school) + "/now", **fields, question=many)
    assert refused.status_code == 400
    assert "at most 100 questions; these are 101" in refused.text
    assert hidden(refused.text)["question"] == many


def test_a_set_retired_meanwhile_is_named_and_the_form_kept(school: School) -> None:
    preview = school.teacher.post(path_of(school), **USUAL, title="Kept")
    with school.app.app_context(), writing() as session:
        row = session.get_one(QuestionSet, int(SET))
        row.retired_at = school.now
    refused = school.teacher.post(path_of(school) + "/now", **hidden(preview.text))
    assert refused.status_code == 400
    assert "retired meanwhile" in refused.text
    assert 'value="Kept"' in refused.text


def test_a_key_shown_during_with_several_attempts_is_warned_about(school: School) -> None:
    page = school.teacher.post(path_of(school), **(USUAL | {"attempts": "3", "show_key": "during"}))
    assert page.status_code == 200
    assert "the next attempt shows what they copied" in page.text


def test_an_assignment_is_used_again_with_its_questions(school: School) -> None:
    row = assigned(school, attempts="3", title="Once")
    page = school.teacher.get(f"{path_of(school)}?copy={row.id}").text
    assert 'value="Once"' in page
    assert 'value="3"' in page
    kept = hidden(page)["question"]
    assert kept == [str(each.question_id) for each in items_of(school, row.id)]


def test_another_teacher_copies_nothing(school: School) -> None:
    row = assigned(school)
    other = school.person("Mr Other", "teacher")
    with school.app.app_context():
        theirs = classes.create_class(user_id=other.id, name="X", zone="UTC", now=school.now)
    assert other.get(f"/classes/{theirs}/assign?copy={row.id}").status_code == 404
    for path in ("edit", "questions", "look"):
        assert other.get(f"/assignments/{row.id}/{path}").status_code == 404


def test_two_teachers_who_change_one_assignment_see_both(school: School) -> None:
    row = assigned(school, title="Once")
    path = f"/assignments/{row.id}/edit"
    state = {"title": "Hers", "attempts": "2", "due_at": "2026-03-10T18:00", "version": "1"}
    assert school.teacher.post(path, **state).status_code == 303
    late = state | {"title": "His", "attempts": "5"}
    conflict = school.teacher.post(path, **late)
    assert conflict.status_code == 409
    assert "Somebody else changed it" in conflict.text
    assert "<td>Hers</td>" in conflict.text
    assert '<td class="differs">His</td>' in conflict.text
    assert row_of(school, row.id).title == "Hers"
    assert school.teacher.post(path, **(late | hidden(conflict.text))).status_code == 303
    assert row_of(school, row.id).title == "His"


def test_once_started_times_may_change_and_how_it_is_asked_may_not(school: School) -> None:
    quiz = school.assign(school.questions("choice", count=2))
    kim = school.learner("Kim")
    attempt = school.start(kim, quiz)
    path = f"/assignments/{quiz}/edit"
    state = {"title": "Week 1", "attempts": "1", "back_allowed": "y", "version": "1"}
    refused = school.teacher.post(path, **state, due_at="2026-03-10T18:00", shuffle="y")
    assert refused.status_code == 400
    assert "how it is asked stays" in refused.text
    assert school.teacher.post(path, **state, due_at="2026-03-10T18:00").status_code == 303
    with school.app.app_context():
        found = assigning_edit.get_editable(user_id=school.teacher.id, assignment_id=quiz)
    assert found.version == 2
    assert "10 Mar 2026, 18:00" in kim.get(f"/attempts/{attempt}").text
    closed = school.teacher.post(
        f"/assignments/{quiz}/questions", version="2", do="store", question="1"
    )
    assert closed.status_code == 409
    assert "Somebody has started this quiz" in closed.text


def test_questions_change_until_the_first_attempt(school: School) -> None:
    first = school.questions("choice", count=3)
    quiz = school.assign(first)
    path = f"/assignments/{quiz}/questions"
    page = school.teacher.get(path)
    assert page.status_code == 200
    state = hidden(page.text)
    assert state["question"] == [str(each) for each in first]
    dropped = school.teacher.post(path, **state, drop=str(first[1]))
    state = hidden(dropped.text)
    assert school.teacher.post(path, **state, do="store").status_code == 303
    left = [each.question_id for each in items_of(school, quiz)]
    assert left == [first[0], first[2]]
    stale = school.teacher.post(path, **(state | {"version": "1"}), do="store")
    assert stale.status_code == 409


def test_a_withdrawn_quiz_is_given_back(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    kim = school.learner("Kim")
    school.teacher.post(f"/assignments/{quiz}/withdraw")
    assert "Week 1" not in kim.get("/quizzes").text
    assert school.teacher.post(f"/assignments/{quiz}/give-back").status_code == 303
    assert "Week 1" in kim.get("/quizzes").text
