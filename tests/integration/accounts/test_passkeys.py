"""Passkeys: made, used as the whole way in and as the second step, refused, and taken away."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
import pytest

from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.people import accounts, administration, privacy
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import passkey_ceremony, passkey_entry, passkeys, second_step
from quizapp.services.signing_in.passkey_ceremony import Site
from tests.integration.accounts.authenticator import PRESENT, Authenticator
from tests.integration.accounts.conftest import PASSWORD
from tests.stored_about import stored_about

Make = Callable[..., Person]
KEY = "the site's key"
SITE = Site("https://quiz.example", "quiz.example")
BROWSER = "one browser"


@dataclass
class Owner:
    """A person with a device that holds a passkey of theirs."""

    person: Person
    now: datetime
    device: Authenticator = field(default_factory=lambda: Authenticator(SITE.origin))
    codes: tuple[str, ...] = ()

    def options(self, *, browser: str = BROWSER) -> str:
        """Return what a browser is asked for to make a passkey."""
        return passkeys.begin(
            user_id=self.person.id, site=SITE, browser=browser, site_key=KEY, now=self.now
        )

    def add(self, answer: str, *, ask: bool = False, name: str = "my phone") -> tuple[str, ...]:
        """Keep what the device answered."""
        self.codes = passkeys.add(
            user_id=self.person.id,
            answer=answer,
            name=name,
            ask=ask,
            site=SITE,
            browser=BROWSER,
            site_key=KEY,
            now=self.now,
        )
        found = accounts.find_person(user_id=self.person.id)
        assert found
        self.person = found
        return self.codes

    def second(self, *, browser: str = BROWSER) -> str:
        """Return what a browser is asked for after the password."""
        return passkey_entry.find_second_options(
            user_id=self.person.id,
            epoch=self.person.epoch,
            site=SITE,
            browser=browser,
            site_key=KEY,
            now=self.now,
        )

    def pass_with(self, answer: str, *, browser: str = BROWSER) -> Person:
        """Take the second step."""
        return passkey_entry.pass_with(
            answer,
            user_id=self.person.id,
            epoch=self.person.epoch,
            site=SITE,
            browser=browser,
            address="a",
            site_key=KEY,
            now=self.now,
        )


@pytest.fixture
def owner(make_person: Make, now: datetime) -> Owner:
    """Return somebody who has made a passkey."""
    owner = Owner(make_person("Mira", "teacher"), now)
    owner.add(owner.device.register(owner.options()))
    return owner


def _asked(now: datetime, *, browser: str = BROWSER, site: Site = SITE) -> str:
    return passkey_entry.options_to_enter(site=site, browser=browser, site_key=KEY, now=now)


def _enter(
    answer: str, now: datetime, *, browser: str = BROWSER, site: Site = SITE, key: str = KEY
) -> Person:
    return passkey_entry.enter_with(
        answer, site=site, browser=browser, address="a", site_key=key, now=now
    )


def test_a_passkey_signs_its_owner_in_without_a_password(owner: Owner, now: datetime) -> None:
    later = now + timedelta(days=1)
    assert _enter(owner.device.sign(_asked(later)), later).id == owner.person.id
    (kept,) = passkeys.find_state(user_id=owner.person.id, host=SITE.host).passkeys
    assert (kept.name, kept.here, kept.created_at, kept.last_used_at) == (
        *("my phone", True, now),
        later,
    )
    assert not second_step.needs(owner.person), "the password still signs in alone"


def test_making_one_ends_sessions_and_is_noted(make_person: Make, now: datetime) -> None:
    owner = Owner(make_person("Mira"), now)
    before = owner.person.epoch
    owner.add(owner.device.register(owner.options()))
    assert owner.person.epoch == before + 1
    line = administration.list_audit(limit=1)[0]
    assert (line.actor, line.action) == ("Mira", "passkey added")


Lie = Callable[[Owner, datetime], object]


def _wrong_site(owner: Owner, now: datetime) -> object:
    other = Site("https://quiz.example", "other.example")
    return _enter(owner.device.sign(_asked(now, site=other)), now, site=other)


def _replayed(owner: Owner, now: datetime) -> object:
    answer = owner.device.sign(_asked(now))
    _enter(answer, now)
    return _enter(answer, now)


def _spent(owner: Owner, now: datetime) -> object:
    """Answer a challenge anew, with a higher count, that was answered before."""
    asked = _asked(now)
    _enter(owner.device.sign(asked), now)
    return _enter(owner.device.sign(asked), now)


def _failed_before(owner: Owner, now: datetime) -> object:
    """A challenge that was answered wrongly is spent too."""
    asked = _asked(now)
    with pytest.raises(InputError):
        _enter(owner.device.sign(asked, origin="https://evil.example"), now)
    return _enter(owner.device.sign(asked), now)


def _counted_back(owner: Owner, now: datetime) -> object:
    """A copy of the device, made before its last use."""
    _enter(owner.device.sign(_asked(now)), now)
    owner.device.count -= 1
    return _enter(owner.device.sign(_asked(now)), now)


def _not_verified(owner: Owner, now: datetime) -> object:
    owner.device.flags = PRESENT
    return _enter(owner.device.sign(_asked(now)), now)


def _not_present(owner: Owner, now: datetime) -> object:
    owner.device.flags = 0
    return _enter(owner.device.sign(_asked(now)), now)


def _expired(owner: Owner, now: datetime) -> object:
    return _enter(owner.device.sign(_asked(now)), now + passkey_ceremony.LASTS)


def _disabled(owner: Owner, now: datetime) -> object:
    administration.disable(user_id=owner.person.id, actor_id=None, now=now)
    return _enter(owner.device.sign(_asked(now)), now)


def _removed(owner: Owner, now: datetime) -> object:
    (kept,) = passkeys.find_state(user_id=owner.person.id, host=SITE.host).passkeys
    passkeys.remove(user_id=owner.person.id, passkey_id=kept.id, now=now)
    return _enter(owner.device.sign(_asked(now)), now)


def _other_handle(owner: Owner, now: datetime) -> object:
    owner.device.handle = "AAAA"
    return _enter(owner.device.sign(_asked(now)), now)


def _other_key(owner: Owner, now: datetime) -> object:
    """A device that names another's passkey and signs with its own key."""
    thief = Authenticator(SITE.origin, credential=owner.device.credential)
    thief.handle = owner.device.handle
    return _enter(thief.sign(_asked(now)), now)


