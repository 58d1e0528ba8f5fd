"""The second step of signing in: a code that only the person's own device can work out (TOTP).

Codes are those of RFC 6238 (SHA-1, six digits, half a minute), which every authenticator program
makes. Ten recovery codes stand in for a lost device, once each.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import pyotp
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.people import limits
from quizapp.services.people.accounts import Person, get_user, person_of
from quizapp.services.people.credentials import digest_of
from quizapp.services.people.limits import Limit, Try
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import passkey_queries, people_queries
from quizapp.store.tables.people import AuditEntry, RecoveryCode, SecondStep, User

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ISSUER: Final = "quizapp"
CODES: Final = 10
"""Recovery codes that a person has at first."""
_CODE_BYTES: Final = 15
"""Of randomness in a recovery code: 120 bits, so that a plain hash is enough."""
_NONCE_BYTES: Final = 12
_STEP_S: Final = 30
_DRIFT: Final = 1
"""Half minutes that a device's clock may be off."""
_ACCOUNT: Final = Limit("second-step/account", 10, timedelta(minutes=15))
_ADDRESS: Final = Limit("second-step/address", 100, timedelta(minutes=15))
_WRONG: Final = translatable(
    "This code does not fit. Take the one your device shows now; if it is refused again, check "
    "that the device's clock is right, or use a recovery code."
)
_OFF: Final = translatable("The second step is off already.")


@dataclass(frozen=True, slots=True)
class SecondStepState:
    """Whether a person's second step is on, since when, and how many recovery codes are left."""

    since: datetime | None
    codes_left: int

    @property
    def on(self) -> bool:
        """Return whether it is asked for."""
        return self.since is not None


@dataclass(frozen=True, slots=True)
class Pending:
    """A second step that is being set up.

    Attributes:
        secret: to type in. address: what a QR code shows, with the secret in it.
        sealed: the secret as the page sends it back: encrypted, and good for this person alone.
    """

    secret: str
    address: str
    sealed: str


def find_state(*, user_id: int) -> SecondStepState:
    """Return how a person's second step stands."""
    with reading() as session:
        row = people_queries.find_second_step(session, user_id=user_id)
        return SecondStepState(
            since=row.confirmed_at if row else None,
            codes_left=people_queries.count_recovery_codes(session, user_id=user_id),
        )


def begin(*, user_id: int, site_key: str, sealed: str = "") -> Pending:
    """Return what a device needs. Nothing is stored before it is confirmed.

    Args:
        sealed: of an earlier ``Pending``, to go on with its secret; "" for a new one.

    Raises:
        ConflictError: the second step is on already.
    """
    with reading() as session:
        name = get_user(session, user_id=user_id).name
        if people_queries.find_second_step(session, user_id=user_id) is not None:
            raise ConflictError("The second step is on. Switch it off before you set up another.")
    secret = _opened(sealed, user_id=user_id, site_key=site_key) or pyotp.random_base32()
    return Pending(
        secret=secret,
        address=pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER),
        sealed=_sealed(secret, user_id=user_id, site_key=site_key),
    )


def confirm(
    *, user_id: int, sealed: str, code: str, site_key: str, now: datetime
) -> tuple[str, ...]:
    """Switch the second step on; return the recovery codes, which are shown this once.

    Every session of the account ends: sign the one that asked in again.

    Args:
        sealed: of the ``Pending`` that the device was shown.

    Raises:
        InputError: the code does not fit: the device holds another secret.
        ConflictError: it is on already.
    """
    secret = _opened(sealed, user_id=user_id, site_key=site_key)
    step = _step_of(code, secret=secret, after=0, now=now)
    if step is None:
        raise InputError(_WRONG, field="code")
    with writing() as session:
        if people_queries.find_second_step(session, user_id=user_id) is not None:
            raise ConflictError("The second step is on. Switch it off before you set up another.")
        session.add(SecondStep(user_id=user_id, sealed=sealed, confirmed_at=now, last_step=step))
        get_user(session, user_id=user_id).epoch += 1
        note(session, user_id=user_id, actor_id=user_id, action="second step on", now=now)
        return new_codes(session, user_id=user_id)


