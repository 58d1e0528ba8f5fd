"""Take a deck of one's own along: as a file of quizapp, or to another program."""

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.formats.registry import FORMATS
from quizapp.services import deck_filing, decks
from quizapp.services.exporting import Export
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.downloads import download
from quizapp.web.language import words_of
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.learner.take_view import Found, Program, Wish, found_of, programs, wish
from quizapp.web.pages import render, shows


@shows("learner/deck_take.html")
@dataclass(frozen=True, slots=True)
class TakePage:
    """What a deck can be taken along as.

    Attributes:
        wish: the program that was chosen, and whether memory goes along.
        found: what the file for it would hold; None before a choice.
    """

    deck_id: str
    title: str
    programs: tuple[Program, ...]
    wish: Wish
    found: Found | None
    problem: str


@blueprint.get("/decks/<deck_id>/take")
@policy(Policy.SIGNED_IN)
def take_deck(deck_id: str) -> str | tuple[str, int]:
    """Show what a deck can be taken along as and, once a program is chosen, what it can hold."""
    title = decks.get_own_title(user_id=visitor.current().id, article_id=deck_id)
    wanted = wish()
    if not wanted.program:
        return render(_page(deck_id, title, wanted, None))
    try:
        export = _export(deck_id, wanted)
    except InputError as error:
        return render(_page(deck_id, title, wanted, None, problem=words_of(error))), 400
    return render(_page(deck_id, title, wanted, found_of(export, FORMATS[wanted.program])))


@blueprint.get("/decks/<deck_id>/take/file")
@policy(Policy.SIGNED_IN)
def take_deck_file(deck_id: str) -> Response:
    """Send a deck as a file of another program."""
    export = _export(deck_id, wish())
    return download(export.data, name=export.file_name, mimetype=export.media)


@blueprint.get("/decks/<deck_id>/take/quizapp")
@policy(Policy.SIGNED_IN)
def take_deck_along(deck_id: str) -> Response:
    """Send a deck as a file of quizapp."""
    name, data = deck_filing.take_along(
        user_id=visitor.current().id,
        article_id=deck_id,
        with_answers=request.args.get("answers") == "yes",
    )
    return download(data, name=name, mimetype="application/json")


def _export(deck_id: str, wanted: Wish) -> Export:
    return deck_filing.take_to(
        user_id=visitor.current().id,
        article_id=deck_id,
        format_name=wanted.program,
        with_memory=wanted.memory,
        now=clock.now(),
    )


def _page(
    deck_id: str, title: str, wanted: Wish, found: Found | None, *, problem: str = ""
) -> TakePage:
    return TakePage(deck_id, title, programs(FORMATS.values()), wanted, found, problem)
