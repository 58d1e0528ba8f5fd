"""A class from term to term: its settings, its copy, how long work is kept, what is shared."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.classes import (
    accommodations,
    class_copy,
    class_groups,
    class_terms,
    classes,
    learner_erasing,
    learner_work,
)
from quizapp.services.classes.accommodations import Grant
from quizapp.services.classes.class_copy import KEPT_BACK, Copied, CopyWish
from quizapp.services.classes.class_terms import ClassSettings
from quizapp.services.people import retention
from quizapp.services.study import sharing
from quizapp.store.engine import reading, writing
from quizapp.store.tables.assigning import AssignmentTarget, GradeCategory
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    AttemptAnswer,
    ClassMember,
)
from quizapp.store.tables.memory import ReviewLog
from quizapp.store.tables.people import AuditEntry
from tests.integration.teaching.conftest import ZONE, School

END = date(2026, 6, 30)


def _settings(school: School, **changes: object) -> None:
    values: dict[str, object] = {
        "name": "9b",
        "zone": ZONE,
        "term_starts_on": date(2026, 1, 7),
        "term_ends_on": END,
        "retention_days": 60,
    }
    class_terms.change_settings(
        user_id=school.teacher.id,
        class_id=school.class_id,
        settings=ClassSettings(**(values | changes)),  # type: ignore[arg-type]  # values of a test
        now=school.now,
    )


def test_settings_are_stored_from_the_page(school: School) -> None:
    path = f"/classes/{school.class_id}/settings"
    fields = {
        "name": "9c",
        "zone": "Asia/Tokyo",
        "term_starts_on": "2026-04-01",
        "term_ends_on": "2026-07-31",
        "retention_days": "90",
    }
    assert school.teacher.post(path, **fields).status_code == 303
    page = school.teacher.get(path).text
    assert all(value in page for value in fields.values())
    wrong = school.teacher.post(path, **(fields | {"term_ends_on": "2026-03-01"}))
    assert wrong.status_code == 400
    assert "ends before it starts" in wrong.text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"term_starts_on": date(2026, 7, 1)}, "term_ends_on"),
        ({"term_ends_on": date(1800, 1, 1), "term_starts_on": None}, "term_ends_on"),
        ({"retention_days": 29}, "retention_days"),
        ({"retention_days": 3651}, "retention_days"),
        # It would be deleted tomorrow, with no notice.
        (
            {"term_starts_on": None, "term_ends_on": date(2026, 1, 31), "retention_days": 31},
            "retention_days",
        ),
    ],
)
def test_settings_that_cannot_be_are_refused(
    school: School, changes: Mapping[str, object], field: str
) -> None:
    with school.app.app_context():
        with pytest.raises(InputError) as refused:
            _settings(school, **changes)
        assert refused.value.field == field
        room = classes.get_class(user_id=school.teacher.id, class_id=school.class_id)
        assert room.term_ends_on is None


def test_an_archived_class_can_be_taken_up_again(school: School) -> None:
    path = f"/classes/{school.class_id}"
    assert school.teacher.post(f"{path}/archive").status_code == 303
    assert "archived" in school.teacher.get(path).text
    assert school.teacher.post(f"{path}/unarchive").status_code == 303
    kim = school.person("Kim")
    assert kim.post("/join", code=school.code).status_code == 404
    school.teacher.post(f"{path}/open")
    assert kim.post("/join", code=school.code).status_code == 303


def test_taking_up_a_class_deletes_nothing_without_notice(school: School) -> None:
    with school.app.app_context():
        _settings(school)
        later = datetime(2026, 8, 20, tzinfo=UTC)
        who = {"user_id": school.teacher.id, "class_id": school.class_id}
        classes.archive_class(now=later, **who)
        with pytest.raises(ConflictError, match="30 days"):
            class_terms.unarchive_class(now=later, **who)


def _worked(school: School) -> tuple[int, int]:
    """Let Kim and Lee answer a quiz and Kim have an accommodation; return their ids."""
    kim, lee = school.learner("Kim"), school.learner("Lee")
    quiz = school.assign(school.questions("choice", "text", count=1))
    school.take(kim, quiz, "rw")
    school.take(lee, quiz, "rr")
    with school.app.app_context():
        accommodations.grant(
            user_id=school.teacher.id,
            class_id=school.class_id,
            member_id=kim.id,
            wish=Grant(time_factor=2.0),
            now=school.now,
        )
    return kim.id, lee.id


def test_work_is_deleted_after_its_time_and_not_before(school: School) -> None:
    kim, _ = _worked(school)
    with school.app.app_context():
        _settings(school)
        # Midnight after the last day in Paris, and sixty days.
        due = datetime(2026, 6, 30, 22, tzinfo=UTC) + timedelta(days=60)
        early = due - timedelta(seconds=1)
        assert retention.find_expired(now=early) == ()
        assert retention.apply_retention(now=early) == ()
        (found,) = retention.find_expired(now=due)
        assert found.rows["attempts"] == 2
        (done,) = retention.apply_retention(now=due)
        assert (done.rows["attempts"], done.rows["accommodations"]) == (2, 1)
        assert retention.apply_retention(now=due) == ()
        with reading() as session:
            assert session.scalars(select(Attempt)).all() == []
            assert session.scalars(select(AttemptAnswer)).all() == []
            # What they remember is theirs, and the class is still there.
            assert session.scalars(select(ReviewLog).where(ReviewLog.user_id == kim)).all()
            assert session.scalars(select(Assignment)).all()
            assert session.get(ClassMember, (school.class_id, kim)) is not None
            entry = session.scalars(
                select(AuditEntry).where(AuditEntry.action == "work deleted after its time")
            ).one()
            assert entry.detail["attempts"] == 2


def test_the_class_page_warns_thirty_days_before(
    school: School, clock: time_machine.Traveller
) -> None:
    with school.app.app_context():
        _settings(school, term_ends_on=date(2026, 3, 1), term_starts_on=None, retention_days=31)
    path = f"/classes/{school.class_id}"
    assert "are deleted on" not in school.teacher.get(path).text
    clock.shift(timedelta(hours=13))
    # Midnight in Paris in winter, and 31 times 24 hours: the clocks have changed by then.
    assert "are deleted on Thu 2 Apr 2026, 01:00 (UTC+02:00)" in school.teacher.get(path).text


def test_one_learners_work_is_handed_out_and_erased(school: School) -> None:
    kim, lee = _worked(school)
    path = f"/classes/{school.class_id}/members/{kim}"
    document = json.loads(school.teacher.get(f"{path}/work.json").text)
    assert document["name"] == "Kim"
    assert document["accommodation"]["time_factor"] == 2.0
    (attempt,) = document["attempts"]
    assert [bool(each["answer"]) for each in attempt["answers"]] == [True, True]
    assert [each["score"] for each in attempt["answers"]] == [1.0, 0.0]
    table = school.teacher.get(f"{path}/work.csv").text
    assert table.count("\r\n") == 3
    assert "zzzz qqqq" in table

    wrong = school.teacher.post(f"{path}/erase", typed="Lee")
    assert wrong.status_code == 400
    assert "not their name" in wrong.text
    assert school.teacher.post(f"{path}/erase", typed=" kim ").status_code == 303
    with school.app.app_context(), reading() as session:
        assert [row.user_id for row in session.scalars(select(Attempt))] == [lee]
        assert session.scalars(select(ReviewLog).where(ReviewLog.user_id == kim)).all()
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "learner's work erased")
        ).one()
        assert entry.detail["user"] == kim
    document = json.loads(school.teacher.get(f"{path}/work.json").text)
    assert document["attempts"] == []


@pytest.mark.parametrize("leaves", [True, False])
def test_who_is_off_the_list_is_found_handed_out_and_erased(
    school: School, *, leaves: bool
) -> None:
    kim, lee = _worked(school)
    people = f"/classes/{school.class_id}/people"
    path = f"/classes/{school.class_id}/members/{kim}"
    assert "Formerly in this class" not in school.teacher.get(people).text
    if leaves:
        school.learners["Kim"].post(f"/quizzes/classes/{school.class_id}/leave")
    else:
        school.teacher.post(f"{path}/remove")
    page = school.teacher.get(people).text
    former = page[page.index("Formerly in this class") :]
    assert f'href="{path}"' in former
    assert f"/members/{lee}" not in former
    page = school.teacher.get(path).text
    assert "formerly in this class" in page
    assert "/grant" not in page
    document = json.loads(school.teacher.get(f"{path}/work.json").text)
    assert (document["name"], len(document["attempts"])) == ("Kim", 1)
    assert "zzzz qqqq" in school.teacher.get(f"{path}/work.csv").text
    assert school.teacher.post(f"{path}/grant", time="2", later_by="0").status_code == 404
    assert school.teacher.post(f"{path}/erase", typed="Lee").status_code == 400
    done = school.teacher.post(f"{path}/erase", typed="Kim")
    assert (done.status_code, done.location) == (303, people)
    assert "Formerly in this class" not in school.teacher.get(people).text
    for gone in (path, f"{path}/work.json", f"{path}/work.csv"):
        assert school.teacher.get(gone).status_code == 404
    with school.app.app_context(), reading() as session:
        assert [row.user_id for row in session.scalars(select(Attempt))] == [lee]
        assert session.scalars(select(ReviewLog).where(ReviewLog.user_id == kim)).all()


def test_who_was_in_another_class_only_is_nobody_here(school: School) -> None:
    kim, _ = _worked(school)
    school.teacher.post(f"/classes/{school.class_id}/members/{kim}/remove")
    with school.app.app_context():
        other = classes.create_class(
            user_id=school.teacher.id, name="Other", zone="UTC", now=school.now
        )
    path = f"/classes/{other}/members/{kim}"
    assert "Formerly" not in school.teacher.get(f"/classes/{other}/people").text
    for each in (path, f"{path}/work.json", f"{path}/work.csv"):
        assert school.teacher.get(each).status_code == 404
    assert school.teacher.post(f"{path}/erase", typed="Kim").status_code == 404
    stranger = school.person("Mr Other", "teacher")
    theirs = f"/classes/{school.class_id}/members/{kim}"
    for each in (theirs, f"{theirs}/work.json", f"{theirs}/work.csv"):
        assert stranger.get(each).status_code == 404
    assert stranger.post(f"{theirs}/erase", typed="Kim").status_code == 404


def test_another_teacher_gets_and_erases_nothing(school: School) -> None:
    kim, _ = _worked(school)
    other = school.person("Mr Other", "teacher")
    who = {"user_id": other.id, "class_id": school.class_id, "member_id": kim}
    with school.app.app_context():
        with pytest.raises(NotFoundError):
            learner_work.work_json(now=school.now, **who)
        with pytest.raises(NotFoundError):
            learner_work.work_csv(**who)
        with pytest.raises(NotFoundError):
            learner_erasing.erase_learner(typed="Kim", now=school.now, **who)


def _visible(school: School) -> tuple[set[int], set[int]]:
    with school.app.app_context(), reading() as session:
        return (
            set(sharing.visible_recall(session, school.class_id)),
            set(sharing.visible_times(session, school.class_id)),
        )


def test_a_learner_chooses_what_the_teacher_sees(school: School) -> None:
    kim = school.learner("Kim")
    assert _visible(school) == ({kim.id}, set())
    path = f"/quizzes/classes/{school.class_id}"
    assert path in kim.get("/quizzes").text
    page = kim.get(path).text
    assert "Ms Teach" in page
    assert page.count(" checked") == 1
    assert kim.post(path, times="y").status_code == 303
    assert _visible(school) == (set(), {kim.id})
    assert kim.post(path, recall="y").status_code == 303
    school.teacher.post(f"/classes/{school.class_id}/members/{kim.id}/block")
    assert _visible(school) == (set(), set())
    assert kim.get(path).status_code == 404
    assert kim.post(path, recall="y").status_code == 404


def _copy(school: School, **changes: object) -> Copied:
    values: dict[str, object] = {
        "name": "9b next",
        "term_starts_on": date(2026, 9, 1),
        "term_ends_on": date(2027, 1, 31),
        "shift_days": None,
        "with_teachers": True,
    }
    return class_copy.copy_class(
        user_id=school.teacher.id,
        class_id=school.class_id,
        wish=CopyWish(**(values | changes)),  # type: ignore[arg-type]  # values of a test
        now=school.now,
    )


def test_a_copy_has_everything_but_learners(school: School) -> None:
    kim, _ = _worked(school)
    other = school.person("Mr Other", "teacher")
    school.teacher.post(f"/classes/{school.class_id}/teachers", name="Mr Other")
    personal = school.assign(school.questions("choice"), title="For Kim")
    grouped = school.assign(
        school.questions("choice"), title="For Blue", due_at=datetime(2026, 3, 20, 17, tzinfo=UTC)
    )
    with school.app.app_context():
        _settings(school)
        group = class_groups.make_group(
            user_id=school.teacher.id, class_id=school.class_id, name="Blue"
        )
        with writing() as session:
            category = GradeCategory(class_id=school.class_id, name="Tests", weight=2.0)
            session.add(category)
            session.flush()
            session.get_one(Assignment, grouped).category_id = category.id
            session.add_all(
                [
                    AssignmentTarget(assignment_id=personal, user_id=kim),
                    AssignmentTarget(assignment_id=grouped, group_id=group),
                ]
            )
        made = _copy(school)
        assert (made.assignments, made.shift_days) == (2, 237)
        with reading() as session:
            people = session.scalars(
                select(ClassMember).where(ClassMember.class_id == made.class_id)
            ).all()
            assert {(each.user_id, each.role) for each in people} == {
                (school.teacher.id, "teacher"),
                (other.id, "teacher"),
            }
            rows = session.scalars(
                select(Assignment).where(Assignment.class_id == made.class_id)
            ).all()
            assert [row.title for row in rows] == ["Week 1", "For Blue"]
            assert {row.visible_at for row in rows} == {KEPT_BACK}
            # 18:00 in Paris in winter, and in summer too.
            assert rows[1].due_at == datetime(2026, 11, 12, 17, tzinfo=UTC)
            assert session.get_one(GradeCategory, rows[1].category_id).class_id == made.class_id
            target = session.scalars(
                select(AssignmentTarget).where(AssignmentTarget.assignment_id == rows[1].id)
            ).one()
            assert target.group_id not in {None, group}
            items = session.scalars(
                select(AssignmentItem).where(AssignmentItem.assignment_id == rows[0].id)
            ).all()
            assert len(items) == 2
            assert session.scalars(select(Attempt)).all() != []
    assert school.teacher.get(f"/classes/{made.class_id}").status_code == 200


def test_a_copy_keeps_the_time_of_day_over_a_clock_change(school: School) -> None:
    school.assign(school.questions("choice"), due_at=datetime(2026, 3, 20, 17, tzinfo=UTC))
    with school.app.app_context():
        made = _copy(school, shift_days=28, term_starts_on=None)
        with reading() as session:
            row = session.scalars(
                select(Assignment).where(Assignment.class_id == made.class_id)
            ).one()
            assert row.due_at == datetime(2026, 4, 17, 16, tzinfo=UTC)
        with pytest.raises(InputError):
            _copy(school, shift_days=4000)


def test_a_copy_is_made_from_the_page(school: School) -> None:
    path = f"/classes/{school.class_id}/copy"
    assert 'name="shift_days"' in school.teacher.get(path).text
    made = school.teacher.post(path, name="Next", with_teachers="y", shift_days="7")
    assert made.status_code == 303
    assert "Next" in school.teacher.get(made.location).text
