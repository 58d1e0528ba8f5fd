"""Bring in a deck: choose a file, see what it brings, take it in, read what came of it."""

import io
from dataclasses import dataclass, replace
from typing import Final

from flask import jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BusyError, ConflictError, InputError, Words, translatable
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.own.everything_codec import EVERYTHING
from quizapp.formats.readers import READERS
from quizapp.services.decks import deck_reading, deck_reports, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.decks.deck_reading import NEW, ImportPreview, Loss
from quizapp.services.decks.deck_reports import ImportReport
from quizapp.services.files import import_jobs
from quizapp.services.files.import_jobs import ImportState
from quizapp.services.processes.import_child import MAX_BYTES, ON_A_PAGE_S
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import csv_file
from quizapp.web.formkit import SentFile, sent_file
from quizapp.web.language import said, say, words_of
from quizapp.web.pages import render, shows

_SHOWN_LOSSES: Final = 200
"""Changes and omissions that a page lists; the report has all of them."""
_SEPARATORS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_OUTCOMES: Final = {
    "added": translatable("new"),
    "updated": translatable("updated"),
    "same": translatable("as it was"),
    "kept": translatable("as you left it"),
    "left_out": translatable("left out"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that can be chosen."""

    name: str
    title: str
    used_for: Words


@shows("learner/deck_import.html")
@dataclass(frozen=True, slots=True)
class ImportPage:
    """The form: what was typed stays where the file could not be read.

    Attributes:
        pending: files that were sent before and are not in yet.
        most_bytes: that a file may have.
    """

    kinds: tuple[Kind, ...]
    pending: tuple[ImportState, ...]
    suffixes: str
    most_bytes: int
    problem: str
    text: str
    chosen: str


@shows("learner/deck_preview.html")
@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file brings; the lists of changes and omissions are cut, with how many there are."""

    found: ImportPreview
    changed: tuple[Loss, ...]
    left_out: tuple[Loss, ...]
    target: str
    title: str
    over_own: bool
    problem: str


@shows("learner/deck_progress.html")
@dataclass(frozen=True, slots=True)
class ProgressPage:
    """A file that a process is at work on."""

    state: ImportState
    taking: bool


@shows("learner/deck_report.html")
@dataclass(frozen=True, slots=True)
class ReportPage:
    """What came of a file, note by note."""

    report: ImportReport
    outcomes: dict[str, Words]
    zone: str
    shown: int


def import_form() -> str:
    """Show the form."""
    return _form(problem="")


def import_file() -> Response | tuple[str, int]:
    """Read a file, and go on to what it brings."""
    pasted = request.form.get("text", "")
    kind = request.form.get("format", "")
    try:
        with sent_file("file") as file:
            if not file.size and pasted.strip():
                data = pasted.encode("utf-8", "surrogatepass")
                file, kind = SentFile(io.BytesIO(data), "", len(data)), "text"  # noqa: PLW2901 - the text stands for it
            if not file.size and not file.name:
                return _form(problem=say("Choose a file, or paste its text.")), 400
            number = _receive(file, kind if kind in READERS else "")
    except InputError as error:
        return _form(problem=words_of(error)), 400
    except BusyError as error:
        return _form(problem=words_of(error)), 503
    return redirect(url_for("learner.import_preview", import_id=number), 303)


def import_preview(import_id: int) -> str | Response | tuple[str, int]:
    """Show what a file brings, or how far the work on it is."""
    state = _look(import_id)
    if state.format == EVERYTHING:
        return redirect(url_for("account.everything_waiting", import_id=import_id), 303)
    if state.state == "taken":
        return redirect(url_for("learner.import_report", import_id=import_id), 303)
    if state.is_open:
        return render(ProgressPage(state, taking=state.state in {"asked", "taking"}))
    problem = said(state.problem) if state.problem else ""
    if state.state == "failed":
        return _form(problem=problem), 400
    return _preview(import_id, problem=problem)


def import_state(import_id: int) -> Response:
    """Send how far the work on a file is, for a page that waits for it."""
    state = _look(import_id)
    return jsonify(
        open=state.is_open,
        state=state.state,
        step=said(state.step) if state.step else "",
        done=state.done,
        of=state.of,
    )


def take_in(import_id: int) -> Response | tuple[str, int]:
    """Take a file in: at once, or by a process of its own where it takes a while."""
    there = redirect(url_for("learner.import_preview", import_id=import_id), 303)
    if _look(import_id).is_open:
        return there
    wish = Wish(
        user_id=visitor.current().id,
        import_id=import_id,
        target=request.form.get("target", NEW),
        title=request.form.get("title", ""),
        with_reviews=request.form.get("reviews") == "yes",
        over_own=request.form.get("over_own") == "yes",
    )
    try:
        if not import_jobs.is_soon_in(wish):
            import_jobs.ask(wish, now=clock.now())
            import_jobs.start(settings_in_force())
            return there
        done = deck_taking.take_in(wish, now=clock.now())
    except InputError as error:
        return _preview(import_id, problem=words_of(error)), 400
    except ConflictError as error:
        return _preview(import_id, problem=words_of(error)), 409
    return redirect(url_for("learner.import_report", import_id=done.import_id), 303)


def import_report(import_id: int) -> str:
    """Show what came of a file."""
    person = visitor.current()
    report = deck_reports.get_report(user_id=person.id, import_id=import_id)
    told = sorted(
        report.lines, key=lambda line: (line.outcome not in {"left_out", "kept"}, not line.why)
    )
    cut = told[:_SHOWN_LOSSES]
    page = ReportPage(replace(report, lines=tuple(cut)), dict(_OUTCOMES), person.zone, len(told))
    return render(page)


def import_report_csv(import_id: int) -> Response:
    """Send what came of a file as CSV."""
    report = deck_reports.get_report(user_id=visitor.current().id, import_id=import_id)
    return csv_file(deck_reports.as_csv(report), name=f"import-{report.title}")


def _receive(file: SentFile, reader: str) -> int:
    """Read a small file, or let a process read a large one; return its number."""
    user_id, now = visitor.current().id, clock.now()
    kind = deck_reading.kind_of(file.size, name=file.name, reader=reader)
    if import_jobs.is_small(file.size, kind=kind):
        return deck_reading.stage(
            user_id=user_id,
            data=file.stream.read(),
            name=file.name,
            reader=kind,
            choices=_choices(),
            now=now,
            within_s=ON_A_PAGE_S,
        )
    number = import_jobs.send(
        user_id=user_id,
        file=file.stream,
        name=file.name,
        kind=kind,
        choices=_choices(),
        folder=settings_in_force().data_dir,
        now=now,
    )
    import_jobs.start(settings_in_force())
    return number


def _look(import_id: int) -> ImportState:
    return import_jobs.look(user_id=visitor.current().id, import_id=import_id, now=clock.now())


def _choices() -> Choices:
    columns: dict[int, str] = {}
    if request.form.get("swapped") == "yes":
        columns = {0: "back", 1: "front"}
    sign = request.form.get("separator", "")
    other = request.form.get("other_separator", "")[:1]
    return Choices(
        separator=other if sign == "other" else _SEPARATORS.get(sign, ""),
        columns=columns,
        both_ways=request.form.get("both_ways") == "yes",
        scheduling=request.form.get("scheduling") == "yes",
    )


def _form(*, problem: str) -> str:
    kinds = tuple(Kind(each.name, each.title, each.used_for) for each in READERS.values())
    suffixes = sorted({suffix for each in READERS.values() for suffix in each.suffixes})
    return render(
        ImportPage(
            kinds=kinds,
            pending=import_jobs.list_pending(user_id=visitor.current().id, now=clock.now()),
            suffixes=",".join(suffixes),
            most_bytes=MAX_BYTES,
            problem=problem,
            text=request.form.get("text", ""),
            chosen=request.form.get("format", ""),
        )
    )


def _preview(import_id: int, *, problem: str) -> str:
    found = deck_reading.preview(user_id=visitor.current().id, import_id=import_id)
    best = found.targets[0] if found.targets else None
    fits = best is not None and best.updated + best.same + best.kept > 0
    return render(
        PreviewPage(
            found=found,
            changed=found.changed[:_SHOWN_LOSSES],
            left_out=found.left_out[:_SHOWN_LOSSES],
            target=request.form.get("target", best.article_id if best and fits else NEW),
            title=request.form.get("title", found.title)[:200],
            over_own=request.form.get("over_own") == "yes",
            problem=problem,
        )
    )
