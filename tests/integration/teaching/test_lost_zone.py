"""A class whose zone this machine no longer knows: UTC stands in, every page says so."""

from datetime import UTC, datetime

from sqlalchemy import text

from quizapp.services.gradebooks import gradebook
from quizapp.store.engine import reading, writing
from tests.integration.teaching.conftest import School

LOST = "Atlantis/Poseidonis"
SAID = "is not known here any more"


def _lose(school: School) -> None:
    with school.app.app_context(), writing() as session:
        session.execute(text("UPDATE classes SET zone = :z"), {"z": LOST})


def _zone(school: School) -> str:
    with school.app.app_context(), reading() as session:
        return str(session.execute(text("SELECT zone FROM classes")).scalar_one())


def test_every_page_of_the_class_opens_and_says_that_times_stand_in_utc(school: School) -> None:
    quiz = school.assign(school.questions("choice"), due_at=datetime(2026, 4, 1, 10, 0, tzinfo=UTC))
    kim = school.learner("Kim")
    _lose(school)
    room = f"/classes/{school.class_id}"
    for path in (room, f"{room}/assign", f"{room}/settings", f"/assignments/{quiz}"):
        page = school.teacher.get(path)
        assert page.status_code == 200, path
        assert SAID in page.text, path
    assert "(UTC+00:00)" in school.teacher.get(f"/assignments/{quiz}").text
    assert SAID in kim.get(f"/quizzes/{quiz}").text
    assert _zone(school) == LOST


def test_a_quiz_is_assigned_taken_and_reported_by_utc(school: School) -> None:
    _lose(school)
    quiz = school.assign(school.questions("choice"))
    school.take(school.learner("Kim"), quiz, "r")
    moved = school.teacher.post(f"/assignments/{quiz}/due", due_at="2026-04-01T10:00")
    assert moved.status_code == 303
    with school.app.app_context():
        report = gradebook.get_report(
            user_id=school.teacher.id,
            assignment_id=quiz,
            now=datetime(2026, 3, 3, tzinfo=UTC),
        )
        assert report.due_at == datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
        line = gradebook.report_csv(report).splitlines()[1]
    assert "+00:00,UTC," in line


def test_renaming_the_class_chooses_no_other_zone_than_the_page_shows(school: School) -> None:
    _lose(school)
    page = school.teacher.get(f"/classes/{school.class_id}/settings").text
    assert '<option selected value="UTC">' in page
    # The browser sends what was chosen; only then is the lost name given up.
    kept = school.teacher.post(f"/classes/{school.class_id}/settings", name="Other", zone=LOST)
    assert kept.status_code == 400
    assert _zone(school) == LOST
    assert (
        school.teacher.post(
            f"/classes/{school.class_id}/settings", name="Other", zone="Europe/Paris"
        ).status_code
        == 303
    )
    assert _zone(school) == "Europe/Paris"


def test_a_person_whose_zone_is_lost_keeps_its_name_when_they_switch_the_theme(
    school: School,
) -> None:
    kim = school.learner("Kim")
    with school.app.app_context(), writing() as session:
        session.execute(text("UPDATE users SET zone = :z WHERE name = 'Kim'"), {"z": LOST})
    assert '<option selected value="UTC">' in kim.get("/account").text
    assert kim.post("/account/theme", theme="dark").status_code < 400
    with school.app.app_context(), reading() as session:
        row = session.execute(text("SELECT zone, theme FROM users WHERE name = 'Kim'")).one()
    assert tuple(row) == (LOST, "dark")
