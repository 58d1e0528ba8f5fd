"""What the log stores as small numbers. A number is never given to anything else."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import SmallInteger
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

RATING_CODES: Final[Mapping[int, int]] = {1: 0, 2: 2, 3: 1, 4: 4}
"""Of ``scheduling.rating.Rating``: SQLite keeps 0 and 1, the two of nearly all, in no bytes."""
TAG_BYTES: Final = 2
TAG: Final = f"substr(rest, 1, {TAG_BYTES})"
"""What the index on client ids holds of each, in the words of both databases."""
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
CLOCK_CODES: Final[Mapping[int, int]] = {
    4 + 24 * (1365 + quarter * 15): code
    for code, quarter in enumerate(range(-12 * 4, 14 * 4 + 1), start=1)
}
"""Of the clocks of ``log_form`` that most people have: days begin at four, by whole quarters of an
hour from twelve behind UTC to fourteen ahead of it. 0 says that the clock itself follows."""
CLOCKS: Final[Mapping[int, int]] = {code: clock for clock, code in CLOCK_CODES.items()}
FORMS: Final[Mapping[int, str]] = {code: word for word, code in FORM_CODES.items()}
SETS: Final[Mapping[int, str]] = {code: word for word, code in SET_CODES.items()}
_RATINGS: Final[Mapping[int, int]] = {code: rating for rating, code in RATING_CODES.items()}
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


class RatingCode(TypeDecorator[int]):
    """A rating from 1 to 4 as the number that it is stored as: those are in no order."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Return the number; a rating that has none is a programming error."""
        del dialect
        if value is None:
            return None
        code = RATING_CODES.get(value)
        if code is None:
            raise ValueError(f"the rating {value!r} of a log entry has no number in store/coded.py")
        return code

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        """Return the rating."""
        del dialect
        return None if value is None else _RATINGS[value]
