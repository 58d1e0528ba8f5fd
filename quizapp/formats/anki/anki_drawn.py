"""The pictures and sounds of one card of Anki: taken side by side, and what stands for them.

Pure, but for the shelf that they are taken from.
"""

from dataclasses import dataclass, field, replace
from typing import Final

from quizapp.bank.medium import MOST_MEDIA, Medium, Side, stand_in
from quizapp.errors import Words, translatable
from quizapp.formats.anki.anki_html import Plain
from quizapp.formats.incoming.media import Shelf

ALONE: Final = "\ufdd2"
"""For the words of a side that has none: a sign that no text may hold."""


@dataclass(slots=True)
class Drawn:
    """The pictures and sounds of one card, gathered side by side."""

    shelf: Shelf
    media: list[Medium] = field(default_factory=list)
    said: list[Words] = field(default_factory=list)
    pictures: int = 0
    sounds: int = 0

    def holds(self, found: Plain) -> bool:
        """Return whether some of what a text names comes in."""
        return any(not isinstance(self.shelf.find(each.name), Words) for each in found.refs)

    def take(self, found: Plain, side: Side) -> Plain:
        """Take what stands on a side; return its words, or what stands for media alone."""
        placed = self.shelf.place(found.refs, side)
        room = MOST_MEDIA - len(self.media)
        if len(placed.media) > room:
            self.said.append(
                translatable(
                    "Of its pictures and sounds the first {most} come in.", most=MOST_MEDIA
                )
            )
        mine = placed.media[:room]
        self.media += mine
        self.said += placed.said
        named = sum(each.is_picture for each in found.refs)
        self.pictures += max(found.pictures - named, 0)
        self.sounds += max(found.sounds - (len(found.refs) - named), 0)
        return found if found.text or not mine else replace(found, text=ALONE)

    def fill(self, found: Plain, side: Side, *, other: str) -> str:
        """Return the words of a side, or what stands there for its media."""
        if found.text != ALONE:
            return found.text
        there = [each for each in self.media if each.side == side]
        return stand_in(there, answers=(other,))
