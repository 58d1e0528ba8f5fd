"""The second step: codes of a device, each once; recovery codes; who may switch it off."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask

from quizapp.errors import ConflictError, InputError, NotFoundError, TooManyError
from quizapp.services.people import accounts, administration
from quizapp.services.people.accounts import Person
from quizapp.services.signing_in import second_step
from tests.stored_about import stored_about

Make = Callable[..., Person]
KEY = "the site's key"


def _pass(person: Person, code: str, now: datetime, *, key: str = KEY) -> Person:
    return second_step.pass_with(
        user_id=person.id,
        epoch=person.epoch + 1,  # Switching it on ended the sessions of before.
        code=code,
        address="a",
        site_key=key,
        now=now,
    )


def _switch_on(person: Person, now: datetime) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    pending = second_step.begin(user_id=person.id, site_key=KEY)
    device = pyotp.TOTP(pending.secret)
    codes = second_step.confirm(
        user_id=person.id, sealed=pending.sealed, code=device.at(now), site_key=KEY, now=now
    )
    return device, codes


def test_it_is_asked_for_once_the_device_has_shown_that_it_knows_the_secret(
    make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira", "teacher")
    pending = second_step.begin(user_id=mira.id, site_key=KEY)
    assert pending.secret in pending.address
    assert pending.secret not in pending.sealed
    with pytest.raises(InputError):
        second_step.confirm(
            user_id=mira.id, sealed=pending.sealed, code="000000", site_key=KEY, now=now
        )
    assert not second_step.needs(mira)
    again = second_step.begin(user_id=mira.id, site_key=KEY, sealed=pending.sealed)
    assert again.secret == pending.secret, "a mistyped code does not change what the device holds"
    code = pyotp.TOTP(pending.secret).at(now)
    codes = second_step.confirm(
        user_id=mira.id, sealed=again.sealed, code=code, site_key=KEY, now=now
    )
    assert second_step.needs(mira)
    assert len(set(codes)) == second_step.CODES
    with pytest.raises(ConflictError):
        second_step.begin(user_id=mira.id, site_key=KEY)


def test_a_secret_that_was_shown_to_another_person_is_not_taken(
    make_person: Make, now: datetime
) -> None:
    mira, eve = make_person("Mira"), make_person("Eve")
    shown = second_step.begin(user_id=eve.id, site_key=KEY)
    with pytest.raises(InputError):
        second_step.confirm(
            user_id=mira.id,
            sealed=shown.sealed,
            code=pyotp.TOTP(shown.secret).at(now),
            site_key=KEY,
            now=now,
        )


def test_a_code_works_once_and_half_a_minute_early_or_late(
    make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira")
    device, _ = _switch_on(mira, now)
    with pytest.raises(InputError):
        _pass(mira, device.at(now), now)
    later = now + timedelta(minutes=5)
    for off_s in (60, -60, 3600):
        with pytest.raises(InputError):
            _pass(mira, device.at(later + timedelta(seconds=off_s)), later)
    assert _pass(mira, device.at(later - timedelta(seconds=30)), later).id == mira.id
    assert _pass(mira, f" {device.at(later)[:3]} {device.at(later)[3:]} ", later).id == mira.id
    with pytest.raises(InputError):
        _pass(mira, device.at(later - timedelta(seconds=30)), later)


def test_a_recovery_code_works_once_however_it_is_written(make_person: Make, now: datetime) -> None:
    mira, eve = make_person("Mira"), make_person("Eve")
    _, codes = _switch_on(mira, now)
    _switch_on(eve, now)
    with pytest.raises(InputError):
        _pass(eve, codes[0], now)
    assert _pass(mira, codes[0].replace("-", " ").upper(), now).id == mira.id
    assert second_step.find_state(user_id=mira.id).codes_left == second_step.CODES - 1
    with pytest.raises(InputError):
        _pass(mira, codes[0], now)
    fresh = second_step.renew_codes(user_id=mira.id, now=now)
    with pytest.raises(InputError):
        _pass(mira, codes[1], now)
    assert _pass(mira, fresh[1], now).id == mira.id


def test_one_code_at_once_from_two_browsers_opens_one(
    database: Flask, make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira")
    device, codes = _switch_on(mira, now)
    later = now + timedelta(minutes=5)

    def enter(code: str) -> bool:
        with database.app_context():
            try:
                return _pass(mira, code, later).id == mira.id
            except InputError:
                return False

    for code in (device.at(later), codes[0]):
        with ThreadPoolExecutor(4) as browsers:
            assert sum(browsers.map(enter, [code] * 4)) == 1


def test_trying_codes_ends_after_ten_and_right_ones_do_not_count(
    make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira")
    device, _ = _switch_on(mira, now)
    for minute in range(1, 13):
        at = now + timedelta(seconds=30 * minute)
        _pass(mira, device.at(at), at)
    later = now + timedelta(minutes=7)
    for _ in range(10):
        with pytest.raises(InputError):
            _pass(mira, "123456", later)
    with pytest.raises(TooManyError):
        _pass(mira, device.at(later), later)
    at = later + timedelta(minutes=16)
    assert _pass(mira, device.at(at), at).id == mira.id


def test_a_password_changed_or_an_account_disabled_meanwhile_ends_the_wait(
    make_person: Make, now: datetime
) -> None:
    mira, gone = make_person("Mira"), make_person("Gone")
    device, _ = _switch_on(mira, now)
    of_gone, _ = _switch_on(gone, now)
    accounts.set_password(user_id=mira.id, password="nine purple lanterns", now=now)
    administration.disable(user_id=gone.id, actor_id=None, now=now)
    later = now + timedelta(minutes=1)
    with pytest.raises(NotFoundError):
        _pass(mira, device.at(later), later)
    with pytest.raises(NotFoundError):
        _pass(gone, of_gone.at(later), later)


def test_it_is_switched_off_by_the_password_or_an_administrator_and_noted(
    make_person: Make, now: datetime
) -> None:
    boss, mira = make_person("Boss", "administrator"), make_person("Mira")
    _switch_on(mira, now)
    second_step.switch_off(user_id=mira.id, now=now)
    assert not second_step.needs(mira)
    assert second_step.find_state(user_id=mira.id).codes_left == 0
    _switch_on(mira, now)
    second_step.take_off(user_id=mira.id, actor_id=boss.id, now=now)
    with pytest.raises(ConflictError):
        second_step.take_off(user_id=mira.id, actor_id=boss.id, now=now)
    noted = [(line.actor, line.action) for line in administration.list_audit(limit=4)]
    assert noted == [
        ("Boss", "second step off"),
        ("Mira", "second step on"),
        ("Mira", "second step off"),
        ("Mira", "second step on"),
    ]


def test_with_another_site_key_recovery_codes_still_let_in(
    make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira")
    device, codes = _switch_on(mira, now)
    later = now + timedelta(minutes=1)
    with pytest.raises(InputError):
        _pass(mira, device.at(later), later, key="another key")
    assert _pass(mira, codes[3], later, key="another key").id == mira.id


def test_neither_the_secret_nor_its_sealed_form_is_in_the_persons_export(
    make_person: Make, now: datetime
) -> None:
    mira = make_person("Mira")
    pending = second_step.begin(user_id=mira.id, site_key=KEY)
    code = pyotp.TOTP(pending.secret).at(now)
    codes = second_step.confirm(
        user_id=mira.id, sealed=pending.sealed, code=code, site_key=KEY, now=now
    )
    text = stored_about(user_id=mira.id, now=now).decode()
    assert '"second_steps"' in text
    for hidden in (pending.secret, pending.sealed, *codes):
        assert hidden not in text
