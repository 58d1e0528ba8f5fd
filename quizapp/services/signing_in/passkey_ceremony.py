"""What a passkey says, checked: challenges of single use, and the signatures over them.

A challenge is random, sealed by the site's key for one purpose, person and browser, and ends
after some minutes. Nothing is stored before it is answered: then its digest is, so that it is
answered once.
"""

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final, TypeVar

from quizapp.errors import InputError, translatable

Answer = TypeVar("Answer")
LASTS: Final = timedelta(minutes=10)
"""From the page that asks until the device has answered."""
SITE_NAME: Final = "quizapp"
_RANDOM: Final = 16
_TIME: Final = 8
_MAC: Final = 32
_MOST_LETTERS: Final = 16_000
"""Of an answer: attestation is not asked for, so that it holds little more than a key."""
_PATIENCE_MS: Final = 5 * 60 * 1000
WRONG: Final = translatable(
    "This passkey could not be checked. Try it once more; if it is refused again, sign in another "
    "way and look on your account's page whether it is still listed."
)


@dataclass(frozen=True, slots=True)
class Site:
    """This site as a browser knows it.

    Attributes:
        origin: scheme, host and port, as ``https://quiz.example.org``.
        host: the host alone, which a passkey is bound to.
    """

    origin: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a challenge is for; one that was made for anything else is refused.

    Attributes:
        what: "register", "second step" or "sign-in".
        browser: a random text that only this browser's session holds.
        user_id: whose it is, 0 where nobody is known yet. epoch: of their account.
    """

    what: str
    browser: str
    user_id: int = 0
    epoch: int = 0


@dataclass(frozen=True, slots=True)
class Challenge:
    """A challenge that was found to be ours, for this purpose, and in time."""

    value: bytes
    until: datetime

    @property
    def digest(self) -> str:
        """Return what is stored of it."""
        return hashlib.sha256(self.value).hexdigest()


@dataclass(frozen=True, slots=True)
class NewKey:
    """What a device made: its id and public key in base64url, and its first count."""

    credential: str
    public_key: str
    sign_count: int


def find_site(*, scheme: str, host: str) -> Site | None:
    """Return the site of an address, None where browsers let no passkey be used.

    They want https, or this very machine, and a name: no numbers.

    Args:
        host: with its port, as a browser sends it.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        here = name == "localhost" or name.endswith(".localhost")
        return Site(f"{scheme}://{host}", name) if name and (scheme == "https" or here) else None
    return None


def make_challenge(purpose: Purpose, *, site_key: str, now: datetime) -> bytes:
    """Return a new challenge."""
    ends = int((now + LASTS).timestamp()).to_bytes(_TIME, "big")
    head = secrets.token_bytes(_RANDOM) + ends
    return head + _seal(head, purpose, site_key=site_key)


def read_challenge(
    answer: dict[str, Any], purpose: Purpose, *, site_key: str, now: datetime
) -> Challenge:
    """Return the challenge that an answer names.

    Raises:
        InputError: it is not ours, is for something else, or has ended.
    """
    value = _said_challenge(answer)
    head, mac = value[: _RANDOM + _TIME], value[_RANDOM + _TIME :]
    right = len(mac) == _MAC and hmac.compare_digest(mac, _seal(head, purpose, site_key=site_key))
    if not right:
        raise InputError(WRONG, field="answer")
    until = datetime.fromtimestamp(int.from_bytes(head[_RANDOM:], "big"), UTC)
    if until <= now:
        raise InputError("That took too long. Please try again.", field="answer")
    return Challenge(value, until)


def options_to_register(
    *, site: Site, challenge: bytes, handle: str, name: str, known: Iterable[str]
) -> str:
    """Return what a browser needs to make a passkey, as JSON.

    Args:
        handle: base64url, what the device knows the person by. name: which it shows them.
        known: ids of their passkeys: a device that holds one of them makes no second.
    """
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415 - below
    from webauthn.helpers import structs  # noqa: PLC0415 - 10 MB that few requests need

    return options_to_json(
        generate_registration_options(
            rp_id=site.host,
            rp_name=SITE_NAME,
            user_id=to_bytes(handle),
            user_name=name,
            challenge=challenge,
            timeout=_PATIENCE_MS,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=to_bytes(each)) for each in known
            ],
        )
    )


