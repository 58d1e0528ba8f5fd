"""Who asks is who they are: proved again before ways in or the account itself change."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.services.people import limits
from quizapp.services.people.accounts import get_user
from quizapp.services.people.credentials import verify_password
from quizapp.services.people.limits import Limit, Try
from quizapp.store.engine import reading, writing
from quizapp.store.people import passkey_queries, people_queries

FRESH: Final = timedelta(minutes=10)
"""How long ago somebody without a password may have signed in to be believed."""
_ACCOUNT: Final = Limit("prove/account", 10, timedelta(minutes=15))


def has_password(*, user_id: int) -> bool:
    """Return whether the account has a password; those that a provider or course made do not."""
    with reading() as session:
        return bool(get_user(session, user_id=user_id).password_hash)


def prove(*, user_id: int, password: str, began_at: datetime, site_key: str, now: datetime) -> None:
    """Check that it is still the account's owner who asks.

    By the password; where there is none, by having signed in within the last minutes.

    Args:
        began_at: when this session began.
        site_key: the key under which tries are counted.

    Raises:
        InputError: it is not proved; ``field`` is "password".
        TooManyError: too many wrong passwords.
    """
    with reading() as session:
        stored = get_user(session, user_id=user_id).password_hash
    if not stored:
        if began_at + FRESH <= now:
            raise InputError(
                "Your account has no password, so sign out and in again, and do this within ten "
                "minutes.",
                field="password",
            )
        return
    tries = (Try(_ACCOUNT, str(user_id)),)
    with writing() as session:
        limits.take(session, tries, secret=site_key, now=now)
    if not verify_password(password, stored=stored)[0]:
        raise InputError("This is not your password.", field="password")
    with writing() as session:
        limits.give_back(session, tries, secret=site_key)


def keep_a_way_in(session: Session, *, user_id: int) -> None:
    """Refuse to take the last way into an account, inside the caller's transaction.

    Raises:
        ConflictError: there would be neither password, passkey, course nor provider.
    """
    if get_user(session, user_id=user_id).password_hash:
        return
    if passkey_queries.count_passkeys(session, user_id=user_id) == 0 and not (
        people_queries.comes_from_elsewhere(session, user_id=user_id)
    ):
        raise ConflictError(
            "This is the only way into your account. Make a passkey first, or ask an "
            "administrator for a link that sets a password."
        )
