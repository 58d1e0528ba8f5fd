"""The cards of one's own deck: looked through, put away and taken back, deleted and put back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import translatable
from quizapp.scheduling.day import date_of
from quizapp.services.decks import card_browsing, card_writing
from quizapp.services.decks.card_browsing import LONGEST, Browsed
from quizapp.services.decks.card_writing import Mending
from quizapp.services.study import study
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import date_words, say
from quizapp.web.learner.stage import new_id
from quizapp.web.pages import render, safe_next, shows

_KINDS: Final = {
    "all": translatable("All"),
    "new": translatable("New"),
    "learning": translatable("Learning"),
    "due": translatable("Due"),
    "suspended": translatable("Suspended"),
    "flagged": translatable("Flagged"),
    "leech": translatable("Slipping away"),
}
_STAGES: Final = {
    "": translatable("not studied"),
    "new": translatable("new"),
    "learning": translatable("learning"),
    "relearning": translatable("relearning"),
}
_MOST_PAGES: Final = 100_000


@shows("learner/deck_cards.html")
@dataclass(frozen=True, slots=True)
class CardsPage:
    """A page of the cards of a deck.

    Attributes:
        kinds: names of the lists, by kind. flags: names of the flags, by number.
        stands: when each card is due, or what else it is, by its number.
        ids: of a press for one card, by its number.
        here: the address of this very page, to come back to.
    """

    browsed: Browsed
    query: str
    kinds: Mapping[str, str]
    flags: Mapping[int, str]
    stands: Mapping[int, str]
    ids: Mapping[int, str]
    here: str


@shows("learner/deck_card_delete.html")
@dataclass(frozen=True, slots=True)
class CardDeletionPage:
    """What goes with a card, before it goes."""

    deck_id: str
    found: Mending
    days: int
    next: str


def deck_cards(deck_id: str) -> str:
    """Show the cards of a deck."""
    query, which = _query(), request.args.get("show", "all")
    found = card_browsing.browse(
        user_id=visitor.current().id,
        article_id=deck_id,
        query=query,
        which=which,
        page=min(request.args.get("page", 1, type=whole), _MOST_PAGES),
        now=clock.now(),
    )
    return render(
        CardsPage(
            browsed=found,
            query=query,
            kinds=_KINDS,
            flags=study.FLAGS,
            stands={
                card.card_id: _stands(card.stage, card.due_day, found.day) for card in found.cards
            },
            ids={card.card_id: new_id() for card in found.cards},
            here=url_for(
                "learner.deck_cards",
                deck_id=deck_id,
                q=query or None,
                show=which if which != "all" else None,
                page=found.page if found.page > 1 else None,
            ),
        )
    )


def suspend_card(deck_id: str, card_id: int) -> Response:
    """Put a card of the deck away until its owner takes it back."""
    _require(deck_id, card_id)
    study.suspend(
        user_id=visitor.current().id,
        card_id=card_id,
        client_id=request.form.get("id", ""),
        now=clock.now(),
    )
    flash(say("Suspended: it is not asked until you ask for it again."), "good")
    return _back(deck_id)


def unsuspend_card(deck_id: str, card_id: int) -> Response:
    """Ask a card again that was put away."""
    _require(deck_id, card_id)
    study.unsuspend(
        user_id=visitor.current().id,
        card_id=card_id,
        client_id=request.form.get("id", ""),
        now=clock.now(),
    )
    flash(say("It is asked again."), "good")
    return _back(deck_id)


def deck_card_deletion(deck_id: str, card_id: int) -> str:
    """Show what goes with a card."""
    return render(
        CardDeletionPage(
            deck_id=deck_id,
            found=_require(deck_id, card_id),
            days=card_writing.PUT_BACK_FOR.days,
            next=_next(deck_id),
        )
    )


def delete_deck_card(deck_id: str, card_id: int) -> Response:
    """Delete a card, with its other direction."""
    card_writing.delete_card(
        user_id=visitor.current().id, article_id=deck_id, card_id=card_id, now=clock.now()
    )
    flash(say("The card is deleted. Under “Deleted” you can put it back."), "good")
    return _back(deck_id)


def put_deck_card_back(deck_id: str, card_id: int) -> Response:
    """Put a deleted card back."""
    card_writing.put_card_back(
        user_id=visitor.current().id, article_id=deck_id, card_id=card_id, now=clock.now()
    )
    flash(say("The card is back, with what you remember of it."), "good")
    return _back(deck_id)


def _require(deck_id: str, card_id: int) -> Mending:
    """Return a card of a deck of the visitor's own.

    Raises:
        NotFoundError: there is none such of theirs.
    """
    return card_writing.get_mending(
        user_id=visitor.current().id, article_id=deck_id, card_id=card_id
    )


def _query() -> str:
    return request.args.get("q", "").replace("\0", " ").strip()[:LONGEST]


def _stands(stage: str, due_day: int | None, day: int) -> str:
    """Return in words when a card is asked, or what it is before that."""
    if stage in {"", "new"} or due_day is None:
        return _STAGES.get(stage, _STAGES["new"])
    if due_day <= day:
        return say("due now")
    if due_day == day + 1:
        return say("due tomorrow")
    return say("due %(day)s", day=date_words(date_of(due_day), "d MMM y"))


def _next(deck_id: str) -> str:
    return safe_next(url_for("learner.deck_cards", deck_id=deck_id))


def _back(deck_id: str) -> Response:
    return redirect(_next(deck_id), 303)
