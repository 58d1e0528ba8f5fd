"""Queries that take decks away: from people who no longer see them, and from everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, and_, delete, func, literal, or_, select, update
from sqlalchemy.orm import Session

from quizapp.store.bank.search_queries import rebuild_article
from quizapp.store.bank.visibility import visible_to
from quizapp.store.base import Base, core_table
from quizapp.store.study.memory_queries import State, state_of
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.tables.decks import Deck, DeckImport, DeckNote, DeckShare, DeletedNote
from quizapp.store.tables.memory import CardState, ReviewLog, StudySet


@dataclass(frozen=True, slots=True)
class Work:
    """Cards of a deck that are asked, its owner's reviews, and other people who reviewed."""

    cards: int
    reviews: int
    others: int


def count_work(session: Session, article_id: str, *, user_id: int) -> Work:
    """Return what hangs on a deck."""
    cards = _cards(article_id)
    asked = select(func.count()).where(CardRow.id.in_(cards), CardRow.retired_in.is_(None))
    rated = and_(ReviewLog.card_id.in_(cards), ReviewLog.rating.is_not(None))
    mine = select(func.count()).where(rated, ReviewLog.user_id == user_id)
    others = select(func.count(ReviewLog.user_id.distinct())).where(
        rated, ReviewLog.user_id != user_id
    )
    return Work(*(session.scalar(each) or 0 for each in (asked, mine, others)))


def retire(session: Session, article_id: str, *, revision: int, now: datetime) -> None:
    """Take a deck from everybody: nothing of it is asked or shown, its notes are gone."""
    session.execute(
        update(QuestionSet)
        .where(QuestionSet.deck_id == article_id, QuestionSet.retired_at.is_(None))
        .values(retired_at=now)
    )
    sets = select(QuestionSet.id).where(QuestionSet.deck_id == article_id)
    session.execute(delete(StudySet).where(StudySet.set_id.in_(sets)))
    cards = _cards(article_id)
    session.execute(delete(SetCard).where(SetCard.card_id.in_(cards)))
    session.execute(
        update(CardRow)
        .where(CardRow.id.in_(cards), CardRow.retired_in.is_(None))
        .values(retired_in=revision)
    )
    session.execute(
        update(FactRow)
        .where(FactRow.article_id == article_id, FactRow.retired_in.is_(None))
        .values(retired_in=revision)
    )
    session.execute(
        update(ArticleRow).where(ArticleRow.id == article_id).values(retired_in=revision)
    )
    for table in (DeckNote, DeletedNote, DeckShare, DeckImport):
        session.execute(delete(table).where(table.article_id == article_id))
    session.execute(delete(PassageRow).where(PassageRow.article_id == article_id))
    _forget_unasked(session, article_id)
    rebuild_article(session, article_id)


def people_without_sight(session: Session, article_id: str) -> tuple[int, ...]:
    """Return who has states of a deck's cards, or studies it, and no longer sees it."""
    unseen = ~visible_to(CardState.user_id, literal(article_id))
    states = select(CardState.user_id).where(CardState.card_id.in_(_cards(article_id)), unseen)
    studies = (
        select(StudySet.user_id)
        .join(QuestionSet, QuestionSet.id == StudySet.set_id)
        .where(
            QuestionSet.deck_id == article_id,
            ~visible_to(StudySet.user_id, literal(article_id)),
        )
    )
    return tuple(sorted({*session.scalars(states.distinct()), *session.scalars(studies)}))


def sets_studied(session: Session, article_id: str, *, user_id: int) -> tuple[int, ...]:
    """Return the sets of a deck that a person studies."""
    return tuple(
        session.scalars(
            select(StudySet.set_id)
            .join(QuestionSet, QuestionSet.id == StudySet.set_id)
            .where(QuestionSet.deck_id == article_id, StudySet.user_id == user_id)
        )
    )


def asked_states(session: Session, article_id: str, *, user_id: int) -> tuple[State, ...]:
    """Return a person's states of a deck's cards that are not suspended, by card."""
    table = core_table(CardState)
    rows = session.execute(
        select(table)
        .where(
            table.c.user_id == user_id,
            table.c.suspended.is_(False),
            table.c.card_id.in_(_cards(article_id)),
        )
        .order_by(table.c.card_id)
    )
    return tuple(state_of(row) for row in rows)


def sweep_ownerless(session: Session) -> None:
    """Delete what is left of decks whose owners are gone, but for what others point at.

    Questions that somebody else has answered stay as they were seen, for their log and attempts.
    """
    ownerless = select(ArticleRow.id).where(
        ArticleRow.is_owned.is_(True),
        ~select(Deck.article_id).where(Deck.article_id == ArticleRow.id).exists(),
    )
    ids = tuple(session.scalars(ownerless))
    for article_id in ids:
        _sweep(session, article_id)


def _sweep(session: Session, article_id: str) -> None:
    newest = session.scalar(select(func.max(QuestionRow.revision_id)))
    session.execute(delete(PassageRow).where(PassageRow.article_id == article_id))
    cards = _cards(article_id)
    session.execute(delete(SetCard).where(SetCard.card_id.in_(cards)))
    session.execute(delete(CardState).where(CardState.card_id.in_(cards), CardState.stage == "new"))
    _delete_unreferenced(session, core_table(QuestionRow), QuestionRow.card_id.in_(cards))
    _delete_unreferenced(session, core_table(CardRow), CardRow.id.in_(cards))
    facts = FactRow.article_id == article_id
    _delete_unreferenced(session, core_table(FactRow), facts)
    session.execute(
        update(FactRow).where(facts).values(retired_in=newest, statement="", explanation="")
    )
    session.execute(
        update(CardRow)
        .where(CardRow.id.in_(_cards(article_id)), CardRow.retired_in.is_(None))
        .values(retired_in=newest)
    )
    session.execute(
        update(ArticleRow)
        .where(ArticleRow.id == article_id)
        .values(title="", summary="", source={}, retired_in=newest)
    )
    _delete_unreferenced(session, core_table(ArticleRow), ArticleRow.id == article_id)
    rebuild_article(session, article_id)


def _forget_unasked(session: Session, article_id: str) -> None:
    """Delete the states of a deck's cards that were never answered."""
    session.execute(
        delete(CardState).where(
            CardState.card_id.in_(_cards(article_id)),
            CardState.stage == "new",
            CardState.suspended.is_(False),
        )
    )


def _cards(article_id: str) -> Select[int]:
    return (
        select(CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )


def _delete_unreferenced(session: Session, table: Table, which: Any) -> None:
    """Delete the rows that no row of any other table points at."""
    pointing = [
        select(key.parent).where(key.parent == key.column).exists()
        for other in Base.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table
    ]
    free = ~or_(*pointing) if pointing else True
    session.execute(
        delete(table).where(which, free).execution_options(synchronize_session=False)  # type: ignore[arg-type]  # True: all
    )
