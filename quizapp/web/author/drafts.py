"""Judging drafts: accept, reject and undo, as plain forms and for workbench.js."""

from collections.abc import Callable
from typing import Final

from flask import flash, get_template_attribute, jsonify, redirect, request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError, NotFoundError, translatable
from quizapp.services.drafting import drafting, drafting_view
from quizapp.services.drafting.drafting_view import PROPOSED
from quizapp.web import visitor
from quizapp.web.author.publish import bank_folder
from quizapp.web.author.workbench import WorkbenchPage, make_page, read_view
from quizapp.web.formkit import whole
from quizapp.web.language import say, words_of

_MACROS: Final = "author/drafts.html"
_NO_DRAFT: Final = translatable("There is no such draft any more. Load the article again.")
"""The service's words: a draft of another article looks like none."""


def accept_draft(article_id: str, draft_id: int) -> Response:
    """Put the draft among the facts."""
    return _judge(article_id, draft_id, act=_accept, said=say("Accepted."))


def reject_draft(article_id: str, draft_id: int) -> Response:
    """Set the draft aside."""
    return _judge(article_id, draft_id, act=_reject, said=say("Rejected."))


def undo_draft(article_id: str, draft_id: int) -> Response:
    """Take back what was decided about the draft."""
    return _judge(article_id, draft_id, act=_undo, said=say("Taken back: to be judged again."))


def _accept(draft_id: int, version: int) -> None:
    drafting.accept(
        bank_folder(),
        draft_id,
        expected_version=version,
        now=clock.now(),
        by=visitor.current().id,
        # The page is one form: each draft's boxes have a name of their own.
        certain=request.form.getlist(f"certain-{draft_id}"),
    )


def _reject(draft_id: int, version: int) -> None:
    drafting.reject(draft_id, expected_version=version, now=clock.now(), by=visitor.current().id)


def _undo(draft_id: int, version: int) -> None:
    drafting.undo(
        bank_folder(), draft_id, expected_version=version, now=clock.now(), by=visitor.current().id
    )


def _judge(
    article_id: str, draft_id: int, *, act: Callable[[int, int], None], said: str
) -> Response:
    """Do it; a script gets the draft as it is now, everybody else the way to the next one."""
    if drafting_view.get_draft(bank_folder(), draft_id).article_id != article_id:
        raise NotFoundError(_NO_DRAFT)
    status = 200
    try:
        act(draft_id, request.form.get("version", default=0, type=whole))
    except ConflictError as error:
        said, status = words_of(error), 409
    except InputError as error:
        said, status = _unfit(error), 400
    page = make_page(article_id, read_view())
    if request.accept_mimetypes.best == "application/json":
        reply = jsonify(said=said, **_pieces(page, draft_id))
        reply.status_code = status
        return reply
    if status != 200:  # noqa: PLR2004 - as above
        flash(said, "bad")
    stays = status != 200 or act is _undo  # noqa: PLR2004 - the same
    anchor = f"draft-{draft_id}" if stays else _next_anchor(page, draft_id)
    return redirect(read_view().url(article_id, anchor=anchor), 303)


def _pieces(page: WorkbenchPage, draft_id: int) -> dict[str, str]:
    """Return the pieces of the page that a judgement changes, as the page draws them."""
    cards = {card.id: (row, card) for row in page.bench.rows for card in row.drafts}
    pieces = {
        "progress": _drawn("progress", page.count),
        "choices": _drawn("choices", page.filters),
    }
    if draft_id in cards:
        row, card = cards[draft_id]
        place = next(each for each in page.bench.strip if each.number == row.number)
        pieces |= {"card": _drawn("draft", card), "cell": _drawn("cell", place)}
    return pieces


def _drawn(macro: str, value: object) -> str:
    return str(get_template_attribute(_MACROS, macro)(value))


def _next_anchor(page: WorkbenchPage, draft_id: int) -> str:
    """Return the draft that waits after this one, or this one when none does."""
    cards = [card for row in page.bench.rows for card in row.drafts]
    here = next((n for n, card in enumerate(cards) if card.id == draft_id), 0)
    waiting = [card.id for card in (*cards[here:], *cards[:here]) if card.state == PROPOSED]
    return f"draft-{waiting[0] if waiting else draft_id}"


def _unfit(error: InputError) -> str:
    problem = words_of(error).rstrip(".")
    return say("It cannot be accepted as it is: %(problem)s. Edit it first.", problem=problem)
