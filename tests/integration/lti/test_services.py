"""What goes back to the platform: grades by the outbox, deep links, and members that come."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Response
from joserfc import jwt
from joserfc.jwk import KeySet
from sqlalchemy import select

from quizapp.services.assigning import assignments
from quizapp.services.lti import lti_keys, lti_outbox
from quizapp.services.lti.lti_outbox import Sent, scores_url
from quizapp.store.engine import reading, writing
from quizapp.store.people import privacy_queries
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.lti import LtiAccount, LtiGrade, LtiKey, LtiLaunch, LtiPlatform
from quizapp.store.tables.people import User
from tests.integration.lti.conftest import Campus
from tests.integration.lti.platform import INSTRUCTOR, LEARNER, LTI, SCORE, token_in
from tests.integration.teaching.conftest import Browser, token_of
from tests.stored_about import stored_about

AGS = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
DEEP = "https://purl.imsglobal.org/spec/lti-dl/claim/"


def _quiz_link(campus: Campus, quiz: int) -> dict[str, Any]:
    return {
        f"{LTI}custom": {"assignment": str(quiz)},
        AGS: {"lineitem": campus.platform.line(7), "scope": [SCORE]},
    }


def _learner(campus: Campus, quiz: int, sub: str = "u1") -> Browser:
    """Return the browser of a learner who came by the quiz's link."""
    client = campus.browser()
    sent = campus.enter(client, sub=sub, **_quiz_link(campus, quiz))
    assert sent.location == f"/quizzes/{quiz}"
    with campus.school.app.app_context(), reading() as session:
        row = session.scalars(select(LtiAccount).where(LtiAccount.subject == sub)).one()
        return Browser(row.user_id, client, token_of(client, "/join"))


def _send(campus: Campus) -> Sent:
    with campus.school.app.app_context():
        now = campus.school.now.fromtimestamp(time.time(), tz=campus.school.now.tzinfo)
        return lti_outbox.send(settings=campus.settings, now=now)


def _quiz(campus: Campus, **changes: object) -> int:
    quiz = campus.school.assign(campus.school.questions("choice", count=2), **changes)
    campus.connect()
    return quiz


def test_a_quiz_taken_becomes_a_grade_on_the_platform(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    assert _send(campus).sent == 0
    campus.school.take(learner, quiz, "rw")
    assert _send(campus) == Sent(1, 1, 0)
    ((line, score),) = campus.platform.scores
    assert line == "line 7"
    assert score["userId"] == "u1"
    assert (score["scoreGiven"], score["scoreMaximum"]) == (50.0, 100)
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")
    assert "comment" not in score
    assert _send(campus).sent == 0, "a grade that stays the same is sent once"


def test_a_changed_grade_is_sent_again(campus: Campus, clock: Any) -> None:
    quiz = _quiz(campus, attempts_allowed=2)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rw")
    _send(campus)
    clock.shift(60)
    campus.school.take(learner, quiz, "rr")
    assert _send(campus).sent == 1
    given = [score["scoreGiven"] for _, score in campus.platform.scores]
    times = [score["timestamp"] for _, score in campus.platform.scores]
    assert given == [50.0, 100.0]
    assert times[0] < times[1]


def test_a_mark_that_its_learner_must_not_see_yet_is_held_back(campus: Campus, clock: Any) -> None:
    quiz = _quiz(campus, feedback="after_due")
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    assert _send(campus).sent == 0
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}")
    assert "held back" in page.text
    assert campus.platform.scores == []
    clock.shift(8 * 86_400)
    assert _send(campus).sent == 1