def was_shown(*, user_id: int, sealed: str, site_key: str) -> bool:
    """Return whether a sealed secret is one that this person was shown, after their password."""
    return bool(_opened(sealed, user_id=user_id, site_key=site_key))


def needs(person: Person) -> bool:
    """Return whether the person's password alone does not sign them in."""
    with reading() as session:
        return _is_on(session, user_id=person.id)


def is_missing(person: Person, *, demanded: str) -> bool:
    """Return whether the site asks the person for a second step that they have not set up.

    Args:
        demanded: of whom it is asked: "nobody", "staff" or "everybody".
    """
    asked = demanded == "everybody" or (demanded == "staff" and bool(person.roles))
    return asked and not needs(person)


def pass_with(
    *, user_id: int, epoch: int, code: str, address: str, site_key: str, now: datetime
) -> Person:
    """Return the person who may come in: the code is their device's, or a recovery code.

    Args:
        epoch: of the account when the password was right; another one means that it changed.
        address: whose tries are counted; kept only as a keyed hash.

    Raises:
        InputError: the code does not fit, or was taken before.
        NotFoundError: the account was disabled or its password changed meanwhile.
        TooManyError: too many codes were tried.
    """
    tries = tries_of(user_id=user_id, address=address)
    with writing() as session:
        limits.take(session, tries, secret=site_key, now=now)
    with writing() as session:
        # One at a time: of two requests with one code at once, the second finds it taken.
        lock_for(session, user_id)
        user = get_waiting(session, user_id=user_id, epoch=epoch)
        _prove(session, user, code=code, site_key=site_key, now=now)
        limits.give_back(session, tries, secret=site_key)
        return person_of(user)


def tries_of(*, user_id: int, address: str) -> tuple[Try, ...]:
    """Return what a try of the second step counts as, by a code or by a passkey."""
    return (Try(_ACCOUNT, str(user_id)), Try(_ADDRESS, address))


def get_waiting(session: Session, *, user_id: int, epoch: int) -> User:
    """Return the account whose password was right, inside the caller's transaction.

    Raises:
        NotFoundError: it was disabled or its password changed meanwhile.
    """
    user = get_user(session, user_id=user_id)
    if user.disabled_at is not None or user.epoch != epoch:
        raise NotFoundError("Sign in again: your account changed meanwhile.")
    return user


def renew_codes(*, user_id: int, now: datetime) -> tuple[str, ...]:
    """Return new recovery codes of who has proved who they are; the old ones work no more.

    Raises:
        ConflictError: the second step is off.
    """
    with writing() as session:
        return make_codes_anew(session, user_id=user_id, now=now)


def make_codes_anew(session: Session, *, user_id: int, now: datetime) -> tuple[str, ...]:
    """Return new recovery codes, inside the caller's transaction.

    Raises:
        ConflictError: the second step is off, by device and by passkey.
    """
    if not _is_on(session, user_id=user_id):
        raise ConflictError(_OFF)
    note(session, user_id=user_id, actor_id=user_id, action="recovery codes made", now=now)
    return new_codes(session, user_id=user_id)


