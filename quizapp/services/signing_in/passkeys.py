"""Passkeys of a person: made, listed, taken away, and asked for after the password."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.people.accounts import get_user
from quizapp.services.signing_in import passkey_ceremony as ceremony
from quizapp.services.signing_in import second_step
from quizapp.services.signing_in.passkey_ceremony import NewKey, Purpose, Site
from quizapp.services.signing_in.proving import keep_a_way_in
from quizapp.services.signing_in.second_step import new_codes, note
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import passkey_queries, people_queries
from quizapp.store.tables.passkeys import Passkey, PasskeyHolder

MOST: Final = 20
"""Passkeys that a person can have: each is looked through at the second step."""
NAME_MAX: Final = 64
REGISTER: Final = "register"
_HANDLE_BYTES: Final = 32
_GONE: Final = translatable("There is no such passkey. It may have been removed already.")


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """A passkey as its owner sees it.

    Attributes:
        host: name of this site when it was made. here: whether that is its name now.
    """

    id: int
    name: str
    host: str
    here: bool
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class PasskeyState:
    """A person's passkeys, and since when one is asked for after the password (None: it is not).

    Attributes:
        codes_left: recovery codes. device: whether the code of a device is asked for too.
    """

    passkeys: tuple[KnownPasskey, ...]
    asked_at: datetime | None
    codes_left: int
    device: bool


def find_state(*, user_id: int, host: str) -> PasskeyState:
    """Return how a person's passkeys stand.

    Args:
        host: the site's name in this browser.
    """
    with reading() as session:
        holder = passkey_queries.find_holder(session, user_id=user_id)
        return PasskeyState(
            passkeys=tuple(
                _known(row, host=host)
                for row in passkey_queries.list_passkeys(session, user_id=user_id)
            ),
            asked_at=holder.asked_at if holder else None,
            codes_left=people_queries.count_recovery_codes(session, user_id=user_id),
            device=people_queries.find_second_step(session, user_id=user_id) is not None,
        )


def has_any(*, user_id: int) -> bool:
    """Return whether a person has a passkey, under whatever name of the site."""
    with reading() as session:
        return passkey_queries.count_passkeys(session, user_id=user_id) > 0


def get_passkey(*, user_id: int, passkey_id: int, host: str) -> KnownPasskey:
    """Return one of the person's passkeys.

    Raises:
        NotFoundError: they have none of that number.
    """
    with reading() as session:
        return _known(_row(session, user_id, passkey_id), host=host)


def begin(*, user_id: int, site: Site, browser: str, site_key: str, now: datetime) -> str:
    """Return what a browser needs to make a passkey, as JSON.

    Nothing is stored but what authenticators know the person by. Call it only once the person
    has proved who they are: the challenge stands for that.

    Args:
        browser: a random text that only this browser's session holds.

    Raises:
        ConflictError: they have as many as there can be.
    """
    with reading() as session:
        row = get_user(session, user_id=user_id)
        held = passkey_queries.list_passkeys(session, user_id=user_id)
        if len(held) >= MOST:
            raise _full()
        holder = passkey_queries.find_holder(session, user_id=user_id)
        handle = holder.handle if holder else None
        purpose = Purpose(what=REGISTER, browser=browser, user_id=row.id, epoch=row.epoch)
        name, known = row.name, tuple(each.credential for each in held)
    if handle is None:
        handle = _new_holder(user_id=user_id)
    return ceremony.options_to_register(
        site=site,
        challenge=ceremony.make_challenge(purpose, site_key=site_key, now=now),
        handle=handle,
        name=name,
        known=known,
    )


def add(
    *,
    user_id: int,
    answer: str,
    name: str,
    ask: bool,
    site: Site,
    browser: str,
    site_key: str,
    now: datetime,
) -> tuple[str, ...]:
    """Keep the passkey that a device made; every session of the account ends.

    Args:
        answer: of the browser, as JSON. name: what the owner calls it.
        ask: whether one is asked for after the password from now on.

    Returns:
        Recovery codes, shown this once, where they were made because there were none; else ().

    Raises:
        InputError: the answer or the name cannot be taken.
        ConflictError: there are too many, or somebody has this very one.
    """
    clean = _clean(name)
    said = ceremony.read_answer(answer)
    with reading() as session:
        epoch = get_user(session, user_id=user_id).epoch
    purpose = Purpose(what=REGISTER, browser=browser, user_id=user_id, epoch=epoch)
    challenge = ceremony.read_challenge(said, purpose, site_key=site_key, now=now)
    with writing() as session:
        spend(session, challenge, now=now)
    made = ceremony.check_new(said, site=site, challenge=challenge)
    with writing() as session:
        lock_for(session, user_id)
        row = get_user(session, user_id=user_id)
        _add(session, made, user_id=user_id, name=clean, host=site.host, now=now)
        row.epoch += 1
        note(session, user_id=user_id, actor_id=user_id, action="passkey added", now=now)
        return _ask(session, user_id=user_id, now=now) if ask else ()


def remove(*, user_id: int, passkey_id: int, now: datetime) -> None:
    """Take a passkey away; every session of the account ends.

    With the last one nothing is asked for after the password any more, unless the code of a
    device is.

    Raises:
        NotFoundError: the person has none of that number.
        ConflictError: it is the only way into the account.
    """
    with writing() as session:
        lock_for(session, user_id)
        session.delete(_row(session, user_id, passkey_id))
        session.flush()
        get_user(session, user_id=user_id).epoch += 1
        note(session, user_id=user_id, actor_id=user_id, action="passkey removed", now=now)
        if passkey_queries.count_passkeys(session, user_id=user_id) == 0:
            _ask_no_more(session, user_id=user_id, now=now)
            keep_a_way_in(session, user_id=user_id)


def ask_after_password(*, user_id: int, now: datetime) -> tuple[str, ...]:
    """Ask for a passkey after the password from now on; every session of the account ends.

    Returns:
        Recovery codes, shown this once, where they were made because there were none; else ().

    Raises:
        ConflictError: the person has no passkey.
    """
    with writing() as session:
        lock_for(session, user_id)
        if passkey_queries.count_passkeys(session, user_id=user_id) == 0:
            raise ConflictError("Make a passkey first.")
        get_user(session, user_id=user_id).epoch += 1
        return _ask(session, user_id=user_id, now=now)


def ask_no_more(*, user_id: int, now: datetime) -> None:
    """Ask for no passkey after the password; every session of the account ends."""
    with writing() as session:
        lock_for(session, user_id)
        get_user(session, user_id=user_id).epoch += 1
        _ask_no_more(session, user_id=user_id, now=now)


def renew_codes(*, user_id: int, now: datetime) -> tuple[str, ...]:
    """Return new recovery codes; the old ones work no more.

    Raises:
        ConflictError: neither passkey nor code is asked for after the password.
    """
    with writing() as session:
        return second_step.make_codes_anew(session, user_id=user_id, now=now)


def spend(session: Session, challenge: ceremony.Challenge, *, now: datetime) -> None:
    """Let a challenge be worth nothing more, inside the caller's transaction.

    Raises:
        InputError: it was worth nothing already.
    """
    if not passkey_queries.spend_challenge(
        session, digest=challenge.digest, until=challenge.until, now=now
    ):
        raise InputError(ceremony.WRONG, field="answer")


def _new_holder(*, user_id: int) -> str:
    with writing() as session:
        lock_for(session, user_id)
        holder = passkey_queries.find_holder(session, user_id=user_id)
        if holder is None:
            handle = ceremony.to_text(secrets.token_bytes(_HANDLE_BYTES))
            holder = PasskeyHolder(user_id=user_id, handle=handle)
            session.add(holder)
            session.flush()
        return holder.handle


def _add(
    session: Session, made: NewKey, *, user_id: int, name: str, host: str, now: datetime
) -> None:
    if passkey_queries.count_passkeys(session, user_id=user_id) >= MOST:
        raise _full()
    if passkey_queries.credential_is_known(session, credential=made.credential):
        raise ConflictError("This device has a passkey of this site already.")
    session.add(
        Passkey(
            user_id=user_id,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            host=host,
            name=name,
            created_at=now,
        )
    )
    session.flush()


def _ask(session: Session, *, user_id: int, now: datetime) -> tuple[str, ...]:
    holder = passkey_queries.find_holder(session, user_id=user_id)
    if holder is None or holder.asked_at is not None:
        return ()
    holder.asked_at = now
    note(session, user_id=user_id, actor_id=user_id, action="passkey asked for", now=now)
    if people_queries.count_recovery_codes(session, user_id=user_id):
        return ()
    return new_codes(session, user_id=user_id)


def _ask_no_more(session: Session, *, user_id: int, now: datetime) -> None:
    holder = passkey_queries.find_holder(session, user_id=user_id)
    if holder is None or holder.asked_at is None:
        return
    holder.asked_at = None
    note(session, user_id=user_id, actor_id=user_id, action="passkey not asked for", now=now)
    if people_queries.find_second_step(session, user_id=user_id) is None:
        people_queries.drop_recovery_codes(session, user_id=user_id)


def _row(session: Session, user_id: int, passkey_id: int) -> Passkey:
    row = passkey_queries.find_passkey(session, user_id=user_id, passkey_id=passkey_id)
    if row is None:
        raise NotFoundError(_GONE)
    return row


def _known(row: Passkey, *, host: str) -> KnownPasskey:
    return KnownPasskey(
        id=row.id,
        name=row.name,
        host=row.host,
        here=row.host == host,
        created_at=row.created_at,
        last_used_at=row.last_used_at,
    )


def _full() -> ConflictError:
    return ConflictError(
        "You have {most} passkeys, which is as many as there can be. Remove one first.", most=MOST
    )


def _clean(name: str) -> str:
    """Return what the owner calls it: one line, nothing invisible."""
    clean = " ".join("".join(each if each.isprintable() else " " for each in name).split())
    if not 0 < len(clean) <= NAME_MAX:
        raise InputError("Give it a name of 1 to {most} characters.", most=NAME_MAX, field="name")
    return clean
