"""Queries of question sets and the article map, as one learner sees them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.store.bank.visibility import documents_of, is_asked, set_visible_to, visible_to
from quizapp.store.base import core_table
from quizapp.store.prepared import Prepared
from quizapp.store.study.queue_queries import memory_of
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.memory import CardState, StudySet

_STATES: Final = core_table(CardState)
_TITLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class SetHead:
    """A set that a person may study.

    Attributes:
        kind: article, topic, or a teacher's own. article: id where it is of one article.
        added_at: when the person began to study it, or None.
    """

    id: int
    kind: str
    title: str
    article: str | None
    added_at: datetime | None


class Known(NamedTuple):
    """What a person remembers of a card that they took up."""

    memory: Memory
    suspended: bool


class CardOfSet(NamedTuple):
    """A card of a set, with what the person remembers of it."""

    set_id: int
    card_id: int
    memory: Memory
    suspended: bool


class CardOfPassage(NamedTuple):
    """A card of a passage, with what the person remembers of it."""

    article: str
    passage: int
    card_id: int
    memory: Memory
    suspended: bool


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article; ``language`` is the one it is written in.

    Attributes:
        is_deck: whether a person brought it in. is_mine: whether that was the one who asks.
    """

    id: str
    title: str
    summary: str
    is_digest: bool
    source: dict[str, object]
    language: str
    is_deck: bool = False
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage of an article."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class CardOfArticle:
    """A card of an article with its fact and what the person remembers of it."""

    article: str
    passage: int
    fact: str
    statement: str
    evidence: str
    card_id: int
    memory: Memory
    suspended: bool


def get_visible_set(session: Session, *, set_id: int, user_id: int) -> QuestionSet:
    """Return a set that a person may study: a published one, or one of their own.

    Raises:
        NotFoundError: there is none such for this person.
    """
    found = session.scalars(
        select(QuestionSet).where(QuestionSet.id == set_id, set_visible_to(user_id))
    ).one_or_none()
    if found is None:
        raise NotFoundError("There is no such set.")
    return found


def list_visible_sets(session: Session, *, user_id: int) -> tuple[SetHead, ...]:
    """Return the sets that a person may study: those of articles first, then by id."""
    rows = session.execute(
        select(
            QuestionSet.id,
            QuestionSet.kind,
            QuestionSet.title,
            QuestionSet.key,
            StudySet.added_at,
        )
        .outerjoin(StudySet, and_(StudySet.set_id == QuestionSet.id, StudySet.user_id == user_id))
        .where(set_visible_to(user_id))
        .order_by(QuestionSet.id)
    )
    heads = [
        SetHead(number, kind, title, _article_of(key), added)
        for number, kind, title, key, added in rows
    ]
    return tuple(sorted(heads, key=lambda head: (head.kind != "article", head.id)))


def list_known(session: Session, *, user_id: int) -> dict[int, Known]:
    """Return what a person remembers of each card that they took up, by card id."""
    rows = _KNOWN.rows(session, {"user": user_id})
    return {
        card_id: Known(Memory(_STAGES[stage], *memory), suspended)
        for card_id, suspended, stage, *memory in rows
    }


def list_cards_of_sets(
    session: Session, *, user_id: int, known: Mapping[int, Known]
) -> tuple[CardOfSet, ...]:
    """Return the cards of all sets that a person may study, in the sets' order.

    Args:
        known: of ``list_known``: a card is in many sets, and what is remembered of it is read once.
    """
    rows = _CARDS_OF_SETS.rows(session, {"user": user_id})
    return tuple([CardOfSet(set_id, card, *known.get(card, _UNKNOWN)) for set_id, card in rows])


def list_cards_of_passages(
    session: Session, *, user_id: int, known: Mapping[int, Known]
) -> tuple[CardOfPassage, ...]:
    """Return the cards of all documents that a person sees, by card id.

    Args:
        known: of ``list_known``.
    """
    rows = _CARDS_OF_PASSAGES.rows(session, {"user": user_id})
    return tuple(
        [
            CardOfPassage(article, passage, card, *known.get(card, _UNKNOWN))
            for article, passage, card in rows
        ]
    )


def list_card_ids(session: Session, *, set_id: int, limit: int) -> tuple[int, ...]:
    """Return the cards of a set that are asked, in the set's order."""
    return tuple(
        session.scalars(
            select(SetCard.card_id)
            .join(CardRow, CardRow.id == SetCard.card_id)
            .where(SetCard.set_id == set_id, CardRow.retired_in.is_(None))
            .order_by(SetCard.position, SetCard.card_id)
            .limit(limit)
        )
    )


def put_passage_set(
    session: Session, *, user_id: int, article_id: str, number: int, title: str
) -> int:
    """Return the number of a person's own set of a passage, made or named anew; no cards yet."""
    key = f"passage:{article_id}/{number}@{user_id}"
    row = session.scalars(select(QuestionSet).where(QuestionSet.key == key)).one_or_none()
    if row is None:
        row = QuestionSet(key=key, kind="passage", title=title[:_TITLE_MAX], owner_id=user_id)
        if session.get_one(ArticleRow, article_id).is_owned:
            row.deck_id = article_id
        session.add(row)
    row.title = title[:_TITLE_MAX]
    session.flush()
    return row.id


