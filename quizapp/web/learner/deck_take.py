"""Take a deck of one's own along: as a file of quizapp, or to another program."""

from dataclasses import dataclass

from flask import request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError, Words
from quizapp.formats.registry import FORMATS
from quizapp.services import deck_filing, decks
from quizapp.services.exporting import Export
from quizapp.services.question_words import FORMS
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.downloads import download
from quizapp.web.language import say, words_of
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class Program:
    """A format of another program."""

    name: str
    title: str
    used_for: Words


@shows("learner/deck_take.html")
@dataclass(frozen=True, slots=True)
class TakePage:
    """What a deck can be taken along as.

    Attributes:
        export: the file for the program that was chosen; None before a choice.
        counts: how many of each form are in it. left_out: form and stem of what it cannot hold.
    """

    deck_id: str
    title: str
    programs: tuple[Program, ...]
    chosen: str
    export: Export | None
    counts: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    problem: str


@blueprint.get("/decks/<deck_id>/take")
@policy(Policy.SIGNED_IN)
def take_deck(deck_id: str) -> str | tuple[str, int]:
    """Show what a deck can be taken along as and, once a program is chosen, what it can hold."""
    title = decks.get_own_title(user_id=visitor.current().id, article_id=deck_id)
    chosen = request.args.get("format", "")
    if not chosen:
        return render(_page(deck_id, title, "", None))
    try:
        export = _export(deck_id, chosen)
    except InputError as error:
        return render(_page(deck_id, title, chosen, None, problem=words_of(error))), 400
    return render(_page(deck_id, title, chosen, export))


@blueprint.get("/decks/<deck_id>/take/file")
@policy(Policy.SIGNED_IN)
def take_deck_file(deck_id: str) -> Response:
    """Send a deck as a file of another program."""
    export = _export(deck_id, request.args.get("format", ""))
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


def _export(deck_id: str, name: str) -> Export:
    return deck_filing.take_to(
        user_id=visitor.current().id, article_id=deck_id, format_name=name, now=clock.now()
    )


def _page(
    deck_id: str, title: str, chosen: str, export: Export | None, *, problem: str = ""
) -> TakePage:
    return TakePage(
        deck_id=deck_id,
        title=title,
        programs=tuple(Program(n, each.title, each.used_for) for n, each in FORMATS.items()),
        chosen=chosen,
        export=export,
        counts=tuple((say(FORMS[k]), n) for k, n in export.counts.items()) if export else (),
        left_out=tuple((say(FORMS[k]), stem) for k, stem in export.left_out) if export else (),
        problem=problem,
    )
