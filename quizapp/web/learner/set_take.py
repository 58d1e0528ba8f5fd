"""Take a set that one studies to another program, as flashcards."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services.exports import set_taking
from quizapp.services.exports.exporting import Export
from quizapp.services.exports.set_taking import CARD_FORMATS
from quizapp.services.files.file_making import Order
from quizapp.services.files.taking_size import Size, size_of_set
from quizapp.services.files.taking_told import told_of
from quizapp.web import visitor
from quizapp.web.downloads import download
from quizapp.web.file_order import begin
from quizapp.web.language import words_of
from quizapp.web.learner.take_view import Found, Program, Wish, found_of, programs, wish
from quizapp.web.pages import render, shows


@shows("learner/set_take.html")
@dataclass(frozen=True, slots=True)
class SetTakePage:
    """What a set can be taken along as.

    Attributes:
        wish: the program that was chosen, and whether memory goes along.
        found: what the file for it would hold; None before a choice, and of a large set.
        size: how large it is: the file of a large one is made by a process of its own.
    """

    set_id: int
    title: str
    programs: tuple[Program, ...]
    wish: Wish
    found: Found | None
    size: Size
    problem: str


def take_set(set_id: int) -> str | tuple[str, int]:
    """Show what a set can be taken along as and, once a program is chosen, what it can hold."""
    wanted = wish()
    size = _size(set_id)
    if not wanted.program or (size.is_large and wanted.program in CARD_FORMATS):
        return _page(set_id, wanted, size, None)
    try:
        found = found_of(told_of(_export(set_id, wanted), wanted.program))
    except InputError as error:
        return _page(set_id, wanted, size, None, problem=words_of(error)), 400
    return _page(set_id, wanted, size, found)


def make_set_file(set_id: int) -> Response:
    """Let a process make the file of a large set; a small one's is made by its page."""
    wanted = wish()
    if not _size(set_id).is_large:
        return redirect(url_for("learner.take_set", set_id=set_id, **wanted.parts), 303)
    return begin(Order(visitor.current().id, "set", str(set_id), wanted.program, wanted.memory))


def take_set_file(set_id: int) -> Response:
    """Send a set as a file of flashcards; of a large one go where it is asked for."""
    wanted = wish()
    if _size(set_id).is_large:
        return redirect(url_for("learner.take_set", set_id=set_id, **wanted.parts), 303)
    export = _export(set_id, wanted)
    return download(export.data, name=export.file_name, mimetype=export.media)


def _size(set_id: int) -> Size:
    return size_of_set(user_id=visitor.current().id, set_id=set_id)


def _export(set_id: int, wanted: Wish) -> Export:
    return set_taking.take_set(
        user_id=visitor.current().id,
        set_id=set_id,
        format_name=wanted.program,
        with_memory=wanted.memory,
        now=clock.now(),
    )


def _page(set_id: int, wanted: Wish, size: Size, found: Found | None, *, problem: str = "") -> str:
    title = set_taking.get_title(user_id=visitor.current().id, set_id=set_id)
    offered = programs(CARD_FORMATS.values())
    return render(SetTakePage(set_id, title, offered, wanted, found, size, problem))
