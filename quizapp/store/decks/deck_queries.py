"""Queries of decks: whose they are, their notes, their shares, and files that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.store.bank.content_queries import Row, insert_rows
from quizapp.store.bank.visibility import documents_of, visible_to
from quizapp.store.engine import lock_for
from quizapp.store.tables.classes import ClassMember, SchoolClass
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, QuestionSet, SetCard
from quizapp.store.tables.decks import Deck, DeckImport, DeckNote, DeckShare, DeletedNote
from quizapp.store.tables.memory import StudySet
from quizapp.store.tables.people import User

_NO_DECK = "There is no such deck."


@dataclass(frozen=True, slots=True)
class DeckLine:
    """A deck as lists show it.

    Attributes:
        owner: name of who brought it in. is_mine: whether that is the person who asks.
        notes: of it. shares: names of the classes it is shared with, its owner's view alone.
    """

    article_id: str
    title: str
    owner: str
    is_mine: bool
    source_name: str
    notes: int
    created_at: datetime
    changed_at: datetime
    handed_over_as: str | None
    handed_over_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A class that a deck may be shared with."""

    class_id: int
    name: str
    shared_at: datetime | None


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file that was taken into a deck, without what came of each note."""

    id: int
    source_name: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of a deck: the set of its cards; ``studied`` whether the person studies it."""

    set_id: int
    title: str
    cards: int
    studied: bool