def list_articles(session: Session, *, user_id: int) -> tuple[ArticleHead, ...]:
    """Return the articles that a person sees, by title: the published and those of decks."""
    rows = session.execute(
        _articles(user_id)
        .where(ArticleRow.id.in_(documents_of(user_id)))
        .order_by(ArticleRow.title, ArticleRow.id)
    )
    return tuple(ArticleHead(*row) for row in rows)


def get_article(session: Session, article_id: str, *, user_id: int) -> ArticleHead:
    """Return an article that a person sees.

    Raises:
        NotFoundError: there is no such article for this person.
    """
    row = session.execute(
        _articles(user_id).where(ArticleRow.id == article_id, visible_to(user_id, ArticleRow.id))
    ).first()
    if row is None:
        raise NotFoundError("There is no such article.")
    return ArticleHead(*row)


def find_languages(session: Session, article_ids: Iterable[str]) -> dict[str, str]:
    """Return the language of each of these articles, retired or not."""
    wanted = sorted(set(article_ids))
    if not wanted:
        return {}
    rows = session.execute(
        select(ArticleRow.id, ArticleRow.language).where(ArticleRow.id.in_(wanted))
    )
    return {row[0]: row[1] for row in rows}


def list_passages(session: Session, article_id: str) -> tuple[PassageText, ...]:
    """Return the passages of an article in order."""
    rows = session.execute(
        select(PassageRow.number, PassageRow.heading, PassageRow.text)
        .where(PassageRow.article_id == article_id)
        .order_by(PassageRow.number)
    )
    return tuple(PassageText(*row) for row in rows)


def list_cards_of_article(
    session: Session, *, user_id: int, article_id: str
) -> tuple[CardOfArticle, ...]:
    """Return the cards of an article in their order, with a person's memory."""
    found = (
        _with_memory(
            select(
                FactRow.article_id,
                FactRow.passage,
                FactRow.id.label("fact"),
                FactRow.statement,
                FactRow.evidence,
                CardRow.id.label("card"),
            )
        )
        .join(CardRow, CardRow.fact_id == FactRow.id)
        .outerjoin(_STATES, _state_of(CardRow.id, user_id))
        .where(
            is_asked(CardRow.retired_in),
            is_asked(FactRow.retired_in),
            FactRow.article_id == article_id,
            visible_to(user_id, FactRow.article_id),
        )
        .order_by(FactRow.passage, FactRow.position, CardRow.position)
    )
    return tuple(
        CardOfArticle(
            article=row.article_id,
            passage=row.passage,
            fact=row.fact,
            statement=row.statement,
            evidence=row.evidence,
            card_id=row.card,
            memory=_memory(row),
            suspended=bool(row.suspended),
        )
        for row in session.execute(found)
    )


def _articles(user_id: int) -> Any:
    return select(
        ArticleRow.id,
        ArticleRow.title,
        ArticleRow.summary,
        ArticleRow.is_digest,
        ArticleRow.source,
        ArticleRow.language,
        ArticleRow.is_owned,
        select(Deck.article_id)
        .where(Deck.article_id == ArticleRow.id, Deck.owner_id == user_id)
        .exists(),
    ).where(is_asked(ArticleRow.retired_in))


def _state_of(card_id: Any, user_id: int) -> ColumnElement[bool]:
    return and_(_STATES.c.card_id == card_id, _STATES.c.user_id == user_id)


def _with_memory(found: Any) -> Any:
    """Add the columns of the state; they are null for a card never taken up."""
    return found.add_columns(*(c for c in _STATES.c if c.name not in {"user_id", "card_id"}))


def _memory(row: Any) -> Memory:
    return NEW if row.stage is None else memory_of(row)


def _article_of(key: str | None) -> str | None:
    """Return the article of a set, from "article:ID", "topic:ID/TOPIC", "passage:ID/N@USER"."""
    if key is None:
        return None
    return key.partition(":")[2].partition("/")[0]


_STAGES: Final = {str(stage): stage for stage in Stage}
_UNKNOWN: Final = Known(NEW, suspended=False)
_KNOWN: Final = Prepared(
    select(
        _STATES.c.card_id, _STATES.c.suspended, *(_STATES.c[name] for name in Memory._fields)
    ).where(_STATES.c.user_id == bindparam("user"))
)
_OF_SETS: Final[Any] = (
    select(SetCard.set_id, SetCard.card_id)
    .join(QuestionSet, QuestionSet.id == SetCard.set_id)
    .join(CardRow, CardRow.id == SetCard.card_id)
    .where(set_visible_to(bindparam("user")), is_asked(CardRow.retired_in))
    .order_by(SetCard.set_id, SetCard.position)
)
_CARDS_OF_SETS: Final = Prepared(_OF_SETS)
_OF_PASSAGES: Final[Any] = (
    select(FactRow.article_id, FactRow.passage, CardRow.id)
    .join(CardRow, CardRow.fact_id == FactRow.id)
    .where(
        is_asked(CardRow.retired_in),
        is_asked(FactRow.retired_in),
        FactRow.article_id.in_(documents_of(bindparam("user"))),
    )
    .order_by(CardRow.id)
)
_CARDS_OF_PASSAGES: Final = Prepared(_OF_PASSAGES)
