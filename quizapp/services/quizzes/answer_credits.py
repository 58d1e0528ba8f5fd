"""What a teacher gave a response for everybody: found by the digest of the response."""

import hashlib
import json
import unicodedata

from quizapp.bank.terms import JsonObject
from quizapp.generation.response import Response, TextResponse
from quizapp.grading import codec
from quizapp.grading.normal import normal, tight


def folded(response: Response) -> JsonObject:
    """Return a canonical response as JSON values, typed text as the matcher compares it.

    Case, accents, punctuation and spaces of a typed answer do not count: what one learner
    is credited for, another gets who wrote it in capitals. In an answer with digits punctuation
    does count: 1.5 is not 15, and -3 is not 3.
    """
    plain = codec.to_json(response)
    if isinstance(response, TextResponse):
        plain["text"] = _folded_text(response.text)
    return plain


def _folded_text(text: str) -> str:
    if any(letter.isdigit() for letter in text):
        return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return tight(normal(text))


def digest_of(response: Response) -> str:
    """Return the SHA-256 of a canonical response, 64 hexadecimal digits.

    The response is canonical (not the positions that were shown): equal for all learners
    who answered alike, however their options were shuffled.
    """
    text = json.dumps(folded(response), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
