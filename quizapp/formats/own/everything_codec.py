"""A file of everything as JSON and back: how the reading child tells it, and how it waits."""

import base64
from typing import IO, Any, Final

from quizapp.formats.incoming.incoming import Incoming
from quizapp.formats.incoming.incoming_codec import from_json as incoming_from
from quizapp.formats.incoming.incoming_codec import to_json as incoming_to
from quizapp.formats.incoming.media import Held
from quizapp.formats.own import everything_file
from quizapp.formats.own.everything_file import Everything

EVERYTHING: Final = "everything"
"""Names such files where a reader of decks is named otherwise."""
JsonObject = dict[str, Any]


def to_json(found: Everything) -> JsonObject:
    """Return all that a file holds as plain JSON values, but for the bytes of media."""
    return {
        "head": found.head.model_dump(mode="json"),
        "memory": [base64.b64encode(part).decode() for part in found.memory],
        "decks": [incoming_to(each) for each in found.decks],
        "media": [[m.file, m.kind, m.size, m.width, m.height] for m in found.media],
    }


def from_json(found: JsonObject) -> Everything:
    """Return what ``to_json`` wrote.

    Raises:
        InputError: the head is none. ValueError, KeyError, TypeError: it is something else.
    """
    return Everything(
        head=everything_file.head_from(found["head"]),
        memory=tuple(base64.b64decode(part, validate=True) for part in found["memory"]),
        decks=tuple(incoming_from(each) for each in found["decks"]),
        media=tuple(Held(*each) for each in found["media"]),
    )


def joined(found: Everything, spool: IO[bytes] | None = None) -> Incoming:
    """Return the notes of all decks as one, with their media: for what looks at media alone.

    Args:
        spool: the bytes of the media.
    """
    notes = tuple(note for each in found.decks for note in each.notes)
    return Incoming("", notes, media=found.media, spool=spool)
