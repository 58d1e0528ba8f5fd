"""Large files are read and taken in by a process of their own: no page and nobody else waits.

The file waits as a row. A process takes it, notes how far it is, and lets go of it with what came
of it; one that dies leaves nothing behind but the row, which is given back after a while.
"""

import logging
import os
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final

from quizapp.errors import ConflictError, NotFoundError, QuizappError, Words, translatable
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.incoming.incoming_codec import (
    choices_from_json,
    choices_to_json,
    words_from_json,
    words_to_json,
)
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.decks.deck_fitting import as_kept
from quizapp.services.decks.deck_reading import plain_name, read_whole
from quizapp.services.decks.deck_taking import take_in
from quizapp.services.files import everything_taking
from quizapp.services.processes import own_process
from quizapp.services.processes.import_child import AT_LEISURE_S
from quizapp.settings import Settings
from quizapp.store.decks import deck_queries, import_queries
from quizapp.store.decks.import_queries import ASKED, FAILED, READ, READING, SENT, TAKING, Claimed
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.tables.decks import DeckImport

LEASE: Final = timedelta(minutes=3)
"""A process that is silent for longer is gone."""
AT_ONCE: Final = 2
"""Files that are worked on at one time on a site."""
SMALL_BYTES: Final = 200_000
"""Of text: so much is read while its page waits."""
SMALL_NOTES: Final = 500
SMALL_REVIEWS: Final = 2_000
_PACKED: Final = frozenset({"anki", "canvas", "qti21", "xlsx"})
"""Readers of files whose size says little about what is in them."""
_FOLDER: Final = "imports"
_OWNER_ONLY: Final = 0o700
_ALL_SITE: Final = -12
"""Key of the lock under which files are taken: no person's."""
_MEMORY_BYTES: Final = 2_000_000_000
"""Of addresses, which are more than what is used."""
_CPU_S: Final = 300
_WALL_S: Final = 1800
_COMMAND: Final = ("import", "--waiting")
READING_IT: Final = translatable("Reading the file")
STOPPED: Final = translatable(
    "The program that was at work on the file was stopped. Nothing was stored. Try again."
)
FAULT: Final = translatable("That failed, which is a fault of ours. Nothing was stored. Try again.")
_LOG: Final = logging.getLogger(__name__)


class _LostError(Exception):
    """The file was forgotten, or given to another process."""


@dataclass(frozen=True, slots=True)
class ImportState:
    """How far a file is.

    Attributes:
        state: sent, reading, read (waits for a yes), asked, taking, failed, or taken.
        step: what is being done, in words; "" where nothing is.
        done, of: how much of the step; 0 of 0 where none says.
        problem: why it failed or came back, in words; "" for none.
        is_open: a process has it or will have it.
        format: name of its reader; ``EVERYTHING`` of one that brings a whole account.
    """

    id: int
    state: str
    source_name: str
    format: str
    step: str
    done: int
    of: int
    problem: str
    is_open: bool


def is_small(size: int, *, kind: str) -> bool:
    """Return whether a page may wait while a file of so many bytes is read."""
    return kind not in _PACKED and size <= SMALL_BYTES


def is_soon_in(wish: Wish) -> bool:
    """Return whether a page may wait while a file is taken in."""
    with reading() as session:
        found = import_queries.find_sizes(session, wish.import_id, user_id=wish.user_id)
    if found is None:
        return False
    notes, reviews = found
    return notes <= SMALL_NOTES and not (wish.with_reviews and reviews > SMALL_REVIEWS)


def send(
    *,
    user_id: int,
    file: IO[bytes],
    name: str,
    kind: str,
    choices: Choices,
    folder: Path,
    now: datetime,
) -> int:
    """Keep a file until a process reads it; return the number under which it is looked for.

    A file of the person's that waited before is forgotten.

    Args:
        file: copied some at a time. kind: of its reader, as ``deck_reading.kind_of`` says.
        folder: of the site's data.
    """
    kept = _keep(folder, file)
    with writing() as session:
        before = import_queries.files_in_use(session, user_id=user_id)
        row = DeckImport(
            user_id=user_id,
            source_name=plain_name(name),
            format=kind,
            made_at=now,
            with_reviews=choices.scheduling,
            state=SENT,
            asked={"file": kept, "reader": kind, "choices": choices_to_json(choices)},
            seen_at=now,
        )
        number = deck_queries.let_one_wait(session, row)
    for each in before:
        (folder / _FOLDER / each).unlink(missing_ok=True)
    sweep(folder, now=now)
    return number