def _for_second_step(owner: Owner, now: datetime) -> object:
    """A challenge of the second step opens nothing without the password."""
    return _enter(owner.device.sign(owner.second()), now)


def _changed(owner: Owner, now: datetime) -> object:
    answer = json.loads(owner.device.sign(_asked(now)))
    answer["response"]["signature"] = answer["response"]["signature"][:-4] + "AAAA"
    return _enter(json.dumps(answer), now)


LIES: dict[str, Lie] = {
    "another origin": lambda owner, now: _enter(
        owner.device.sign(_asked(now), origin="https://evil.example"), now
    ),
    "another port": lambda owner, now: _enter(
        owner.device.sign(_asked(now), origin="https://quiz.example:8443"), now
    ),
    "plain http": lambda owner, now: _enter(
        owner.device.sign(_asked(now), origin="http://quiz.example"), now
    ),
    "made under another name of the site": _wrong_site,
    "within another page's frame": lambda owner, now: _enter(
        owner.device.sign(_asked(now), crossOrigin=True), now
    ),
    "a registration in place of a use": lambda owner, now: _enter(
        owner.device.sign(_asked(now), type="webauthn.create"), now
    ),
    "a challenge that nobody gave": lambda owner, now: _enter(
        owner.device.sign(_asked(now), challenge="A" * 75), now
    ),
    "no challenge": lambda owner, now: _enter(owner.device.sign(_asked(now), challenge=None), now),
    "a challenge of another browser": lambda owner, now: _enter(
        owner.device.sign(_asked(now, browser="another")), now
    ),
    "a challenge of another site's key": lambda owner, now: _enter(
        owner.device.sign(_asked(now)), now, key="another key of a site"
    ),
    "a challenge of the second step": _for_second_step,
    "the same answer again": _replayed,
    "the same challenge again": _spent,
    "a challenge that failed before": _failed_before,
    "a challenge that has ended": _expired,
    "a count that goes back": _counted_back,
    "nobody verified": _not_verified,
    "nobody present": _not_present,
    "another handle": _other_handle,
    "another's key": _other_key,
    "a changed signature": _changed,
    "a passkey that was removed": _removed,
    "a disabled account": _disabled,
    "a device that nobody registered": lambda _, now: _enter(
        Authenticator(SITE.origin, credential=b"x" * 32, handle="AAAA").sign(_asked(now)), now
    ),
    "nothing": lambda _, now: _enter("", now),
    "a list": lambda _, now: _enter("[]", now),
    "no parts": lambda _, now: _enter('{"response": {}}', now),
    "nested without end": lambda _, now: _enter("[" * 15_000, now),
    "numbers for text": lambda _, now: _enter(
        '{"id": 1, "rawId": 2, "type": 3, "response": {"clientDataJSON": 4}}', now
    ),
    "too long": lambda _, now: _enter(json.dumps({"response": {"a": "x" * 20_000}}), now),
}