def options_to_use(*, site: Site, challenge: bytes, known: Iterable[str], alone: bool) -> str:
    """Return what a browser needs to use a passkey, as JSON.

    Args:
        known: ids of which one is to be used; none lets the person choose on the device.
        alone: whether it stands for password and second step, so that the device must make
            sure who holds it (by a finger, a face or a PIN).
    """
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415 - above
    from webauthn.helpers import structs  # noqa: PLC0415 - above

    wanted = structs.UserVerificationRequirement
    return options_to_json(
        generate_authentication_options(
            rp_id=site.host,
            challenge=challenge,
            timeout=_PATIENCE_MS,
            allow_credentials=[
                structs.PublicKeyCredentialDescriptor(id=to_bytes(each)) for each in known
            ],
            user_verification=wanted.REQUIRED if alone else wanted.PREFERRED,
        )
    )


def read_answer(text: str) -> dict[str, Any]:
    """Return a device's answer as the page sent it.

    Raises:
        InputError: it is none.
    """
    try:
        found = json.loads(text) if len(text) <= _MOST_LETTERS else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("response"), dict):
        raise InputError(WRONG, field="answer")
    return found


def check_new(answer: dict[str, Any], *, site: Site, challenge: Challenge) -> NewKey:
    """Return the key that a device made for this site and challenge.

    Raises:
        InputError: it is not one.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415 - see above

    made = _checked(
        lambda: verify_registration_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    )
    return NewKey(to_text(made.credential_id), to_text(made.credential_public_key), made.sign_count)


def check_use(
    answer: dict[str, Any],
    *,
    site: Site,
    challenge: Challenge,
    public_key: str,
    sign_count: int,
    alone: bool,
) -> int:
    """Return the new count of a passkey whose signature is right.

    Args:
        sign_count: of its last use: a count that is not greater is that of a copy.
        alone: whether the device must have made sure who holds it.

    Raises:
        InputError: it is not right.
    """
    from webauthn import verify_authentication_response  # noqa: PLC0415 - see above

    used = _checked(
        lambda: verify_authentication_response(
            credential=answer,
            expected_challenge=challenge.value,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=to_bytes(public_key),
            credential_current_sign_count=sign_count,
            require_user_verification=alone,
        )
    )
    return used.new_sign_count


def credential_of(answer: dict[str, Any]) -> str:
    """Return the id of the passkey that an answer is of, "" without one."""
    found = answer.get("id")
    return found if isinstance(found, str) and found.isascii() else ""


def handle_of(answer: dict[str, Any]) -> str:
    """Return the handle that a device answered with, "" without one."""
    found = answer["response"].get("userHandle")
    return found.rstrip("=") if isinstance(found, str) else ""


def to_text(data: bytes) -> str:
    """Return bytes in base64url, without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """Return the bytes of base64url without padding.

    Raises:
        ValueError: it is none.
    """
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _said_challenge(answer: dict[str, Any]) -> bytes:
    """Return the challenge that an answer was signed for, as it says itself."""
    try:
        said = json.loads(to_bytes(answer["response"]["clientDataJSON"]))
        # A page within another one's frame may have been made to look like something else.
        if said.get("crossOrigin", False) is not False:
            raise InputError(WRONG, field="answer")
        return to_bytes(said["challenge"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(WRONG, field="answer") from None


def _seal(head: bytes, purpose: Purpose, *, site_key: str) -> bytes:
    parts = ("passkey", purpose.what, str(purpose.user_id), str(purpose.epoch), purpose.browser)
    text = "\0".join(parts).encode() + b"\0" + head
    return hmac.new(site_key.encode(), text, hashlib.sha256).digest()


def _checked(check: Callable[[], Answer]) -> Answer:
    try:
        return check()
    except Exception as error:
        raise InputError(WRONG, field="answer") from error