def switch_off(*, user_id: int, now: datetime) -> None:
    """Ask who has proved who they are for no code of a device any more; every session ends.

    A passkey is still asked for after the password where the person wants that.

    Raises:
        ConflictError: it is off already.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        if not people_queries.drop_second_step(session, user_id=user_id):
            raise ConflictError(_OFF)
        if not passkey_queries.is_asked_for(session, user_id=user_id):
            people_queries.drop_recovery_codes(session, user_id=user_id)
        row.epoch += 1
        note(session, user_id=user_id, actor_id=user_id, action="second step off", now=now)


def take_off(*, user_id: int, actor_id: int | None, now: datetime) -> None:
    """Switch off the second step of somebody who lost device and codes, as an administrator.

    Their passkeys go too: whoever found the device must not come in by it. Every session of the
    account ends.

    Raises:
        ConflictError: it is off already, and there is no passkey.
        NotFoundError: there is no such account.
    """
    with writing() as session:
        row = get_user(session, user_id=user_id)
        was_on = people_queries.drop_second_step(session, user_id=user_id)
        held = passkey_queries.drop_passkeys(session, user_id=user_id)
        people_queries.drop_recovery_codes(session, user_id=user_id)
        if not was_on and not held:
            raise ConflictError(_OFF)
        row.epoch += 1
        if was_on:
            note(session, user_id=user_id, actor_id=actor_id, action="second step off", now=now)
        if held:
            note(session, user_id=user_id, actor_id=actor_id, action="passkeys removed", now=now)


def _is_on(session: Session, *, user_id: int) -> bool:
    """Return whether anything is asked for after the password: a code, or a passkey."""
    by_device = people_queries.find_second_step(session, user_id=user_id) is not None
    return by_device or passkey_queries.is_asked_for(session, user_id=user_id)


def _prove(session: Session, user: User, *, code: str, site_key: str, now: datetime) -> None:
    """Take a code of the device, else use a recovery code up."""
    if not _is_on(session, user_id=user.id):
        return  # Switched off meanwhile by an administrator: the password is all that is asked.
    row = people_queries.find_second_step(session, user_id=user.id)
    if row is not None:
        secret = _opened(row.sealed, user_id=user.id, site_key=site_key)
        step = _step_of(code, secret=secret, after=row.last_step, now=now)
        if step is not None:
            row.last_step = step
            return
    spare = people_queries.find_recovery_code(
        session, user_id=user.id, digest=digest_of(_plain(code))
    )
    if spare is None or spare.used_at is not None:
        raise InputError(_WRONG, field="code")
    spare.used_at = now


def _step_of(code: str, *, secret: str, after: int, now: datetime) -> int | None:
    """Return the half minute whose code this is, near now and after the last one taken."""
    if not secret:
        return None
    totp = pyotp.TOTP(secret)
    present = int(now.timestamp()) // _STEP_S
    typed = _plain(code).encode()
    for step in range(present - _DRIFT, present + _DRIFT + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), typed)
        if right and step > after:
            return step
    return None


def new_codes(session: Session, *, user_id: int) -> tuple[str, ...]:
    """Return new recovery codes in place of the old ones, inside the caller's transaction."""
    people_queries.drop_recovery_codes(session, user_id=user_id)
    codes = tuple(_recovery_code() for _ in range(CODES))
    for code in codes:
        session.add(RecoveryCode(digest=digest_of(_plain(code)), user_id=user_id))
    session.flush()
    return codes


def _recovery_code() -> str:
    """Return twenty-four letters and digits in groups of four: no 0, 1, 8 or 9 to be mistaken."""
    text = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _plain(code: str) -> str:
    """Return a code without what people write between its parts."""
    return "".join(letter for letter in code.casefold() if letter.isalnum())[:64]


def note(
    session: Session, *, user_id: int, actor_id: int | None, action: str, now: datetime
) -> None:
    """Put a change of how somebody signs in into the audit log, in the caller's transaction."""
    session.add(
        AuditEntry(at=now, actor_id=actor_id, action=action, subject=f"user:{user_id}", detail={})
    )


def _sealed(secret: str, *, user_id: int, site_key: str) -> str:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = _box(site_key, user_id=user_id).encrypt(nonce, secret.encode(), None)
    return base64.urlsafe_b64encode(nonce + sealed).decode()


def _opened(sealed: str, *, user_id: int, site_key: str) -> str:
    """Return the shared secret; "" when it was sealed for another person or under another key."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - see _box

    try:
        data = base64.urlsafe_b64decode(sealed.encode())
        nonce, rest = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
        return _box(site_key, user_id=user_id).decrypt(nonce, rest, None).decode()
    except (InvalidTag, ValueError):
        return ""


def _box(site_key: str, *, user_id: int) -> "AESGCM":
    """Return AES-256 in Galois/counter mode under a key of the person's own."""
    # The library is 8 MB of a server in which nobody has a second step.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

    return AESGCM(hashlib.sha256(f"second step\0{user_id}\0{site_key}".encode()).digest())
