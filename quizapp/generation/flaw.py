"""What a rule of item writing looks at, and the table entry it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from quizapp.generation.question import Question

OF_LATE: Final = 1_024
"""Texts whose look a rule keeps: a stem is that of several questions of one fact."""
OPTIONS: Final = 16_384
"""Options whose look a rule keeps: one of a pool stands in the questions of several facts."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a question was made from.

    Attributes:
        passage: text of the passage.
        digest: whether the passage is the author's own wording, which may be repeated.
        statement: the fact's statement.
        names: all names and abbreviations of the bank's entities, for attribution.
        strangers: names of entities of the fact that its passage does not name in any form.
    """

    passage: str
    digest: bool
    statement: str
    names: frozenset[str]
    strangers: tuple[str, ...] = ()


Rule = Callable[[Question, Material], str]
"""Returns what is wrong, in words an author reads, or "" when nothing is."""
