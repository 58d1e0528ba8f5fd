"""Take one's memory along as a file, and take up such a file in an account without answers."""

from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, FileField

from quizapp import clock
from quizapp.errors import InputError, QuizappError
from quizapp.formats.own.memory_file import LARGEST_IN_A_SERVER
from quizapp.services.files import memory_file
from quizapp.services.files.memory_file import MemoryPreview
from quizapp.services.files.taking_size import size_of_memory
from quizapp.web import visitor
from quizapp.web.account.own_file import OwnFile
from quizapp.web.downloads import download
from quizapp.web.formkit import Form, refuse
from quizapp.web.language import later, say_counted
from quizapp.web.pages import render, shows


class MemoryFileForm(Form):
    """A memory file; ``sure`` says that it is to be taken up and not only looked at."""

    file = FileField(later("Memory file"))
    sure = BooleanField(later("Take it up now; otherwise it is only looked at"))


@shows("account/memory_file.html")
@dataclass(frozen=True, slots=True)
class MemoryFilePage:
    """Download and upload of the memory file.

    Attributes:
        is_large: a process makes the file, and no page.
        preview: what the file that was sent would bring; None without one.
    """

    is_large: bool
    form: MemoryFileForm
    preview: MemoryPreview | None
    zone: str


_MEMORY: Final = OwnFile("memory", "account.memory_page", size_of_memory)


def memory_page() -> str:
    """Show both ways."""
    return _page(MemoryFileForm(), None)


def memory_download() -> Response:
    """Send the person's memory; who has much lets it be made."""
    return _MEMORY.at_once(_send)


def memory_make() -> Response:
    """Let a process make the memory file of who has much; others download it at once."""
    return _MEMORY.by_a_process()


def memory_upload() -> tuple[str, int] | Response:
    """Look at a file or take it up."""
    person, now = visitor.current(), clock.now()
    form = MemoryFileForm(request.form)
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    try:
        if not data:
            raise InputError("Choose a memory file first.", field="file")
        use = memory_file.restore if form.sure.data else memory_file.preview
        found = use(user_id=person.id, data=data, now=now, largest=LARGEST_IN_A_SERVER)
    except QuizappError as error:
        refuse(form, error, otherwise="file")
        return _page(form, None), 400
    if not form.sure.data:
        return _page(form, found), 200
    flash(
        say_counted(
            "%(num)s answer was taken up.", "%(num)s answers were taken up.", found.reviews
        ),
        "good",
    )
    return redirect(url_for("learner.progress"), 303)


def _page(form: MemoryFileForm, preview: MemoryPreview | None) -> str:
    return render(MemoryFilePage(_MEMORY.is_large(), form, preview, visitor.current().zone))


def _send(user_id: int) -> Response:
    now = clock.now()
    body = memory_file.save(user_id=user_id, now=now)
    return download(body, name=memory_file.file_name(now), mimetype="application/gzip")
