"""Large files to take along are made by a process of their own: no page and nobody else waits.

What is asked for lies in a folder of the site's data as an order under a drawn name; the process
writes the file beside it, and what it holds. Both are deleted after an hour. A process holds a lock
of the kernel's while it works: when it dies, however, the order is known to be left.
"""

import fcntl
import json
import logging
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final, Literal

from quizapp.errors import BusyError, NotFoundError, QuizappError, translatable
from quizapp.formats.incoming.incoming_codec import words_from_json, words_to_json
from quizapp.services.processes import own_process
from quizapp.settings import Settings

KEPT_FOR: Final = timedelta(hours=1)
STARTS_WITHIN: Final = timedelta(minutes=1)
"""After which a process that never took its order counts as gone."""
AT_ONCE: Final = 2
"""Files that are made at one time on a machine; the others wait for their turn."""
_FOLDER: Final = "made"
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")
_WALL_S: Final = 1800
_CPU_S: Final = 300
_MEMORY_BYTES: Final = 2_000_000_000
_LOOK_EVERY_S: Final = 0.2
_TAKEN_WITHIN_S: Final = 5.0
"""A page that looks whether an order is held holds it itself for a moment."""
_OWNER_ONLY: Final = 0o700
_STOPPED: Final = translatable("The program that made the file was stopped. Try again.")
_FAULT: Final = translatable("That failed, which is a fault of ours. Try again.")
_NONE: Final = translatable("There is no such file any more. Ask for it again.")
_LOG: Final = logging.getLogger(__name__)

Kind = Literal["everything", "memory", "data", "media", "deck", "deck_file", "set"]


