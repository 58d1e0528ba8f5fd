"""Pictures and sounds as a document of the bank holds them."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, StringConstraints

from quizapp.bank.document import Strict
from quizapp.bank.medium import LONGEST_ALT, MOST_MEDIA, MOST_PIXELS, Medium, MediumKind, Side


class MediumSlot(Strict):
    """A medium as a document holds it."""

    file: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kind: MediumKind
    side: Side
    alt: Annotated[str, StringConstraints(max_length=LONGEST_ALT)] = ""
    width: Annotated[int, Field(ge=0, le=MOST_PIXELS)] = 0
    height: Annotated[int, Field(ge=0, le=MOST_PIXELS)] = 0


MediaSlot = Annotated[list[MediumSlot], Field(max_length=MOST_MEDIA)]
"""The pictures and sounds of a fact, in the order in which they are shown."""


def slot_of(medium: Medium) -> MediumSlot:
    """Return a medium as a document holds it."""
    return MediumSlot(
        file=medium.file,
        kind=medium.kind,
        side=medium.side,
        alt=medium.alt,
        width=medium.width,
        height=medium.height,
    )


def media_of(slots: Iterable[MediumSlot]) -> tuple[Medium, ...]:
    """Return the media that a document holds."""
    return tuple(
        Medium(each.file, each.kind, each.side, each.alt, each.width, each.height) for each in slots
    )
