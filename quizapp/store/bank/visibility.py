"""Who sees which document: the one condition that every query of content for a person uses."""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    func,
    literal,
    not_,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, QuestionSet
from quizapp.store.tables.decks import Deck, DeckShare

_OWNED: Final = core_table(ArticleRow).alias("owned")
_ARTICLES: Final = core_table(ArticleRow)
_CARDS: Final = core_table(CardRow)
_DECKS: Final = core_table(Deck)
_FACTS: Final = core_table(FactRow)
_MEMBERS: Final = core_table(ClassMember)
_LISTED: Final = core_table(QuestionSet).alias("listed")
_SHARES: Final = core_table(DeckShare)
_WHOLE: Final = ("article", "topic")
"""Kinds of the sets that a deck has for everybody who sees it."""


def visible_to(user_id: Any, article_id: Any, *, taught_only: bool = False) -> ColumnElement[bool]:
    """Return the condition under which a person sees the document of that id.

    A published one is everybody's; a deck is its owner's and of the members of the classes it is
    shared with. A deck whose owner is gone is nobody's.

    Args:
        user_id: of the person: a number or a bound parameter.
        article_id: the column that holds the document's id.
        taught_only: of shared decks only those of classes that the person teaches.
    """
    found: ColumnElement[bool] = or_(
        is_public(article_id),
        article_id.in_(_mine(user_id)),
        article_id.in_(_shared(user_id, taught_only=taught_only)),
    )
    return found


def documents_of(user_id: Any) -> CompoundSelect[Any]:
    """Return the ids of the documents that a person sees: those for which ``visible_to`` holds.

    Where all of them are wanted they are listed, each kind by an index of its own: to ask of
    every fact or document whether it is seen would grow with everybody's decks.
    """
    public = select(_ARTICLES.c.id).where(_ARTICLES.c.is_owned.is_(False))
    return union_all(public, _mine(user_id), _shared(user_id, taught_only=False))


def _mine(user_id: Any) -> Select[str]:
    return select(_DECKS.c.article_id).where(_DECKS.c.owner_id == user_id)


def _shared(user_id: Any, *, taught_only: bool) -> Select[str]:
    """Return the decks that are shared with a class of the person's, or that they teach."""
    shared = (
        select(_SHARES.c.article_id)
        .join(_MEMBERS, _MEMBERS.c.class_id == _SHARES.c.class_id)
        .where(_MEMBERS.c.user_id == user_id, _MEMBERS.c.blocked_at.is_(None))
    )
    return shared.where(_MEMBERS.c.role == "teacher") if taught_only else shared


def card_visible_to(user_id: Any, card_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a person sees the document that a card is of."""
    found: ColumnElement[bool] = (
        select(_CARDS.c.id)
        .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
        .where(_CARDS.c.id == card_id, visible_to(user_id, _FACTS.c.article_id))
        .exists()
    )
    return found


def is_public(article_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a document is the bank's, and no person's."""
    # By its key, for each that is looked at: to list the decks would grow with everybody's.
    owned = select(_OWNED.c.id).where(_OWNED.c.id == article_id, _OWNED.c.is_owned.is_(True))
    return not_(owned.exists())


def is_asked(retired_in: Any) -> ColumnElement[bool]:
    """Return the condition that a card or fact is not retired, by no index.

    It is so of nearly all of them: SQLite would read everybody's by the index on that column,
    where those of a set or an article are wanted.
    """
    found: ColumnElement[bool] = func.coalesce(retired_in, 0) == 0
    return found


def sees_card(session: Session, *, user_id: int, card_id: int) -> bool:
    """Return whether a person sees the document that a card is of."""
    return bool(session.scalar(select(card_visible_to(user_id, literal(card_id)))))


def set_visible_to(user_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a person may study a set that still stands."""
    return and_(QuestionSet.retired_at.is_(None), _set_of(user_id, taught_only=False))


def set_assignable_by(user_id: Any) -> ColumnElement[bool]:
    """Return the condition under which a teacher may assign a set, retired or not.

    Of decks these are the teacher's own and those shared with a class that they teach: what was
    shared with them as a learner is not theirs to pass on.
    """
    return _set_of(user_id, taught_only=True)


def set_shared_with(class_id: int) -> ColumnElement[bool]:
    """Return the condition under which every member of a class may study a set that stands."""
    shared = select(_SHARES.c.article_id).where(_SHARES.c.class_id == class_id)
    return and_(
        QuestionSet.retired_at.is_(None),
        or_(
            and_(QuestionSet.deck_id.is_(None), QuestionSet.owner_id.is_(None)),
            and_(QuestionSet.kind.in_(_WHOLE), QuestionSet.deck_id.in_(shared)),
        ),
    )


def _set_of(user_id: Any, *, taught_only: bool) -> ColumnElement[bool]:
    """Return the condition under which a set is the bank's, one's own, or of a deck one sees.

    Each part is a list of its own, by the index on whose a set is: others' are not looked at.
    With "or" between them PostgreSQL reads every set.
    """
    shared = _shared(user_id, taught_only=taught_only)
    owners = select(_DECKS.c.owner_id).where(_DECKS.c.article_id.in_(shared))
    parts = (
        and_(_LISTED.c.owner_id.is_(None), _LISTED.c.deck_id.is_(None)),
        and_(
            _LISTED.c.owner_id == user_id,
            or_(_LISTED.c.deck_id.is_(None), visible_to(user_id, _LISTED.c.deck_id)),
        ),
        and_(
            _LISTED.c.owner_id.in_(owners),
            _LISTED.c.kind.in_(_WHOLE),
            _LISTED.c.deck_id.in_(shared),
        ),
    )
    return QuestionSet.id.in_(union_all(*(select(_LISTED.c.id).where(part) for part in parts)))


def set_is_public() -> ColumnElement[bool]:
    """Return the condition under which a set was made by publishing the bank."""
    return and_(
        QuestionSet.key.is_not(None),
        QuestionSet.owner_id.is_(None),
        QuestionSet.deck_id.is_(None),
    )
