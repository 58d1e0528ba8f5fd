"""Sessions end when they must, cookies are confined, and tries are counted."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from pwdlib import PasswordHash

from quizapp.services.people import accounts, administration, credentials
from quizapp.services.signing_in import sessions
from tests.conftest import NOW
from tests.security.conftest import Made
from tests.security.site import TOKEN, Identity, Site
from tests.security.stored import Stored
from tests.security.world import PASSWORD

NEW = "nine purple lanterns"


@pytest.fixture
def https_site(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the site as it runs behind https, nobody signed in."""
    folder = tmp_path_factory.mktemp("https")
    (folder / "quizapp.db").write_bytes(made.file.read_bytes())
    site = Site(folder, world=made.world, QUIZAPP_HTTPS="yes")
    yield site
    site.close()


def is_signed_in(site: Site, identity: Identity) -> bool:
    """Return whether a browser that holds this is let in."""
    site.identities["someone"] = identity
    return site.ask("someone", "GET", "/account").status_code == 200


def test_changing_the_password_ends_every_other_session_and_token(
    site: Site, stored: Stored
) -> None:
    world, name = site.world, site.world.people["learner"].name
    here, there = site.sign_in(name), site.sign_in(name)
    site.identities["here"] = here
    form = {"current": PASSWORD, "password": NEW}
    answer = site.ask("here", "POST", "/account/password", form=form)
    assert answer.status_code == 303
    assert not is_signed_in(site, there)
    assert not is_signed_in(site, here), "the cookie from before the change must not live on"
    renewed = answer.headers["Set-Cookie"].split(";")[0]
    assert is_signed_in(site, Identity(renewed, ""))
    bearer = {"Authorization": f"Bearer {world.bearer['learner']}"}
    assert site.ask("anonymous", "GET", "/api/v1/today", headers=bearer).status_code == 401
    assert stored.changed()


def test_a_role_that_is_taken_or_given_ends_the_sessions(site: Site, stored: Stored) -> None:
    identity = site.sign_in(site.world.people["teacher"].name)
    assert is_signed_in(site, identity)
    with site.app.app_context():
        administration.set_roles(
            user_id=site.world.id_of("teacher"),
            roles=(),
            actor_id=site.world.id_of("admin"),
            now=NOW,
        )
    assert not is_signed_in(site, identity)
    assert stored.changed()


def test_disabling_ends_sessions_and_tokens_at_once(site: Site, stored: Stored) -> None:
    world = site.world
    identity = site.sign_in(world.people["other_learner"].name)
    path = f"/admin/people/{world.id_of('other_learner')}/disable"
    assert site.ask("admin", "POST", path).status_code == 303
    assert not is_signed_in(site, identity)
    bearer = {"Authorization": f"Bearer {world.bearer['other_learner']}"}
    assert site.ask("anonymous", "GET", "/api/v1/today", headers=bearer).status_code == 401
    site.ask("admin", "POST", path.replace("disable", "enable"))
    assert not is_signed_in(site, identity), "an old cookie stays dead when the account is back"
    assert stored.changed()


def test_a_reset_link_ends_every_session_and_works_once(site: Site, stored: Stored) -> None:
    world = site.world
    identity = site.sign_in(world.people["newcomer"].name)
    path = f"/reset/{world.reset_token}"
    assert site.ask("anonymous", "POST", path, form={"password": NEW}).status_code == 303
    assert not is_signed_in(site, identity)
    again = site.ask("anonymous", "POST", path, form={"password": NEW})
    never = site.ask("anonymous", "POST", "/reset/nonsense", form={"password": NEW})
    assert (again.status_code, never.status_code) == (404, 404)
    assert stored.changed()


def test_a_cookie_that_was_changed_by_hand_is_nobodys(site: Site) -> None:
    cookie = site.identities["learner"].cookie
    for forged in (cookie[:-3] + "AAA", cookie + "A", "quizapp=", "quizapp=.e30.x", cookie * 2):
        assert not is_signed_in(site, Identity(forged, "")), forged


def test_a_session_lasts_thirty_days_and_no_longer(site: Site) -> None:
    identity = site.identities["learner"]
    with time_machine.travel(NOW + timedelta(days=29), tick=False):
        assert is_signed_in(site, identity)
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert not is_signed_in(site, identity)


def test_a_session_that_is_used_daily_ends_after_ninety_days(site: Site) -> None:
    identity = site.sign_in(site.world.people["learner"].name)
    for day in range(20, 90, 20):
        with time_machine.travel(NOW + timedelta(days=day), tick=False):
            site.identities["someone"] = identity
            answer = site.ask("someone", "GET", "/account")
            assert answer.status_code == 200, day
            identity = Identity(answer.headers["Set-Cookie"].split(";")[0], "")
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert not is_signed_in(site, identity)