def get_own(session: Session, article_id: str, *, user_id: int) -> Deck:
    """Return a deck of the person's own that was not deleted.

    Raises:
        NotFoundError: there is none such of theirs.
    """
    row = session.scalars(
        select(Deck)
        .join(ArticleRow, ArticleRow.id == Deck.article_id)
        .where(
            Deck.article_id == article_id,
            Deck.owner_id == user_id,
            ArticleRow.retired_in.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(_NO_DECK)
    return row


def list_own(session: Session, *, user_id: int) -> tuple[Deck, ...]:
    """Return the decks of a person's own that were not deleted, in the order they came in."""
    return tuple(
        session.scalars(
            select(Deck)
            .join(ArticleRow, ArticleRow.id == Deck.article_id)
            .where(Deck.owner_id == user_id, ArticleRow.retired_in.is_(None))
            .order_by(Deck.created_at, Deck.article_id)
        )
    )


def list_visible(
    session: Session, *, user_id: int, article_id: str | None = None
) -> tuple[DeckLine, ...]:
    """Return the decks that a person sees, their own first, then by title."""
    count = (
        select(func.count())
        .select_from(FactRow)
        .where(FactRow.article_id == Deck.article_id, FactRow.retired_in.is_(None))
        .scalar_subquery()
    )
    query = (
        select(Deck, User.name, count)
        .join(ArticleRow, ArticleRow.id == Deck.article_id)
        .join(User, User.id == Deck.owner_id)
        .where(ArticleRow.retired_in.is_(None))
        .order_by(Deck.title, Deck.article_id)
    )
    if article_id is None:
        query = query.where(Deck.article_id.in_(documents_of(user_id)))
    else:
        query = query.where(Deck.article_id == article_id, visible_to(user_id, Deck.article_id))
    lines = [
        DeckLine(
            article_id=deck.article_id,
            title=deck.title,
            owner=name,
            is_mine=deck.owner_id == user_id,
            source_name=deck.source_name,
            notes=notes,
            created_at=deck.created_at,
            changed_at=deck.changed_at,
            handed_over_as=deck.handed_over_as,
            handed_over_at=deck.handed_over_at,
        )
        for deck, name, notes in session.execute(query)
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_mine))


def get_visible(session: Session, article_id: str, *, user_id: int) -> DeckLine:
    """Return a deck that the person sees.

    Raises:
        NotFoundError: there is none such for them.
    """
    found = list_visible(session, user_id=user_id, article_id=article_id)
    if not found:
        raise NotFoundError(_NO_DECK)
    return found[0]


def owners_of_handed_over(session: Session) -> dict[str, str]:
    """Return, by the bank's article that was made of a deck, the name of who handed it over."""
    rows = session.execute(
        select(Deck.handed_over_as, User.name)
        .join(User, User.id == Deck.owner_id)
        .where(Deck.handed_over_as.is_not(None))
    )
    return {str(article): name for article, name in rows}


def notes_as_rows(session: Session, article_id: str) -> list[Row]:
    """Return the notes of a deck as plain rows, in its order."""
    rows = session.execute(
        select(
            DeckNote.fact_id,
            DeckNote.position,
            DeckNote.content,
            DeckNote.topic,
            DeckNote.tags,
            DeckNote.edited_at,
        )
        .where(DeckNote.article_id == article_id)
        .order_by(DeckNote.position, DeckNote.fact_id)
    )
    return [dict(row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's own public name


def own_fact_ids(session: Session, *, user_id: int) -> dict[str, set[str]]:
    """Return the facts of the notes of each deck of a person's own, by the deck."""
    rows = session.execute(
        select(DeckNote.article_id, DeckNote.fact_id)
        .join(Deck, Deck.article_id == DeckNote.article_id)
        .where(Deck.owner_id == user_id)
    )
    found: dict[str, set[str]] = {}
    for article_id, fact_id in rows:
        found.setdefault(article_id, set()).add(fact_id)
    return found


def replace_notes(session: Session, article_id: str, rows: Sequence[Row]) -> None:
    """Give a deck these notes, in this order; none of them counts as deleted any more."""
    session.execute(delete(DeckNote).where(DeckNote.article_id == article_id))
    insert_rows(
        session,
        DeckNote,
        [{"article_id": article_id, "position": n, **row} for n, row in enumerate(rows)],
    )
    here = select(DeckNote.fact_id).where(DeckNote.article_id == article_id)
    session.execute(
        delete(DeletedNote).where(
            DeletedNote.article_id == article_id, DeletedNote.fact_id.in_(here)
        )
    )


def cards_of(session: Session, article_id: str) -> dict[tuple[str, str], int]:
    """Return the number of each card of a deck, by fact and view; retired ones too."""
    rows = session.execute(
        select(CardRow.fact_id, CardRow.view, CardRow.id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )
    return {(fact, view): number for fact, view, number in rows}


def find_whole_set(session: Session, article_id: str) -> int | None:
    """Return the number of the set of all cards of a deck."""
    return session.scalar(
        select(QuestionSet.id).where(
            QuestionSet.deck_id == article_id,
            QuestionSet.kind == "article",
            QuestionSet.retired_at.is_(None),
        )
    )


def list_topics(session: Session, article_id: str, *, user_id: int) -> tuple[TopicLine, ...]:
    """Return the topics of a deck that hold cards, but not all of them, as they were made."""
    cards = func.count(SetCard.card_id)
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.kind, QuestionSet.title, cards, StudySet.added_at)
        .join(SetCard, SetCard.set_id == QuestionSet.id)
        .outerjoin(StudySet, (StudySet.set_id == QuestionSet.id) & (StudySet.user_id == user_id))
        .where(
            QuestionSet.deck_id == article_id,
            QuestionSet.kind.in_(("article", "topic")),
            QuestionSet.retired_at.is_(None),
        )
        .group_by(QuestionSet.id, QuestionSet.kind, QuestionSet.title, StudySet.added_at)
        .order_by(QuestionSet.id)
    ).all()
    every = max((many for _, kind, _, many, _ in rows if kind == "article"), default=0)
    return tuple(
        TopicLine(number, title, many, added is not None)
        for number, kind, title, many, added in rows
        if kind == "topic" and many < every
    )


def list_shares(session: Session, article_id: str, *, user_id: int) -> tuple[ShareLine, ...]:
    """Return the classes that the person teaches, each with whether the deck is shared with it."""
    rows = session.execute(
        select(SchoolClass.id, SchoolClass.name, DeckShare.shared_at)
        .join(ClassMember, ClassMember.class_id == SchoolClass.id)
        .outerjoin(
            DeckShare,
            (DeckShare.class_id == SchoolClass.id) & (DeckShare.article_id == article_id),
        )
        .where(
            ClassMember.user_id == user_id,
            ClassMember.role == "teacher",
            ClassMember.blocked_at.is_(None),
            SchoolClass.archived_at.is_(None),
        )
        .order_by(SchoolClass.name, SchoolClass.id)
    )
    return tuple(ShareLine(*row) for row in rows)


def put_share(session: Session, article_id: str, *, class_id: int, now: datetime) -> bool:
    """Share a deck with a class; return False when it was already."""
    if session.get(DeckShare, (article_id, class_id)) is not None:
        return False
    session.add(DeckShare(article_id=article_id, class_id=class_id, shared_at=now))
    return True


def drop_share(session: Session, article_id: str, *, class_id: int) -> bool:
    """Take a share back; return False when there was none."""
    row = session.get(DeckShare, (article_id, class_id))
    if row is None:
        return False
    session.delete(row)
    return True


def shared_with(session: Session, class_id: int) -> tuple[str, ...]:
    """Return the decks that are shared with a class."""
    return tuple(
        session.scalars(
            select(DeckShare.article_id)
            .where(DeckShare.class_id == class_id)
            .order_by(DeckShare.article_id)
        )
    )


def drop_shares_of(session: Session, class_id: int, *, owner_id: int) -> None:
    """Take back what a person shared with a class."""
    rows = session.scalars(
        select(DeckShare)
        .join(Deck, Deck.article_id == DeckShare.article_id)
        .where(DeckShare.class_id == class_id, Deck.owner_id == owner_id)
    ).all()
    for row in rows:
        session.delete(row)


def find_waiting(session: Session, import_id: int, *, user_id: int) -> DeckImport | None:
    """Return a file of the person's that was read or taken in."""
    row = session.get(DeckImport, import_id)
    return row if row is not None and row.user_id == user_id else None


def is_waiting(session: Session, import_id: int, *, user_id: int) -> bool:
    """Return whether a file of the person's waits to be taken in, without what it brings."""
    found = session.scalar(
        select(DeckImport.id).where(
            DeckImport.id == import_id,
            DeckImport.user_id == user_id,
            DeckImport.taken_at.is_(None),
            DeckImport.incoming.is_not(None),
        )
    )
    return found is not None


def note_taken(
    session: Session,
    import_id: int,
    *,
    article_id: str | None,
    now: datetime,
    report: dict[str, object],
) -> None:
    """Note that a file is in, with what came of it; what it brought is forgotten.

    Args:
        article_id: the deck that it went into; None of a file that brought a whole account.
    """
    session.execute(
        update(DeckImport)
        .where(DeckImport.id == import_id)
        .values(article_id=article_id, taken_at=now, incoming=None, report=report)
        .execution_options(synchronize_session=False)
    )


def let_one_wait(session: Session, row: DeckImport) -> int:
    """Let a file of a person wait in the place of those before it; return its number."""
    lock_for(session, row.user_id)
    drop_waiting(session, user_id=row.user_id)
    session.add(row)
    session.flush()
    return row.id


def drop_waiting(session: Session, *, user_id: int) -> None:
    """Forget the files of a person that are read or wait for a yes; not one being taken in."""
    session.execute(
        delete(DeckImport).where(
            DeckImport.user_id == user_id,
            DeckImport.taken_at.is_(None),
            DeckImport.state.not_in(("asked", "taking")),
        )
    )


def drop_waiting_before(session: Session, *, instant: datetime) -> int:
    """Forget the files that have waited for a yes since before that instant; return how many."""
    gone = session.execute(
        delete(DeckImport).where(DeckImport.taken_at.is_(None), DeckImport.made_at < instant)
    )
    return int(getattr(gone, "rowcount", 0))


def list_imports(session: Session, article_id: str) -> tuple[ImportLine, ...]:
    """Return what was taken into a deck, the newest first."""
    rows = session.execute(
        select(DeckImport.id, DeckImport.source_name, DeckImport.taken_at)
        .where(DeckImport.article_id == article_id, DeckImport.taken_at.is_not(None))
        .order_by(DeckImport.id.desc())
    )
    return tuple(ImportLine(number, name, at) for number, name, at in rows if at is not None)
