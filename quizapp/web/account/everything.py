"""Take everything of one's own along as one file, and take such a file up in a new account."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BusyError, ConflictError, InputError, NotFoundError
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.services.files import everything_saving, everything_taking, import_jobs
from quizapp.services.files.everything_preview import EverythingPreview
from quizapp.services.files.import_jobs import ImportState
from quizapp.services.files.taking_size import size_of_person
from quizapp.services.people.sent_file import written
from quizapp.services.processes.import_child import MAX_BYTES
from quizapp.web import visitor
from quizapp.web.account.own_file import OwnFile
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import send
from quizapp.web.formkit import sent_file
from quizapp.web.language import said, words_of
from quizapp.web.pages import render, shows

SHOWN: Final = 20
"""Losses that a page lists at once."""
_MOST_MEGABYTES: Final = 90
"""Of media in a file that a page takes up for certain: all of it may have 100."""


@shows("account/everything.html")
@dataclass(frozen=True, slots=True)
class EverythingPage:
    """Out and in, and which file is for what.

    Attributes:
        is_large: a process makes the file, and no page.
        megabytes: of media, where a page takes no file of so much up; else 0.
        most_bytes: that a file may have.
        pending: a file that was sent before and is not in yet.
        problem: why a file was not taken, in words.
    """

    is_large: bool
    megabytes: int
    most_bytes: int
    pending: tuple[ImportState, ...]
    problem: str


@shows("account/everything_progress.html")
@dataclass(frozen=True, slots=True)
class EverythingProgressPage:
    """A file that a process is at work on."""

    state: ImportState
    taking: bool


@shows("account/everything_preview.html")
@dataclass(frozen=True, slots=True)
class EverythingPreviewPage:
    """What a file would bring, or brought.

    Attributes:
        shown: losses that are listed.
        taken: it is in.
    """

    id: int
    found: EverythingPreview
    shown: int
    taken: bool
    zone: str
    problem: str


_FILE: Final = OwnFile("everything", "account.everything", size_of_person)


def everything() -> str:
    """Show both ways."""
    return _form("")


def everything_download() -> Response:
    """Send everything of the person; of who has much go where it is asked for."""
    return _FILE.at_once(_send)


def everything_make() -> Response:
    """Let a process make the file of who has much; others download it at once."""
    return _FILE.by_a_process()


def everything_upload() -> Response | tuple[str, int]:
    """Keep a file until a process has read it, and go on to what it brings."""
    user_id = visitor.current().id
    try:
        with sent_file("file") as file:
            everything_taking.check_size(file.size)
            everything_taking.need_new(user_id=user_id)
            number = import_jobs.send(
                user_id=user_id,
                file=file.stream,
                name=file.name,
                kind=EVERYTHING,
                choices=Choices(),
                folder=settings_in_force().data_dir,
                now=clock.now(),
            )
    except InputError as error:
        return _form(words_of(error)), 400
    except ConflictError as error:
        return _form(words_of(error)), 409
    import_jobs.start(settings_in_force())
    return redirect(url_for("account.everything_waiting", import_id=number), 303)


def everything_waiting(import_id: int) -> str | tuple[str, int]:
    """Show what a file brings or brought, or how far the work on it is."""
    state = _look(import_id)
    if state.is_open:
        return render(EverythingProgressPage(state, taking=state.state in {"asked", "taking"}))
    problem = said(state.problem) if state.problem else ""
    if state.state == "failed":
        return _form(problem), 400
    return _preview(state, problem=problem)


def everything_take_up(import_id: int) -> Response | tuple[str, int]:
    """Let a process take a file up."""
    there = redirect(url_for("account.everything_waiting", import_id=import_id), 303)
    state = _look(import_id)
    if state.is_open or state.state == "taken":
        return there
    user_id = visitor.current().id
    try:
        everything_taking.need_new(user_id=user_id)
        import_jobs.ask_everything(user_id=user_id, import_id=import_id, now=clock.now())
    except ConflictError as error:
        return _preview(state, problem=words_of(error)), 409
    except BusyError as error:
        return _preview(state, problem=words_of(error)), 503
    import_jobs.start(settings_in_force())
    return there


def _look(import_id: int) -> ImportState:
    """Return how far a file of everything of the person's is.

    Raises:
        NotFoundError: there is none such.
    """
    state = import_jobs.look(user_id=visitor.current().id, import_id=import_id, now=clock.now())
    if state.format != EVERYTHING:
        raise NotFoundError("No such file waits to be taken up.")
    return state


def _form(problem: str) -> str:
    user_id = visitor.current().id
    pending = import_jobs.list_pending(user_id=user_id, now=clock.now())
    sent = tuple(each for each in pending if each.format == EVERYTHING)
    size = size_of_person(user_id=user_id)
    megabytes = size.media_bytes // 1_000_000
    too_much = megabytes if megabytes > _MOST_MEGABYTES else 0
    return render(EverythingPage(_FILE.is_large(size), too_much, MAX_BYTES, sent, problem))


def _preview(state: ImportState, *, problem: str) -> str:
    taken = state.state == "taken"
    person = visitor.current()
    found = everything_taking.preview(user_id=person.id, import_id=state.id, with_sample=not taken)
    return render(EverythingPreviewPage(state.id, found, SHOWN, taken, person.zone, problem))


def _send(user_id: int) -> Response:
    now = clock.now()
    file = written(partial(everything_saving.write, user_id=user_id, now=now))
    name = everything_saving.file_name(now)
    return send(file, user_id=user_id, name=name, mimetype="application/zip")
