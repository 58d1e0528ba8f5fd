"""Groups, co-teachers, slips and accommodations: who may do what to whom, from which moment."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select

from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.assigning import exceptions
from quizapp.services.assigning.exceptions import ExceptionWish
from quizapp.services.classes import accommodations, class_groups, roster, slips
from quizapp.services.classes.accommodations import Grant
from quizapp.services.people import accounts, administration
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.assigning import AssignmentTarget, Notice
from quizapp.store.tables.classes import Attempt
from quizapp.store.tables.people import AuditEntry
from quizapp.web.qr import qr_of
from tests.integration.teaching.conftest import PASSWORD, Browser, School, token_of

NEW_PASSWORD = "nine purple lanterns"


def _roster(school: School, *names: str) -> list[int]:
    """Take a class list over; return the ids of its people, in the order of their names."""
    data = ("Name\n" + "\n".join(names)).encode()
    who = {"user_id": school.teacher.id, "class_id": school.class_id}
    with school.app.app_context():
        digest = roster.try_roster(data=data, **who).digest
        roster.apply_roster(data=data, digest=digest, now=school.now, **who)
        people = class_groups.get_people(**who).people
    return [each.user_id for each in people if each.name in names]


def _audit(app: Flask) -> list[str]:
    with app.app_context(), reading() as session:
        return list(session.scalars(select(AuditEntry.action)))


def _slip(school: School, member: int, *, by: int | None = None) -> slips.Slip:
    with school.app.app_context():
        return slips.print_for_one(
            user_id=by or school.teacher.id,
            class_id=school.class_id,
            member_id=member,
            now=school.now,
        )


def test_groups_are_made_filled_renamed_and_dissolved(school: School) -> None:
    ana, jo = school.learner("Ana"), school.learner("Jo")
    base = f"/classes/{school.class_id}/groups"
    assert school.teacher.post(base, name="  Blue  ").status_code == 303
    assert school.teacher.post(base, name="blue").status_code == 400
    assert school.teacher.post(base, name="x" * 81).status_code == 400
    page = school.teacher.get(f"/classes/{school.class_id}/people").text
    group = re.search(r'<option value="(\d+)">Blue', page)
    assert group
    put = school.teacher.post(f"{base}/place", group=group[1], member=[ana.id, jo.id], do="in")
    assert put.status_code == 303
    page = school.teacher.get(put.location).text
    assert "2 learners are put into the group" in page
    school.teacher.post(f"{base}/place", group=group[1], member=[jo.id], do="out")
    assert school.teacher.post(f"{base}/{group[1]}/rename", name="Red").status_code == 303
    page = school.teacher.get(f"/classes/{school.class_id}/people").text
    assert "Red" in page
    assert "Blue" not in page
    # Whoever leaves the class is in none of its groups when they come back.
    school.teacher.post(f"/classes/{school.class_id}/members/{ana.id}/remove")
    ana.post("/join", code=school.code)
    with school.app.app_context():
        found = class_groups.get_people(user_id=school.teacher.id, class_id=school.class_id)
        assert found.groups[0].members == frozenset()
    assert school.teacher.post(f"{base}/{group[1]}/delete").status_code == 303


def test_a_group_that_is_given_something_is_not_dissolved(school: School) -> None:
    quiz = school.assign(school.questions("choice"))
    with school.app.app_context():
        group = class_groups.make_group(
            user_id=school.teacher.id, class_id=school.class_id, name="Blue"
        )
        with writing() as session:
            session.add(AssignmentTarget(assignment_id=quiz, group_id=group))
    answer = school.teacher.post(f"/classes/{school.class_id}/groups/{group}/delete")
    assert answer.status_code == 409
    assert "Week 1" in answer.text


def test_a_co_teacher_sees_the_class_from_one_second_to_the_next(school: School) -> None:
    other = school.person("Mr Other", "teacher")
    path = f"/classes/{school.class_id}"
    for suffix in ("", "/people", "/settings", "/roster"):
        assert other.get(path + suffix).status_code == 404
    added = school.teacher.post(f"{path}/teachers", name="mr other")
    assert added.status_code == 303
    for suffix in ("", "/people", "/settings", "/roster"):
        assert other.get(path + suffix).status_code == 200
    assert school.teacher.post(f"{path}/teachers/{other.id}/remove").status_code == 303
    for suffix in ("", "/people", "/settings", "/roster"):
        assert other.get(path + suffix).status_code == 404
    assert {"co-teacher added", "co-teacher removed"} <= set(_audit(school.app))


def test_who_can_be_a_co_teacher_and_who_cannot_leave(school: School) -> None:
    path = f"/classes/{school.class_id}/teachers"
    kim = school.learner("Kim")
    school.person("Nobody Here")
    with school.app.app_context():
        administration.set_roles(user_id=kim.id, roles=("teacher",), actor_id=None, now=school.now)
    for name in ("Nobody Here", "No Such Name", "Kim", "Ms Teach", ""):
        assert school.teacher.post(path, name=name).status_code == 400, name
    last = school.teacher.post(f"{path}/{school.teacher.id}/remove")
    assert last.status_code == 409
    # A disabled co-teacher is nobody to leave the class to.
    other = school.person("Mr Other", "teacher")
    school.teacher.post(path, name="Mr Other")
    with school.app.app_context():
        administration.disable(user_id=other.id, actor_id=None, now=school.now)
    assert school.teacher.post(f"{path}/{school.teacher.id}/remove").status_code == 409


def test_a_slip_lets_its_learner_in_once(school: School) -> None:
    (ana,) = _roster(school, "Ana Ruiz")
    page = school.teacher.post(f"/classes/{school.class_id}/slips")
    assert page.status_code == 200
    assert "Ana Ruiz" in page.text
    code = re.search(r'class="slip-code"[^>]*>([A-Z0-9-]{14})<', page.text)
    assert code
    client = school.app.test_client()
    token = token_of(client, "/slip")
    form = {"csrf_token": token, "code": code[1].lower(), "password": "short"}
    assert client.post("/slip", data=form).status_code == 400
    form["password"] = NEW_PASSWORD
    assert client.post("/slip", data=form).status_code == 303
    assert "9b" in client.get("/quizzes").text
    again = school.app.test_client()
    form["csrf_token"] = token_of(again, "/slip")
    assert again.post("/slip", data=form).status_code == 404
    with school.app.app_context():
        assert accounts.password_is_right(user_id=ana, password=NEW_PASSWORD)
    # Everybody has signed in now.
    assert school.teacher.post(f"/classes/{school.class_id}/slips").status_code == 409


def test_an_account_without_password_cannot_be_signed_in_to(school: School) -> None:
    _roster(school, "Ana Ruiz")
    for password in ("", " ", PASSWORD, "Ana Ruiz"):
        with school.app.app_context(), pytest.raises(InputError):
            accounts.sign_in(
                name="Ana Ruiz", password=password, address="x", secret="s", now=school.now
            )


def test_the_qr_code_of_a_slip_holds_the_address_and_no_code(school: School) -> None:
    _roster(school, "Ana Ruiz")
    first = school.teacher.post(f"/classes/{school.class_id}/slips").text
    second = school.teacher.post(f"/classes/{school.class_id}/slips").text
    codes = [
        re.findall(r'class="slip-code"[^>]*>([A-Z0-9-]{14})<', page) for page in (first, second)
    ]
    assert codes[0] != codes[1]
    shapes = [
        re.findall(r'<path d="([^"]+)" fill="#000"/></symbol>', page) for page in (first, second)
    ]
    # What differs from slip to slip is not in the picture.
    assert shapes[0] == shapes[1] == [qr_of("http://localhost/slip").path]
    assert 'aria-label="QR code of the address http://localhost/slip"' in first
    page = school.teacher.get(f"/classes/{school.class_id}").text
    assert qr_of(f"http://localhost/join/{school.code}").path in page


def test_a_slip_ends_by_a_newer_one_by_time_and_by_disabling(school: School) -> None:
    (ana,) = _roster(school, "Ana Ruiz")
    first, second = _slip(school, ana), _slip(school, ana)
    third = {"address": "x", "secret": "s", "password": NEW_PASSWORD}
    with school.app.app_context():
        with pytest.raises(NotFoundError):
            slips.claim_slip(first.code, now=school.now, **third)
        with pytest.raises(NotFoundError):
            slips.claim_slip(second.code, now=school.now + slips.SLIP_LASTS, **third)
        administration.disable(user_id=ana, actor_id=None, now=school.now)
        with pytest.raises(NotFoundError):
            slips.claim_slip(second.code, now=school.now, **third)
        administration.enable(user_id=ana, actor_id=None, now=school.now)
        assert slips.claim_slip(second.code, now=school.now, **third).id == ana


def test_codes_cannot_be_tried_for_ever(school: School) -> None:
    def guess() -> None:
        slips.claim_slip(
            "ABCDEFGHJKMN", password=NEW_PASSWORD, address="x", secret="s", now=school.now
        )

    with school.app.app_context():
        for _ in range(100):
            with pytest.raises(NotFoundError):
                guess()
        with pytest.raises(TooManyError):
            guess()


def test_a_reset_by_the_teacher_ends_password_and_sessions_at_once(school: School) -> None:
    (ana,) = _roster(school, "Ana Ruiz")
    code = _slip(school, ana).code
    client = school.app.test_client()
    data = {"csrf_token": token_of(client, "/slip"), "code": code, "password": NEW_PASSWORD}
    client.post("/slip", data=data)
    assert client.get("/quizzes").status_code == 200
    page = school.teacher.post(f"/classes/{school.class_id}/members/{ana}/slip")
    assert page.status_code == 200
    assert client.get("/quizzes").status_code == 303
    with school.app.app_context():
        assert not accounts.password_is_right(user_id=ana, password=NEW_PASSWORD)
    assert "password reset by teacher" in _audit(school.app)


def _refused(school: School, member: int, words: str) -> None:
    with pytest.raises(ConflictError, match=words):
        _slip(school, member)
    answer = school.teacher.get(f"/classes/{school.class_id}/members/{member}").text
    assert "Print a sign-in slip" not in answer


def test_no_teacher_takes_an_account_over(school: School, now: object) -> None:
    del now
    ana, jo = _roster(school, "Ana Ruiz", "Jo Okafor")
    kim = school.learner("Kim")
    _refused(school, kim.id, "made this account themselves")
    with school.app.app_context():
        administration.set_roles(user_id=ana, roles=("author",), actor_id=None, now=school.now)
    _refused(school, ana, "role beside learner")
    # Jo joins another teacher's class.
    other = school.person("Mr Other", "teacher")
    made = other.post("/classes/new", name="10c", zone="UTC")
    code = "".join(re.findall(r"([A-Z2-9]{4}) ([A-Z2-9]{4})</p>", other.get(made.location).text)[0])
    client = school.app.test_client()
    token = token_of(client, "/slip")
    slip = _slip(school, jo).code
    client.post("/slip", data={"csrf_token": token, "code": slip, "password": NEW_PASSWORD})
    browser = Browser(jo, client, token_of(client, "/join"))
    assert browser.post("/join", code=code).status_code == 303
    _refused(school, jo, "another teacher too")
    # And a slip that is out does not survive the password: it was used up.
    assert browser.post(f"/quizzes/classes/{school.class_id}/leave").status_code == 303
    with pytest.raises(NotFoundError):
        _slip(school, jo)
    # Who left and came back by the code has come by themselves.
    browser.post("/join", code=school.code)
    _refused(school, jo, "made this account themselves")


def test_another_teacher_prints_no_slip(school: School) -> None:
    (ana,) = _roster(school, "Ana Ruiz")
    other = school.person("Mr Other", "teacher")
    with pytest.raises(NotFoundError):
        _slip(school, ana, by=other.id)


def test_an_accommodation_reaches_a_running_attempt(school: School) -> None:
    kim = school.learner("Kim")
    quiz = school.assign(school.questions("choice", count=2), time_limit_s=600)
    attempt = school.start(kim, quiz)
    stored = school.teacher.post(
        f"/classes/{school.class_id}/members/{kim.id}/grant",
        time="1.5",
        later_by="1",
        unit="days",
        extra_attempts="1",
    )
    assert stored.status_code == 303
    assert "1 running attempt has its new end" in school.teacher.get(stored.location).text
    with school.app.app_context(), reading() as session:
        row = session.get_one(Attempt, attempt)
        assert row.deadline_at == row.started_at + timedelta(seconds=900)
        notice = session.scalars(select(Notice).where(Notice.user_id == kim.id)).one()
        assert notice.kind == "extended"
        assert notice.values["time_factor"] == 1.5
        entry = session.scalars(
            select(AuditEntry).where(AuditEntry.action == "accommodation set")
        ).one()
        assert entry.detail == {"user": kim.id}
    with school.app.app_context():
        wish = Grant(untimed=True, later_minutes=1440, extra_attempts=1)
        who = {"user_id": school.teacher.id, "class_id": school.class_id, "member_id": kim.id}
        assert accommodations.grant(wish=wish, now=school.now, **who) == 1
        assert accommodations.grant(wish=wish, now=school.now, **who) == 0
        with reading() as session:
            row = session.get_one(Attempt, attempt)
            assert row.deadline_at == school.now + timedelta(days=8)
            assert len(session.scalars(select(Notice)).all()) == 2


@pytest.mark.parametrize(
    "wish",
    [
        Grant(time_factor=0.5),
        Grant(time_factor=3.5),
        Grant(time_factor=float("nan")),
        Grant(later_minutes=-1),
        Grant(later_minutes=61 * 24 * 60),
        Grant(extra_attempts=21),
        Grant(extra_attempts=-1),
    ],
)
def test_an_accommodation_out_of_range_is_refused(school: School, wish: Grant) -> None:
    kim = school.learner("Kim")
    with school.app.app_context(), pytest.raises(InputError):
        accommodations.grant(
            user_id=school.teacher.id,
            class_id=school.class_id,
            member_id=kim.id,
            wish=wish,
            now=school.now,
        )


def test_an_exception_moves_one_learner_and_nobody_else(
    school: School, clock: time_machine.Traveller
) -> None:
    kim, lee = school.learner("Kim"), school.learner("Lee")
    quiz = school.assign(school.questions("choice"), time_limit_s=600)
    first, second = school.start(kim, quiz), school.start(lee, quiz)
    path = f"/assignments/{quiz}/learners/{kim.id}"
    assert school.teacher.get(path).status_code == 200
    stored = school.teacher.post(path, extra_minutes="5", extra_attempts="0")
    assert stored.status_code == 303
    with school.app.app_context(), reading() as session:
        mine, other = session.get_one(Attempt, first), session.get_one(Attempt, second)
        assert mine.deadline_at == school.now + timedelta(seconds=900)
        assert other.deadline_at == school.now + timedelta(seconds=600)
    clock.shift(timedelta(seconds=700))
    assert school.save(kim, first, 0, right=True).status_code == 200
    assert school.save(lee, second, 0, right=True).status_code != 200
    assert "exception set" in _audit(school.app)


def test_an_exception_in_the_wrong_order_or_hour_is_refused(school: School) -> None:
    kim = school.learner("Kim")
    quiz = school.assign(school.questions("choice"), opens_at=school.now)
    path = f"/assignments/{quiz}/learners/{kim.id}"
    base = {"extra_minutes": "0", "extra_attempts": "0"}
    for fields, words in (
        ({"due_at": "2026-03-05T10:00", "closes_at": "2026-03-04T10:00"}, "look at both times"),
        ({"due_at": "2026-03-01T10:00"}, "before the quiz opens"),
        ({"due_at": "2026-03-29T02:30"}, "does not exist"),
        ({"due_at": "2026-10-25T02:30"}, "happens twice"),
        ({"extra_minutes": "2000"}, "1440"),
    ):
        answer = school.teacher.post(path, **(base | fields))
        assert answer.status_code == 400, fields
        assert words in answer.text


def test_excusing_and_taking_it_back(school: School) -> None:
    kim = school.learner("Kim")
    quiz = school.assign(school.questions("choice"))
    who = {"user_id": school.teacher.id, "assignment_id": quiz, "member_id": kim.id}
    with school.app.app_context():
        exceptions.set_exception(wish=ExceptionWish(excused=True), now=school.now, **who)
        assert exceptions.get_exception(**who).wish.excused
        exceptions.set_exception(wish=ExceptionWish(), now=school.now, **who)
        assert exceptions.get_exception(**who).wish == ExceptionWish()


def _statements(school: School, path: str) -> int:
    """Return how many statements a page sends."""
    asked: list[str] = []

    def note(*parts: object) -> None:
        asked.append(str(parts[2]))

    with school.app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        assert school.teacher.get(path).status_code == 200
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_pages_ask_as_often_for_thirty_as_for_three(school: School) -> None:
    paths = [f"/classes/{school.class_id}{each}" for each in ("/people", "/people.csv")]
    (ana, *_) = _roster(school, "Ana", "Jo", "Li")
    paths.append(f"/classes/{school.class_id}/members/{ana}")
    few = [_statements(school, path) for path in paths]
    _roster(school, *(f"Person {n}" for n in range(30)))
    assert [_statements(school, path) for path in paths] == few
    assert min(few) > 3


def test_the_code_expires_by_the_clock_of_the_class(
    school: School, clock: time_machine.Traveller
) -> None:
    path = f"/classes/{school.class_id}/join-end"
    assert school.teacher.post(path, expires_at="2026-03-02T12:00").status_code == 303
    kim, lee = school.person("Kim"), school.person("Lee")
    assert kim.post("/join", code=school.code).status_code == 303
    clock.shift(timedelta(hours=1))  # 12:00 in Paris
    refused = lee.post("/join", code=school.code)
    assert refused.status_code == 404
    assert "does not open a class" in refused.text
    assert "expired" in school.teacher.get(f"/classes/{school.class_id}").text
    assert school.teacher.post(path, expires_at="2026-03-29T02:30").status_code == 303
    assert "does not exist" in school.teacher.get(f"/classes/{school.class_id}").text