def test_no_grade_goes_out_after_the_course_was_parted(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    campus.school.teacher.post(f"/lti/classes/{campus.school.class_id}/part")
    assert _send(campus).sent == 0
    assert campus.platform.scores == []


def test_no_grade_goes_out_once_the_link_leads_elsewhere(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    with campus.school.app.app_context():
        other = campus.school.assign(campus.school.questions("text"), title="Week 2")
    sent = campus.enter(learner.client, do="go", sub="u1", **_quiz_link(campus, other))
    assert sent.location == f"/quizzes/{other}"
    assert _send(campus).sent == 0


def test_no_grade_goes_out_of_who_left_the_class(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    campus.platform.ways["/token"] = _status(503)
    assert _send(campus).failed == 1
    campus.platform.ways.clear()
    campus.school.teacher.post(f"/classes/{campus.school.class_id}/members/{learner.id}/remove")
    assert _sent_by_hand(campus) == []
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiGrade)).all() == []


def _sent_by_hand(campus: Campus) -> list[Any]:
    campus.school.teacher.post(f"/lti/classes/{campus.school.class_id}/send")
    return campus.platform.scores


def _status(status: int, body: bytes = b"") -> Callable[[], Response]:
    return lambda: Response(body, status)


def _slow() -> Response:
    def drip() -> Any:
        for _ in range(200):
            yield b" "
            time.sleep(0.05)

    return Response(drip())


WAYS: dict[str, tuple[str, Callable[[], Response], str]] = {
    "no token": ("/token", _status(401), "gave no access"),
    "token of garbage": ("/token", _status(200, b"<html>"), "could not be read"),
    "token that is a list": ("/token", _status(200, b"[1]"), "gave no access"),
    "token with a header in it": (
        "/token",
        _status(200, b'{"access_token": "a\\r\\nX-Evil: 1"}'),
        "gave no access",
    ),
    "nested past reading": ("/token", _status(200, b"[" * 100_000), "could not be read"),
    "enormous": ("/token", _status(200, b" " * 3_000_000), "too large"),
    "down for repair": ("/lines/7/lineitem/scores", _status(503), "a problem of its own"),
    "refused": ("/lines/7/lineitem/scores", _status(403), "refused it"),
    "gone": ("/lines/7/lineitem/scores", _status(404), "no such place"),
    "sent elsewhere": (
        "/lines/7/lineitem/scores",
        lambda: Response(status=302, headers={"Location": "http://169.254.169.254/"}),
        "refused it",
    ),
}


@pytest.mark.parametrize(("path", "way", "words"), WAYS.values(), ids=WAYS.keys())
def test_the_outbox_keeps_what_the_platform_does_not_take(
    campus: Campus, clock: Any, path: str, way: Callable[[], Response], words: str
) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    campus.platform.ways[path] = way
    assert _send(campus) == Sent(1, 0, 1)
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "waiting" in page
    assert words in page
    assert _send(campus) == Sent(0, 0, 0), "not at once again"
    campus.platform.ways.clear()
    clock.shift(61)
    assert _send(campus) == Sent(0, 1, 0)
    assert campus.platform.scores[0][1]["scoreGiven"] == 100.0


def test_a_platform_that_lets_its_bytes_drip_is_cut_off(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz = _quiz(campus)
    campus.school.take(_learner(campus, quiz), quiz, "rr")
    monkeypatch.setattr("quizapp.services.lti.lti_http.SECONDS", 0.5)
    campus.platform.ways["/token"] = _slow
    began = time.perf_counter_ns()
    assert _send(campus) == Sent(1, 0, 1)
    assert time.perf_counter_ns() - began < 5_000_000_000


def test_a_platform_that_is_down_loses_no_grade(campus: Campus, clock: Any) -> None:
    quiz = _quiz(campus)
    campus.school.take(_learner(campus, quiz), quiz, "rr")
    right = _move_token_url(campus, "http://127.0.0.1:1/token")
    assert _send(campus) == Sent(1, 0, 1)
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "does not answer" in page
    _move_token_url(campus, right)
    clock.shift(61)
    assert _send(campus) == Sent(0, 1, 0)


def _move_token_url(campus: Campus, url: str) -> str:
    """Let the platform's tokens be asked for elsewhere; return where they were."""
    with campus.school.app.app_context(), writing() as session:
        row = session.get_one(LtiPlatform, campus.platform_id)
        before, row.token_url = row.token_url, url
        return before


@pytest.mark.parametrize("host", ["169.254.169.254", "10.0.0.1", "[::1]", "localhost"])
def test_a_line_item_inside_is_never_asked(campus: Campus, host: str) -> None:
    """What a platform signs does not open the school's own network to it."""
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    link = _quiz_link(campus, quiz)
    link[AGS]["lineitem"] = f"https://{host}/lines/7/lineitem"
    campus.enter(learner.client, do="go", sub="u1", **link)
    campus.school.take(learner, quiz, "rr")
    assert _send(campus) == Sent(1, 0, 1)
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "is not public" in page


def test_a_platform_that_is_away_is_asked_once_for_all_its_grades(campus: Campus) -> None:
    quiz = _quiz(campus)
    for sub in ("u1", "u2", "u3"):
        campus.school.take(_learner(campus, quiz, sub), quiz, "rr")
    campus.platform.asked.clear()
    campus.platform.ways["/token"] = _status(401)
    assert _send(campus) == Sent(3, 0, 3)
    assert campus.platform.asked.count("/token") == 1


def test_a_grade_is_given_up_after_days_and_a_teacher_sends_it_anew(
    campus: Campus, clock: Any
) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    campus.platform.ways["/lines/7/lineitem/scores"] = _status(500)
    for _ in range(11):
        assert _send(campus).failed == 1
        clock.shift(86_401)
    assert _send(campus) == Sent(0, 0, 0)
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "given up" in page
    campus.platform.ways.clear()
    assert len(_sent_by_hand(campus)) == 1


def test_what_our_rotated_key_signed_can_still_be_checked(campus: Campus, clock: Any) -> None:
    school = campus.school
    keys = campus.platform.tool_keys
    (before,) = [each["kid"] for each in keys()["keys"]]
    with school.app.app_context():
        made = lti_keys.rotate(secret=campus.settings.secret_key, actor_id=None, now=school.now)
    assert {each["kid"] for each in keys()["keys"]} == {before, made}
    assert all("d" not in each for each in keys()["keys"])
    clock.shift(15 * 86_400)
    assert [each["kid"] for each in keys()["keys"]] == [made]


def test_the_private_key_is_not_readable_in_the_database(campus: Campus) -> None:
    with campus.school.app.app_context(), reading() as session:
        row = session.scalars(select(LtiKey)).one()
        assert '"d"' not in row.sealed
        assert "PRIVATE" not in row.sealed
        assert "d" not in row.public


def test_a_key_sealed_with_another_secret_is_named_as_the_problem(campus: Campus) -> None:
    quiz = _quiz(campus)
    campus.school.take(_learner(campus, quiz), quiz, "rr")
    changed = replace(campus.settings, secret_key="another key, as after a restore elsewhere")
    with campus.school.app.app_context():
        assert lti_outbox.send(settings=changed, now=campus.school.now) == Sent(1, 0, 1)
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}").text
    assert "Our key cannot be opened." in page


def test_scores_go_beneath_the_path_of_a_line_item() -> None:
    assert scores_url("https://m.example/l/1") == "https://m.example/l/1/scores"
    assert scores_url("https://m.example/l/1/?a=b") == "https://m.example/l/1/scores?a=b"


def _deep(campus: Campus) -> dict[str, Any]:
    return {
        f"{LTI}message_type": "LtiDeepLinkingRequest",
        f"{LTI}resource_link": None,
        f"{DEEP}deep_linking_settings": {
            "deep_link_return_url": f"{campus.platform.url}/return?x=1",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["window"],
            "data": "give this back",
        },
    }


def test_a_teacher_puts_a_quiz_into_the_course(campus: Campus) -> None:
    quiz = _quiz(campus)
    teacher = campus.school.teacher
    deep = _deep(campus)
    sent = campus.enter(teacher.client, do="go", sub="t1", role=INSTRUCTOR, **deep)
    assert "/lti/choose/" in sent.location
    page = teacher.get(sent.location)
    assert f'value="quiz-{quiz}"' in page.text
    data = {"csrf_token": token_in(page.text), "choice": f"quiz-{quiz}"}
    back = teacher.client.post(sent.location, data=data)
    assert f'action="{campus.platform.url}/return?x=1"' in back.text
    assert f"form-action 'self' {campus.platform.url};" in back.headers["Content-Security-Policy"]
    token = back.text.split('name="JWT" value="')[1].split('"')[0]
    keys = KeySet.import_key_set(campus.platform.tool_keys())  # type: ignore[arg-type]  # JSON
    claims = jwt.decode(token, keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"]) == ("client-1", "https://moodle.example")
    assert claims[f"{DEEP}data"] == "give this back"
    (item,) = claims[f"{DEEP}content_items"]
    assert item["custom"] == {"assignment": str(quiz)}
    assert item["lineItem"]["scoreMaximum"] == 100
    assert teacher.client.post(sent.location, data=data).status_code == 404


def test_what_was_not_offered_cannot_be_chosen(campus: Campus) -> None:
    quiz = _quiz(campus)
    teacher = campus.school.teacher
    deep = _deep(campus)
    sent = campus.enter(teacher.client, do="go", sub="t1", role=INSTRUCTOR, **deep)
    token = token_in(teacher.get(sent.location).text)
    for choice, status in ((f"quiz-{quiz + 1}", 404), (f"x-{quiz}", 404), ("", 400)):
        data = {"csrf_token": token, "choice": choice}
        assert teacher.client.post(sent.location, data=data).status_code == status


def test_a_learner_chooses_nothing(campus: Campus) -> None:
    _quiz(campus)
    browser = campus.browser()
    deep = _deep(campus)
    sent = campus.enter(browser, sub="u1", role=LEARNER, **deep)
    assert browser.get(sent.location).status_code == 404


def test_what_was_said_in_a_launch_that_nobody_went_on_with_is_forgotten(
    campus: Campus, clock: Any
) -> None:
    campus.launch(campus.browser(), sub="u1")
    clock.shift(601)
    _send(campus)
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiLaunch)).all() == []


