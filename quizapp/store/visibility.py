"""Who sees which document: the one condition that every query of content for a person uses."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from quizapp.store.base import core_table
from quizapp.store.classes import ClassMember
from quizapp.store.content import ArticleRow, CardRow, FactRow, QuestionSet
from quizapp.store.decks import Deck, DeckShare

_ARTICLES: Final = core_table(ArticleRow)
_CARDS: Final = core_table(CardRow)
_DECKS: Final = core_table(Deck)
_FACTS: Final = core_table(FactRow)
_MEMBERS: Final = core_table(ClassMember)
_SHARES: Final = core_table(DeckShare)


def visible_to(user_id: Any, article_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a person sees the document of that id.

    A published one is everybody's; a deck is its owner's and of the members of the classes it is
    shared with. A deck whose owner is gone is nobody's.

    Args:
        user_id: of the person: a number or a bound parameter.
        article_id: the column that holds the document's id.
    """
    # Decks are few beside what is read: they are listed once, and no row is joined to anything.
    owned = select(_ARTICLES.c.id).where(_ARTICLES.c.is_owned.is_(True))
    mine = select(_DECKS.c.article_id).where(_DECKS.c.owner_id == user_id)
    shared = (
        select(_SHARES.c.article_id)
        .join(_MEMBERS, _MEMBERS.c.class_id == _SHARES.c.class_id)
        .where(_MEMBERS.c.user_id == user_id, _MEMBERS.c.blocked_at.is_(None))
    )
    return or_(article_id.not_in(owned), article_id.in_(mine), article_id.in_(shared))


def card_visible_to(user_id: Any, card_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a person sees the document that a card is of."""
    return (
        select(_CARDS.c.id)
        .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
        .where(_CARDS.c.id == card_id, visible_to(user_id, _FACTS.c.article_id))
        .exists()
    )


def is_public(article_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a document is the bank's, and no person's."""
    return article_id.not_in(select(_ARTICLES.c.id).where(_ARTICLES.c.is_owned.is_(True)))


def set_visible_to(user_id: int) -> ColumnElement[bool]:
    """Return the condition under which a person may study a set that still stands."""
    whole = QuestionSet.kind.in_(("article", "topic"))
    return and_(
        QuestionSet.retired_at.is_(None),
        or_(
            and_(QuestionSet.deck_id.is_(None), QuestionSet.owner_id.is_(None)),
            and_(
                QuestionSet.owner_id == user_id,
                or_(QuestionSet.deck_id.is_(None), visible_to(user_id, QuestionSet.deck_id)),
            ),
            and_(whole, QuestionSet.deck_id.is_not(None), visible_to(user_id, QuestionSet.deck_id)),
        ),
    )


def set_is_public() -> ColumnElement[bool]:
    """Return the condition under which a set was made by publishing the bank."""
    return and_(
        QuestionSet.key.is_not(None),
        QuestionSet.owner_id.is_(None),
        QuestionSet.deck_id.is_(None),
    )


def count_owned() -> Any:
    """Return the select that counts documents of persons."""
    return select(func.count()).select_from(_ARTICLES).where(_ARTICLES.c.is_owned.is_(True))
