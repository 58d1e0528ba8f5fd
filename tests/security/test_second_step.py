"""The second step of signing in, by the pages: what a password opens, and what changes it."""

import re
from datetime import timedelta

import pyotp
import time_machine

from quizapp.services.signing_in import second_step
from tests.conftest import NOW
from tests.security.site import Identity, Site
from tests.security.stored import Stored
from tests.security.test_sessions import NEW, is_signed_in
from tests.security.world import PASSWORD


def test_a_password_alone_opens_nothing_once_the_second_step_is_on(
    site: Site, stored: Stored
) -> None:
    person, later = site.world.people["teacher"], NOW + timedelta(minutes=2)
    key = site.app.config["QUIZAPP"].secret_key
    with site.app.app_context():
        pending = second_step.begin(user_id=person.id, site_key=key)
        device = pyotp.TOTP(pending.secret)
        second_step.confirm(
            user_id=person.id, sealed=pending.sealed, code=device.at(NOW), site_key=key, now=NOW
        )
    visit = site.identities["anonymous"]
    data = {"name": person.name, "password": PASSWORD, "next": "/teach"}
    with time_machine.travel(later, tick=False):
        answer = site.ask("anonymous", "POST", "/sign-in", form=data)
        assert answer.headers["Location"] == "/sign-in/code?next=/teach"
        half = Identity(answer.headers["Set-Cookie"].split(";")[0], visit.form_token)
        assert not is_signed_in(site, half)
        page = site.ask("someone", "GET", "/sign-in/code?next=/teach")
        token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page.text)
        cookie = page.headers.get("Set-Cookie", half.cookie).split(";")[0]
        assert token
        site.identities["someone"] = Identity(cookie, token[1])
        wrong = site.ask("someone", "POST", "/sign-in/code", form={"code": "000000"})
        assert (wrong.status_code, "does not fit" in wrong.text) == (400, True)
        form = {"code": device.at(later), "next": "/teach"}
        inside = site.ask("someone", "POST", "/sign-in/code", form=form)
        assert (inside.status_code, inside.headers["Location"]) == (303, "/teach")
        assert is_signed_in(site, Identity(inside.headers["Set-Cookie"].split(";")[0], ""))
    with time_machine.travel(later + timedelta(minutes=11), tick=False):
        site.identities["someone"] = Identity(cookie, token[1])
        slow = site.ask("someone", "POST", "/sign-in/code", form=form)
        assert (slow.status_code, "took too long" in slow.text) == (400, True)
    assert stored.changed()


def test_the_second_step_asks_for_the_password_and_ends_other_sessions(
    site: Site, stored: Stored
) -> None:
    name = site.world.people["teacher"].name
    site.identities["here"], there = site.sign_in(name), site.sign_in(name)
    path = "/account/second-step"
    for form in ({}, {"password": "not the words"}):
        refused = site.ask("here", "POST", f"{path}/new", form=form)
        assert (refused.status_code, "sealed" in refused.text) == (400, False)
    # Nor does a code without what the password shows: it would begin anew with another secret.
    guess = site.ask("here", "POST", path, form={"code": "000000", "sealed": ""})
    assert (guess.status_code, "sealed" in guess.text) == (400, False)
    page = site.ask("here", "POST", f"{path}/new", form={"password": PASSWORD})
    sealed = re.search(r'name="sealed"[^>]* value="([^"]+)"', page.text)
    assert sealed
    key = site.app.config["QUIZAPP"].secret_key
    with site.app.app_context():
        user_id = site.world.id_of("teacher")
        secret = second_step.begin(user_id=user_id, site_key=key, sealed=sealed[1]).secret
    form = {"code": pyotp.TOTP(secret).at(NOW), "sealed": sealed[1]}
    on = site.ask("here", "POST", path, form=form)
    assert on.status_code == 200
    assert not is_signed_in(site, there)
    renewed = Identity(on.headers["Set-Cookie"].split(";")[0], "")
    assert is_signed_in(site, renewed)
    token = re.search(
        r'name="csrf_token"[^>]* value="([^"]+)"', site.ask("someone", "GET", path).text
    )
    assert token
    site.identities["here"] = Identity(renewed.cookie, token[1])
    off = site.ask("here", "POST", f"{path}/off", form={"password": PASSWORD})
    assert off.status_code == 303
    assert not is_signed_in(site, renewed)
    stored.put_back()


def test_a_reset_link_does_not_get_around_the_second_step(site: Site, stored: Stored) -> None:
    person, key = site.world.people["newcomer"], site.app.config["QUIZAPP"].secret_key
    with site.app.app_context():
        pending = second_step.begin(user_id=person.id, site_key=key)
        code = pyotp.TOTP(pending.secret).at(NOW)
        second_step.confirm(
            user_id=person.id, sealed=pending.sealed, code=code, site_key=key, now=NOW
        )
    path = f"/reset/{site.world.reset_token}"
    answer = site.ask("anonymous", "POST", path, form={"password": NEW})
    assert answer.headers["Location"].startswith("/sign-in/code")
    half = Identity(answer.headers["Set-Cookie"].split(";")[0], "")
    assert not is_signed_in(site, half)
    stored.put_back()
