"""Writing by hand: a deck of one's own, a card in it, and a card mended."""

from dataclasses import dataclass, replace
from typing import Final

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import ConflictError, InputError
from quizapp.formats.incoming.checked import LONGEST_STEM
from quizapp.services.decks import card_texts, card_writing
from quizapp.services.decks.card_texts import CardTexts, Kind
from quizapp.services.decks.card_writing import Desk, Mending
from quizapp.web import visitor
from quizapp.web.formkit import whole
from quizapp.web.language import say, say_counted, words_of
from quizapp.web.learner.stage import new_id
from quizapp.web.pages import render, safe_next, shows

_FIELDS: Final = ("front", "back", "more", "tags", "right")
_LONGEST_TAGS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a card's form.

    Attributes:
        problem: what is wrong, in words; field: under which field it stands.
        topics: parts of the deck to choose from; () where there are not several.
        lines: whether answers of a question can be written one a line. wrong: and wrong ones.
        most: characters of a side.
    """

    texts: CardTexts
    problem: str
    field: str
    topics: tuple[str, ...]
    lines: bool
    wrong: bool
    most: int
    most_tags: int


@shows("learner/deck_new.html")
@dataclass(frozen=True, slots=True)
class NewDeckPage:
    """The form of a new deck; what was typed stays where it could not be taken."""

    title: str
    problem: str


@shows("learner/deck_card_new.html")
@dataclass(frozen=True, slots=True)
class NewCardPage:
    """The form of a new card; ``id`` names it, so that sent twice it is written once."""

    deck_id: str
    desk: Desk
    fields: Fields
    id: str


@shows("learner/deck_card.html")
@dataclass(frozen=True, slots=True)
class CardPage:
    """The form of a card that is there; ``id`` names this change of it."""

    deck_id: str
    found: Mending
    fields: Fields
    anew: bool
    next: str
    id: str


def new_deck() -> str:
    """Show the form of a new deck."""
    return render(NewDeckPage("", ""))


def begin_deck() -> Response | tuple[str, int]:
    """Begin a deck, and go on to its first card."""
    title = request.form.get("title", "")
    try:
        deck_id = card_writing.begin_deck(
            user_id=visitor.current().id, title=title, now=clock.now()
        )
    except (InputError, ConflictError) as error:
        status = 400 if isinstance(error, InputError) else 409
        return render(NewDeckPage(title[:200], words_of(error))), status
    return redirect(url_for("learner.new_card", deck_id=deck_id), 303)


def new_card(deck_id: str) -> str:
    """Show the form of a new card, empty but for what the last one had, too."""
    after = request.args.get("after", None, type=whole)
    return _new(deck_id, after=after, kind=request.args.get("kind", ""))


def write_card(deck_id: str) -> Response | str | tuple[str, int]:
    """Write a card; go on to the next one, or to the cards of the deck."""
    texts = _sent()
    if "as" in request.form:
        # Another kind of card was chosen: what was typed stays.
        return _new(deck_id, after=None, texts=replace(texts, kind=_kind(request.form["as"])))
    try:
        cards = card_writing.write_card(
            user_id=visitor.current().id,
            article_id=deck_id,
            texts=texts,
            client_id=request.form.get("id", ""),
            now=clock.now(),
        )
    except InputError as error:
        return _new(deck_id, after=None, texts=texts, error=error), 400
    if request.form.get("then") == "another":
        return redirect(url_for("learner.new_card", deck_id=deck_id, after=cards[0]), 303)
    flash(say_counted("%(num)s card added.", "%(num)s cards added.", len(cards)), "good")
    return redirect(url_for("learner.deck_cards", deck_id=deck_id), 303)


def deck_card(deck_id: str, card_id: int) -> str:
    """Show the form in which a card is mended."""
    return _card(deck_id, card_id)


def mend_card(deck_id: str, card_id: int) -> Response | tuple[str, int]:
    """Give a card other words."""
    texts, anew = _sent(), request.form.get("anew") == "yes"
    try:
        card_writing.mend_card(
            user_id=visitor.current().id,
            article_id=deck_id,
            card_id=card_id,
            texts=texts,
            anew=anew,
            client_id=request.form.get("id", ""),
            now=clock.now(),
        )
    except InputError as error:
        return _card(deck_id, card_id, texts=texts, error=error), 400
    words = (
        say("Saved. The card begins anew.")
        if anew
        else say("Saved. What you remember of it stays as it was.")
    )
    flash(words, "good")
    return redirect(_next(deck_id), 303)


def _new(
    deck_id: str,
    *,
    after: int | None,
    kind: str = "",
    texts: CardTexts | None = None,
    error: InputError | None = None,
) -> str:
    desk = card_writing.get_desk(user_id=visitor.current().id, article_id=deck_id, after=after)
    begun = replace(desk.texts, kind=_kind(kind)) if kind else desk.texts
    fields = _fields(texts or begun, desk.topics, error, lines=False, wrong=False)
    # A card that was refused is no other one: its id stays.
    number = request.form.get("id", "") if error and error.field != "id" else new_id()
    return render(NewCardPage(deck_id, desk, fields, number))


def _card(
    deck_id: str,
    card_id: int,
    *,
    texts: CardTexts | None = None,
    error: InputError | None = None,
) -> str:
    found = card_writing.get_mending(
        user_id=visitor.current().id, article_id=deck_id, card_id=card_id
    )
    lines, wrong = card_texts.has_lines(found.content), card_texts.has_wrong(found.content)
    fields = _fields(texts or found.texts, found.topics, error, lines=lines, wrong=wrong)
    return render(
        CardPage(
            deck_id=deck_id,
            found=found,
            fields=fields,
            anew=request.form.get("anew") == "yes",
            next=_next(deck_id),
            id=new_id(),
        )
    )


def _fields(
    texts: CardTexts,
    topics: tuple[str, ...],
    error: InputError | None,
    *,
    lines: bool,
    wrong: bool,
) -> Fields:
    return Fields(
        texts=texts,
        problem=words_of(error) if error else "",
        field=error.field if error and error.field in _FIELDS else "front",
        topics=topics,
        lines=lines,
        wrong=wrong,
        most=LONGEST_STEM,
        most_tags=_LONGEST_TAGS,
    )


def _sent() -> CardTexts:
    sent = {
        name: request.form.get(name, "")
        for name in ("front", "back", "more", "topic", "right", "wrong")
    }
    return CardTexts(
        kind=_kind(request.form.get("kind", "")),
        tags=request.form.get("tags", "")[:_LONGEST_TAGS],
        both_ways=request.form.get("both_ways") == "yes",
        **sent,
    )


def _kind(name: str) -> Kind:
    return "cloze" if name == "cloze" else "pair"


def _next(deck_id: str) -> str:
    return safe_next(url_for("learner.deck_cards", deck_id=deck_id))