@dataclass(frozen=True, slots=True)
class Order:
    """A file that a person asked for.

    Attributes:
        thing: id of the deck, or number of the set; "" of what is the person's as a whole.
        program: name of the format, "" of quizapp's own.
        memory: whether answers go along.
    """

    user_id: int
    kind: Kind
    thing: str = ""
    program: str = ""
    memory: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an order: name and type of the file, and what a page tells of it."""

    name: str
    mimetype: str
    told: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """How far a file is.

    Attributes:
        is_open: a process makes it, or will.
        problem: why there is none, in words; "" for none.
        result: what lies there; None while nothing does. size: its bytes.
    """

    token: str
    order: Order
    is_open: bool
    problem: str
    result: Result | None
    size: int


Make = Callable[[Order, IO[bytes]], Result]
"""Writes a file."""


def ask(order: Order, *, folder: Path, now: datetime) -> str:
    """Keep an order; return the name under which it is looked for. The person's others are gone.

    Args:
        folder: of the site's data.
    """
    home = folder / _FOLDER
    home.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    sweep(folder, now=now, of=order.user_id)
    token = secrets.token_hex(16)
    _write(home / f"{token}.json", {"order": asdict(order), "at": now.isoformat()})
    return token


def start(settings: Settings, token: str) -> None:
    """Start a process that makes a file, and return at once."""
    own_process.start(
        ("export", "--waiting", token),
        settings=settings,
        wall_s=_WALL_S,
        memory_bytes=_MEMORY_BYTES,
        cpu_s=_CPU_S,
    )


def look(token: str, *, user_id: int, folder: Path, now: datetime) -> Made:
    """Return how far a file of the person's is.

    Raises:
        NotFoundError: there is none such of theirs, or no more.
    """
    found = _read(folder, token)
    order = Order(**found["order"])
    if order.user_id != user_id:
        raise NotFoundError(_NONE)
    outcome = found.get("outcome")
    if outcome is None:
        waits = now - datetime.fromisoformat(found["at"]) < STARTS_WITHIN
        is_open = waits or _is_held(folder / _FOLDER / f"{token}.busy")
        return Made(token, order, is_open, "" if is_open else _STOPPED, None, 0)
    if "problem" in outcome:
        problem = words_from_json(outcome["problem"])
        return Made(token, order, is_open=False, problem=problem, result=None, size=0)
    result, size = Result(**outcome["result"]), int(outcome["size"])
    return Made(token, order, is_open=False, problem="", result=result, size=size)


def opened(token: str, *, user_id: int, folder: Path, now: datetime) -> IO[bytes]:
    """Return a file that was made, to be read and closed.

    Raises:
        NotFoundError: there is none such of theirs, or no more.
    """
    if look(token, user_id=user_id, folder=folder, now=now).result is None:
        raise NotFoundError(_NONE)
    try:
        return (folder / _FOLDER / f"{token}.file").open("rb")
    except OSError:
        raise NotFoundError(_NONE) from None


def run(token: str, make: Make, *, folder: Path) -> None:
    """Make the file of an order; whatever goes wrong is kept, so that nobody waits for ever.

    Raises:
        NotFoundError: there is no such order.
        BusyError: another process has it.
    """
    found = _read(folder, token)
    home = folder / _FOLDER
    with _held(home / f"{token}.busy", within_s=_TAKEN_WITHIN_S) as is_ours:
        if not is_ours:
            raise BusyError("Another process makes this file.")
        with _turn(home):
            found["outcome"] = _outcome(Order(**found["order"]), make, home / f"{token}.file")
        _write(home / f"{token}.json", found)


def sweep(folder: Path, *, now: datetime, of: int | None = None) -> None:
    """Delete what has lain for longer than it is kept.

    Args:
        folder: of the site's data.
        of: a person all of whose orders are deleted, too.
    """
    home = folder / _FOLDER
    if not home.is_dir():
        return
    for path in home.glob("*.json"):
        token = path.name.removesuffix(".json")
        try:
            found = _read(folder, token)
            at = datetime.fromisoformat(found["at"])
            is_theirs = found["order"]["user_id"] == of
        except (NotFoundError, ValueError, KeyError, TypeError):
            at, is_theirs = now - 2 * KEPT_FOR, False
        if is_theirs or now - at > KEPT_FOR:
            for suffix in (".json", ".file", ".busy"):
                (home / f"{token}{suffix}").unlink(missing_ok=True)


def _outcome(order: Order, make: Make, path: Path) -> dict[str, Any]:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            result = make(order, file)
        return {"result": asdict(result), "size": path.stat().st_size}
    except QuizappError as error:
        problem = error.words
    except Exception:  # noqa: BLE001 - whatever it was, its person is told
        _LOG.exception("a file of the kind %s could not be made", order.kind)
        problem = _FAULT
    # Half a file is of no use to anybody.
    path.unlink(missing_ok=True)
    return {"problem": words_to_json(problem)}


def _read(folder: Path, token: str) -> dict[str, Any]:
    if not _TOKEN.fullmatch(token):
        raise NotFoundError(_NONE)
    try:
        found: dict[str, Any] = json.loads((folder / _FOLDER / f"{token}.json").read_bytes())
    except (OSError, ValueError):
        raise NotFoundError(_NONE) from None
    return found


def _write(path: Path, found: dict[str, Any]) -> None:
    """Write a document that is seen whole or not at all."""
    new = path.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(found).encode())
    new.replace(path)


def _is_held(path: Path) -> bool:
    with _held(path) as is_free:
        return not is_free


@contextmanager
def _held(path: Path, *, within_s: float = 0.0) -> Iterator[bool]:
    """Hold a lock while the block runs; say whether it was free.

    Args:
        within_s: seconds in which it may become free.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + within_s
    try:
        while not (is_ours := _locked(handle)) and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_S)
        yield is_ours
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _turn(home: Path) -> Iterator[None]:
    """Wait until less than so many files are made on this machine."""
    while True:
        for place in range(AT_ONCE):
            with _held(home / f"place-{place}") as is_free:
                if is_free:
                    yield
                    return
        time.sleep(_LOOK_EVERY_S)
