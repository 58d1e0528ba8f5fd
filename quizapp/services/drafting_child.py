"""Reads and drafts articles in a child process with limits: bad input cannot stop the server."""

import base64
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import quizapp
from quizapp.bank.document import Entity, JsonObject
from quizapp.drafting.document import (
    CleanArticle,
    CleanPassage,
    Draft,
    DraftSet,
    DroppedLine,
    PassageKind,
)
from quizapp.errors import BusyError, InputError, translatable

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
_OUT_OF_MEMORY: Final = 86
"""Exit code of our own: the child says so itself when it can."""
_LOGGED_LINES: Final = 4
_LOGGED: Final = 500
"""Characters of a failed child's last words that are logged: the place of the fault."""
_PLACES: Final = threading.BoundedSemaphore(AT_ONCE)
_KEPT_VARIABLES: Final = ("HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
# The limits are set by the child itself, before it loads anything: setting them between fork
# and exec is not safe in a process with threads.
_LAUNCHER: Final = """
import os, resource, runpy, sys
memory, cpu, output, module = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.argv = [module]
try:
    runpy.run_module(module, run_name="__main__", alter_sys=True)
except MemoryError:
    os._exit(86)
"""


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
) -> DraftSet:
    """Return the facts that the program proposes for these passages.

    Args:
        passages: number and text of each.
        known: entities of the bank, by id.
        article: id of the article; fact ids begin with it.
        topic: id of the topic that each draft gets.

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
    }
    answer = ask(request)
    with _readable():
        drafts = tuple(
            Draft(dict(each["fact"]), float(each["confidence"]), str(each.get("held", "")))
            for each in answer["drafts"]
        )
        return DraftSet(tuple(dict(each) for each in answer["entities"]), drafts)


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child came to: its exit code (negative: the signal), and what it wrote."""

    code: int
    output: bytes
    complaint: bytes


def run_limited(module: str, given: bytes, *, wall_s: float = _WALL_S) -> Ended:
    """Return what ``python -m module`` with limits makes of this input.

    Raises:
        InputError: it did not end in time, or used up its processor time or memory.
        BusyError: there was no place for it in time.
    """
    if not _PLACES.acquire(timeout=WAIT_S):
        raise BusyError(
            "Two other articles are being read at this moment. Nothing was stored. Try again in "
            "half a minute.",
        )
    try:
        with (
            tempfile.TemporaryFile() as inlet,
            tempfile.TemporaryFile() as outlet,
            tempfile.TemporaryFile() as complaints,
        ):
            inlet.write(given)
            inlet.seek(0)
            code = _run(module, inlet, outlet, complaints, wall_s=wall_s)
            outlet.seek(0)
            complaints.seek(0)
            return Ended(code, outlet.read(), complaints.read())
    finally:
        _PLACES.release()


def _run(
    module: str, inlet: IO[bytes], outlet: IO[bytes], complaints: IO[bytes], *, wall_s: float
) -> int:
    """Return the exit code of the child; kill its whole group when it does not end."""
    limits = [str(each) for each in (_MEMORY_BYTES, _CPU_S, _OUTPUT_BYTES)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-P", "-c", _LAUNCHER, *limits, module],
        stdin=inlet,
        stdout=outlet,
        stderr=complaints,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            code = child.wait(timeout=wall_s)
        except subprocess.TimeoutExpired:
            raise InputError(_TOO_MUCH_TIME, field="article") from None
        finally:
            # Whatever it may have started goes with it, also when we are interrupted.
            _kill_group(child.pid)
    if code == _OUT_OF_MEMORY:
        raise InputError(_TOO_MUCH_MEMORY, field="article")
    if code == -signal.SIGXCPU:
        raise InputError(_TOO_MUCH_TIME, field="article")
    return code


def _kill_group(pid: int) -> None:
    """Kill every process of the child's group that is left."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _environment() -> dict[str, str]:
    """Return what a child needs: where the program is, and one thread for its mathematics."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    root = str(Path(quizapp.__file__).resolve().parents[1])
    # Each thread of OpenBLAS would reserve memory that the limit counts.
    return {**kept, "PYTHONPATH": root, "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}


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
