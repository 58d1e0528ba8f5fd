"""A deck as a file of quizapp itself: all its notes, and its owner's answers where they want them.

JSON with a version. What comes in from it goes the road of every other file, so that a deck moves
to another account or site with the memory of it. Alone it holds words; inside a file of everything
(``formats/own/everything_file.py``) its notes name their pictures and sounds, which lie beside it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from quizapp.bank.medium import Medium
from quizapp.bank.medium_slot import MediaSlot, media_of
from quizapp.errors import InputError, translatable
from quizapp.formats.incoming.gathering import Draft, Gathering
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Choices,
    Content,
    Incoming,
    ItemContent,
    PairContent,
    PastReview,
    Reader,
)
from quizapp.formats.incoming.incoming_codec import content_to_json
from quizapp.formats.incoming.media import Held
from quizapp.formats.incoming.plain_text import one_line

FORMAT: Final = "quizapp-deck-1"
"""Of the files that are written; a later one that means something else gets another number."""
SUFFIX: Final = ".deck.json"
_MOST_REVIEWS: Final = 1_000_000
_SHOWN: Final = 80
_ASIDE: Final = ("kind", "media")
"""Parts of a content that are looked at by themselves."""
_LATEST: Final = 4_102_444_800_000
"""Milliseconds since 1970 at the year 2100."""


@dataclass(frozen=True, slots=True)
class FiledNote:
    """A note as the file holds it; ``key`` names it in every deck that it comes into."""

    key: str
    content: Content
    topic: str
    tags: tuple[str, ...]
    suspended: bool


def write(
    title: str,
    notes: Iterable[FiledNote],
    reviews: Iterable[PastReview],
    *,
    rollover_hour: int | None,
) -> bytes:
    """Return a deck as a file."""
    found = {
        "format": FORMAT,
        "title": title,
        "rollover_hour": rollover_hour,
        "notes": [
            {
                "key": note.key,
                "content": content_to_json(note.content),
                "topic": note.topic,
                "tags": list(note.tags),
                "suspended": note.suspended,
            }
            for note in notes
        ],
        "reviews": [
            [r.note, r.face, r.answered_at, r.rating, r.kind, r.duration_ms] for r in reviews
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def read(data: bytes, choices: Choices) -> Incoming:
    """Return what a deck of quizapp holds; media would be names of files that do not come along.

    Raises:
        InputError: it is none, or it holds too much.
    """
    return _read(data, choices, held=None)


def read_with_media(data: bytes, held: Mapping[str, Held]) -> Incoming:
    """Return what a deck holds whose pictures and sounds lie beside it; past answers stay out.

    A note that names another medium than those is left out.

    Args:
        held: the media beside it, by SHA-256.

    Raises:
        InputError: it is no deck of quizapp, or it holds too much.
    """
    return _read(data, Choices(), held=held)


def _read(data: bytes, choices: Choices, *, held: Mapping[str, Held] | None) -> Incoming:
    found = _document(data)
    gathering = Gathering()
    notes = found.get("notes")
    if not isinstance(notes, list):
        raise _none()
    if len(notes) > MOST_NOTES:
        raise InputError(
            "The file holds more than {most} questions. Split it in parts.",
            most=MOST_NOTES,
            field="file",
        )
    if not notes and held is not None:
        # A deck whose first card is not written yet is a part of everything, too.
        return Incoming(one_line(str(found.get("title") or "")), ())
    for number, each in enumerate(notes, start=1):
        place = translatable("note {number}", number=number)
        gathering.take(place, _beginning(each), partial(_drafts, each, held))
    incoming = gathering.done(str(found.get("title") or ""))
    rollover = found.get("rollover_hour")
    is_hour = isinstance(rollover, int) and 0 <= rollover <= 23  # noqa: PLR2004 - hours of a day
    return replace(
        incoming,
        reviews=tuple(_reviews(found.get("reviews", ()))) if choices.scheduling else (),
        rollover_hour=rollover if is_hour else None,
    )


def _document(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise _none() from None
    if not isinstance(found, dict):
        raise _none()
    if found.get("format") != FORMAT:
        raise InputError(
            "This is no deck of quizapp that can be read here: its format is not {format}.",
            format=FORMAT,
            field="file",
        )
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _drafts(found: object, held: Mapping[str, Held] | None) -> Iterator[Draft]:
    """Yield a note as the file has it.

    Raises:
        InputError: it is none, or names a medium that is not there.
    """
    try:
        note = _NOTE.validate_json(json.dumps(found))
        content = note.content
        kind = _PAIR if content.get("kind") == "pair" else _ITEM
        parts = {name: value for name, value in content.items() if name not in _ASIDE}
        sound = kind.validate_json(json.dumps(parts), strict=True)
        named = [] if held is None else content.get("media", [])
        slots = _MEDIA.validate_json(json.dumps(named), strict=True)
    except (ValueError, RecursionError):
        raise InputError("It is no note as quizapp writes one.") from None
    sound = replace(sound, media=tuple(_there(each, held or {}) for each in media_of(slots)))
    yield Draft(
        sound, key=note.key, topic=note.topic, tags=tuple(note.tags), suspended=note.suspended
    )


def _there(medium: Medium, held: Mapping[str, Held]) -> Medium:
    """Return a medium that lies beside the deck and is what its note says.

    Raises:
        InputError: it does not, or is something else.
    """
    found = held.get(medium.file)
    if found is None:
        raise InputError("A picture or sound of it is not in the file.")
    if (found.kind, found.width, found.height) != (medium.kind, medium.width, medium.height):
        raise InputError("A picture or sound of it is not what its note says.")
    return medium


def _reviews(found: object) -> Iterator[PastReview]:
    """Yield the past answers.

    Raises:
        InputError: there are none that can be read.
    """
    try:
        rows = _REVIEWS.validate_json(json.dumps(found))
    except (ValueError, RecursionError):
        raise InputError(
            "The past answers of the file cannot be read. Bring it without them.", field="file"
        ) from None
    for note, face, at, rating, kind, took in rows:
        yield PastReview(note, face, at, rating, kind, took)


def _beginning(found: object) -> str:
    content = found.get("content") if isinstance(found, dict) else None
    if not isinstance(content, dict):
        return ""
    return str(content.get("stem") or content.get("front") or "")[:_SHOWN]


def _none() -> InputError:
    return InputError(
        "This is no deck of quizapp: it is damaged, or another kind of file.", field="file"
    )


class _Note(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    key: str
    content: dict[str, Any]
    topic: str = ""
    tags: list[str] = Field(default_factory=list)
    suspended: bool = False


_Millis = Annotated[int, Field(ge=0, le=_LATEST)]
_NOTE: Final = TypeAdapter(_Note)
_PAIR: Final[TypeAdapter[Content]] = TypeAdapter(PairContent)
_ITEM: Final[TypeAdapter[Content]] = TypeAdapter(ItemContent)
_MEDIA: Final = TypeAdapter(MediaSlot)
_REVIEWS: Final = TypeAdapter(
    Annotated[
        list[
            tuple[
                str,
                Annotated[int, Field(ge=0, le=1)],
                _Millis,
                Annotated[int, Field(ge=1, le=4)],
                Literal["learn", "review", "relearn"],
                _Millis,
            ]
        ],
        Field(max_length=_MOST_REVIEWS),
    ],
    config=ConfigDict(strict=True),
)

QUIZAPP: Final = Reader(
    name="quizapp",
    title="quizapp",
    suffixes=(SUFFIX,),
    used_for=translatable("A deck from another account or site of quizapp, with your answers."),
    read=read,
)