def test_signing_out_ends_the_session_for_a_copy_of_its_cookie_too(
    site: Site, stored: Stored
) -> None:
    name = site.world.people["learner"].name
    here, there = site.sign_in(name), site.sign_in(name)
    site.identities["here"] = here
    assert site.ask("here", "POST", "/sign-out").status_code == 303
    assert not is_signed_in(site, here)
    assert is_signed_in(site, there), "another browser stays signed in"
    site.identities["here"] = there
    form = {"name": name, "password": PASSWORD}
    assert site.ask("here", "POST", "/sign-in", form=form).status_code == 303
    assert not is_signed_in(site, there), "signing in anew ends what the browser had"
    kept = stored.run("SELECT count(*) FROM ended_sessions")
    later = NOW + timedelta(days=91)
    with site.app.app_context():
        accounts.end_session(key="another", until=later + timedelta(days=90), now=later)
    assert (kept, stored.run("SELECT count(*) FROM ended_sessions")) == ([(2,)], [(1,)])
    stored.put_back()


def test_cookie_and_form_token_are_signed_with_sha_256(site: Site) -> None:
    """The signature's length tells: 32 bytes are 43 letters, where SHA-1 has 27."""
    for signed in (site.identities["learner"].cookie, site.identities["learner"].form_token):
        assert len(signed.rpartition(".")[2]) == 43


