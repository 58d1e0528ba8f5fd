"""A launch from a course: whose account, which class, where it leads."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.lti import LtiAccount, LtiLaunch, LtiPlatform
from quizapp.store.tables.people import AuditEntry, User
from tests.integration.lti.conftest import Campus, signed_in_as
from tests.integration.lti.platform import INSTRUCTOR, LTI, token_in
from tests.integration.teaching.conftest import School


def _custom(**values: object) -> dict[str, Any]:
    return {f"{LTI}custom": {name: str(value) for name, value in values.items()}}


def _role_in_class(campus: Campus, name: str) -> str | None:
    with campus.school.app.app_context(), reading() as session:
        return session.scalar(
            select(ClassMember.role)
            .join(User, User.id == ClassMember.user_id)
            .where(User.name == name, ClassMember.class_id == campus.school.class_id)
        )


def test_a_learner_comes_by_a_link_and_their_quiz_opens(campus: Campus) -> None:
    quiz = campus.school.assign(campus.school.questions("choice"))
    campus.connect()
    browser = campus.browser()
    sent = campus.enter(browser, sub="u1", **_custom(assignment=quiz))
    assert sent.status_code == 303
    assert sent.location == f"/quizzes/{quiz}"
    assert "Week 1" in browser.get(sent.location).text
    assert signed_in_as(browser) == "Person u1"
    assert _role_in_class(campus, "Person u1") == "learner"


def test_who_comes_by_a_course_is_not_said_to_have_never_signed_in(campus: Campus) -> None:
    teacher = campus.connect()
    campus.enter(campus.browser(), sub="u1")
    page = teacher.get(f"/classes/{campus.school.class_id}/people").text
    assert "Person u1" in page
    assert "never signed in" not in page
    assert f"/lti/classes/{campus.school.class_id}" in page


def test_the_second_time_the_page_sends_itself_and_the_account_is_the_same(campus: Campus) -> None:
    campus.connect()
    campus.enter(campus.browser(), sub="u1")
    again = campus.browser()
    answer = campus.launch(again, sub="u1")
    page = again.get(answer.location)
    assert "data-sends-itself" in page.text
    assert "Go on as Person u1" in page.text
    data = {"do": "go", "csrf_token": token_in(page.text)}
    assert again.post(answer.location, data=data).location == "/quizzes"
    assert signed_in_as(again) == "Person u1"
    with campus.school.app.app_context(), reading() as session:
        assert len(session.scalars(select(LtiAccount).where(LtiAccount.subject == "u1")).all()) == 1


def test_a_taken_name_gets_a_number_and_is_never_the_one_who_has_it(campus: Campus) -> None:
    campus.connect()
    own = campus.school.learner("Person u1")
    browser = campus.browser()
    campus.enter(browser, sub="u1")
    assert signed_in_as(browser) == "Person u1 2"
    with campus.school.app.app_context(), reading() as session:
        row = session.scalars(select(LtiAccount).where(LtiAccount.subject == "u1")).one()
        assert row.user_id != own.id


def test_whoever_has_an_account_links_it_by_signing_in_once(campus: Campus) -> None:
    campus.connect()
    own = campus.school.person("Ana Ruiz")
    assert campus.enter(own.client, do="link", sub="u9").status_code == 303
    elsewhere = campus.browser()
    campus.enter(elsewhere, do="go", sub="u9")
    assert signed_in_as(elsewhere) == "Ana Ruiz"


def test_nobody_links_an_account_without_being_signed_in(campus: Campus) -> None:
    campus.connect()
    browser = campus.browser()
    sent = campus.enter(browser, do="link", sub="u9")
    assert sent.status_code == 303
    assert sent.location.startswith("/sign-in")


def test_an_administrators_account_is_not_opened_from_a_course(campus: Campus) -> None:
    campus.connect()
    boss = campus.school.person("The Boss", "administrator")
    assert campus.enter(boss.client, do="link", sub="u9").status_code == 409
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiAccount).where(LtiAccount.subject == "u9")).all() == []


def test_a_launch_under_another_name_asks_before_it_signs_anybody_out(campus: Campus) -> None:
    campus.connect()
    campus.enter(campus.browser(), sub="u1")
    other = campus.school.person("Somebody Else")
    answer = campus.launch(other.client, sub="u1")
    page = other.get(answer.location)
    assert "data-sends-itself" not in page.text
    assert "Somebody Else is signed in in this browser" in page.text
    assert signed_in_as(other.client) == "Somebody Else"


def test_a_course_that_nobody_connected_stores_nothing_of_its_learners(campus: Campus) -> None:
    browser = campus.browser()
    answer = campus.launch(browser, sub="u1")
    assert "Not connected yet" in browser.get(answer.location).text
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiAccount)).all() == []


def test_an_instructor_makes_the_class_of_their_course(campus: Campus) -> None:
    teacher = campus.school.teacher
    sent = campus.enter(teacher.client, do="link", sub="t1", role=INSTRUCTOR)
    page = teacher.get(sent.location)
    assert 'value="History in Moodle"' in page.text
    data = {"csrf_token": token_in(page.text), "name": "Moodle 9b", "zone": "Europe/Paris"}
    done = teacher.client.post(sent.location, data=data)
    assert "Moodle 9b" in teacher.get(done.location).text


def test_an_instructor_without_our_role_connects_nothing(campus: Campus) -> None:
    person = campus.school.person("Only Instructor")
    sent = campus.enter(person.client, do="link", sub="t2", role=INSTRUCTOR)
    assert sent.status_code == 403
    assert "You are not a teacher here yet" in sent.text
    assert person.get("/classes").status_code == 404


def test_an_instructor_of_a_connected_course_teaches_that_class_alone(campus: Campus) -> None:
    campus.connect()
    second = campus.school.person("Co Teacher", "teacher")
    campus.enter(second.client, do="link", sub="t2", role=INSTRUCTOR)
    assert _role_in_class(campus, "Co Teacher") == "teacher"
    other = campus.school.person("Learner Here")
    campus.enter(other.client, do="link", sub="u5", role=INSTRUCTOR)
    assert _role_in_class(campus, "Learner Here") is None


def test_a_platform_that_may_make_teachers_makes_them_of_accounts_it_made(campus: Campus) -> None:
    with campus.school.app.app_context(), writing() as session:
        session.get_one(LtiPlatform, campus.platform_id).makes_teachers = True
    browser = campus.browser()
    sent = campus.enter(browser, sub="t7", role=INSTRUCTOR)
    assert "/lti/connect/" in sent.location
    assert browser.get(sent.location).status_code == 200
    with campus.school.app.app_context(), reading() as session:
        assert (
            session.scalars(select(User.roles).where(User.name == "Person t7")).one() == "teacher"
        )
    own = campus.school.person("Linked Learner")
    campus.enter(own.client, do="link", sub="t8", role=INSTRUCTOR)
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(User.roles).where(User.id == own.id)).one() == ""


def test_a_first_launch_sent_twice_at_once_makes_one_account(campus: Campus) -> None:
    campus.connect()
    browser = campus.browser()
    answer = campus.launch(browser, sub="u1")
    token = token_in(browser.get(answer.location).text)
    cookies = "; ".join(f"{each.key}={each.value}" for each in (browser._cookies or {}).values())

    def send(_: int) -> int:
        bare = campus.school.app.test_client(use_cookies=False)
        data = {"do": "make", "csrf_token": token}
        sent = bare.post(answer.location, data=data, headers={"Cookie": cookies})
        return sent.status_code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(send, range(8)))
    assert codes.count(303) >= 1
    assert set(codes) <= {303, 404}
    with campus.school.app.app_context(), reading() as session:
        assert len(session.scalars(select(LtiAccount).where(LtiAccount.subject == "u1")).all()) == 1


def test_a_role_elsewhere_is_no_role_in_the_course(campus: Campus) -> None:
    campus.connect()
    person = campus.school.person("Staff", "teacher")
    elsewhere = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"
    sent = campus.enter(person.client, do="link", sub="t3", role=elsewhere)
    assert "Neither learner nor teacher" in sent.text
    assert _role_in_class(campus, "Staff") is None


def test_a_blocked_learner_does_not_come_back_by_the_course(campus: Campus) -> None:
    campus.connect()
    browser = campus.browser()
    campus.enter(browser, sub="u1")
    school = campus.school
    with school.app.app_context(), reading() as session:
        member = session.scalars(select(User.id).where(User.name == "Person u1")).one()
    school.teacher.post(f"/classes/{school.class_id}/members/{member}/block")
    assert campus.enter(campus.browser(), do="go", sub="u1").status_code == 404


def test_a_launch_leaves_an_audit_entry_and_no_claims(campus: Campus) -> None:
    campus.connect()
    campus.enter(campus.browser(), sub="u1")
    with campus.school.app.app_context(), reading() as session:
        actions = set(session.scalars(select(AuditEntry.action)))
        assert {"LTI platform registered", "LTI course connected", "LTI account made"} <= actions
        assert set(session.scalars(select(LtiLaunch.message))) <= {None}


def test_in_a_frame_there_is_a_way_out_and_no_launch(campus: Campus) -> None:
    browser = campus.browser()
    answer = browser.get(
        "/lti/login?iss=https://moodle.example&login_hint=h&client_id=client-1",
        headers={"Sec-Fetch-Dest": "iframe"},
    )
    assert answer.status_code == 200
    assert 'target="_blank"' in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiLaunch)).all() == []


def test_without_a_platform_there_is_no_lti(school: School) -> None:
    client: FlaskClient = school.app.test_client()
    assert client.get("/lti/jwks.json").status_code == 404
    assert client.get("/lti/login?iss=x&login_hint=y").status_code == 404
    assert client.post("/lti/launch", data={"state": "x"}).status_code == 404
    assert client.get("/lti/go/abc").status_code == 404