def test_a_lie_opens_nothing(make_person: Make, now: datetime) -> None:
    """Each is told by a device of its own; a right answer, tried last, still opens."""
    for number, (what, lie) in enumerate(LIES.items()):
        owner = Owner(make_person(f"Mira {number}"), now)
        owner.add(owner.device.register(owner.options()))
        try:
            lie(owner, now)
        except InputError:
            continue
        pytest.fail(f"opened by {what}")
    owner = Owner(make_person("Mira"), now)
    owner.add(owner.device.register(owner.options()))
    assert _enter(owner.device.sign(_asked(now)), now).id == owner.person.id


def test_it_is_a_second_step_where_its_owner_wants_that(make_person: Make, now: datetime) -> None:
    owner = Owner(make_person("Mira"), now)
    codes = owner.add(owner.device.register(owner.options()), ask=True)
    assert len(set(codes)) == second_step.CODES
    assert second_step.needs(owner.person)
    owner.device.flags = PRESENT
    assert owner.pass_with(owner.device.sign(owner.second())).id == owner.person.id
    # A recovery code stands in for it, and nothing else does.
    for code, opens in ((codes[0], True), (codes[0], False), ("000000", False)):
        try:
            found = second_step.pass_with(
                user_id=owner.person.id,
                epoch=owner.person.epoch,
                code=code,
                address="a",
                site_key=KEY,
                now=now,
            )
        except InputError:
            assert not opens
        else:
            assert (found.id, opens) == (owner.person.id, True)
    passkeys.ask_no_more(user_id=owner.person.id, now=now)
    assert not second_step.needs(owner.person)
    assert passkeys.find_state(user_id=owner.person.id, host="").codes_left == 0


def test_another_persons_passkey_is_no_second_step(
    owner: Owner, make_person: Make, now: datetime
) -> None:
    eve = Owner(make_person("Eve"), now)
    eve.add(eve.device.register(eve.options()))
    with pytest.raises(InputError):
        owner.pass_with(eve.device.sign(owner.second()))
    with pytest.raises(InputError):
        owner.pass_with(owner.device.sign(eve.second()))
    with pytest.raises(InputError):
        owner.pass_with(owner.device.sign(owner.second(browser="another")))
    accounts.set_password(user_id=owner.person.id, password="nine purple lanterns", now=now)
    with pytest.raises(NotFoundError):
        owner.pass_with(owner.device.sign(owner.second()))


def test_tries_of_the_second_step_count_together_with_codes(owner: Owner, now: datetime) -> None:
    pending = second_step.begin(user_id=owner.person.id, site_key=KEY)
    device = pyotp.TOTP(pending.secret)
    second_step.confirm(
        user_id=owner.person.id, sealed=pending.sealed, code=device.at(now), site_key=KEY, now=now
    )
    found = accounts.find_person(user_id=owner.person.id)
    assert found
    owner.person = found
    assert owner.pass_with(owner.device.sign(owner.second())).id == owner.person.id
    for _ in range(10):
        with pytest.raises(InputError):
            owner.pass_with("{}")
    with pytest.raises(TooManyError):
        second_step.pass_with(
            user_id=owner.person.id,
            epoch=owner.person.epoch,
            code=device.at(now + timedelta(minutes=1)),
            address="b",
            site_key=KEY,
            now=now + timedelta(minutes=1),
        )


