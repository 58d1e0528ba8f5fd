"""Take a deck of one's own along: as a file of quizapp, or to another program."""

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.formats.registry import FORMATS
from quizapp.services.decks import deck_filing, decks
from quizapp.services.exports.exporting import Export
from quizapp.services.files.file_making import Kind, Order
from quizapp.services.files.taking_size import Size, size_of_deck
from quizapp.services.files.taking_told import told_of
from quizapp.web import visitor
from quizapp.web.downloads import download
from quizapp.web.file_order import begin
from quizapp.web.language import words_of
from quizapp.web.learner.take_view import Found, Program, Wish, found_of, programs, wish
from quizapp.web.pages import render, shows


@shows("learner/deck_take.html")
@dataclass(frozen=True, slots=True)
class TakePage:
    """What a deck can be taken along as.

    Attributes:
        wish: the program that was chosen, and whether memory goes along.
        found: what the file for it would hold; None before a choice, and of a large deck.
        size: how large it is: the file of a large one is made by a process of its own.
    """

    deck_id: str
    title: str
    programs: tuple[Program, ...]
    wish: Wish
    found: Found | None
    size: Size
    problem: str


def take_deck(deck_id: str) -> str | tuple[str, int]:
    """Show what a deck can be taken along as and, once a program is chosen, what it can hold."""
    wanted = wish()
    size = _size(deck_id)
    if not wanted.program or (size.is_large and wanted.program in FORMATS):
        return _page(deck_id, wanted, size, None)
    try:
        found = found_of(told_of(_export(deck_id, wanted), wanted.program))
    except InputError as error:
        return _page(deck_id, wanted, size, None, problem=words_of(error)), 400
    return _page(deck_id, wanted, size, found)


def make_deck_file(deck_id: str) -> Response:
    """Let a process make the file of a large deck; a small one's is made by its page."""
    wanted = wish()
    if not _size(deck_id).is_large:
        return redirect(url_for("learner.take_deck", deck_id=deck_id, **wanted.parts), 303)
    kind: Kind = "deck" if wanted.program else "deck_file"
    return begin(Order(visitor.current().id, kind, deck_id, wanted.program, wanted.memory))


def take_deck_file(deck_id: str) -> Response:
    """Send a deck as a file of another program; of a large one go where it is asked for."""
    wanted = wish()
    if _size(deck_id).is_large:
        return redirect(url_for("learner.take_deck", deck_id=deck_id, **wanted.parts), 303)
    export = _export(deck_id, wanted)
    return download(export.data, name=export.file_name, mimetype=export.media)


def take_deck_along(deck_id: str) -> Response:
    """Send a deck as a file of quizapp; of a large one go where it is asked for."""
    if _size(deck_id).is_large:
        return redirect(url_for("learner.take_deck", deck_id=deck_id), 303)
    name, data = deck_filing.take_along(
        user_id=visitor.current().id,
        article_id=deck_id,
        with_answers=request.args.get("answers") == "yes",
    )
    return download(data, name=name, mimetype="application/json")


def _size(deck_id: str) -> Size:
    return size_of_deck(user_id=visitor.current().id, article_id=deck_id)


def _export(deck_id: str, wanted: Wish) -> Export:
    return deck_filing.take_to(
        user_id=visitor.current().id,
        article_id=deck_id,
        format_name=wanted.program,
        with_memory=wanted.memory,
        now=clock.now(),
    )


def _page(deck_id: str, wanted: Wish, size: Size, found: Found | None, *, problem: str = "") -> str:
    title = decks.get_own_title(user_id=visitor.current().id, article_id=deck_id)
    offered = programs(FORMATS.values())
    return render(TakePage(deck_id, title, offered, wanted, found, size, problem))
