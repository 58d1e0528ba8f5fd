"""Words of the log that are stored as small numbers. A number is never given to another word."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import SmallInteger
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

KIND_CODES: Final[Mapping[str, int]] = {
    "learn": 0,
    "review": 1,
    "relearn": 2,
    "quiz": 3,
    "goal": 4,
    "import": 5,
    "manual": 6,
    "undo": 7,
    "bury": 8,
    "suspend": 9,
    "flag": 10,
    "leech": 11,
    "refit": 12,
}
"""Of ``scheduling.kind.Kind``."""
FORM_CODES: Final[Mapping[str, int]] = {
    "": 0,
    "mcq": 1,
    "multi": 2,
    "true_false": 3,
    "cloze": 4,
    "typed": 5,
    "match": 6,
    "order": 7,
    "flashcard": 8,
    "off": 9,
}
"""Of question types and of what ends a mark; others stand there as words."""
SET_CODES: Final[Mapping[str, int]] = {"": 0, "fsrs6-default": 1}
"""Of the parameter sets that come with the program."""
FORMS: Final[Mapping[int, str]] = {code: word for word, code in FORM_CODES.items()}
SETS: Final[Mapping[int, str]] = {code: word for word, code in SET_CODES.items()}
_KINDS: Final[Mapping[int, str]] = {code: word for word, code in KIND_CODES.items()}


class KindCode(TypeDecorator[str]):
    """The kind of a log entry as a number below 13."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """Return the number; a word that has none is a programming error."""
        del dialect
        if value is None:
            return None
        code = KIND_CODES.get(value)
        if code is None:
            raise ValueError(f"the kind {value!r} of a log entry has no number in store/coded.py")
        return code

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        """Return the word; a number that has none was written by later code."""
        del dialect
        if value is None:
            return None
        word = _KINDS.get(value)
        if word is None:
            raise ValueError(f"the log has an entry of kind {value}, which this quizapp knows not")
        return word
