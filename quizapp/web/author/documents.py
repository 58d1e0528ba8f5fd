"""The documents of the bank: where each stands, its YAML, downloads, uploads, conflicts."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import flash, make_response, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import BankErrors, ConflictError, InputError, NotFoundError, translatable
from quizapp.services.editing.editing import list_works
from quizapp.services.workspace import workspace
from quizapp.services.workspace.workspace import UploadReport, WorkingCopy, working_files
from quizapp.web import visitor
from quizapp.web.author.problem_links import LinkedProblem, unlinked
from quizapp.web.author.publish import bank_folder
from quizapp.web.downloads import download
from quizapp.web.language import later, number_words, say, say_counted, words_of
from quizapp.web.pages import render, shows

_MOST_LINES: Final = 2_000
_MOST_FILES: Final = 200
WORDS: Final[Mapping[str, str]] = {
    "disk": later("on disk"),
    "browser": later("made here"),
    "changed": later("changed here"),
    "removed": later("taken away here"),
}


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file: where it stands in words, and whether that is published."""

    path: str
    origin: str
    words: str
    is_conflict: bool
    is_unpublished: bool
    lines: int


@shows("author/documents.html")
@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """All files of the working copy.

    Attributes:
        changed: how many are not published as they are.
        problems, refused: of an upload that was not taken.
    """

    files: tuple[FileLine, ...]
    folder: str
    changed: int
    problems: tuple[LinkedProblem, ...]
    refused: str


@shows("author/document.html")
@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One file.

    Attributes:
        diff: from the disk's text to the working copy's, as ``diff -u`` has it.
        text: the whole, where nothing differs.
    """

    file: FileLine
    diff: tuple[str, ...]
    text: str
    is_whole: bool
    articles: tuple[tuple[str, str], ...]


def documents() -> Response:
    """Show all files and where they stand."""
    return _page()


def download_documents() -> Response:
    """Send the whole working copy as a zip."""
    body = workspace.download(working_files(bank_folder()).files)
    return download(body, name="question_bank.zip", mimetype="application/zip")


def document(path: str) -> str:
    """Show one file: what differs from the disk, or the whole."""
    copy = working_files(bank_folder())
    file = _line(copy, path)
    old, new = copy.disk.get(path, ""), copy.files.get(path, "")
    diff = [] if file.origin in {"disk", "browser"} else list(_diff(old, new))
    home = path.rpartition("/")[0]
    works = list_works(bank_folder()) if home else ()
    return render(
        DocumentPage(
            file=file,
            diff=tuple(diff[:_MOST_LINES]),
            text="" if diff else "\n".join(new.splitlines()[:_MOST_LINES]),
            is_whole=max(len(diff), file.lines if not diff else 0) <= _MOST_LINES,
            articles=tuple((each.id, each.title) for each in works if each.id == home),
        )
    )


def download_document(path: str) -> Response:
    """Send one file as it is worked on."""
    text = working_files(bank_folder()).files.get(path)
    if text is None:
        raise NotFoundError("There is no such document.")
    name = path.rpartition("/")[2]
    return download(text.encode(), name=name, mimetype="application/yaml")


def upload_documents() -> Response:
    """Take a zip of the bank, or single YAML files; report what differs, or all problems."""
    sent = [each for each in request.files.getlist("files") if each.filename]
    now, by = clock.now(), visitor.current().id
    try:
        if len(sent) == 1 and str(sent[0].filename).lower().endswith(".zip"):
            take = (
                workspace.upload_whole if request.form.get("whole") == "yes" else workspace.upload
            )
            report = take(bank_folder(), sent[0].read(), now=now, by=by)
        else:
            files = _single_files(sent, into=request.form.get("into", ""))
            report = workspace.upload_files(bank_folder(), files, now=now, by=by)
    except BankErrors as errors:
        words = say("The files have problems. Nothing of them was stored.")
        return _page(refused=words, errors=errors, status=400)
    except InputError as refused:
        return _page(refused=words_of(refused), status=400)
    except ConflictError as refused:
        return _page(refused=words_of(refused), status=409)
    flash(report_words(report), "good")
    return redirect(url_for("author.documents"), 303)


def settle_document() -> Response:
    """Discard a change, or settle a conflict for one of both sides."""
    path, act = request.form.get("path", ""), request.form.get("do", "")
    acts = {
        "discard": (workspace.discard, translatable("What was written here is discarded.")),
        "disk": (workspace.take_disk, translatable("The file on disk counts now.")),
        "mine": (workspace.keep_mine, translatable("What was written here counts now.")),
    }
    if act not in acts:
        raise InputError("Choose what to do with the file.")
    done, words = acts[act]
    done(bank_folder(), path, now=clock.now(), by=visitor.current().id)
    flash(f"{path}: {say(words)}", "good")
    return redirect(url_for("author.documents"), 303)


def report_words(report: UploadReport) -> str:
    """Return what an upload did, in a sentence or two."""
    if report.unchanged:
        return say_counted(
            "No difference: %(num)s file is as it was.",
            "No difference: all %(num)s files are as they were.",
            len(report.same),
        )
    parts = [
        f"{words}: {', '.join(paths)}"
        for words, paths in (
            (say("new"), report.added),
            (say("changed"), report.changed),
            (say("taken away"), report.removed),
        )
        if paths
    ]
    return say(
        "Taken. %(changes)s. As they were: %(same)s.",
        changes="; ".join(parts).capitalize(),
        same=number_words(len(report.same)),
    )


def _single_files(sent: list[FileStorage], *, into: str) -> dict[str, str]:
    """Return the texts of uploaded YAML files by path inside the bank.

    Raises:
        InputError: there are none, or too many.
    """
    if not sent:
        raise InputError("Choose a zip of the bank, or YAML files.", field="files")
    if len(sent) > _MOST_FILES:
        raise InputError(
            "At most {most_files} files at once: pack them as a zip.",
            most_files=_MOST_FILES,
            field="files",
        )
    start = into.strip().strip("/")
    raw = {}
    for each in sent:
        name = str(each.filename).replace("\\", "/").rpartition("/")[2]
        raw[f"{start}/{name}" if start else name] = each.read()
    return workspace.decode(raw)


def _page(*, refused: str = "", errors: BankErrors | None = None, status: int = 200) -> Response:
    copy = working_files(bank_folder())
    page = DocumentsPage(
        files=tuple(_line(copy, path) for path in copy.origins),
        folder=bank_folder().name,
        changed=len(copy.changed),
        problems=unlinked(errors.problems if errors else ()),
        refused=refused,
    )
    return make_response(render(page), status)


def _line(copy: WorkingCopy, path: str) -> FileLine:
    """Return where a file stands.

    Raises:
        NotFoundError: there is no such file.
    """
    origin = copy.origins.get(path)
    if origin is None:
        raise NotFoundError("There is no such document.")
    return FileLine(
        path=path,
        origin=origin,
        words=WORDS[origin],
        is_conflict=path in copy.conflicts,
        is_unpublished=path in copy.changed,
        lines=len(copy.files.get(path, "").splitlines()),
    )


def _diff(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=3)
    return list(lines)[2:]