def test_a_registration_needs_its_own_page_and_device(owner: Owner, make_person: Make) -> None:
    eve = Owner(make_person("Eve"), owner.now)
    fresh = Authenticator(SITE.origin)
    not_verified = Authenticator(SITE.origin, flags=PRESENT)
    for answer in (
        fresh.register(eve.options()),
        fresh.register(owner.options(browser="another")),
        fresh.register(owner.options(), origin="https://evil.example"),
        not_verified.register(owner.options()),
        owner.device.sign(_asked(owner.now)),
        "{}",
    ):
        with pytest.raises(InputError):
            owner.add(answer)
    for name in ("", " \u200b", "x" * 65):
        with pytest.raises(InputError):
            owner.add(fresh.register(owner.options()), name=name)
    with pytest.raises(ConflictError):
        owner.add(owner.device.register(owner.options()))
    once = fresh.register(owner.options())
    owner.add(once)
    with pytest.raises(InputError):
        owner.add(once)
    listed = passkeys.find_state(user_id=owner.person.id, host=SITE.host).passkeys
    assert len(listed) == 2
    assert len(json.loads(owner.options())["excludeCredentials"]) == 2


def test_a_stranger_sees_and_removes_nothing(owner: Owner, make_person: Make) -> None:
    eve = make_person("Eve")
    (kept,) = passkeys.find_state(user_id=owner.person.id, host=SITE.host).passkeys
    assert not passkeys.has_any(user_id=eve.id)
    for act in (
        lambda: passkeys.remove(user_id=eve.id, passkey_id=kept.id, now=owner.now),
        lambda: passkeys.get_passkey(user_id=eve.id, passkey_id=kept.id, host=SITE.host),
    ):
        with pytest.raises(NotFoundError):
            act()
    with pytest.raises(ConflictError):
        passkeys.ask_after_password(user_id=eve.id, now=owner.now)


def test_an_administrator_takes_them_away_and_that_is_noted(
    owner: Owner, make_person: Make, now: datetime
) -> None:
    boss = make_person("Boss", "administrator")
    passkeys.ask_after_password(user_id=owner.person.id, now=now)
    second_step.take_off(user_id=owner.person.id, actor_id=boss.id, now=now)
    assert not second_step.needs(owner.person)
    assert not passkeys.has_any(user_id=owner.person.id)
    with pytest.raises(InputError):
        _enter(owner.device.sign(_asked(now)), now)
    line = administration.list_audit(limit=1)[0]
    assert (line.actor, line.action) == ("Boss", "passkeys removed")
    assert line.subject == f"user:{owner.person.id}"
    with pytest.raises(ConflictError):
        second_step.take_off(user_id=owner.person.id, actor_id=boss.id, now=now)


def test_they_are_in_the_download_and_go_with_the_account(owner: Owner, now: datetime) -> None:
    tables = json.loads(stored_about(user_id=owner.person.id, now=now))["tables"]
    assert [row["name"] for row in tables["passkeys"]] == ["my phone"]
    assert len(tables["passkey_holders"]) == 1
    privacy.delete_account(user_id=owner.person.id, password=PASSWORD)
    with pytest.raises(InputError):
        _enter(owner.device.sign(_asked(now)), now)


@pytest.mark.parametrize(
    ("scheme", "host", "origin"),
    [
        ("https", "quiz.example", "https://quiz.example"),
        ("https", "quiz.example:8443", "https://quiz.example:8443"),
        ("http", "localhost:8000", "http://localhost:8000"),
        ("http", "quiz.example", ""),
        ("https", "192.0.2.7", ""),
        ("https", "[2001:db8::1]:443", ""),
        ("http", "127.0.0.1:8000", ""),
    ],
)
def test_passkeys_need_https_or_localhost_and_a_name(scheme: str, host: str, origin: str) -> None:
    found = passkey_ceremony.find_site(scheme=scheme, host=host)
    assert (found.origin if found else "") == origin
