"""What is found in a passage: spans of characters that name things, dates, sums and words said."""

from dataclasses import dataclass
from enum import StrEnum


class MentionKind(StrEnum):
    """What a span of a passage stands for."""

    ENTITY = "entity"
    DATE = "date"
    QUANTITY = "quantity"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as it is written.

    Attributes:
        start: first character of the whole expression, "in" and "since" not among it unless
            they belong to the label.
        end: one past its last character.
        edtf: the date as documents hold it: 1991, 1991-12, 1987~, 1985/1989, 1949/..
        label: how a person says it ("the late 1980s"), or "" where the ready-made label does.
        lead: the word that stands before it and goes with it ("in", "on", "since"), or "".
    """

    start: int
    end: int
    edtf: str
    label: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A number with its unit as it is written.

    Attributes:
        start: first character.
        end: one past the last character.
        value: the number, in the unit.
        unit: "billion euros", "%", "soldiers"; "" for a bare number.
        about: "about", "more than", "nearly"...; "" for an exact number.
        high: the upper end where a range is given.
        noun_start: where the counted noun starts, where the unit is one; else ``end``.
    """

    start: int
    end: int
    value: float
    unit: str
    about: str = ""
    high: float | None = None
    noun_start: int = -1


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """Words between quotation marks.

    Attributes:
        start: the opening mark.
        end: one past the closing mark.
        words: what stands between, without a comma or stop that belongs to the sentence around.
        speech: True for words that somebody said, False for a title or a word held at arm's
            length.
    """

    start: int
    end: int
    words: str
    speech: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of a passage with what it stands for; of the last four the kind's own is set.

    Attributes:
        entity: key of the article's entity, or "".
    """

    passage: int
    start: int
    end: int
    text: str
    kind: MentionKind
    entity: str = ""
    date: FoundDate | None = None
    quantity: FoundQuantity | None = None
    quote: FoundQuote | None = None