def ask(wish: Wish, *, now: datetime) -> None:
    """Let a file that was read wait to be taken in.

    Raises:
        NotFoundError: no such file of theirs is there.
        ConflictError: it does not wait for a yes.
    """
    asked = {
        "target": wish.target,
        "title": wish.title,
        "with_reviews": wish.with_reviews,
        "over_own": wish.over_own,
    }
    _ask(wish.import_id, asked, user_id=wish.user_id, now=now)


def ask_everything(*, user_id: int, import_id: int, now: datetime) -> None:
    """Let a file of everything that was read wait to be taken up.

    Raises:
        NotFoundError: no such file of theirs is there.
        ConflictError: it does not wait for a yes.
    """
    _ask(import_id, {}, user_id=user_id, now=now)


def _ask(import_id: int, asked: Mapping[str, object], *, user_id: int, now: datetime) -> None:
    with writing() as session:
        stopped = words_to_json(STOPPED)
        import_queries.give_up_silent(session, before=now - LEASE, problem=stopped)
        found = import_queries.find_standing(session, import_id, user_id=user_id)
        if found is None:
            raise NotFoundError("No such file waits to be taken in.")
        if not import_queries.ask(session, import_id, asked=asked, now=now, lease=LEASE):
            raise ConflictError("This file is being taken in already, or was.")


def start(settings: Settings) -> None:
    """Start a process that works on what waits, and return at once.

    When enough are at work already it ends by itself, and those take what waits.
    """
    own_process.start(
        _COMMAND, settings=settings, wall_s=_WALL_S, memory_bytes=_MEMORY_BYTES, cpu_s=_CPU_S
    )


def look(*, user_id: int, import_id: int, now: datetime) -> ImportState:
    """Return how far a file of the person's is.

    Raises:
        NotFoundError: there is no such file of theirs.
    """
    with reading() as session:
        row = import_queries.find_standing(session, import_id, user_id=user_id)
        alive = import_queries.count_alive(session, now=now, lease=LEASE)
    if row is None:
        raise NotFoundError("No such file waits to be taken in.")
    if row.taken_at is not None:
        return ImportState(
            row.id, "taken", row.source_name, row.format, "", 0, 0, "", is_open=False
        )
    is_open = row.state in {SENT, READING, ASKED, TAKING}
    state = row.state
    words: str = words_from_json(dict(row.problem)) if row.problem else ""
    silent = is_open and row.seen_at is not None and row.seen_at < now - LEASE
    if silent and (row.state in {READING, TAKING} or not alive):
        # Its process is gone. What was read waits again; a file that was not is sent anew. What
        # has only to wait for its turn does so.
        is_open, words = False, STOPPED
        state = READ if state in {ASKED, TAKING} else FAILED
    told: Mapping[str, Any] = row.progress or {}
    return ImportState(
        id=row.id,
        state=state,
        source_name=row.source_name,
        format=row.format,
        step=words_from_json(told["step"]) if is_open and "step" in told else "",
        done=int(told.get("done", 0)),
        of=int(told.get("of", 0)),
        problem=words,
        is_open=is_open,
    )


def list_pending(*, user_id: int, now: datetime) -> tuple[ImportState, ...]:
    """Return the files of a person that are on their way, or wait for a yes; the newest first."""
    with reading() as session:
        numbers = import_queries.list_pending(session, user_id=user_id)
    return tuple(look(user_id=user_id, import_id=each, now=now) for each in numbers)


