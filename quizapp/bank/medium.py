"""Pictures and sounds that a fact is asked with: named by what they are, never by a file's name.

Pure. A medium's bytes lie in the store; what stands here is enough to draw its place on a page.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

PictureKind = Literal["png", "jpeg", "gif", "webp"]
SoundKind = Literal["mp3", "ogg", "wav", "m4a"]
MediumKind = PictureKind | SoundKind
Side = Literal["front", "back", "more"]
"""Of a pair: its sides, and what is told beside them. Of an item: what is asked is its front."""
PICTURES: Final[frozenset[str]] = frozenset(get_args(PictureKind))
LONGEST_ALT: Final = 300
"""Characters that tell in words what a picture shows."""
MOST_MEDIA: Final = 12
"""Pictures and sounds of one fact: more do not fit on a page that asks one thing."""
MOST_PIXELS: Final = 40_000_000
"""Of a picture: a browser takes four bytes for each, however small the file is."""
_BETWEEN: Final = re.compile(r"[\W_]+")
_PICTURE_SIGN: Final = "\N{FRAME WITH PICTURE}"
_SOUND_SIGN: Final = "\N{SPEAKER WITH THREE SOUND WAVES}"


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture or sound of a fact.

    Attributes:
        file: SHA-256 of its bytes, 64 hex digits.
        alt: what it shows, in words; "" where nobody has said.
        width, height: of a picture, in pixels; 0 where they are not known.
    """

    file: str
    kind: MediumKind
    side: Side
    alt: str = ""
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """Return whether it is looked at, not listened to."""
        return self.kind in PICTURES


def from_plain(found: Iterable[dict[str, Any]]) -> tuple[Medium, ...]:
    """Return media of plain JSON values.

    Raises:
        TypeError: they have other fields.
    """
    return tuple(Medium(**each) for each in found)


def on(media: Iterable[Medium], *sides: Side) -> tuple[Medium, ...]:
    """Return the media of some sides."""
    return tuple(each for each in media if each.side in sides)


def stand_in(media: Sequence[Medium], *, answers: Iterable[str] = ()) -> str:
    """Return the text that stands where there is nothing but these pictures and sounds.

    Lists, files and programs that show none have it in their place; "" of none.

    Args:
        answers: texts that it must not tell.
    """
    kept = tuple(answers)
    return " ".join(
        f"[{each.alt}]" if each.alt and not tells(each.alt, kept) else _sign(each) for each in media
    )


def is_stand_in(text: str, media: Iterable[Medium]) -> bool:
    """Return whether a text only stands for these media, whatever it was not to tell."""
    rest = text
    for each in media:
        named = f"[{each.alt}]"
        begins = named if each.alt and rest.startswith(named) else _sign(each)
        if not rest.startswith(begins):
            return False
        rest = rest[len(begins) :].removeprefix(" ")
    return text != "" and not rest


def tells(alt: str, answers: Iterable[str]) -> bool:
    """Return whether words about a picture hold one of the answers, or are a part of one."""
    said = _words(alt)
    for answer in answers:
        wanted = _words(answer)
        if wanted.strip() and said.strip() and (wanted in said or said in wanted):
            return True
    return False


def _sign(medium: Medium) -> str:
    return f"[{_PICTURE_SIGN if medium.is_picture else _SOUND_SIGN}]"


def _words(text: str) -> str:
    """Return the letters and digits of a text without case and accents, between single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return f" {_BETWEEN.sub(' ', bare).strip()} "
