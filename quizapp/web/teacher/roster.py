"""A class list: upload or paste it, see what it would do, take it over; slips to sign in with."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.formats.rosters.roster_text import MOST_BYTES, decode
from quizapp.services.classes import classes, slips
from quizapp.services.classes import roster as service
from quizapp.services.classes.classes import ClassPage
from quizapp.services.classes.roster_plan import Plan, What
from quizapp.services.classes.slips import Slip
from quizapp.web import visitor
from quizapp.web.language import say_counted, words_of
from quizapp.web.pages import render, shows
from quizapp.web.qr import QrCode, qr_of
from quizapp.web.teacher.csv_files import csv_download


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list as the page shows it: each fault is (column, words)."""

    line: int
    what: str
    name: str
    number: str
    group: str
    faults: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


@shows("teacher/roster.html")
@dataclass(frozen=True, slots=True)
class RosterPage:
    """The form, with what is wrong with the file as a whole."""

    room: ClassPage
    problem: str
    text: str


@shows("teacher/roster_plan.html")
@dataclass(frozen=True, slots=True)
class RosterPlanPage:
    """What a list would do; ``text`` is the list, to be sent once more."""

    room: ClassPage
    lines: tuple[Line, ...]
    counts: dict[str, int]
    left: tuple[str, ...]
    new_groups: tuple[str, ...]
    unused: tuple[str, ...]
    encoding: str
    digest: str
    text: str
    problem: str


@shows("teacher/slips.html")
@dataclass(frozen=True, slots=True)
class SlipsPage:
    """Slips to print; they are shown this once.

    Attributes:
        qr: of the address alone: the code is written in by hand, as a password would be.
    """

    room: ClassPage
    slips: tuple[Slip, ...]
    address: str
    qr: QrCode


def roster(class_id: int) -> str:
    """Show the form."""
    return render(RosterPage(_room(class_id), problem="", text=""))


def roster_template() -> Response:
    """Send an empty list with the columns that can be read."""
    return csv_download(service.template_csv(), name="class-list")


def try_roster(class_id: int) -> str | tuple[str, int]:
    """Show what a list would do; nothing is stored."""
    room = _room(class_id)
    data = _sent()
    try:
        plan = service.try_roster(user_id=visitor.current().id, class_id=class_id, data=data)
    except InputError as error:
        pasted = request.form.get("text", "")
        return render(RosterPage(room, problem=words_of(error), text=pasted)), 400
    return _shown(room, plan, data, problem="")


def apply_roster(class_id: int) -> tuple[str, int] | Response:
    """Take the list over."""
    room, user_id = _room(class_id), visitor.current().id
    data = _sent()
    try:
        done = service.apply_roster(
            user_id=user_id,
            class_id=class_id,
            data=data,
            digest=request.form.get("digest", ""),
            now=clock.now(),
        )
    except InputError as error:
        return render(RosterPage(room, problem=words_of(error), text="")), 400
    except ConflictError as error:
        plan = service.try_roster(user_id=user_id, class_id=class_id, data=data)
        return _shown(room, plan, data, problem=words_of(error)), 409
    words = say_counted("%(num)s account was made.", "%(num)s accounts were made.", done.new)
    changed = say_counted(
        "%(num)s person was updated.", "%(num)s people were updated.", done.updated
    )
    flash(f"{words} {changed}", "good")
    return redirect(url_for("teacher.people", class_id=class_id), 303)


def print_slips(class_id: int) -> str:
    """Make slips for everybody who has never signed in."""
    room = _room(class_id)
    made = slips.print_for_all(user_id=visitor.current().id, class_id=class_id, now=clock.now())
    return render(SlipsPage(room, made, _address(), qr_of(_address())))


def print_slip(class_id: int, member_id: int) -> str:
    """Make a new slip for one learner; a password they had ends."""
    room = _room(class_id)
    made = slips.print_for_one(
        user_id=visitor.current().id, class_id=class_id, member_id=member_id, now=clock.now()
    )
    return render(SlipsPage(room, (made,), _address(), qr_of(_address())))


def _address() -> str:
    return url_for("account.slip", _external=True)


def _room(class_id: int) -> ClassPage:
    return classes.get_class(user_id=visitor.current().id, class_id=class_id)


def _sent() -> bytes:
    """Return the file, or the pasted text where there is none."""
    file = request.files.get("file")
    data = file.read(MOST_BYTES + 1) if file is not None and file.filename else b""
    return data or request.form.get("text", "").encode("utf-8", "surrogatepass")


def _shown(room: ClassPage, plan: Plan, data: bytes, *, problem: str) -> str:
    lines = tuple(
        Line(
            line=each.row.line,
            what=each.what.value,
            name=each.row.name,
            number=each.row.number,
            group=each.row.group,
            faults=tuple((fault.column, words_of(fault.error)) for fault in each.row.faults),
            notes=tuple(words_of(note) for note in each.notes),
        )
        for each in plan.rows
    )
    return render(
        RosterPlanPage(
            room=room,
            # What is wrong comes first: it is what the teacher has to do something about.
            lines=tuple(sorted(lines, key=lambda each: each.what != What.REFUSED)),
            counts={what.value: plan.count(what) for what in What},
            left=plan.left,
            new_groups=plan.new_groups,
            unused=plan.columns.unused,
            encoding=plan.encoding,
            digest=plan.digest,
            text=decode(data)[0],
            problem=problem,
        )
    )