def _member(sub: str, name: str, role: str = LEARNER, **more: Any) -> dict[str, Any]:
    return {"user_id": sub, "name": name, "roles": [role], "status": "Active", **more}


def test_members_are_tried_out_and_then_taken_over(campus: Campus) -> None:
    _quiz(campus)
    school = campus.school
    local = school.learner("Ana Ruiz")
    campus.enter(campus.browser(), sub="u1")
    campus.platform.members = [
        _member("u1", "Renamed There"),
        _member("u2", "Ana Ruiz"),
        _member("u3", "Jo Okafor"),
        _member("t1", "Ms Teach", INSTRUCTOR),
        _member("u4", "Gone Away", status="Inactive"),
    ]
    path = f"/lti/classes/{school.class_id}/members"
    page = school.teacher.post(path)
    assert page.status_code == 200, page.text
    assert "There is another Ana Ruiz in this class." in page.text
    assert "here it is Ana Ruiz 2" in page.text
    assert "Gone Away" not in page.text
    with school.app.app_context(), reading() as session:
        assert session.scalars(select(User).where(User.name == "Jo Okafor")).all() == []
    digest = page.text.split('name="digest" value="')[1].split('"')[0]
    assert school.teacher.post(f"{path}/take", digest="stale").status_code == 409
    assert school.teacher.post(f"{path}/take", digest=digest).status_code == 303
    with school.app.app_context(), reading() as session:
        names = set(
            session.scalars(
                select(User.name)
                .join(ClassMember, ClassMember.user_id == User.id)
                .where(ClassMember.class_id == school.class_id)
            )
        )
        linked = session.scalars(select(LtiAccount.user_id)).all()
    assert names == {"Ms Teach", "Ana Ruiz", "Person u1", "Ana Ruiz 2", "Jo Okafor"}
    assert local.id not in linked
    again = school.teacher.post(path)
    assert "There is nothing to do." in again.text


