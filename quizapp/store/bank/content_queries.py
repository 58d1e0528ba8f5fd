"""Queries about published content: load it whole, and write what a publish changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import is_public, set_is_public
from quizapp.store.base import Base, core_table
from quizapp.store.tables.content import (
    ArticleRow,
    Blob,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    Revision,
    RevisionFile,
    SetCard,
)

_T = TypeVar("_T")

Row = dict[str, object]
"""Column name -> value."""


CHUNK: Final = 5000
"""Values in one IN (...): SQLite allows 32 766 bound values, PostgreSQL 65 535."""


@dataclass(frozen=True, slots=True)
class CurrentRevision:
    """The revision that serves."""

    id: int
    bank_hash: str
    counts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card that was published at some time."""

    id: int
    key: str
    fact: str
    row: Row


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A version of a question that was published at some time."""

    id: int
    card_id: int
    current: bool


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A set made by publishing, with its cards in order."""

    id: int
    row: Row
    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PublishedContent:
    """All that has been published, retired things included; rows hold the publishable columns."""

    revision: CurrentRevision | None
    articles: Mapping[str, Row]
    passages: Mapping[tuple[str, int], Row]
    facts: Mapping[str, Row]
    cards: Mapping[str, KnownCard]
    questions: Mapping[tuple[str, str], KnownQuestion]
    """By key and version."""
    sets: Mapping[str, KnownSet]


def find_current_revision(session: Session) -> CurrentRevision | None:
    """Return the revision that serves, or None before the first publish."""
    row = session.execute(
        select(Revision.id, Revision.bank_hash, Revision.counts)
        .order_by(Revision.id.desc())
        .limit(1)
    ).first()
    return row and CurrentRevision(row.id, row.bank_hash, row.counts)


def load_published(session: Session, *, deck: str | None = None) -> PublishedContent:
    """Return everything that has been published, without the questions' contents.

    Args:
        deck: id of one deck's article; None for all of the bank, and nothing of any deck.
    """
    return PublishedContent(
        revision=find_current_revision(session),
        articles={
            str(row["id"]): row
            for row in _rows(session, ArticleRow, _of(core_table(ArticleRow).c.id, deck))
        },
        passages={
            (str(row["article_id"]), int(str(row["number"]))): row
            for row in _rows(session, PassageRow, _of(core_table(PassageRow).c.article_id, deck))
        },
        facts={
            str(row["id"]): row
            for row in _rows(session, FactRow, _of(core_table(FactRow).c.article_id, deck))
        },
        cards=_known_cards(session, deck),
        questions=_known_questions(session, deck),
        sets=_known_sets(session, deck),
    )


