"""Signing in by a provider that the tests run, which also answers wrongly in every way.

Planted once: the nonce of a token not compared, which the forged tokens noticed; and the browser
that began not asked for, so that an answer could be used in another one.
"""

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from flask import Flask, Response
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, OctKey, RSAKey
from sqlalchemy import select
from werkzeug.test import TestResponse

from quizapp import clock
from quizapp.services.lti import lti_http
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import oidc, second_step
from quizapp.settings import Settings
from quizapp.store.engine import reading
from quizapp.store.tables.oidc import OidcAccount, OidcRequest
from tests.integration.accounts.conftest import PASSWORD
from tests.integration.accounts.provider import CLIENT, SECRET, Claims, Provider, serving
from tests.stored_about import stored_about

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
GO = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]+)">')
ME = re.compile(r'class="button small me only-row"[^>]*>([^<]*)<')
Forge = Callable[[Provider, Claims], str]


@dataclass
class Place:
    """A site with one administrator, and its provider."""

    app: Flask
    provider: Provider

    def browser(self) -> FlaskClient:
        """Return a browser of somebody who was never here."""
        return self.app.test_client()

    def made(self, name: str, *roles: str) -> Person:
        """Make an account with the password of the tests."""
        with self.app.app_context():
            return accounts.create_user(name=name, password=PASSWORD, roles=roles, now=clock.now())

    def signed_in(self, name: str) -> FlaskClient:
        """Return a browser in which somebody has signed in by their password."""
        client = self.browser()
        assert post(client, "/sign-in", name=name, password=PASSWORD).status_code == 303
        return client

    def go(self, client: FlaskClient, **form: str) -> str:
        """Begin to sign in; return the address that the browser goes on to."""
        page = post(client, "/sign-in/provider", page="/sign-in", **form)
        found = GO.search(page.text)
        assert page.status_code == 200, page.text
        assert found, page.text
        return found[1]

    def enter(self, client: FlaskClient, **person: str) -> TestResponse:
        """Walk to the provider and back."""
        return back(client, self.provider.allow(self.go(client), **person))

    def link(self, client: FlaskClient, **person: str) -> TestResponse:
        """Link the account of who is signed in."""
        page = post(client, "/account/provider/link", page="/account/provider", password=PASSWORD)
        found = GO.search(page.text)
        assert found, page.text
        return back(client, self.provider.allow(found[1], **person))

    def stored(self) -> list[tuple[str, int]]:
        """Return every link that is kept, and check that no request is left."""
        with self.app.app_context(), reading() as session:
            assert session.scalars(select(OidcRequest)).all() == []
            rows = session.scalars(select(OidcAccount).order_by(OidcAccount.id))
            return [(row.subject, row.user_id) for row in rows]


def post(client: FlaskClient, path: str, *, page: str = "", **form: Any) -> TestResponse:
    """Send the form of a page."""
    found = TOKEN.search(client.get(page or path).text)
    assert found
    return client.post(path, data={**form, "csrf_token": found[1]})


def back(client: FlaskClient, query: dict[str, str]) -> TestResponse:
    """Come back from the provider."""
    return client.get("/sign-in/provider/back", query_string=query)


