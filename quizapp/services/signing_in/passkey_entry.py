"""Signing in by a passkey: as the whole way in, or as the second step after the password."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.services.people import limits
from quizapp.services.people.accounts import Person, person_of
from quizapp.services.people.limits import Limit, Try
from quizapp.services.signing_in import passkey_ceremony as ceremony
from quizapp.services.signing_in import second_step
from quizapp.services.signing_in.passkey_ceremony import WRONG, Challenge, Purpose, Site
from quizapp.services.signing_in.passkeys import spend
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import passkey_queries, people_queries
from quizapp.store.tables.passkeys import Passkey

_QUARTER: Final = timedelta(minutes=15)
_ADDRESS: Final = Limit("passkey/address", 100, _QUARTER)
_ALL: Final = Limit("passkey/all", 2000, _QUARTER)
SIGN_IN: Final = "sign-in"
SECOND: Final = "second step"


def options_to_enter(*, site: Site, browser: str, site_key: str, now: datetime) -> str:
    """Return what a browser needs to sign somebody in who has said no name, as JSON."""
    purpose = Purpose(what=SIGN_IN, browser=browser)
    challenge = ceremony.make_challenge(purpose, site_key=site_key, now=now)
    return ceremony.options_to_use(site=site, challenge=challenge, known=(), alone=True)


def enter_with(
    answer: str, *, site: Site, browser: str, address: str, site_key: str, now: datetime
) -> Person:
    """Return the person whose passkey answered; it stands for password and second step.

    Args:
        answer: of the browser, as JSON. browser: the text that its session holds.
        address: whose tries are counted; kept only as a keyed hash.

    Raises:
        InputError: it is nobody's, or not for this browser, site or time; the account is
            disabled; or the device did not make sure who holds it. One text for all but time.
        TooManyError: too many tries.
    """
    tries = (Try(_ADDRESS, address), Try(_ALL, ""))
    said, challenge = _begin(
        answer, Purpose(what=SIGN_IN, browser=browser), tries, site_key=site_key, now=now
    )
    with writing() as session:
        row = _find(session, said, site=site)
        lock_for(session, row.user_id)
        # Read again: of two answers at once, the second must see the first one's count.
        session.refresh(row)
        holder = passkey_queries.find_holder(session, user_id=row.user_id)
        if holder is None or ceremony.handle_of(said) != holder.handle:
            raise InputError(WRONG, field="answer")
        user = people_queries.find_user(session, user_id=row.user_id)
        if user is None or user.disabled_at is not None:
            raise InputError(WRONG, field="answer")
        _check(row, said, challenge, site=site, alone=True, now=now)
        limits.give_back(session, tries, secret=site_key)
        return person_of(user)


def find_second_options(
    *, user_id: int, epoch: int, site: Site, browser: str, site_key: str, now: datetime
) -> str:
    """Return what a browser needs to take the second step by a passkey, as JSON.

    "" where the person has none that works under this name of the site.

    Args:
        epoch: of the account when the password was right.
    """
    with reading() as session:
        known = tuple(
            row.credential
            for row in passkey_queries.list_passkeys(session, user_id=user_id)
            if row.host == site.host
        )
    if not known:
        return ""
    purpose = Purpose(what=SECOND, browser=browser, user_id=user_id, epoch=epoch)
    challenge = ceremony.make_challenge(purpose, site_key=site_key, now=now)
    return ceremony.options_to_use(site=site, challenge=challenge, known=known, alone=False)


def pass_with(
    answer: str,
    *,
    user_id: int,
    epoch: int,
    site: Site,
    browser: str,
    address: str,
    site_key: str,
    now: datetime,
) -> Person:
    """Return the person who may come in: their password was right, and so is their passkey.

    Raises:
        InputError: the passkey is not theirs, or not for this browser, site or time.
        NotFoundError: the account was disabled or its password changed meanwhile.
        TooManyError: too many tries.
    """
    tries = second_step.tries_of(user_id=user_id, address=address)
    purpose = Purpose(what=SECOND, browser=browser, user_id=user_id, epoch=epoch)
    said, challenge = _begin(answer, purpose, tries, site_key=site_key, now=now)
    with writing() as session:
        lock_for(session, user_id)
        user = second_step.get_waiting(session, user_id=user_id, epoch=epoch)
        row = _find(session, said, site=site)
        if row.user_id != user_id:
            raise InputError(WRONG, field="answer")
        _check(row, said, challenge, site=site, alone=False, now=now)
        limits.give_back(session, tries, secret=site_key)
        return person_of(user)


def _begin(
    answer: str, purpose: Purpose, tries: tuple[Try, ...], *, site_key: str, now: datetime
) -> tuple[dict[str, Any], Challenge]:
    """Count the try and spend its challenge, whatever comes of it."""
    with writing() as session:
        limits.take(session, tries, secret=site_key, now=now)
    said = ceremony.read_answer(answer)
    challenge = ceremony.read_challenge(said, purpose, site_key=site_key, now=now)
    with writing() as session:
        spend(session, challenge, now=now)
    return said, challenge


def _find(session: Session, said: dict[str, Any], *, site: Site) -> Passkey:
    row = passkey_queries.find_by_credential(
        session, credential=ceremony.credential_of(said), host=site.host
    )
    if row is None:
        raise InputError(WRONG, field="answer")
    return row


def _check(
    row: Passkey,
    said: dict[str, Any],
    challenge: Challenge,
    *,
    site: Site,
    alone: bool,
    now: datetime,
) -> None:
    """Check the signature, and note that the passkey was used."""
    row.sign_count = ceremony.check_use(
        said,
        site=site,
        challenge=challenge,
        public_key=row.public_key,
        sign_count=row.sign_count,
        alone=alone,
    )
    row.last_used_at = now
