"""A launch's first half: begin it for a platform, and take the platform's signed answer.

The state and the nonce are random, single use and kept as hashes for ten minutes. The answer is
a form that the platform's page posts from its own site, so that no cookie of ours (SameSite=Lax)
comes with it: it signs nobody in. It is turned into a ticket, and only the browser that holds
the cookie of the beginning can use the ticket, by a page of our own.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError, translatable
from quizapp.log_lines import WARNING, log
from quizapp.services.lti.lti_claims import ClaimError, Expected, Message, check_claims
from quizapp.services.lti.lti_http import PlatformError, Wanted, ask
from quizapp.services.lti.lti_keys import ALGORITHM
from quizapp.services.lti.lti_platforms import platform_row
from quizapp.services.people import limits
from quizapp.services.people.credentials import digest_of
from quizapp.services.people.limits import Limit, Try
from quizapp.settings import Settings
from quizapp.store.engine import reading, writing
from quizapp.store.tables.lti import LtiLaunch
from quizapp.store.teaching import lti_queries

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

LASTS: Final = timedelta(minutes=10)
"""From the beginning of a launch until a person has decided what to do."""
_LABEL: Final = 16
_MOST_TOKEN: Final = 60_000
_MOST_HINT: Final = 4_000
_MOST_KEYS: Final = 20
_FEWEST_BITS: Final = 2048
_KEYS_KEPT: Final = timedelta(days=1)
_KEYS_PAUSE: Final = timedelta(minutes=1)
"""Keys are asked for at most so often, however many unknown ones are named."""
_QUARTER: Final = timedelta(minutes=15)
_ADDRESS: Final = Limit("lti/address", 600, _QUARTER)
"""A whole school may sit behind one address, and a launch counts twice."""
_ALL: Final = Limit("lti/all", 20_000, _QUARTER)
REFUSED: Final = translatable(
    "This launch could not be checked. Go back to your course and open the link again. If that "
    "does not help, tell your teacher."
)
"""One text for all that can be wrong: what exactly is in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What a platform asks for with the beginning of a launch.

    Attributes:
        client_id: of ours there; "" where the platform has one for us only.
        hint, message_hint: its own, to be given back.
    """

    issuer: str
    client_id: str
    hint: str
    message_hint: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A launch that has begun.

    Attributes:
        url: of the platform, where the browser goes now.
        browser: what its cookie must hold. label: names that cookie: two tabs have one each.
    """

    url: str
    browser: str
    label: str


def begin(login: Login, *, answer_url: str, address: str, secret: str, now: datetime) -> Begun:
    """Begin a launch.

    Args:
        answer_url: where the platform's page is to post its answer.
        address: whose launches are counted; kept only as a keyed hash.

    Raises:
        InputError: it lacks what a platform must send.
        NotFoundError: no such platform is registered.
        TooManyError: too many launches.
    """
    if not login.hint or len(login.hint) > _MOST_HINT or len(login.message_hint) > _MOST_HINT:
        raise InputError(REFUSED)
    state, nonce, browser = (secrets.token_urlsafe(32) for _ in range(3))
    with writing() as session:
        limits.take(session, (Try(_ADDRESS, address), Try(_ALL, "")), secret=secret, now=now)
        found = [
            each
            for each in lti_queries.list_platforms_of(session, issuer=login.issuer)
            if login.client_id in {"", each.client_id}
        ]
        if len(found) != 1:
            raise NotFoundError(REFUSED)
        lti_queries.drop_launches_before(session, instant=now)
        session.add(
            LtiLaunch(
                state=digest_of(state),
                platform_id=found[0].id,
                nonce=digest_of(nonce),
                browser=digest_of(browser),
                expires_at=now + LASTS,
            )
        )
    asked = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": found[0].client_id,
        "redirect_uri": answer_url,
        "state": state,
        "nonce": nonce,
        "login_hint": login.hint,
    }
    if login.message_hint:
        asked["lti_message_hint"] = login.message_hint
    joint = "&" if "?" in found[0].auth_url else "?"
    return Begun(f"{found[0].auth_url}{joint}{urlencode(asked)}", browser, _label(state))


def _label(state: str) -> str:
    return digest_of(state)[:_LABEL]


def label_of(ticket: str) -> str:
    """Return the name of the cookie that belongs to a ticket."""
    return ticket[:_LABEL]


@dataclass(frozen=True, slots=True)
class _Known:
    """A platform as it was read, with its keys as they were last fetched."""

    id: int
    expected: Expected
    keys: dict[str, dict[str, str]]
    fetched_at: datetime | None


def take_answer(*, state: str, token: str, address: str, settings: Settings, now: datetime) -> str:
    """Check a platform's answer and return a ticket for it.

    Raises:
        InputError: it cannot be taken; one text for every reason.
        TooManyError: too many tries.
    """
    key = digest_of(state)
    with writing() as session:
        tries = (Try(_ADDRESS, address), Try(_ALL, ""))
        limits.take(session, tries, secret=settings.secret_key, now=now)
    with reading() as session:
        row = lti_queries.find_launch(session, state=key)
        if row is None or row.launched_at is not None or row.expires_at <= now:
            raise _refused("state", 0)
        known, nonce = _known(session, row.platform_id), row.nonce
    try:
        claims = _claims(token, known, settings=settings, now=now)
        _check_nonce(claims.get("nonce"), nonce)
        message = check_claims(claims, known.expected, now=now)
    except ClaimError as error:
        raise _refused(error.why, known.id) from None
    ticket = _label(state) + secrets.token_urlsafe(32)
    with writing() as session:
        # By the database, not by what was read above: of two answers at once one is taken.
        if not lti_queries.take_launch(session, state=key, now=now):
            raise _refused("state", known.id)
        taken = lti_queries.find_launch(session, state=key)
        if taken is not None:
            taken.ticket, taken.message = digest_of(ticket), message.to_json()
    return ticket