def name_of(client: FlaskClient) -> str:
    """Return who is signed in, "" for nobody."""
    found = re.search(
        r'class="button small me only-row"[^>]*>([^<]*)<', client.get("/account").text
    )
    return found[1] if found else ""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Return settings with a provider, whose address is put in once it is served."""
    return replace(settings, oidc_client_id=CLIENT, oidc_client_secret=SECRET, oidc_name="School")


@pytest.fixture
def place(app: Flask, settings: Settings) -> Iterator[Place]:
    """Serve the provider; return the site that signs in by it."""
    with serving(Provider()) as provider:
        app.config["QUIZAPP"] = replace(settings, oidc_issuer=provider.url)
        found = Place(app, provider)
        found.made("Ada", "administrator")
        yield found


def test_a_first_visit_makes_a_learner_and_the_next_one_signs_in(place: Place) -> None:
    client = place.browser()
    there = place.enter(client)
    assert (there.status_code, there.location) == (303, "/sign-in/provider/new")
    page = client.get(there.location)
    assert 'value="Mira from There"' in page.text
    made = post(client, there.location, name="Mira", zone="Asia/Tokyo")
    assert (made.status_code, made.location, name_of(client)) == (303, "/", "Mira")
    with place.app.app_context():
        person = accounts.find_person_by_name(name="Mira")
    assert person
    assert (person.roles, person.zone) == (frozenset(), "Asia/Tokyo")
    again = place.browser()
    there = back(again, place.provider.allow(place.go(again, next="/sets")))
    assert (there.location, name_of(again)) == ("/sets", "Mira")
    assert place.stored() == [("person-1", person.id)]


def test_no_account_is_found_by_a_name_and_none_is_made_where_that_is_closed(
    place: Place,
) -> None:
    place.made("Mira from There", "teacher")
    client = place.browser()
    there = place.enter(client)
    assert there.location == "/sign-in/provider/new"
    taken = post(client, there.location, name="Mira from There")
    assert (taken.status_code, "taken" in taken.text, name_of(client)) == (400, True, "")
    before = place.app.config["QUIZAPP"]
    place.app.config["QUIZAPP"] = replace(before, oidc_accounts="closed")
    assert "Ask your teacher" in client.get(there.location).text
    # Sent all the same, with the token of another page.
    refused = post(client, there.location, page="/sign-in", name="Somebody")
    assert (refused.status_code, name_of(client)) == (404, "")
    place.app.config["QUIZAPP"] = replace(before, oidc_accounts="open", registration="closed")
    assert post(client, there.location, name="Somebody").status_code == 303
    # Once made, it is not made again by a second press of the button.
    client = place.browser()
    place.enter(client, sub="person-2")
    post(client, "/sign-in/provider/new", name="Once")
    place.enter(other := place.browser(), sub="person-2")
    assert name_of(other) == "Once"
    assert len(place.stored()) == 2


def test_a_person_links_their_account_and_takes_the_link_away(place: Place) -> None:
    mira = place.made("Mira", "teacher")
    client = place.signed_in("Mira")
    elsewhere = place.signed_in("Mira")
    wrong = post(client, "/account/provider/link", page="/account/provider", password="no")
    assert (wrong.status_code, "not your password" in wrong.text) == (400, True)
    assert place.link(client).location == "/account/provider"
    assert "Linked since" in client.get("/account/provider").text
    assert name_of(elsewhere) == "", "other sessions end when a way in is added"
    place.enter(again := place.browser())
    assert name_of(again) == "Mira"
    assert place.stored() == [("person-1", mira.id)]
    # Nobody else links the same person, and nobody links two.
    place.made("Eve")
    assert place.link(place.signed_in("Eve")).location == "/account/provider"
    place.link(client := place.signed_in("Mira"), sub="person-2")
    assert place.stored() == [("person-1", mira.id)]
    gone = post(client, "/account/provider/unlink", page="/account/provider", password=PASSWORD)
    assert (gone.status_code, name_of(client)) == (303, "Mira")
    assert place.stored() == []
    assert place.enter(place.browser()).location == "/sign-in/provider/new"


def test_the_only_way_in_is_not_taken_away_and_the_account_can_be_deleted(place: Place) -> None:
    client = place.browser()
    place.enter(client)
    post(client, "/sign-in/provider/new", name="Mira")
    refused = post(client, "/account/provider/unlink", page="/account/provider")
    assert (refused.status_code, "only way" in refused.text) == (409, True)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        late = post(client, "/account/provider/unlink", page="/account/provider")
        assert (late.status_code, "sign out and in again" in late.text) == (400, True)
        late = post(client, "/account/delete")
        assert (late.status_code, "sign out and in again" in late.text) == (400, True)
    assert post(client, "/account/delete").status_code == 303
    assert place.stored() == []


def test_the_second_step_is_still_asked_for_and_a_disabled_account_stays_out(
    place: Place,
) -> None:
    mira = place.made("Mira")
    place.link(place.signed_in("Mira"))
    key = place.app.config["QUIZAPP"].secret_key
    with place.app.app_context():
        pending = second_step.begin(user_id=mira.id, site_key=key)
        code = pyotp.TOTP(pending.secret).now()
        second_step.confirm(
            user_id=mira.id, sealed=pending.sealed, code=code, site_key=key, now=clock.now()
        )
    client = place.browser()
    assert place.enter(client).location.startswith("/sign-in/code")
    assert name_of(client) == ""
    with place.app.app_context():
        administration.disable(user_id=mira.id, actor_id=None, now=clock.now())
    refused = place.enter(client)
    assert (refused.status_code, "disabled" in refused.text, name_of(client)) == (400, True, "")


def test_an_answer_is_taken_once_and_in_the_browser_that_began(place: Place) -> None:
    client = place.browser()
    query = place.provider.allow(place.go(client))
    other = place.browser()
    other.get("/sign-in")
    assert back(other, query).status_code == 400
    assert back(client, query).status_code == 400, "a state that was tried is spent"
    query = place.provider.allow(place.go(client))
    assert back(client, query).status_code == 303
    assert back(client, query).status_code == 400
    query = place.provider.allow(place.go(client))
    with time_machine.travel(clock.now() + oidc.LASTS):
        assert back(client, query).status_code == 400
    for wrong in (
        {},
        {"state": "x", "code": "y"},
        {**place.provider.allow(place.go(client)), "iss": "https://other.example"},
        {**place.provider.allow(place.go(client)), "code": ""},
        {**place.provider.allow(place.go(client)), "code": "x" * 5000},
        {**place.provider.allow(place.go(client)), "error": "access_denied"},
    ):
        assert back(client, wrong).status_code == 400
    assert name_of(client) == ""


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _hs256(provider: Provider, claims: Claims) -> str:
    """Sign with the public key, which everybody has, as if it were a shared secret."""
    secret = provider.key.as_pem(private=False)
    signed = f"{_part({'alg': 'HS256', 'kid': 'first'})}.{_part(claims)}"
    mark = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def _changed(provider: Provider, claims: Claims) -> str:
    head, _, signature = provider.sign(claims).split(".")
    return f"{head}.{_part({**claims, 'sub': 'somebody-else'})}.{signature}"


def _with(**changes: Any) -> Forge:
    return lambda provider, claims: provider.sign({**claims, **changes})


def _at(**seconds: int) -> Forge:
    def forge(provider: Provider, claims: Claims) -> str:
        times = {name: int(time.time()) + value for name, value in seconds.items()}
        return provider.sign({**claims, **times})

    return forge


def _without(name: str) -> Forge:
    def forge(provider: Provider, claims: Claims) -> str:
        return provider.sign({key: value for key, value in claims.items() if key != name})

    return forge


FORGERIES: dict[str, Forge] = {
    "another key under the same id": lambda _, claims: Provider().sign(claims),
    "alg none": lambda _, claims: f"{_part({'alg': 'none', 'kid': 'first'})}.{_part(claims)}.",
    "HS256 with the public key": _hs256,
    "HS256 with our secret": lambda _, claims: Provider(
        key=OctKey.import_key(SECRET.encode() * 3)  # type: ignore[arg-type]  # a wrong kind
    ).sign(claims, header={"alg": "HS256", "kid": "first"}),
    "payload changed after signing": _changed,
    "a key that is not published": lambda provider, claims: provider.sign(
        claims, header={"alg": "RS256", "kid": "x"}
    ),
    "garbage": lambda _, __: "a.b.c",
    "no token": lambda _, __: "",
    "enormous": lambda _, __: "a" * 100_000,
    "another issuer": _with(iss="https://other.example"),
    "another audience": _with(aud="client-2"),
    "audiences without azp": _with(aud=[CLIENT, "client-2"]),
    "azp of another": _with(azp="client-2"),
    "expired": _at(exp=-61, iat=-300),
    "issued in the future": _at(iat=62, exp=300),
    "issued long ago": _at(iat=-3600, exp=300),
    "exp as text": _with(exp="9999999999"),
    "no exp": _without("exp"),
    "no nonce": _without("nonce"),
    "nonce of another sign-in": _with(nonce="something else"),
    "nonce that is no text": _with(nonce=["x"]),
    "nonce of half a character": _with(nonce="\ud800"),
    "no subject": _without("sub"),
    "empty subject": _with(sub=""),
    "subject that is a number": _with(sub=7),
    "subject of half a character": _with(sub="\ud800"),
    "subject too long": _with(sub="x" * 300),
}


def test_a_forged_token_signs_nobody_in(place: Place) -> None:
    client = place.browser()
    for what, forge in FORGERIES.items():
        place.provider.forge = forge
        answer = place.enter(client)
        assert answer.status_code == 400, what
        assert "did not work" in answer.text, what
    place.provider.forge = None
    assert place.stored() == []
    assert place.enter(client).status_code == 303, "the limits were not reached meanwhile"


# The library warns of a key that is refused here.
@pytest.mark.filterwarnings("ignore:Key size should be")
def test_a_key_that_is_too_short_or_of_another_curve_is_none(place: Place) -> None:
    client = place.browser()
    fine = ECKey.generate_key("P-256", {"kid": "first", "use": "sig"})
    for key, opens in (
        (RSAKey.generate_key(1024, {"kid": "first"}), False),
        (RSAKey.generate_key(2048, {"kid": "first", "use": "enc"}), False),
        (ECKey.generate_key("P-384", {"kid": "first"}), False),
        (fine, True),
    ):
        place.provider.key = key
        if isinstance(key, ECKey) and not opens:
            place.provider.forge = lambda provider, claims: provider.sign(
                claims, header={"alg": "ES384", "kid": "first"}
            )
        assert place.enter(client).status_code == (303 if opens else 400)
        place.provider.forge = None


DOCUMENTS: dict[str, Claims] = {
    "of another issuer": {"issuer": "https://other.example"},
    "without a token address": {"token_endpoint": None},
    "with a script for an address": {"authorization_endpoint": "javascript:alert(1)"},
    "with an address of half a host": {"jwks_uri": "https://["},
    "with an enormous address": {"jwks_uri": "https://x.example/" + "x" * 600},
}


def test_a_document_that_is_wrong_leads_nowhere(place: Place) -> None:
    client = place.browser()
    for what, wrong in DOCUMENTS.items():
        place.provider.document = wrong
        page = post(client, "/sign-in/provider", page="/sign-in")
        assert (page.status_code, "did not work" in page.text) == (400, True), what
    # What the document leads to besides must be public, and https.
    for inside in ("http://localhost:1/token", "https://10.0.0.1/token", "https://localhost/token"):
        place.provider.document = {"token_endpoint": inside}
        assert place.enter(client).status_code == 400, inside


def test_a_provider_that_is_slow_down_or_talks_garbage_is_told_in_words(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lti_http, "SECONDS", 0.3)
    client = place.browser()

    def slow() -> Response:
        time.sleep(0.6)
        return Response("{}")

    ways: dict[str, Callable[[], Response]] = {
        "slow": slow,
        "broken": lambda: Response("no", status=500),
        "moved": lambda: Response(status=302, headers={"Location": "http://127.0.0.1:1/"}),
        "garbage": lambda: Response("<html>"),
        "a list": lambda: Response("[]"),
        "nested": lambda: Response("[" * 100_000),
        "enormous": lambda: Response(b" " * 3_000_000),
    }
    for path in ("/.well-known/openid-configuration", "/token", "/jwks"):
        for what, way in ways.items():
            if path == "/.well-known/openid-configuration":
                place.provider.ways = {path: way}
                answer = post(client, "/sign-in/provider", page="/sign-in")
            else:
                place.provider.ways = {}
                query = place.provider.allow(place.go(client))
                place.provider.ways = {path: way}
                answer = back(client, query)
            assert (answer.status_code, "did not work" in answer.text) == (400, True), what
    place.provider.ways = {}


def test_a_secret_in_the_form_is_sent_where_the_provider_wants_it_there(place: Place) -> None:
    place.provider.by_post = True
    assert place.enter(place.browser()).status_code == 303


def test_it_is_off_without_a_provider(app: Flask) -> None:
    client = app.test_client()
    with app.app_context():
        mira = accounts.create_user(name="Mira", password=PASSWORD, roles=(), now=clock.now())
    assert "/sign-in/provider" not in client.get("/sign-in").text
    assert post(client, "/sign-in/provider", page="/sign-in").status_code == 404
    assert back(client, {"state": "x", "code": "y"}).status_code == 404
    assert post(client, "/sign-in", name="Mira", password=PASSWORD).status_code == 303
    assert client.get("/account/provider").status_code == 404
    with app.app_context():
        tables = json.loads(stored_about(user_id=mira.id, now=clock.now()))["tables"]
    assert tables["oidc_accounts"] == []
