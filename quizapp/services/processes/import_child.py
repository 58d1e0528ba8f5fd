"""Reads a file that a person brings in a child process with limits."""

import hashlib
import json
import logging
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any, Final, TypeVar

from quizapp.errors import BusyError, InputError, translatable
from quizapp.formats.incoming.incoming import Choices, Incoming
from quizapp.formats.incoming.incoming_codec import choices_to_json, from_json, words_from_json
from quizapp.formats.incoming.media import MOST_KEPT, MOST_OF_ONE, Held
from quizapp.formats.incoming.media_kinds import look
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.formats.own.everything_codec import from_json as everything_from
from quizapp.formats.own.everything_file import BY_COMMAND, ON_A_PAGE, Everything
from quizapp.formats.safe.safe_zip import MOST_PACKED
from quizapp.services.processes import limited_child
from quizapp.services.processes.limited_child import Limits

MAX_BYTES: Final = MOST_PACKED
"""Of a file: the pages say so, and the routes that take it leave 1 MB for the rest of a form."""
AT_ONCE: Final = 2
ON_A_PAGE_S: Final = 10.0
"""Seconds that a page waits for a small file."""
AT_LEISURE_S: Final = 60.0
"""Seconds where no page waits. A busy machine gives an honest file little of its time; what the
processor spends is limited besides."""
_MODULE: Final = "quizapp.formats"
_LOG: Final = logging.getLogger(__name__)
_LOGGED: Final = 500
"""Characters of a failed child's last words that are logged."""
_Found = TypeVar("_Found", Incoming, Everything)
_PLACES: Final = threading.BoundedSemaphore(AT_ONCE)
_LIMITS: Final = Limits(
    memory_bytes=500_000_000,
    cpu_s=9,
    output_bytes=200_000_000,
    wall_s=AT_LEISURE_S,
    wait_s=10,
    field="file",
    busy=translatable(
        "Two other files are being read at this moment. Nothing was stored. Try again in half a "
        "minute."
    ),
    too_much_time=translatable(
        "This file takes more time to read than one file may have. Nothing was stored. Split it "
        "into several."
    ),
    too_much_memory=translatable(
        "This file takes more memory to read than one file may have. Nothing was stored. Split "
        "it into several."
    ),
)
_LARGE: Final = replace(
    _LIMITS, memory_bytes=2_000_000_000, cpu_s=120, output_bytes=BY_COMMAND.media + 200_000_000
)
"""Of who runs the site, on their own command line."""


def read_file(data: bytes, *, reader: str, choices: Choices, within_s: float) -> Incoming:
    """Return what a file brings.

    Args:
        data: the file.
        reader: name of one of ``READERS``.
        choices: what the person chose about it.
        within_s: seconds by the clock.

    Raises:
        InputError: it cannot be read, or reached a limit. BusyError: there was no place for it.

    Where it brings pictures or sounds, the caller closes ``spool``.
    """
    asked = {"reader": reader, "choices": choices_to_json(choices)}
    limits = replace(_LIMITS, wall_s=within_s)
    return _read(data, asked, from_json, limits=limits, media_bytes=MOST_KEPT)


def read_everything(data: bytes, *, within_s: float, large: bool = False) -> Everything:
    """Return what a file of everything holds.

    Args:
        data: the file.
        within_s: seconds by the clock.
        large: whether it may be as large as one that who runs the site takes up.

    Raises:
        InputError: it cannot be read, or reached a limit. BusyError: there was no place for it.

    Where it brings pictures or sounds, the caller closes ``spool``.
    """
    asked = {"reader": EVERYTHING, "large": large}
    limits = _LARGE if large else _LIMITS
    room = BY_COMMAND if large else ON_A_PAGE
    return _read(
        data,
        asked,
        everything_from,
        limits=replace(limits, wall_s=within_s),
        media_bytes=room.media,
    )


def _read(
    data: bytes,
    asked: Mapping[str, object],
    understood: Callable[[dict[str, Any]], _Found],
    *,
    limits: Limits,
    media_bytes: int,
) -> _Found:
    """Return what the child makes of a file, with the bytes of its media: at most so many."""
    # Of pictures and sounds it holds the bytes.
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - who takes the media closes it
    try:
        found = _asked(data, asked, understood, limits=limits, spool=spool)
        _check_media(found.media, spool, most=media_bytes)
    except (ValueError, KeyError, TypeError, AttributeError):
        spool.close()
        _LOG.exception("the media of a %s file are not what the child said", asked["reader"])
        raise _unreadable() from None
    except BaseException:
        spool.close()
        raise
    if found.media:
        return replace(found, spool=spool)
    spool.close()
    return found


def _asked(
    data: bytes,
    asked: Mapping[str, object],
    understood: Callable[[dict[str, Any]], _Found],
    *,
    limits: Limits,
    spool: IO[bytes],
) -> _Found:
    ended = limited_child.run(
        _MODULE,
        (json.dumps(asked).encode(), b"\n", data),
        limits=limits,
        places=_PLACES,
        beside=spool,
    )
    if ended.code < 0:
        raise BusyError("The program that reads files was stopped. Nothing was stored. Try again.")
    try:
        answer = json.loads(ended.output)
        if "error" in answer:
            words = words_from_json(answer["error"])
            raise InputError(words.template, field="file", **words.values)
        return understood(answer)
    except (ValueError, KeyError, TypeError, AttributeError):
        last = ended.complaint.decode(errors="replace").strip()[-_LOGGED:]
        _LOG.exception("reading a %s file ended with %d: %s", asked["reader"], ended.code, last)
        raise _unreadable() from None


def _unreadable() -> InputError:
    return InputError(
        "This file could not be read: it is damaged, or not of the kind that was chosen. "
        "Nothing was stored.",
        field="file",
    )


def media_of(incoming: Incoming) -> Iterator[tuple[Held, bytes]]:
    """Yield the pictures and sounds of a file with their bytes, one at a time."""
    if incoming.spool is None:
        return
    incoming.spool.seek(0)
    for each in incoming.media:
        yield each, incoming.spool.read(each.size)


def _check_media(media: Iterable[Held], spool: IO[bytes], *, most: int) -> None:
    """Look at the bytes once more: whatever the child was made to say, only these are stored.

    Raises:
        ValueError: they are not what the child said.
    """
    spool.seek(0)
    whole = 0
    for each in media:
        whole += each.size
        if not 0 < each.size <= MOST_OF_ONE or whole > most:
            raise ValueError("a medium is larger than it may be")
        data = spool.read(each.size)
        if hashlib.sha256(data).hexdigest() != each.file:
            raise ValueError("a medium is not what it is called")
        seen = look(data, "")
        if (seen.kind, seen.width, seen.height) != (each.kind, each.width, each.height):
            raise ValueError("a medium is of another kind")