@dataclass(frozen=True, slots=True)
class Ticket:
    """A launch that waits for its person, in the browser that began it."""

    digest: str
    platform_id: int
    platform: str
    issuer: str
    makes_teachers: bool
    message: Message


def read_ticket(*, ticket: str, browser: str, now: datetime) -> Ticket:
    """Return the launch of a ticket.

    Args:
        browser: what the launch's cookie holds, "" for none.

    Raises:
        NotFoundError: it is over, was used, or began in another browser: all look the same.
    """
    digest = digest_of(ticket)
    with reading() as session:
        row = lti_queries.find_launch_by_ticket(session, ticket=digest)
        if (
            row is None
            or row.message is None
            or row.expires_at <= now
            or not secrets.compare_digest(row.browser, digest_of(browser))
        ):
            raise NotFoundError(REFUSED)
        platform = platform_row(session, platform_id=row.platform_id)
        return Ticket(
            digest,
            platform.id,
            platform.name,
            platform.issuer,
            platform.makes_teachers,
            Message.from_json(row.message),
        )


def _check_nonce(said: object, given: str) -> None:
    # Ours are ASCII: what is not may hold half a character, which has no bytes to be hashed.
    if not isinstance(said, str) or not said.isascii():
        raise ClaimError("nonce")
    if not secrets.compare_digest(digest_of(said), given):
        raise ClaimError("nonce")


def _refused(why: str, platform_id: int) -> InputError:
    """Note what was wrong where the administrator reads it, and tell it to nobody else."""
    log(WARNING, "lti launch refused", reason=why, platform=platform_id)
    return InputError(REFUSED)


def _known(session: Session, platform_id: int) -> _Known:
    row = platform_row(session, platform_id=platform_id)
    expected = Expected(
        issuer=row.issuer, client_id=row.client_id, deployments=tuple(row.deployments)
    )
    return _Known(row.id, expected, {each["kid"]: each for each in row.jwks}, row.jwks_at)


def _claims(token: str, known: _Known, *, settings: Settings, now: datetime) -> dict[str, Any]:
    """Return the claims of a token that the platform signed with RS256 and nothing else."""
    from joserfc import jwt  # noqa: PLC0415 - with the first token
    from joserfc.errors import JoseError  # noqa: PLC0415 - the same

    if not token or len(token) > _MOST_TOKEN:
        raise ClaimError("token")
    seen: list[str] = []

    def find_key(guest: Any) -> "RSAKey":
        kid = guest.headers().get("kid")
        if not isinstance(kid, str):
            raise ClaimError("kid")
        seen.append(kid)
        return _key(known, kid, settings=settings, now=now)

    try:
        # The list of algorithms is ours: what the header says cannot widen it, so that neither
        # "none" nor HS256 with a public key as its secret is ever tried.
        claims: dict[str, Any] = jwt.decode(token, find_key, algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError, TypeError, RecursionError):
        raise ClaimError("signature" if seen else "token") from None
    return claims


def _key(known: _Known, kid: str, *, settings: Settings, now: datetime) -> "RSAKey":
    """Return the platform's key of that id; its keys are asked for anew when it is unknown."""
    from joserfc.jwk import RSAKey  # noqa: PLC0415 - with the first token

    keys = known.keys
    stale = known.fetched_at is None or known.fetched_at + _KEYS_KEPT <= now
    if kid not in keys or stale:
        keys = _refresh(known.id, settings=settings, now=now) or keys
    if kid not in keys:
        raise ClaimError("unknown key")
    return RSAKey.import_key(dict(keys[kid]))


def _refresh(
    platform_id: int, *, settings: Settings, now: datetime
) -> dict[str, dict[str, str]] | None:
    """Fetch a platform's keys, unless that was tried within the last minute; None without."""
    with writing() as session:
        row = platform_row(session, platform_id=platform_id)
        tried = row.jwks_tried_at
        if tried is not None and now - _KEYS_PAUSE < tried <= now:
            return None
        row.jwks_tried_at = now
        url = row.jwks_url
    # Outside the transaction: a slow platform must not hold the write lock.
    try:
        keys = read_keys(ask(Wanted(url=url), settings=settings).json())
    except PlatformError as error:
        log(WARNING, "lti keys not fetched", reason=error.why, platform=platform_id)
        return None
    with writing() as session:
        row = platform_row(session, platform_id=platform_id)
        row.jwks, row.jwks_at = keys, now
    return {each["kid"]: each for each in keys}


def read_keys(document: object) -> list[dict[str, str]]:
    """Return the usable keys of a JWK set: RSA, for signing, of 2048 bits at least.

    Raises:
        PlatformError: it is no JWK set.
    """
    found = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(found, list):
        raise PlatformError("garbage", again=True)
    keys = []
    for each in found[:_MOST_KEYS]:
        if isinstance(each, dict) and all(isinstance(each.get(n), str) for n in ("kid", "n", "e")):
            plain = {name: each[name] for name in ("kid", "n", "e")}
            if each.get("kty") == "RSA" and each.get("use", "sig") == "sig" and _is_long(plain):
                keys.append({"kty": "RSA", **plain})
    return keys


def _is_long(key: dict[str, str]) -> bool:
    """Return whether a key can be read and is not too short to be trusted."""
    from joserfc.errors import JoseError  # noqa: PLC0415 - with the first token
    from joserfc.jwk import RSAKey  # noqa: PLC0415 - the same

    try:
        found = RSAKey.import_key({"kty": "RSA", **key})
    except (JoseError, ValueError):
        return False
    return found.raw_value.key_size >= _FEWEST_BITS
