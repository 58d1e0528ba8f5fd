"""What is said of a response: its verdict, and where a typed one differs. It loads nothing."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "partial", "almost", "wrong"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the answer: ``same``, ``missing`` from the response, or ``extra`` in it."""

    kind: Literal["same", "missing", "extra"]
    text: str
