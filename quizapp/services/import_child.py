"""Reads a file that a person brings in a child process with limits."""

import json
import logging
import threading
from dataclasses import replace
from typing import Final

from quizapp.errors import BusyError, InputError, translatable
from quizapp.formats.incoming import Choices, Incoming
from quizapp.formats.incoming_codec import choices_to_json, from_json, words_from_json
from quizapp.services import limited_child
from quizapp.services.limited_child import Limits

MAX_BYTES: Final = 100 * 1024 * 1024
"""Size cap of a file, in bytes."""
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


def read_file(data: bytes, *, reader: str, choices: Choices, within_s: float) -> Incoming:
    """Return what a file brings.

    Args:
        data: the file.
        reader: name of one of ``READERS``.
        choices: what the person chose about it.
        within_s: seconds by the clock.

    Raises:
        InputError: it cannot be read, or reached a limit. BusyError: there was no place for it.
    """
    head = json.dumps({"reader": reader, "choices": choices_to_json(choices)}).encode()
    ended = limited_child.run(
        _MODULE, head + b"\n" + data, limits=replace(_LIMITS, wall_s=within_s), places=_PLACES
    )
    if ended.code < 0:
        raise BusyError("The program that reads files was stopped. Nothing was stored. Try again.")
    try:
        answer = json.loads(ended.output)
        if "error" in answer:
            words = words_from_json(answer["error"])
            raise InputError(words.template, field="file", **words.values)
        return from_json(answer)
    except (ValueError, KeyError, TypeError, AttributeError):
        last = ended.complaint.decode(errors="replace").strip()[-_LOGGED:]
        _LOG.exception("reading a %s file ended with %d: %s", reader, ended.code, last)
        raise InputError(
            "This file could not be read: it is damaged, or not of the kind that was chosen. "
            "Nothing was stored.",
            field="file",
        ) from None
