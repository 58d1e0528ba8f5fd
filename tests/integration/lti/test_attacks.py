"""Attacks on a launch: each is planted, refused, and leaves nobody signed in and nothing stored."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import delete, select

from quizapp.services.classes import classes
from quizapp.services.signing_in import second_step
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.lti import LtiAccount, LtiLaunch
from tests.integration.lti.conftest import Campus, register, signed_in_as
from tests.integration.lti.platform import INSTRUCTOR, LEARNER, LTI, Platform, serving, token_in

Forge = Callable[[Campus, dict[str, Any]], str]


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _other_key(_: Campus, claims: dict[str, Any]) -> str:
    stranger = RSAKey.generate_key(2048, {"kid": "first"})
    return jwt.encode({"alg": "RS256", "kid": "first"}, claims, stranger)


def _none(_: Campus, claims: dict[str, Any]) -> str:
    return f"{_part({'alg': 'none', 'kid': 'first'})}.{_part(claims)}."


def _hs256(campus: Campus, claims: dict[str, Any]) -> str:
    """Sign with the public key, which everybody has, as if it were a shared secret."""
    secret = campus.platform.key.as_pem(private=False)
    signed = f"{_part({'alg': 'HS256', 'kid': 'first'})}.{_part(claims)}"
    # By hand: the library itself refuses to use a public key so.
    mark = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def _changed_payload(campus: Campus, claims: dict[str, Any]) -> str:
    head, _, signature = campus.platform.sign(claims).split(".")
    return f"{head}.{_part({**claims, 'sub': 'somebody-else'})}.{signature}"


def _no_kid(campus: Campus, claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256"}, claims, campus.platform.key)


def _with(**changes: Any) -> Forge:
    def forge(campus: Campus, claims: dict[str, Any]) -> str:
        return campus.platform.sign({**claims, **changes})

    return forge


def _at(**seconds: int) -> Forge:
    def forge(campus: Campus, claims: dict[str, Any]) -> str:
        times = {name: int(time.time()) + value for name, value in seconds.items()}
        return campus.platform.sign({**claims, **times})

    return forge


def _without(name: str) -> Forge:
    def forge(campus: Campus, claims: dict[str, Any]) -> str:
        return campus.platform.sign({key: value for key, value in claims.items() if key != name})

    return forge


ATTACKS: dict[str, Forge] = {
    "another key under the same id": _other_key,
    "alg none": _none,
    "HS256 with the public key": _hs256,
    "payload changed after signing": _changed_payload,
    "no key id": _no_kid,
    "key that is not published": lambda campus, claims: campus.platform.sign(claims, kid="x"),
    "no token": lambda _, __: "",
    "garbage": lambda _, __: "a.b.c",
    "enormous": lambda _, __: "a" * 100_000,
    "another issuer": _with(iss="https://other.example"),
    "another audience": _with(aud="client-2"),
    "audiences without azp": _with(aud=["client-1", "client-2"]),
    "azp of another": _with(aud=["client-1", "client-2"], azp="client-2"),
    "azp of another with one audience": _with(azp="client-2"),
    "expired": _at(exp=-61, iat=-300),
    "issued in the future": _at(iat=62, exp=300),
    "issued long ago": _at(iat=-3600, exp=300),
    "exp as text": _with(exp="9999999999"),
    "no exp": _without("exp"),
    "no nonce": _without("nonce"),
    "nonce of another launch": _with(nonce="something else"),
    "nonce that is no text": _with(nonce=["x"]),
    "nonce of half a character": _with(nonce="\ud800"),
    "subject of half a character": _with(sub="\ud800"),
    "no subject": _without("sub"),
    "subject of control characters": _with(sub="a\x00b"),
    "another deployment": _with(**{f"{LTI}deployment_id": "2"}),
    "no deployment": _without(f"{LTI}deployment_id"),
    "another version": _with(**{f"{LTI}version": "1.1"}),
    "another message": _with(**{f"{LTI}message_type": "LtiSubmissionReviewRequest"}),
    "no resource link": _without(f"{LTI}resource_link"),
}


def test_a_forged_answer_is_refused(campus: Campus) -> None:
    for name, forge in ATTACKS.items():
        asked = campus.begin(campus.browser())
        claims = campus.platform.claims(nonce=asked["nonce"], sub="u1", role=LEARNER)
        answer = campus.answer(asked["state"], forge(campus, claims))
        assert answer.status_code == 400, name
        assert "could not be checked" in answer.text, name
        assert "Location" not in answer.headers, name
        with campus.school.app.app_context(), writing() as session:
            assert session.scalars(select(LtiLaunch.message)).all() == [None], name
            assert session.scalars(select(LtiAccount.subject)).all() == [], name
        # The same launch still takes the right answer: a forger cannot use it up.
        right = campus.answer(asked["state"], campus.platform.sign(claims))
        assert right.status_code == 303, name
        with campus.school.app.app_context(), writing() as session:
            session.execute(delete(LtiLaunch))


def test_a_clock_that_is_a_minute_off_is_taken(campus: Campus) -> None:
    for times in ({"exp": -59, "iat": -300}, {"iat": 59, "exp": 300}):
        asked = campus.begin(campus.browser())
        claims = campus.platform.claims(nonce=asked["nonce"], sub="u1", role=LEARNER)
        token = _at(**times)(campus, claims)
        assert campus.answer(asked["state"], token).status_code == 303


def test_a_replayed_answer_is_refused(campus: Campus) -> None:
    asked = campus.begin(campus.browser())
    claims = campus.platform.claims(nonce=asked["nonce"], sub="u1", role=LEARNER)
    token = campus.platform.sign(claims)
    assert campus.answer(asked["state"], token).status_code == 303
    assert campus.answer(asked["state"], token).status_code == 400
    other = campus.begin(campus.browser())
    assert campus.answer(other["state"], token).status_code == 400


def test_a_state_runs_out(campus: Campus, clock: Any) -> None:
    asked = campus.begin(campus.browser())
    clock.shift(601)
    claims = campus.platform.claims(nonce=asked["nonce"], sub="u1", role=LEARNER)
    assert campus.answer(asked["state"], campus.platform.sign(claims)).status_code == 400


def test_a_ticket_opens_in_the_browser_that_began_and_in_no_other(campus: Campus) -> None:
    """A foreign answer, sent to a victim as a link, signs nobody in."""
    campus.connect()
    attacker, victim = campus.browser(), campus.browser()
    campus.begin(victim)
    answer = campus.launch(attacker, sub="attacker")
    assert victim.get(answer.location).status_code == 404
    page = attacker.get(answer.location)
    assert page.status_code == 200
    token = token_in(victim.get("/sign-in").text)
    data = {"do": "make", "csrf_token": token}
    assert victim.post(answer.location, data=data).status_code == 404


def test_a_ticket_works_once(campus: Campus) -> None:
    campus.connect()
    browser = campus.browser()
    answer = campus.launch(browser, sub="u1")
    token = token_in(browser.get(answer.location).text)
    data = {"do": "make", "csrf_token": token}
    assert browser.post(answer.location, data=data).status_code == 303
    assert browser.get(answer.location).status_code == 404


def test_an_assignment_of_another_class_is_as_missing(campus: Campus) -> None:
    campus.connect()
    school = campus.school
    with school.app.app_context():
        foreign = classes.create_class(
            user_id=school.teacher.id, name="Other", zone="UTC", now=school.now
        )
    quiz = replace(school, class_id=foreign).assign(school.questions("choice"))
    for number in (quiz, 999_983):
        browser = campus.browser()
        custom: dict[str, Any] = {f"{LTI}custom": {"assignment": str(number)}}
        sent = campus.enter(browser, sub=f"u{number}", **custom)
        assert sent.status_code == 404
    with school.app.app_context(), reading() as session:
        found = session.scalars(select(ClassMember.user_id)).all()
    assert set(found) == {school.teacher.id}


def test_an_instructor_claim_gives_nothing_where_nothing_is_connected(campus: Campus) -> None:
    browser = campus.browser()
    answer = campus.launch(browser, sub="u1", role=INSTRUCTOR)
    page = browser.get(answer.location)
    assert 'value="make"' not in page.text
    data = {"do": "make", "csrf_token": token_in(browser.get("/sign-in").text)}
    assert browser.post(answer.location, data=data).status_code == 404
    with campus.school.app.app_context(), reading() as session:
        assert session.scalars(select(LtiAccount)).all() == []


def test_a_second_course_does_not_open_the_first_ones_class(campus: Campus) -> None:
    campus.connect()
    browser = campus.browser()
    other: dict[str, Any] = {f"{LTI}context": {"id": "course-2", "title": "Another"}}
    answer = campus.launch(browser, sub="u1", **other)
    assert "Not connected yet" in browser.get(answer.location).text


def test_a_launch_does_not_get_around_the_second_step(campus: Campus, clock: Any) -> None:
    campus.connect()
    teacher, key = campus.school.teacher, campus.settings.secret_key
    with campus.school.app.app_context():
        pending = second_step.begin(user_id=teacher.id, site_key=key)
        code = pyotp.TOTP(pending.secret).at(campus.school.now)
        second_step.confirm(
            user_id=teacher.id,
            sealed=pending.sealed,
            code=code,
            site_key=key,
            now=campus.school.now,
        )
    browser = campus.browser()
    sent = campus.enter(browser, do="go", sub="t1", role=INSTRUCTOR)
    assert sent.location.startswith("/sign-in/code?next=/lti/go/")
    assert "/sign-in" in browser.get("/account").location
    clock.shift(60)
    form = {
        "csrf_token": token_in(browser.get(sent.location).text),
        "code": pyotp.TOTP(pending.secret).at(campus.school.now + timedelta(minutes=1)),
        "next": sent.location.partition("next=")[2],
    }
    back = browser.post("/sign-in/code", data=form)
    assert back.location.startswith("/lti/go/")
    page = browser.get(back.location)
    on = browser.post(back.location, data={"do": "go", "csrf_token": token_in(page.text)})
    assert on.location == f"/classes/{campus.school.class_id}"


def test_two_platforms_may_both_have_a_person_of_the_same_name(campus: Campus) -> None:
    campus.connect()
    first = campus.browser()
    campus.enter(first, sub="u1")
    there = Platform("https://canvas.example", "client-9", campus.platform.tool_keys)
    with serving(there) as platform:
        second = register(campus.school, platform, campus.settings)
        own = second.school.person("Second Teacher", "teacher")
        sent = second.enter(own.client, do="link", sub="t1", role=INSTRUCTOR)
        page = own.get(sent.location)
        data = {"csrf_token": token_in(page.text), "name": "Canvas class", "zone": "UTC"}
        own.client.post(sent.location, data=data)
        browser = second.browser()
        second.enter(browser, sub="u1")
    assert signed_in_as(first) == "Person u1"
    assert signed_in_as(browser) == "Person u1 2"


def test_unknown_keys_are_asked_for_once_a_minute(campus: Campus, clock: Any) -> None:
    def wrong() -> int:
        asked = campus.begin(campus.browser())
        claims = campus.platform.claims(nonce=asked["nonce"], sub="u1", role=LEARNER)
        token = campus.platform.sign(claims, kid="unknown")
        return campus.answer(asked["state"], token).status_code

    assert [wrong() for _ in range(5)] == [400] * 5
    assert campus.platform.asked.count("/jwks") == 1
    clock.shift(61)
    assert [wrong() for _ in range(5)] == [400] * 5
    assert campus.platform.asked.count("/jwks") == 2
    # A key that the platform has changed to is found at the next chance.
    campus.platform.key = RSAKey.generate_key(2048, {"kid": "second", "use": "sig"})
    clock.shift(61)
    assert campus.launch(campus.browser()).status_code == 303


def test_another_address_of_keys_for_the_same_issuer_is_refused(campus: Campus) -> None:
    """Otherwise a second registration could speak for the first one's people."""
    admin = campus.school.person("The Boss", "administrator")
    form = {
        "name": "Twin",
        "issuer": campus.platform.issuer,
        "client_id": "client-2",
        "deployments": "1",
        "auth_url": f"{campus.platform.url}/auth",
        "token_url": f"{campus.platform.url}/token",
        "jwks_url": f"{campus.platform.url}/other",
    }
    answer = admin.post("/admin/lti", **form)
    assert answer.status_code == 400
    assert "another address of its keys" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "http://moodle.example/mod/lti/certs.php",
        "https://moodle.example:8443/certs",
        "https://user:secret@moodle.example/certs",
        "ftp://moodle.example/certs",
        "file:///etc/passwd",
        "https://0x7f000001/certs",
    ],
)
def test_an_address_inside_is_refused_unless_the_administrator_named_its_host(
    campus: Campus, address: str
) -> None:
    admin = campus.school.person("The Boss", "administrator")
    form = {
        "name": "Other",
        "issuer": "https://other.example",
        "client_id": "c",
        "deployments": "1",
        "auth_url": "https://other.example/auth",
        "token_url": "https://other.example/token",
        "jwks_url": address,
    }
    assert admin.post("/admin/lti", **form).status_code == 400
