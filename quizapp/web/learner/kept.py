"""Your cards: what a learner buried, suspended, flagged, wrote on or loses often; and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError, translatable
from quizapp.scheduling.day import date_of
from quizapp.services.study import study
from quizapp.services.study.study import Kept
from quizapp.web import visitor
from quizapp.web.language import date_words, say, say_counted, words_of
from quizapp.web.learner.stage import new_id
from quizapp.web.learner.study_form import read_number
from quizapp.web.pages import render, shows

_LISTS: Final = {
    "all": translatable("All"),
    "suspended": translatable("Suspended"),
    "buried": translatable("Buried"),
    "flagged": translatable("Flagged"),
    "noted": translatable("With a note"),
    "leech": translatable("Slipping away"),
}
_BACK: Final = {
    "suspended": translatable("Ask again"),
    "buried": translatable("Show again today"),
    "flagged": translatable("Take the flag off"),
    "leech": translatable("Take off this list"),
}
_LARGEST: Final = 2**31 - 1


@shows("learner/kept.html")
@dataclass(frozen=True, slots=True)
class KeptPage:
    """The list of cards set apart.

    Attributes:
        lists: names of the lists, by kind. back: words of what gives a card back, by kind.
        days: the study day as a date, by its number, for the burials.
        id: of a press of "all": pressed twice, it counts once. ids: of a press for one card, by
            kind and card.
    """

    kept: Kept
    lists: Mapping[str, str]
    back: Mapping[str, str]
    flags: Mapping[int, str]
    days: Mapping[int, str]
    id: str
    ids: Mapping[tuple[str, int], str]


def kept() -> str:
    """Show the cards of a kind."""
    page = request.args.get("page", "1")
    found = study.list_kept(
        user_id=visitor.current().id,
        which=request.args.get("show", "all"),
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,  # noqa: PLR2004 - no list is longer
        now=clock.now(),
    )
    buried = {card.buried_until_day for card in found.cards if card.buried_until_day is not None}
    return render(
        KeptPage(
            kept=found,
            lists=_LISTS,
            back=_BACK,
            flags=study.FLAGS,
            days={day: date_words(date_of(day), "EEEE d MMMM") for day in buried},
            id=new_id(),
            ids={(what, card.card_id): new_id() for what in _BACK for card in found.cards},
        )
    )


def give_back(card_id: int) -> Response:
    """End a burial or suspension, take a flag off, or clear a leech."""
    study.give_back(
        user_id=visitor.current().id,
        card_id=card_id,
        what=request.form.get("what", ""),
        client_id=request.form.get("id", ""),
        now=clock.now(),
    )
    flash(say("Done. Undo on the study page takes this back."), "good")
    return _again()


def give_back_all() -> Response:
    """Do so for all cards of a kind."""
    many = study.give_back_all(
        user_id=visitor.current().id,
        what=request.form.get("what", ""),
        client_id=request.form.get("id", ""),
        now=clock.now(),
    )
    flash(say_counted("Done for %(num)s card.", "Done for %(num)s cards.", many), "good")
    return _again()


def keep_note(card_id: int) -> Response:
    """Keep the learner's note on a card."""
    try:
        saved = study.save_note(
            user_id=visitor.current().id,
            card_id=card_id,
            text=request.form.get("note", ""),
            version=read_number("note-version", largest=_LARGEST),
            now=clock.now(),
        )
    except (ConflictError, InputError) as error:
        flash(words_of(error), "bad")
    else:
        flash(say("Note kept.") if saved.text else say("Note taken away."), "good")
    return _again()


def _again() -> Response:
    shown = request.form.get("show", "all")
    return redirect(url_for("learner.kept", show=shown if shown in _LISTS else "all"), 303)
