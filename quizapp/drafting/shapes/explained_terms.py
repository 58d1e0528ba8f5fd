"""A term that a sentence explains, and where its meaning stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """A term and where its meaning stands.

    Attributes:
        name: the term; ``word`` is its article, or "".
        first: first token of the term; ``end`` is one past its last.
        begin: first token of the meaning; ``stop`` is one past its last.
        link: "is" or "are".
        kind: words for "one" that opens the meaning ("an eruption"), or "".
    """

    name: str
    word: str
    first: int
    end: int
    begin: int
    stop: int
    link: str
    kind: str = ""
