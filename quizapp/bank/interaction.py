"""The closed set of interactions, with their keys: all that graders and exporters read."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Option:
    """One choice. ``source`` is the entity id or text it comes from, for lint and reports."""

    text: str
    correct: bool
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Pick the one right option; two to four options, in canonical order (by text)."""

    options: tuple[Option, ...]
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class MultipleChoice:
    """Pick every right option; at least one right and one wrong, in canonical order."""

    options: tuple[Option, ...]
    kind: Literal["multiple"] = "multiple"


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """Say whether ``claim`` is true; ``repair`` is the true statement behind a false claim."""

    claim: str
    correct: bool
    repair: str = ""
    kind: Literal["true_false"] = "true_false"


@dataclass(frozen=True, slots=True)
class TextEntry:
    """Type the answer. For a cloze ``before`` and ``after`` stand around the blank.

    Attributes:
        accept: right answers, the best wording first.
        wrong: names of other things of the kind: a response nearer to one of them is refused.
        rule: "text" tolerates typos, "exact_number" reads a number, "year" reads a year.
        tolerance: for numbers and years, absolute.
    """

    accept: tuple[str, ...]
    wrong: tuple[str, ...]
    rule: Literal["text", "number", "year"] = "text"
    tolerance: float = 0.0
    unit: str = ""
    before: str = ""
    after: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Matching:
    """Match every left to a right; ``pairs`` hold the key, in canonical order (by left)."""

    pairs: tuple[tuple[str, str], ...]
    left_title: str
    right_title: str
    kind: Literal["matching"] = "matching"


@dataclass(frozen=True, slots=True)
class Ordering:
    """Put the steps in order; ``steps`` are the key, first to last; scored by adjacent pairs."""

    steps: tuple[str, ...]
    kind: Literal["ordering"] = "ordering"


@dataclass(frozen=True, slots=True)
class Flashcard:
    """Think of the answer, reveal it, rate yourself."""

    back: str
    kind: Literal["flashcard"] = "flashcard"


Interaction = Choice | MultipleChoice | TrueFalse | TextEntry | Matching | Ordering | Flashcard