def insert_rows(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert the rows in one executemany."""
    if rows:
        session.execute(insert(core_table(table)), list(rows))


def update_rows(
    session: Session, table: type[Base], rows: Sequence[Row], *, by: tuple[str, ...]
) -> None:
    """Update the rows, found by the columns ``by``, in one executemany.

    All rows have the same columns.
    """
    if not rows:
        return
    core = core_table(table)
    where: list[ColumnElement[bool]] = [core.c[name] == bindparam(f"by_{name}") for name in by]
    values: dict[str, BindParameter[object]] = {
        name: bindparam(name) for name in rows[0] if name not in by
    }
    session.execute(
        update(core).where(*where).values(values),
        [{(f"by_{k}" if k in by else k): value for k, value in row.items()} for row in rows],
    )


def delete_passages(session: Session, keys: Iterable[tuple[str, int]]) -> None:
    """Take passages away that the article no longer has."""
    rows = [{"by_article": article, "by_number": number} for article, number in keys]
    if rows:
        core = core_table(PassageRow)
        session.execute(
            delete(core).where(
                core.c.article_id == bindparam("by_article"),
                core.c.number == bindparam("by_number"),
            ),
            rows,
        )


def replace_set_cards(session: Session, set_id: int, cards: Sequence[int]) -> None:
    """Give a set these cards, in this order."""
    session.execute(delete(SetCard).where(SetCard.set_id == set_id))
    insert_rows(
        session,
        SetCard,
        [{"set_id": set_id, "card_id": card, "position": n} for n, card in enumerate(cards)],
    )


def card_ids(session: Session, *, deck: str | None = None) -> dict[str, int]:
    """Return the id of every card by its key: those of the bank, or of one deck."""
    rows = session.execute(
        select(CardRow.key, CardRow.id).where(CardRow.fact_id.in_(_facts_of(deck)))
    )
    return dict(rows.all())


def next_card_ids(session: Session, count: int) -> tuple[int, ...]:
    """Return numbers that cards to come may have: on PostgreSQL theirs, else the next in the row.

    On SQLite somebody may take them before: compare once the database is locked.
    """
    if session.connection().dialect.name == "postgresql":
        sequence = func.nextval(func.pg_get_serial_sequence("cards", "id"))
        rows = session.execute(select(sequence).select_from(func.generate_series(1, count)))
        return tuple(row[0] for row in rows)
    last = session.scalar(select(func.max(CardRow.id))) or 0
    return tuple(range(last + 1, last + 1 + count))


def is_card(session: Session, number: int) -> bool:
    """Return whether there is a card of that number or above, on SQLite; of that one elsewhere."""
    sqlite = session.connection().dialect.name == "sqlite"
    taken = CardRow.id >= number if sqlite else CardRow.id == number
    return session.scalar(select(CardRow.id).where(taken).limit(1)) is not None


def set_ids(session: Session, *, deck: str | None = None) -> dict[str, int]:
    """Return the id of every set made by publishing, by its key: the bank's, or one deck's."""
    rows = session.execute(select(QuestionSet.key, QuestionSet.id).where(_sets_of(deck)))
    return {str(key): number for key, number in rows}


def add_revision(
    session: Session,
    *,
    now: datetime,
    by: int | None,
    note: str,
    bank_hash: str,
    counts: Mapping[str, object],
) -> int:
    """Add a revision and return its id."""
    row = Revision(
        published_at=now, published_by=by, note=note, bank_hash=bank_hash, counts=dict(counts)
    )
    session.add(row)
    session.flush()
    return row.id


def add_files(session: Session, revision_id: int, files: Mapping[str, tuple[str, str]]) -> None:
    """Keep the files of a revision: path -> (digest, text). A text already kept is not repeated."""
    texts = dict(files.values())
    known: set[str] = set()
    for some in chunks(tuple(texts)):
        known.update(session.scalars(select(Blob.digest).where(Blob.digest.in_(some))))
    insert_rows(
        session,
        Blob,
        [{"digest": digest, "text": text} for digest, text in texts.items() if digest not in known],
    )
    insert_rows(
        session,
        RevisionFile,
        [
            {"revision_id": revision_id, "path": path, "digest": digest}
            for path, (digest, _) in files.items()
        ],
    )


def question_contents(session: Session, ids: Sequence[int]) -> dict[int, Row]:
    """Return the content of the questions with these ids."""
    found: dict[int, Row] = {}
    for some in chunks(ids):
        rows = session.execute(
            select(QuestionRow.id, QuestionRow.content).where(QuestionRow.id.in_(some))
        )
        found.update((number, content) for number, content in rows)
    return found


def chunks(values: Sequence[_T]) -> Iterable[Sequence[_T]]:
    """Give the values in runs short enough for one IN (...)."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _of(article_id: Any, deck: str | None) -> ColumnElement[bool]:
    """Return the condition that an article is that deck, or, without one, the bank's."""
    return and_(article_id == deck) if deck else is_public(article_id)


def _facts_of(deck: str | None) -> Select[str]:
    return select(FactRow.id).where(_of(FactRow.article_id, deck))


def _sets_of(deck: str | None) -> ColumnElement[bool]:
    """Sets made by publishing; a learner's own of a passage has a key, too."""
    if deck is None:
        return set_is_public()
    return and_(QuestionSet.deck_id == deck, QuestionSet.kind.in_(("article", "topic")))


def _rows(session: Session, table: type[Base], which: ColumnElement[bool]) -> list[Row]:
    """Return rows of a table as plain dictionaries."""
    found = session.execute(select(core_table(table)).where(which))
    return [dict(row) for row in found.mappings()]


def _known_cards(session: Session, deck: str | None) -> dict[str, KnownCard]:
    """Return every card by its key."""
    found = {}
    for row in _rows(session, CardRow, core_table(CardRow).c.fact_id.in_(_facts_of(deck))):
        number = int(str(row.pop("id")))
        key = str(row["key"])
        found[key] = KnownCard(number, key, str(row["fact_id"]), row)
    return found


def _known_questions(session: Session, deck: str | None) -> dict[tuple[str, str], KnownQuestion]:
    """Return every version of every question by key and version."""
    rows = session.execute(
        select(
            QuestionRow.key,
            QuestionRow.version,
            QuestionRow.id,
            QuestionRow.card_id,
            QuestionRow.current,
        )
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .where(CardRow.fact_id.in_(_facts_of(deck)))
    )
    return {
        (key, version): KnownQuestion(number, card, current)
        for key, version, number, card, current in rows
    }


def _known_sets(session: Session, deck: str | None) -> dict[str, KnownSet]:
    """Return every set made by publishing, by its key."""
    cards: dict[int, list[int]] = {}
    members = session.execute(
        select(SetCard.set_id, SetCard.card_id)
        .join(QuestionSet, QuestionSet.id == SetCard.set_id)
        .where(_sets_of(deck))
        .order_by(SetCard.set_id, SetCard.position)
    )
    for set_id, card_id in members:
        cards.setdefault(set_id, []).append(card_id)
    found = {}
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.key, QuestionSet.title, QuestionSet.retired_at).where(
            _sets_of(deck)
        )
    )
    for number, key, title, retired_at in rows:
        row: Row = {"title": title, "retired": retired_at is not None}
        found[str(key)] = KnownSet(number, row, tuple(cards.get(number, ())))
    return found
