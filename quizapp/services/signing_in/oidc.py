"""Signing in by an OpenID Connect provider: a request begun, its answer taken, accounts linked.

Who somebody is there is the issuer's and its subject, nothing else: no account is ever found by
a name or an e-mail address, and no role comes from there. State, nonce and the code's verifier
are random, single use, and end after ten minutes; the state belongs to the browser that began.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.log_lines import WARNING, log
from quizapp.services.people import limits
from quizapp.services.people.accounts import Person, add_user, get_user, person_of
from quizapp.services.people.credentials import clean_name, digest_of
from quizapp.services.people.limits import Limit, Try
from quizapp.services.people.zones import zone_of_browser
from quizapp.services.signing_in import oidc_provider
from quizapp.services.signing_in.oidc_provider import ProviderError, Told
from quizapp.services.signing_in.proving import keep_a_way_in
from quizapp.services.signing_in.second_step import note
from quizapp.settings import Settings
from quizapp.store.engine import lock_named, reading, writing
from quizapp.store.people import oidc_queries
from quizapp.store.tables.oidc import OidcAccount, OidcRequest

LASTS: Final = timedelta(minutes=10)
_QUARTER: Final = timedelta(minutes=15)
_ADDRESS: Final = Limit("oidc/address", 300, _QUARTER)
"""A whole school may sit behind one address."""
_ALL: Final = Limit("oidc/all", 3_000, _QUARTER)
_MOST_CODE: Final = 4_000
_MOST_PATH: Final = 500
REFUSED: Final = translatable(
    "Signing in by {name} did not work. Try again; if it fails once more, sign in another way "
    "and tell whoever runs this site. The reason is in its log."
)
"""One text for all that can be wrong: what exactly is in the log."""
_DISABLED: Final = translatable("This account is disabled. Ask an administrator.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a provider sent a browser back with, as it stands in the address.

    Attributes:
        issuer: of the answer (RFC 9207), "" where the provider does not say it.
        error: why it signs nobody in, "" where it does.
        browser: the text that the session of this browser holds.
    """

    state: str
    code: str
    issuer: str
    error: str
    browser: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whom the provider has signed in.

    Attributes:
        linking: whose account they want to link, None for signing in.
        next_path: where the sign-in leads.
    """

    told: Told
    linking: int | None
    next_path: str


@dataclass(frozen=True, slots=True)
class Link:
    """That an account is linked with the provider, since when, and when it was last used."""

    since: datetime
    last_used_at: datetime | None


def provider_name(settings: Settings) -> str:
    """Return what people know the provider as; "" while signing in by one is off."""
    if not settings.oidc_on:
        return ""
    return settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or ""


def begin(
    *,
    answer_url: str,
    next_path: str,
    user_id: int | None,
    browser: str,
    address: str,
    settings: Settings,
    now: datetime,
) -> str:
    """Return the provider's address to which a browser goes on.

    Args:
        answer_url: where the provider is to send it back.
        user_id: who links their account, having proved who they are; None for signing in.
        browser: a random text that only this browser's session holds.
        address: whose tries are counted; kept only as a keyed hash.

    Raises:
        NotFoundError: no provider is set.
        InputError: it cannot be asked; one text for every reason.
        TooManyError: too many tries.
    """
    _refuse_off(settings)
    with writing() as session:
        tries = (Try(_ADDRESS, address), Try(_ALL, ""))
        limits.take(session, tries, secret=settings.secret_key, now=now)
    try:
        provider = oidc_provider.discover(settings)
    except ProviderError as error:
        raise _refused(error.why, settings) from None
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    with writing() as session:
        oidc_queries.drop_requests_before(session, instant=now)
        session.add(
            OidcRequest(
                state=digest_of(state),
                nonce=digest_of(nonce),
                browser=digest_of(browser),
                verifier=verifier,
                issuer=provider.issuer,
                token_url=provider.token_url,
                jwks_url=provider.jwks_url,
                by_post=provider.by_post,
                next_path=next_path if len(next_path) <= _MOST_PATH else "/",
                user_id=user_id,
                expires_at=now + LASTS,
            )
        )
    asked = {
        "response_type": "code",
        "scope": "openid profile",
        "client_id": settings.oidc_client_id,
        "redirect_uri": answer_url,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    joint = "&" if urlsplit(provider.auth_url).query else "?"
    return f"{provider.auth_url}{joint}{urlencode(asked)}"


def take_answer(
    answer: Answer, *, answer_url: str, address: str, settings: Settings, now: datetime
) -> Arrival:
    """Return who the provider says has come, once its answer is checked.

    Raises:
        NotFoundError: no provider is set.
        InputError: the answer cannot be taken; one text for every reason.
        TooManyError: too many tries.
    """
    _refuse_off(settings)
    with writing() as session:
        tries = (Try(_ADDRESS, address), Try(_ALL, ""))
        limits.take(session, tries, secret=settings.secret_key, now=now)
    with writing() as session:
        # Taken whatever comes of it: a state is answered once.
        row = oidc_queries.take_request(session, state=digest_of(answer.state))
        if row is not None:
            session.expunge(row)
    if row is None or row.expires_at <= now or row.issuer != settings.oidc_issuer:
        raise _refused("state", settings)
    if not secrets.compare_digest(row.browser, digest_of(answer.browser)):
        raise _refused("browser", settings)
    if answer.issuer not in {"", row.issuer}:
        raise _refused("issuer of the answer", settings)
    if answer.error or not 0 < len(answer.code) <= _MOST_CODE:
        raise _refused("no code", settings)
    try:
        token = oidc_provider.redeem(
            answer.code,
            verifier=row.verifier,
            answer_url=answer_url,
            token_url=row.token_url,
            by_post=row.by_post,
            settings=settings,
        )
        told = oidc_provider.check_token(
            token,
            nonce=row.nonce,
            jwks_url=row.jwks_url,
            issuer=row.issuer,
            settings=settings,
            now=now,
        )
    except ProviderError as error:
        raise _refused(error.why, settings) from None
    return Arrival(told, row.user_id, row.next_path)


def enter(told: Told, *, now: datetime) -> Person | None:
    """Return whose account a person of the provider has here, None where they have none.

    Raises:
        ConflictError: the account is disabled.
    """
    with writing() as session:
        link_row = oidc_queries.find_account(session, issuer=told.issuer, subject=told.subject)
        if link_row is None:
            return None
        row = get_user(session, user_id=link_row.user_id)
        if row.disabled_at is not None:
            raise ConflictError(_DISABLED)
        link_row.last_used_at = now
        return person_of(row)


def make(told: Told, *, name: str, zone: str, settings: Settings, now: datetime) -> Person:
    """Make a learner's account for a person of the provider; it has no password.

    Args:
        name: as the person wants it here. zone: as the browser tells; an unknown one is UTC.

    Raises:
        NotFoundError: no accounts are made this way.
        InputError: the name cannot be used.
        ConflictError: it is taken, or the person has an account by now.
    """
    if not (settings.oidc_on and settings.oidc_makes_accounts):
        raise NotFoundError("Accounts are made by the staff here. Ask your teacher for one.")
    clean = clean_name(name)
    with writing() as session:
        _refuse_known(session, told)
        row = add_user(session, name=clean, hashed="", roles=(), now=now)
        row.zone = zone_of_browser(zone)
        _add(session, told, user_id=row.id, made_here=True, now=now)
        return person_of(row)


def link(told: Told, *, user_id: int, now: datetime) -> None:
    """Link the account of who is signed in; every session of it ends.

    Raises:
        ConflictError: the person of the provider has an account here, or the account is linked.
    """
    with writing() as session:
        _refuse_known(session, told)
        if oidc_queries.find_account_of(session, issuer=told.issuer, user_id=user_id) is not None:
            raise ConflictError("Your account is linked already. Take that link away first.")
        get_user(session, user_id=user_id).epoch += 1
        _add(session, told, user_id=user_id, made_here=False, now=now)


def unlink(*, user_id: int, settings: Settings, now: datetime) -> None:
    """Take the link of an account away; every session of it ends.

    Raises:
        NotFoundError: it is not linked.
        ConflictError: it is the only way into the account.
    """
    with writing() as session:
        row = oidc_queries.find_account_of(session, issuer=settings.oidc_issuer, user_id=user_id)
        if row is None:
            raise NotFoundError("Your account is not linked.")
        session.delete(row)
        session.flush()
        keep_a_way_in(session, user_id=user_id)
        get_user(session, user_id=user_id).epoch += 1
        note(session, user_id=user_id, actor_id=user_id, action="provider unlinked", now=now)


def find_link(*, user_id: int, settings: Settings) -> Link | None:
    """Return whether an account is linked with the provider of now."""
    with reading() as session:
        row = oidc_queries.find_account_of(session, issuer=settings.oidc_issuer, user_id=user_id)
        return None if row is None else Link(row.created_at, row.last_used_at)


def _add(session: Session, told: Told, *, user_id: int, made_here: bool, now: datetime) -> None:
    session.add(
        OidcAccount(
            issuer=told.issuer,
            subject=told.subject,
            user_id=user_id,
            made_here=made_here,
            created_at=now,
            last_used_at=now if made_here else None,
        )
    )
    action = "account made by provider" if made_here else "provider linked"
    note(session, user_id=user_id, actor_id=user_id, action=action, now=now)
    session.flush()


def _refuse_known(session: Session, told: Told) -> None:
    # One at a time, so that two at once, as by a double click, add one.
    lock_named(session, (f"oidc {told.issuer} {told.subject}",))
    if oidc_queries.find_account(session, issuer=told.issuer, subject=told.subject) is not None:
        raise ConflictError("There is an account here that is linked with this one. Sign in by it.")


def _refuse_off(settings: Settings) -> None:
    if not settings.oidc_on:
        raise NotFoundError("Nobody signs in by a provider here.")


def _refused(why: str, settings: Settings) -> InputError:
    """Note what was wrong where the operator reads it, and tell it to nobody else."""
    log(WARNING, "oidc sign-in refused", reason=why)
    return InputError(REFUSED.template, name=provider_name(settings))


def _challenge(verifier: str) -> str:
    """Return what the provider sees of the verifier (RFC 7636, S256)."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