def run_waiting(folder: Path, *, now: Callable[[], datetime]) -> int:
    """Work on the files that wait, one after the other; return how many this process had.

    Args:
        folder: of the site's data. now: the clock.
    """
    ran = 0
    while True:
        started_at = now()
        started_at = started_at.replace(microsecond=started_at.microsecond // 1000 * 1000)
        with writing() as session:
            lock_for(session, _ALL_SITE)
            stopped = words_to_json(STOPPED)
            import_queries.give_up_silent(session, before=started_at - LEASE, problem=stopped)
            found = import_queries.claim(session, now=started_at, lease=LEASE, at_once=AT_ONCE)
        if found is None:
            return ran
        ran += 1
        _Run(folder, found, started_at, now).run()


@dataclass(frozen=True, slots=True)
class _Run:
    """One file in the hands of this process."""

    folder: Path
    found: Claimed
    started_at: datetime
    now: Callable[[], datetime]

    def run(self) -> None:
        """Work on it; whatever goes wrong lets go of it, so that nobody waits for ever."""
        back = FAILED if self.found.state == SENT else READ
        try:
            if self.found.state == SENT:
                self._read()
            else:
                self._take()
        except _LostError:
            return
        except QuizappError as error:
            self._end(back, error.words)
        except Exception:  # noqa: BLE001 - whatever it was, its person is told and others wait
            _LOG.exception("work on the file %d failed", self.found.id)
            self._end(back, FAULT)

    def _read(self) -> None:
        path = self.folder / _FOLDER / Path(str(self.found.asked["file"])).name
        self._tell(READING_IT, 0, 0)
        try:
            data = path.read_bytes()
        except OSError:
            self._end(FAILED, STOPPED)
            return
        finally:
            path.unlink(missing_ok=True)
        if self.found.format == EVERYTHING:
            self._keep_everything(data)
            return
        choices = choices_from_json(self.found.asked["choices"])
        kind = str(self.found.asked["reader"])
        with read_whole(data, kind=kind, choices=choices, within_s=AT_LEISURE_S) as incoming:
            deck_media.keep(incoming, user_id=self.found.user_id, now=self.now())
        with writing() as session:
            lock_for(session, self.found.user_id)
            own = import_queries.end(
                session,
                self.found.id,
                started_at=self.started_at,
                state=READ,
                incoming=as_kept(incoming),
                with_reviews=choices.scheduling and bool(incoming.reviews),
            )
            if own:
                deck_media.let_wait(
                    session, incoming, user_id=self.found.user_id, import_id=self.found.id
                )

    def _keep_everything(self, data: bytes) -> None:
        user_id = self.found.user_id
        found, told = everything_taking.read(data, user_id=user_id, now=self.now())
        with writing() as session:
            lock_for(session, user_id)
            if import_queries.end(session, self.found.id, started_at=self.started_at, state=READ):
                everything_taking.keep(session, self.found.id, found, told, user_id=user_id)

    def _take(self) -> None:
        if self.found.format == EVERYTHING:
            everything_taking.take_up(
                user_id=self.found.user_id,
                import_id=self.found.id,
                now=self.started_at,
                tell=self._tell,
            )
            return
        asked = self.found.asked
        wish = Wish(
            user_id=self.found.user_id,
            import_id=self.found.id,
            target=str(asked["target"]),
            title=str(asked["title"]),
            with_reviews=bool(asked["with_reviews"]),
            # What was asked for by an older server does not say it.
            over_own=bool(asked.get("over_own")),
        )
        take_in(wish, now=self.started_at, tell=self._tell)

    def _tell(self, step: str, done: int, of: int) -> None:
        words = words_to_json(step if isinstance(step, Words) else Words(step))
        told = {"step": words, "done": done, "of": of}
        with writing() as session:
            own = import_queries.note(
                session,
                self.found.id,
                started_at=self.started_at,
                now=self.now(),
                progress=told,
            )
        if not own:
            raise _LostError

    def _end(self, state: str, problem: Words) -> None:
        with writing() as session:
            import_queries.end(
                session,
                self.found.id,
                started_at=self.started_at,
                state=state,
                problem=words_to_json(problem),
            )


def _keep(folder: Path, file: IO[bytes]) -> str:
    """Write a file that only we can read; return its name in the folder of such files."""
    home = folder / _FOLDER
    home.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    name = secrets.token_hex(16)
    handle = os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as kept:
        shutil.copyfileobj(file, kept)
    return name


def sweep(folder: Path, *, now: datetime) -> None:
    """Delete kept files that no row names any more: of people who are gone, or of dead processes.

    Args:
        folder: of the site's data.
    """
    home = folder / _FOLDER
    if not home.is_dir():
        return
    with reading() as session:
        used = import_queries.files_in_use(session)
    for path in home.iterdir():
        # A new one may be there before its row.
        if path.name not in used and path.stat().st_mtime < (now - LEASE).timestamp():
            path.unlink(missing_ok=True)
