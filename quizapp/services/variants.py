"""Variants: the sealed name of one showing of one question to one person.

A variant is 16 characters: 6 that follow from the person, the question and how often the card was
reviewed, and 10 that seal them with the secret key. The same showing has the same variant, so
that reloading a page shuffles nothing and a second tab answers the same showing. Nothing in it
depends on the question's key, and nobody without the secret key can make one.
"""

import base64
import hashlib
import hmac
from typing import Final

from flask import current_app

_NONCE_LENGTH: Final = 6
_SEAL_LENGTH: Final = 10
LENGTH: Final = _NONCE_LENGTH + _SEAL_LENGTH


def issue_variant(user_id: int, *, question_id: int, reps: int) -> str:
    """Return the variant of a question as it is shown to a person now.

    Args:
        user_id: the person.
        question_id: the question version.
        reps: how often they reviewed the card so far.
    """
    nonce = _letters(f"turn:{user_id}:{question_id}:{reps}")[:_NONCE_LENGTH]
    return nonce + _seal(nonce, user_id=user_id, question_id=question_id)


def is_issued(variant: str, *, user_id: int, question_id: int) -> bool:
    """Return whether this server made the variant, for this person and question."""
    if len(variant) != LENGTH or not variant.isascii():
        return False
    nonce, seal = variant[:_NONCE_LENGTH], variant[_NONCE_LENGTH:]
    return hmac.compare_digest(seal, _seal(nonce, user_id=user_id, question_id=question_id))


def _seal(nonce: str, *, user_id: int, question_id: int) -> str:
    return _letters(f"variant:{user_id}:{question_id}:{nonce}")[:_SEAL_LENGTH]


def _letters(words: str) -> str:
    key = current_app.secret_key
    if not key:
        raise RuntimeError("the application has no secret key")
    secret = key if isinstance(key, bytes) else key.encode()
    return base64.urlsafe_b64encode(hmac.digest(secret, words.encode(), hashlib.sha256)).decode()
