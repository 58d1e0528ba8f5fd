"""What is said of a response: its verdict, and where a typed one differs. It loads nothing."""

from typing import Literal, NamedTuple

Verdict = Literal["right", "partial", "almost", "wrong"]


class Segment(NamedTuple):
    """A run of the answer: ``same``, ``missing`` from the response, or ``extra`` in it."""

    kind: Literal["same", "missing", "extra"]
    text: str
