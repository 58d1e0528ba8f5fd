"""What every exchange format reads: notes, what was changed in them, and what was left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Final, Literal

from quizapp.bank.medium import Medium
from quizapp.errors import Words
from quizapp.formats.incoming.media import Held
from quizapp.generation.question import Interaction

MOST_NOTES: Final = 50_000
"""Notes that one file may bring; a reader refuses more before it has read them all."""


@dataclass(frozen=True, slots=True)
class ItemContent:
    """A question as it came, with its own options: nothing is generated from it."""

    stem: str
    interaction: Interaction
    explanation: str = ""
    media: tuple[Medium, ...] = ()


@dataclass(frozen=True, slots=True)
class PairContent:
    """A term and its meaning, or the front and back of a card.

    Attributes:
        both_ways: whether the back is asked for the front, too.
        typed: whether the answer is to be typed, beside being thought of.
    """

    front: str
    back: str
    both_ways: bool = False
    typed: bool = False
    explanation: str = ""
    media: tuple[Medium, ...] = ()


Content = ItemContent | PairContent


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to remember that a file brings.

    All texts are plain: markup was taken away or made into line breaks, entities are characters,
    control characters are gone.

    Attributes:
        key: names the note in its source for ever (a guid, a question's id), so that a second
            import updates it; where a source has no ids, a digest of the front or stem.
        place: where it stands, in ``Words`` a person can follow: "line 12", "question 3".
        content: what is asked.
        topic: the deck or category it stands in, "" if none; levels parted by "::".
        tags: words it is marked with.
        changed: what is not as it was in the source, each a sentence.
        suspended: whether its learner had put it away.
    """

    key: str
    place: str
    content: Content
    topic: str = ""
    tags: tuple[str, ...] = ()
    changed: tuple[Words, ...] = ()
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that did not come in.

    Attributes:
        place: where it stands in the source, in ``Words``.
        what: its beginning, at most 80 characters.
        reason: why, as a sentence.
    """

    place: str
    what: str
    reason: Words


@dataclass(frozen=True, slots=True)
class PastReview:
    """An answer given in another program.

    Attributes:
        note: the key of its note. face: 0 for front to back, 1 for back to front.
        answered_at: milliseconds since 1970.
        rating: 1 to 4, again to easy.
        kind: what the card was then.
        duration_ms: how long the answer took, in milliseconds.
        stepped: whether the file says that the card was given a learning step; where it does not,
            what the next answer was tells.
    """

    note: str
    face: int
    answered_at: int
    rating: int
    kind: Literal["learn", "review", "relearn"]
    duration_ms: int = 0
    stepped: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """All that a file brings.

    Attributes:
        title: what the file calls itself, "" if it does not.
        notes: in the order of the file.
        left_out: what did not come in, each with its reason.
        reviews: the past answers, in order of time; () where a format has none.
        rollover_hour: at which the collection's day began; None if it is not said.
        media: the pictures and sounds that notes refer to, each once.
        spool: their bytes, one behind the other; None where there are none.
    """

    title: str
    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...] = ()
    reviews: tuple[PastReview, ...] = ()
    rollover_hour: int | None = None
    media: tuple[Held, ...] = ()
    spool: IO[bytes] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose about the file: a reader looks at what concerns it.

    Attributes:
        separator: of a table's columns; "" to find it.
        columns: column number from 0 -> "front", "back", "tags", "topic", "key" or "explanation";
            empty to go by the headers, else first and second column.
        both_ways: whether pairs are asked backwards as well.
        scheduling: whether past answers are wanted.
    """

    separator: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)
    both_ways: bool = False
    scheduling: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A file format that notes are read from.

    Attributes:
        name: as on the command line. title: as people know it: a name, or ``Words``.
        suffixes: of its files, lower case, with the dot.
        used_for: one sentence that says which programs write it.
        read: the notes of a file.  It runs in a child process with limits on memory and time.

    ``read`` raises ``InputError`` where the file as a whole cannot be read: what is wrong, where
    (line or part), and what to do.  One faulty note never spoils the others: it is left out.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    used_for: Words
    read: Callable[[bytes, Choices], Incoming]
