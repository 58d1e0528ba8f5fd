"""The memory file: a learner's whole review log, to be taken up by an account elsewhere.

JSON, packed with gzip. Cards and questions are named by digests of their keys, which are the same
wherever the same bank is published and give no answer away; everything else is as in the log.
"""

import gzip
import io
import zlib
from collections.abc import Iterable
from typing import IO, Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from quizapp.errors import InputError

FORMAT: Final = "quizapp-memory-1"
MOST_ENTRIES: Final = 500_000
LARGEST: Final = 512 * 2**20
"""Bytes that a file may have once it is unpacked, where its reader has the machine to itself."""
LARGEST_IN_A_SERVER: Final = 32 * 2**20
"""The same in a process that serves others too: about 80 000 entries."""
_GZIP: Final = b"\x1f\x8b"
_PIECE: Final = 1024 * 1024
_PACKED_AS: Final = 6
"""Of the nine levels of gzip: the ninth takes twice as long for a hundredth less."""

Key = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Day = Annotated[int, Field(ge=-100_000, le=100_000)]
Millis = Annotated[int, Field(ge=0, le=4_102_444_800_000)]
"""Milliseconds since 1970, to the year 2100."""
Days = Annotated[float, Field(ge=0, le=1e6)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Entry(_Strict):
    """One entry of the log; ``card`` and ``question`` are places in the file's lists."""

    seq: Annotated[int, Field(ge=1, le=2**31 - 1)]
    client_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
    card: Annotated[int, Field(ge=0)]
    question: Annotated[int, Field(ge=0)] | None = None
    variant: Annotated[str, StringConstraints(max_length=16)] = ""
    kind: Literal[
        "learn", "review", "relearn", "quiz", "goal", "import",
        "manual", "undo", "bury", "suspend", "flag", "leech", "refit",
    ]  # fmt: skip
    form: Annotated[str, StringConstraints(max_length=16)] = ""
    shown_at: Millis
    answered_at: Millis
    study_day: Day
    utc_offset_min: Annotated[int, Field(ge=-1440, le=1440)]
    rollover_hour: Annotated[int, Field(ge=0, le=23)]
    duration_ms: Annotated[int, Field(ge=0, le=86_400_000)] = 0
    rating: Annotated[int, Field(ge=1, le=4)] | None = None
    score: Share | None = None
    hints: Annotated[int, Field(ge=0, le=100)] = 0
    elapsed_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    recall: Share | None = None
    stability_before: Days | None = None
    difficulty_before: Annotated[float, Field(ge=0, le=10)] | None = None
    stability_after: Days | None = None
    difficulty_after: Annotated[float, Field(ge=0, le=10)] | None = None
    interval_raw_days: Days | None = None
    interval_days: Annotated[int, Field(ge=0, le=100_000)] | None = None
    due_at: Millis | None = None
    due_day: Day | None = None
    desired_retention: Share | None = None
    parameter_set: Annotated[str, StringConstraints(max_length=24)] = ""
    undoes: Annotated[int, Field(ge=1)] | None = None
    response: dict[str, Any] | None = None


class Note(_Strict):
    """A learner's own note on a card."""

    card: Annotated[int, Field(ge=0)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=10_000)]


class MemoryFile(_Strict):
    """A whole file.

    Attributes:
        cards: digests of the cards that entries and notes name by their place.
        questions: digests of the question versions that were seen.
        parameter_sets: the learner's own, by name; the name follows from the weights.
        sets: keys of the sets that are studied.
    """

    format: Literal["quizapp-memory-1"]
    made_at: Annotated[str, StringConstraints(max_length=40)]
    cards: Annotated[list[Digest], Field(max_length=MOST_ENTRIES)]
    questions: Annotated[list[Digest], Field(max_length=MOST_ENTRIES)]
    parameter_sets: Annotated[dict[Key, list[float]], Field(max_length=1_000)]
    parameter_set: Annotated[str, StringConstraints(max_length=24)]
    sets: Annotated[list[Key], Field(max_length=10_000)]
    notes: Annotated[list[Note], Field(max_length=MOST_ENTRIES)]
    log: Annotated[list[Entry], Field(max_length=MOST_ENTRIES)]


class Writer:
    """Packs a file entry by entry: a log of years is never held whole.

    As a context: left without ``end``, what was written ends in the midst of its JSON.
    """

    def __init__(self, out: IO[bytes]) -> None:
        # The same memory gives the same bytes: no name, no time.
        self._packed = gzip.GzipFile("", "wb", _PACKED_AS, out, mtime=0)
        self._packed.write(b'{"log": [')
        self._between = b"\n"

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(self, *error: object) -> None:
        """Write what is held back, whatever happened: the file is its owner's to close."""
        self._packed.close()

    def add(self, entries: Iterable[Entry]) -> None:
        """Add entries of the log, in their order."""
        for each in entries:
            text = each.model_dump_json(exclude_defaults=True)
            self._packed.write(self._between + text.encode())
            self._between = b",\n"

    def end(self, rest: MemoryFile) -> None:
        """Write all but the log, and end the JSON.

        Args:
            rest: what the entries name by its place included; its own log is empty.
        """
        text = rest.model_dump_json(exclude={"log"}, exclude_defaults=True)
        self._packed.write(b"],\n" + text.encode().removeprefix(b"{"))


def text_of(file: MemoryFile) -> bytes:
    """Return the file unpacked: JSON in UTF-8."""
    return file.model_dump_json(exclude_defaults=True).encode()


def read(data: bytes, *, largest: int = LARGEST) -> MemoryFile:
    """Return a file that was written, packed or not.

    Args:
        largest: bytes that it may have once it is unpacked.

    Raises:
        InputError: it is damaged, too large or none of ours; the message says where.
    """
    try:
        return MemoryFile.model_validate_json(_unpack(data, largest=largest))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputError(
            "This is no memory file of quizapp: at {place}: {what}.",
            place=place[:200],
            what=first["msg"],
            field="file",
        ) from None


def _unpack(data: bytes, *, largest: int) -> bytes:
    """Return the JSON, never more than ``largest`` bytes of it."""
    if not data.startswith(_GZIP):
        return data
    found = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            while piece := packed.read(_PIECE):
                found += piece
                if len(found) > largest:
                    raise InputError(
                        "This file holds more than {megabytes} MB. Ask who runs the site to take "
                        "it up with `quizapp user memory`.",
                        megabytes=largest // 2**20,
                        field="file",
                    )
    except (OSError, EOFError, zlib.error):
        raise InputError(
            "This file is damaged: it cannot be unpacked. Download it again.", field="file"
        ) from None
    return bytes(found)
