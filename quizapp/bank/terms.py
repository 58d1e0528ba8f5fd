"""What documents, questions and answers are told in. It loads next to nothing.

Apart from the documents themselves: their models take 10 MB, and who only studies meets none.
"""

from enum import StrEnum
from typing import Any, Final

JsonObject = dict[str, Any]

OWN_PREFIX: Final = "own-"
"""Ids of what people bring in for themselves begin so; no document of a bank may use it."""
LONGEST_PARAGRAPH: Final = 4000
"""Characters of a text that stands in one piece."""
MAX_BYTES: Final = 2_000_000
"""Size cap of one file of a bank, in bytes of UTF-8."""


class Status(StrEnum):
    """Who vouches for a fact. Decides how it is asked (GENERATION: contested content)."""

    STATED = "stated"
    REPORTED = "reported"
    ATTRIBUTED = "attributed"
    ARTICLE_VIEW = "article_view"
    PREDICTION = "prediction"


class EntityKind(StrEnum):
    """The pool that an entity's distractors are drawn from."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    AGREEMENT = "agreement"
    EVENT = "event"
    CONCEPT = "concept"
    OFFICE = "office"
    MOVEMENT = "movement"
    WORK = "work"