def test_the_cookie_is_confined(site: Site, https_site: Site) -> None:
    plain = site.client.get("/sign-in").headers["Set-Cookie"]
    assert plain.startswith("quizapp=")
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    answer = https_site.client.get("/sign-in", base_url="https://localhost")
    sealed = answer.headers["Set-Cookie"]
    assert sealed.startswith("__Host-quizapp=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in sealed
    assert "Domain" not in sealed
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_form_from_another_site_is_refused_under_https(https_site: Site) -> None:
    """The referrer is compared too: a token that leaked is of no use elsewhere."""
    page = https_site.client.get("/sign-in", base_url="https://localhost")
    cookie = page.headers["Set-Cookie"].split(";")[0]
    form = {"name": "x", "password": "y"}
    for referrer in ("https://evil.example/", ""):
        answer = https_site.client.post(
            "/sign-in",
            base_url="https://localhost",
            data=form,
            headers={"Cookie": cookie, "Referer": referrer},
        )
        assert answer.status_code == 400


def _try(site: Site, name: str, *, address: str = "192.0.2.1") -> tuple[int, str, str | None]:
    """Return status, page and Retry-After of one wrong sign-in."""
    answer = site.ask(
        "anonymous",
        "POST",
        "/sign-in",
        form={"name": name, "password": "wrong words here"},
        environ_base={"REMOTE_ADDR": address},
    )
    text = answer.text.replace(name, "NAME")
    return answer.status_code, _without_chance(text), answer.headers.get("Retry-After")


def _without_chance(text: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{20,}"', "", text)


def test_an_account_and_nobodys_name_are_refused_alike_and_then_limited(
    site: Site, stored: Stored
) -> None:
    real, absent = site.world.people["learner"].name, "Nobody Atall"
    disabled = site.world.people["disabled"].name
    tries = [[_try(site, name) for name in (real, absent, disabled)] for _ in range(12)]
    for known, unknown, off in tries:
        assert known == unknown == off
    statuses = [known[0] for known, _, _ in tries]
    assert statuses == [400] * 10 + [429] * 2
    assert int(tries[-1][0][2] or 0) > 0
    assert "Too many tries" in tries[-1][0][1]
    stored.put_back()


def test_the_right_password_does_not_get_past_the_limit(site: Site, stored: Stored) -> None:
    name = site.world.people["learner"].name
    for _ in range(10):
        _try(site, name)
    form = {"name": name, "password": PASSWORD}
    answer = site.ask("anonymous", "POST", "/sign-in", form=form)
    assert answer.status_code == 429
    with time_machine.travel(NOW + timedelta(minutes=16), tick=False):
        assert site.ask("anonymous", "POST", "/sign-in", form=form).status_code == 303
    stored.put_back()


def test_an_address_is_limited_over_all_accounts(site: Site, stored: Stored) -> None:
    """Counters are set as a hundred tries would leave them: each try costs a hash."""
    _try(site, "Somebody", address="198.51.100.7")
    stored.run("UPDATE rate_limits SET count = 100 WHERE count = 1")
    assert _try(site, "Somebody Else", address="198.51.100.7")[0] == 429
    stored.put_back()


def test_the_whole_site_is_limited(site: Site, stored: Stored) -> None:
    _try(site, "Somebody", address="198.51.100.8")
    stored.run("UPDATE rate_limits SET count = 2000")
    assert _try(site, "Somebody Else", address="198.51.100.9")[0] == 429
    stored.put_back()


def test_every_wrong_sign_in_costs_one_hash_whoever_is_meant(
    site: Site, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work instead of time: a shared machine cannot measure the other reliably."""
    credentials.verify_password("warm", stored=None)
    done: list[str | None] = []
    real = credentials._hasher().verify_and_update

    def counted(password: str, stored_hash: str) -> tuple[bool, str | None]:
        done.append(stored_hash)
        return real(password, stored_hash)

    hasher = credentials._hasher()
    monkeypatch.setattr(hasher, "verify_and_update", counted)
    costs = []
    for name in (site.world.people["learner"].name, "Nobody Atall", "x" * 64, "\u212b" * 20):
        done.clear()
        _try(site, name)
        costs.append([each.split("$")[1:4] for each in done if each])
    assert costs[0]
    assert all(cost == costs[0] for cost in costs), "same algorithm, same parameters, once"
    stored.put_back()


def test_the_password_is_kept_as_argon2id(
    stored: Stored, monkeypatch: pytest.MonkeyPatch, real_hasher: Callable[[], PasswordHash]
) -> None:
    for (kept,) in stored.run("SELECT password_hash FROM users"):
        assert kept.startswith("$argon2id$v=19$")
    monkeypatch.setattr(credentials, "_hasher", real_hasher)
    made = credentials.hash_password("amber kettle sings")
    assert made.startswith("$argon2id$v=19$m=19456,t=2,p=1$"), "the tests' own is cheaper"


def test_signing_in_begins_a_new_session(site: Site) -> None:
    """A form token planted before the sign-in is worth nothing after it."""
    before = site.identities["anonymous"]
    after = site.sign_in(site.world.people["learner"].name)
    site.identities["someone"] = Identity(after.cookie, before.form_token)
    assert site.ask("someone", "POST", "/account/theme", form={"theme": "dark"}).status_code == 400


def test_a_late_answer_of_an_ended_session_does_not_undo_the_sign_in_page(
    site: Site, stored: Stored
) -> None:
    """A page's own request may be answered after the sign-in page: it must not take its cookie."""
    name = site.world.people["learner"].name
    identity = site.identities["here"] = site.sign_in(name)
    assert site.ask("here", "POST", "/sign-out").status_code == 303
    late = site.ask("here", "GET", "/offline/cards?device=6c09cbbe-07a0-4f55-b78a-42b6e00b0f20")
    assert (late.status_code, late.headers.getlist("Set-Cookie")) == (303, [])
    page = site.client.get("/sign-in", headers={"Cookie": identity.cookie})
    (renewed,), token = page.headers.getlist("Set-Cookie"), TOKEN.search(page.text)
    assert token, "the page shows no form"
    anew = Identity(renewed.split(";")[0], token[1])
    assert not is_signed_in(site, anew), "what had ended is not in the new cookie"
    site.identities["here"] = anew
    form = {"name": name, "password": PASSWORD}
    assert site.ask("here", "POST", "/sign-in", form=form).status_code == 303
    stored.put_back()


def test_registering_is_limited_too(site: Site, stored: Stored) -> None:
    form = {"name": "Somebody New", "password": NEW, "zone": "UTC"}
    assert site.ask("anonymous", "POST", "/register", form=form).status_code == 303
    stored.run("UPDATE rate_limits SET count = 60 WHERE count = 1")
    again = {**form, "name": "Somebody Newer"}
    answer = site.ask("anonymous", "POST", "/register", form=again)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    with site.app.app_context():
        assert accounts.find_person_by_name(name="Somebody Newer") is None
    stored.put_back()


def test_a_person_sees_where_they_are_signed_in_and_ends_one_session(
    site: Site, stored: Stored
) -> None:
    name = site.world.people["learner"].name
    stored.run("DELETE FROM open_sessions")
    site.identities["here"], there = site.sign_in(name), site.sign_in(name)
    path = "/account/sessions"
    page = site.ask("here", "GET", path).text
    (number,) = re.findall(r'name="number" value="([0-9a-f]+)"', page)
    assert page.count("this one") == 1
    wrong = site.ask("here", "POST", path, form={"number": number, "password": "not this"})
    assert (wrong.status_code, is_signed_in(site, there)) == (400, True)
    form = {"number": number, "password": PASSWORD}
    assert site.ask("other_learner", "POST", path, form=form).status_code == 404
    assert is_signed_in(site, there)
    assert site.ask("here", "POST", path, form=form).status_code == 303
    assert not is_signed_in(site, there)
    assert is_signed_in(site, site.identities["here"])
    assert number not in site.ask("here", "GET", path).text
    stored.put_back()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("curl/8.0", ""),
        ("<script>" * 1000, ""),
    ],
)
def test_of_a_browser_two_words_are_kept(agent: str, words: str) -> None:
    assert sessions.device_of(agent) == words
