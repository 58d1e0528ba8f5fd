"""Variants: the sealed name of one showing of one question to one person.

A variant is 16 characters: 6 that follow from the person, the question and how often the card was
reviewed, and 10 that seal them with the secret key. The same showing has the same variant, so
that reloading a page shuffles nothing and a second tab answers the same showing. Nothing in it
depends on the question's key, and nobody without the secret key can make one.

A showing that is taken along offline has a variant of its own for each device: two devices that
answer one card are two answers, in the order of their times. Its 6 characters hold the hour in
which it was issued, since no answer can be older than that, whatever a client's clock says.
"""

import base64
import hashlib
import hmac
import string
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from flask import current_app

_NONCE_LENGTH: Final = 6
_SEAL_LENGTH: Final = 10
LENGTH: Final = _NONCE_LENGTH + _SEAL_LENGTH
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR: Final = timedelta(hours=1)
_DIGITS: Final = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_DIGIT_BITS: Final = 6
_OWN_BITS: Final = 16
"""Of the 36 bits of a nonce; the other 20 are the hour, which lasts until 2089."""


@dataclass(frozen=True, slots=True)
class Showing:
    """A showing that this server made.

    Attributes:
        nonce: its letters, without the seal.
        offline_since: the hour in which it was taken along offline; None for any other.
    """

    nonce: str
    offline_since: datetime | None = None


def issue_variant(user_id: int, *, question_id: int, reps: int) -> str:
    """Return the variant of a question as it is shown to a person now.

    Args:
        user_id: the person.
        question_id: the question version.
        reps: how often they reviewed the card so far.
    """
    nonce = _turn(user_id, question_id=question_id, reps=reps)
    return nonce + _seal("variant", nonce, user_id=user_id, question_id=question_id)


def issue_offline_variant(user_id: int, *, question_id: int, showing: str, now: datetime) -> str:
    """Return a variant of a showing that is taken along offline.

    Args:
        user_id: the person.
        question_id: the question version.
        showing: names it among those of the question: device, state of the card, which one.
        now: its hour stands in the variant.
    """
    own = hashlib.sha256(f"{user_id}:{question_id}:{showing}".encode()).digest()
    number = ((now - _EPOCH) // _HOUR << _OWN_BITS) + int.from_bytes(own) % (1 << _OWN_BITS)
    places = reversed(range(0, _NONCE_LENGTH * _DIGIT_BITS, _DIGIT_BITS))
    nonce = "".join(_DIGITS[number >> place & 63] for place in places)
    return nonce + _seal("offline", nonce, user_id=user_id, question_id=question_id)


def is_issued(variant: str, *, user_id: int, question_id: int) -> bool:
    """Return whether this server made the variant, for this person and question."""
    return find_showing(variant, user_id=user_id, question_id=question_id) is not None


def find_showing(variant: str, *, user_id: int, question_id: int) -> Showing | None:
    """Return which showing of a question to a person the variant names; None if we made it not."""
    if _is_sealed("variant", variant, user_id=user_id, question_id=question_id):
        return Showing(variant[:_NONCE_LENGTH])
    if not _is_sealed("offline", variant, user_id=user_id, question_id=question_id):
        return None
    number = 0
    for letter in variant[:_NONCE_LENGTH]:
        number = (number << _DIGIT_BITS) + _DIGITS.index(letter)
    return Showing(variant[:_NONCE_LENGTH], _EPOCH + (number >> _OWN_BITS) * _HOUR)


def is_current(showing: Showing, *, user_id: int, question_id: int, reps: int) -> bool:
    """Return whether it is how ``issue_variant`` shows the question after so many reviews."""
    return showing.offline_since is None and showing.nonce == _turn(
        user_id, question_id=question_id, reps=reps
    )


def _turn(user_id: int, *, question_id: int, reps: int) -> str:
    return _letters(f"turn:{user_id}:{question_id}:{reps}")[:_NONCE_LENGTH]


def _is_sealed(kind: str, variant: str, *, user_id: int, question_id: int) -> bool:
    if len(variant) != LENGTH or not variant.isascii():
        return False
    nonce, seal = variant[:_NONCE_LENGTH], variant[_NONCE_LENGTH:]
    return hmac.compare_digest(seal, _seal(kind, nonce, user_id=user_id, question_id=question_id))


def _seal(kind: str, nonce: str, *, user_id: int, question_id: int) -> str:
    return _letters(f"{kind}:{user_id}:{question_id}:{nonce}")[:_SEAL_LENGTH]


def _letters(words: str) -> str:
    key = current_app.secret_key
    if not key:
        raise RuntimeError("the application has no secret key")
    sealing = _keyed(key if isinstance(key, bytes) else key.encode()).copy()
    sealing.update(words.encode())
    return base64.urlsafe_b64encode(sealing.digest()).decode()


@lru_cache(maxsize=8)
def _keyed(secret: bytes) -> hmac.HMAC:
    """Return the seal's beginning, which is the same for all words: to be copied, not fed."""
    return hmac.new(secret, digestmod=hashlib.sha256)