def test_a_member_who_came_before_is_the_same_account_at_their_launch(campus: Campus) -> None:
    _quiz(campus)
    campus.platform.members = [_member("u7", "Jo Okafor")]
    path = f"/lti/classes/{campus.school.class_id}/members"
    page = campus.school.teacher.post(path)
    digest = page.text.split('name="digest" value="')[1].split('"')[0]
    campus.school.teacher.post(f"{path}/take", digest=digest)
    browser = campus.browser()
    assert campus.enter(browser, do="go", sub="u7").location == "/quizzes"


@pytest.mark.parametrize(
    "body", [b"<html>", b"[]", b'{"members": 3}', b'{"members": [1]}', b'{"members": [{}]}']
)
def test_a_list_of_members_that_is_none_stores_nothing(campus: Campus, body: bytes) -> None:
    _quiz(campus)
    campus.platform.ways["/members"] = _status(200, body)
    answer = campus.school.teacher.post(f"/lti/classes/{campus.school.class_id}/members")
    assert answer.status_code == 303
    page = campus.school.teacher.get(answer.location)
    assert "could not be read" in page.text


def test_the_next_page_of_members_is_not_asked_of_another_host(campus: Campus) -> None:
    _quiz(campus)
    elsewhere = '<http://127.0.0.1:1/members>; rel="next"'
    campus.platform.ways["/members"] = lambda: Response(
        '{"members": []}', headers={"Link": elsewhere}
    )
    campus.school.teacher.post(f"/lti/classes/{campus.school.class_id}/members")
    page = campus.school.teacher.get(f"/lti/classes/{campus.school.class_id}")
    assert page.status_code == 200


def test_an_account_and_its_link_are_exported_and_erased_together(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    _send(campus)
    with campus.school.app.app_context():
        told = stored_about(user_id=learner.id, now=campus.school.now).decode()
        assert '"subject": "u1"' in told
        assert '"lti_grades"' in told
        with writing() as session:
            privacy_queries.erase(session, user_id=learner.id)
        with reading() as session:
            assert session.scalars(select(LtiAccount).where(LtiAccount.subject == "u1")).all() == []
            assert session.scalars(select(LtiGrade)).all() == []


def test_a_withdrawn_quiz_sends_nothing(campus: Campus) -> None:
    quiz = _quiz(campus)
    learner = _learner(campus, quiz)
    campus.school.take(learner, quiz, "rr")
    with campus.school.app.app_context():
        assignments.withdraw(
            user_id=campus.school.teacher.id, assignment_id=quiz, now=campus.school.now
        )
    assert _send(campus).sent == 0
