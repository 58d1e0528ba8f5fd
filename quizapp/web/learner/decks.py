"""A deck that somebody brought in: its page, and what its owner can do with it."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.services.decks import decks
from quizapp.services.decks.decks import DeckView, Deletion
from quizapp.web import visitor
from quizapp.web.configured import settings_in_force
from quizapp.web.downloads import download
from quizapp.web.formkit import whole
from quizapp.web.language import say, words_of
from quizapp.web.pages import render, shows


@shows("learner/deck.html")
@dataclass(frozen=True, slots=True)
class DeckPage:
    """A deck; ``problem`` stands beside its title's field."""

    deck: DeckView
    problem: str
    title: str


@shows("learner/deck_delete.html")
@dataclass(frozen=True, slots=True)
class DeletionPage:
    """What goes with a deck, before it goes."""

    found: Deletion


def deck(deck_id: str) -> str:
    """Show a deck."""
    found = decks.get_deck(user_id=visitor.current().id, article_id=deck_id)
    return render(DeckPage(found, problem="", title=found.line.title))


def rename_deck(deck_id: str) -> Response | tuple[str, int]:
    """Give a deck another title."""
    user_id, title = visitor.current().id, request.form.get("title", "")
    try:
        decks.rename(user_id=user_id, article_id=deck_id, title=title, now=clock.now())
    except InputError as error:
        found = decks.get_deck(user_id=user_id, article_id=deck_id)
        return render(DeckPage(found, problem=words_of(error), title=title[:200])), 400
    flash(say("The deck has its new title."), "good")
    return _to(deck_id)


def share_deck(deck_id: str) -> Response:
    """Share a deck with a class."""
    decks.share(
        user_id=visitor.current().id, article_id=deck_id, class_id=_class(), now=clock.now()
    )
    flash(say("The class sees the deck now among its sets."), "good")
    return _to(deck_id)


def unshare_deck(deck_id: str) -> Response:
    """Take a share back."""
    decks.unshare(
        user_id=visitor.current().id, article_id=deck_id, class_id=_class(), now=clock.now()
    )
    flash(say("The class no longer sees the deck."), "good")
    return _to(deck_id)


def hand_over_deck(deck_id: str) -> Response:
    """Hand a copy to the authors."""
    settings = settings_in_force()
    try:
        decks.hand_over(
            user_id=visitor.current().id,
            article_id=deck_id,
            folder=settings.bank,
            now=clock.now(),
        )
    except ConflictError as error:
        flash(words_of(error), "bad")
    else:
        flash(say("The authors have a copy now. Yours stays as it is."), "good")
    return _to(deck_id)


def download_deck(deck_id: str) -> Response:
    """Send a deck as a folder of bank documents."""
    name, data = decks.download(user_id=visitor.current().id, article_id=deck_id)
    return download(data, name=name, mimetype="application/zip")


def deck_deletion(deck_id: str) -> str:
    """Show what goes with a deck."""
    return render(
        DeletionPage(decks.plan_deletion(user_id=visitor.current().id, article_id=deck_id))
    )


def delete_deck(deck_id: str) -> Response:
    """Delete a deck."""
    decks.delete(user_id=visitor.current().id, article_id=deck_id, now=clock.now())
    flash(say("The deck is gone. Nothing of it is asked any more."), "good")
    return redirect(url_for("learner.sets"), 303)


def _class() -> int:
    return request.form.get("class_id", 0, type=whole)


def _to(deck_id: str) -> Response:
    return redirect(url_for("learner.deck", deck_id=deck_id), 303)
