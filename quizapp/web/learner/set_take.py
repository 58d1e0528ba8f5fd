"""Take a set that one studies to another program, as flashcards."""

from dataclasses import dataclass

from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import InputError
from quizapp.services import set_taking
from quizapp.services.exporting import Export
from quizapp.services.set_taking import CARD_FORMATS
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.downloads import download
from quizapp.web.language import words_of
from quizapp.web.learner.blueprint import blueprint
from quizapp.web.learner.take_view import Found, Program, Wish, found_of, programs, wish
from quizapp.web.pages import render, shows


@shows("learner/set_take.html")
@dataclass(frozen=True, slots=True)
class SetTakePage:
    """What a set can be taken along as.

    Attributes:
        wish: the program that was chosen, and whether memory goes along.
        found: what the file for it would hold; None before a choice.
    """

    set_id: int
    title: str
    programs: tuple[Program, ...]
    wish: Wish
    found: Found | None
    problem: str


@blueprint.get("/sets/<int:set_id>/take")
@policy(Policy.SIGNED_IN)
def take_set(set_id: int) -> str | tuple[str, int]:
    """Show what a set can be taken along as and, once a program is chosen, what it can hold."""
    title = set_taking.get_title(user_id=visitor.current().id, set_id=set_id)
    wanted = wish()
    if not wanted.program:
        return render(_page(set_id, title, wanted, None))
    try:
        export = _export(set_id, wanted)
    except InputError as error:
        return render(_page(set_id, title, wanted, None, problem=words_of(error))), 400
    return render(_page(set_id, title, wanted, found_of(export, CARD_FORMATS[wanted.program])))


@blueprint.get("/sets/<int:set_id>/take/file")
@policy(Policy.SIGNED_IN)
def take_set_file(set_id: int) -> Response:
    """Send a set as a file of flashcards."""
    export = _export(set_id, wish())
    return download(export.data, name=export.file_name, mimetype=export.media)


def _export(set_id: int, wanted: Wish) -> Export:
    return set_taking.take_set(
        user_id=visitor.current().id,
        set_id=set_id,
        format_name=wanted.program,
        with_memory=wanted.memory,
        now=clock.now(),
    )


def _page(
    set_id: int, title: str, wanted: Wish, found: Found | None, *, problem: str = ""
) -> SetTakePage:
    return SetTakePage(set_id, title, programs(CARD_FORMATS.values()), wanted, found, problem)
