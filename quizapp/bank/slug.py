"""Words -> an id as documents write it: small plain letters, digits and single hyphens."""

import re
import unicodedata
from typing import Final

_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")


def slug(words: str, *, most: int) -> str:
    """Return what of some words is plain, at most so many characters; "" where nothing is.

    Accents fall away; letters of other scripts do, too, so that a caller has a word of its own
    for what is left empty.
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_PLAIN.sub("-", plain).strip("-")[:most].rstrip("-")
