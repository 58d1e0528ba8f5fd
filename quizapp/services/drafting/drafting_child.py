"""Reads and drafts articles in a child process with limits: bad input cannot stop the server."""

import base64
import json
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from quizapp.bank.document import Entity
from quizapp.bank.terms import JsonObject
from quizapp.drafting.reading.document import (
    CleanArticle,
    CleanPassage,
    Draft,
    DraftSet,
    DroppedLine,
    PassageKind,
)
from quizapp.errors import BusyError, InputError, translatable
from quizapp.services.processes import limited_child
from quizapp.services.processes.limited_child import Ended, Limits

MAX_BYTES: Final = 2 * 1024 * 1024
"""Size cap of an article, in bytes."""
AT_ONCE: Final = 2
"""Children of one server process; each may take a core and a gigabyte."""
WAIT_S: Final = 10
"""How long a third person waits for a place."""

_LOG: Final = logging.getLogger(__name__)
_MODULE: Final = "quizapp.drafting"
_MEMORY_BYTES: Final = 1 << 30
_OUTPUT_BYTES: Final = 64_000_000
_CPU_S: Final = 30
_WALL_S: Final = 40
_LOGGED_LINES: Final = 4
_LOGGED: Final = 500
"""Characters of a failed child's last words that are logged: the place of the fault."""
_PLACES: Final = threading.BoundedSemaphore(AT_ONCE)


def read_bytes(data: bytes, *, name: str) -> CleanArticle:
    """Return the article of an uploaded file without what surrounds it.

    Raises:
        InputError: it is too large, no text, or in a language that is not supported.
        BusyError: two others are being read, or the reader was stopped.
    """
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MB"
        raise InputError(
            "This file has {size}; an article may have at most 2 MB. Upload its text alone. "
            "Nothing was stored.",
            size=size,
            field="article",
        )
    request = {"do": "read", "name": name, "data": base64.b64encode(data).decode()}
    return _article(ask(request))


def read_text(text: str, *, title: str = "") -> CleanArticle:
    """Return a pasted article without what surrounds it.

    Raises:
        InputError: it is too long, or in a language that is not supported.
        BusyError: two others are being read, or the reader was stopped.
    """
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise InputError(
            "This text is longer than 2 MB. Paste one article. Nothing was stored.",
            field="article",
        )
    return _article(ask({"do": "read_text", "title": title, "text": text}))


def draft(
    passages: Sequence[tuple[int, str]],
    *,
    known: Mapping[str, Entity],
    article: str,
    topic: str,
    headings: Mapping[int, str] | None = None,
) -> DraftSet:
    """Return the facts that the program proposes for these passages.

    Args:
        passages: number and text of each.
        known: entities of the bank, by id.
        article: id of the article; fact ids begin with it.
        topic: id of the topic that each draft gets.
        headings: the heading that a passage stands under, by its number.

    Raises:
        InputError: the passages take too much time or memory.
        BusyError: two others are being drafted, or the drafter was stopped.
    """
    entities = [
        each.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        for each in known.values()
    ]
    request = {
        "do": "draft",
        "passages": [list(each) for each in passages],
        "known": entities,
        "article": article,
        "topic": topic,
        "headings": {str(key): each for key, each in (headings or {}).items() if each},
    }
    answer = ask(request)
    with _readable():
        drafts = tuple(
            Draft(dict(each["fact"]), float(each["confidence"]), str(each.get("held", "")))
            for each in answer["drafts"]
        )
        return DraftSet(tuple(dict(each) for each in answer["entities"]), drafts)


def run_limited(module: str, given: bytes, *, wall_s: float = _WALL_S) -> Ended:
    """Return what ``python -m module`` with limits makes of this input.

    Raises:
        InputError: it did not end in time, or used up its processor time or memory.
        BusyError: there was no place for it in time.
    """
    limits = Limits(
        memory_bytes=_MEMORY_BYTES,
        cpu_s=_CPU_S,
        output_bytes=_OUTPUT_BYTES,
        wall_s=wall_s,
        wait_s=WAIT_S,
        field="article",
        busy=_BUSY,
        too_much_time=_TOO_MUCH_TIME,
        too_much_memory=_TOO_MUCH_MEMORY,
    )
    return limited_child.run(module, (given,), limits=limits, places=_PLACES)


_BUSY: Final = translatable(
    "Two other articles are being read at this moment. Nothing was stored. Try again in "
    "half a minute."
)
_TOO_MUCH_TIME: Final = translatable(
    "This article takes more time than one article may have. Nothing was stored. "
    "Split it into shorter ones."
)
_TOO_MUCH_MEMORY: Final = translatable(
    "This article takes more memory than one article may have. Nothing was stored. "
    "Split it into shorter ones."
)


def ask(request: JsonObject, *, module: str = _MODULE) -> JsonObject:
    """Return the answer of ``python -m module`` to a request, both JSON objects.

    Raises:
        InputError: it refused the request, reached a limit, or answered something else.
        BusyError: there was no place for it in time, or it was killed.
    """
    # Lone surrogates cannot be sent on; what they stood for is lost already.
    given = json.dumps(request, ensure_ascii=True).encode()
    ended = run_limited(module, given)
    if ended.code < 0:
        raise BusyError(
            "The program that reads articles was stopped. Nothing was stored. Try again.",
        )
    try:
        answer = json.loads(ended.output)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or (ended.code != 0 and "error" not in answer):
        last = ended.complaint.decode(errors="replace").strip().splitlines()[-_LOGGED_LINES:]
        _LOG.error("%s ended with %d: %s", module, ended.code, " | ".join(last)[-_LOGGED:])
        raise _unreadable()
    if "error" in answer:
        raise InputError(str(answer["error"]), field=str(answer.get("field") or "article"))
    return answer


def _article(answer: JsonObject) -> CleanArticle:
    """Return the article of the child's answer."""
    with _readable():
        found: dict[str, Any] = answer["article"]
        return CleanArticle(
            title=str(found["title"]),
            language=str(found["language"]),
            passages=tuple(
                CleanPassage(
                    number=int(each["number"]),
                    text=str(each["text"]),
                    heading=str(each.get("heading", "")),
                    kind=PassageKind(each.get("kind", "body")),
                    line=int(each.get("line", 0)),
                )
                for each in found["passages"]
            ),
            dropped=tuple(
                DroppedLine(int(each["line"]), str(each["why"]), str(each["text"]))
                for each in found["dropped"]
            ),
        )


@contextmanager
def _readable() -> Iterator[None]:
    """Turn an answer of another shape into an error in words."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable() from error


def _unreadable() -> InputError:
    """Return the error of an answer that makes no sense."""
    return InputError(
        "The program that reads articles failed on this one, which is a fault of ours. "
        "Nothing was stored. Try it as plain text, or write its facts by hand.",
        field="article",
    )
