"""What a publish writes: the difference between an edition and what is published, applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from quizapp.services.publishing.publishing_edition import Edition
from quizapp.store.bank import content_queries as queries
from quizapp.store.bank.content_queries import PublishedContent, Row
from quizapp.store.base import Base
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
)

_K = TypeVar("_K", str, tuple[str, int])


@dataclass(frozen=True, slots=True)
class TableDifference(Generic[_K]):
    """Rows to insert, rows to update, and keys of rows that are no longer in the bank."""

    added: tuple[Row, ...]
    changed: tuple[Row, ...]
    gone: tuple[_K, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to write."""
        return bool(self.added or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class Difference:
    """All that must be written for an edition to be what is published.

    Attributes:
        questions_added: keys whose current version was never published.
        questions_back: ids of versions to make current again.
        questions_gone: ids of versions that are no longer current.
        sets: keys of the sets to write.
        sets_gone: keys of the sets to retire.
    """

    articles: TableDifference[str]
    passages: TableDifference[tuple[str, int]]
    facts: TableDifference[str]
    cards: TableDifference[str]
    questions_added: tuple[str, ...]
    questions_back: tuple[int, ...]
    questions_gone: tuple[int, ...]
    sets: tuple[str, ...]
    sets_gone: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to write."""
        return any(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class DeckOf:
    """The deck that an edition is of, and its owner."""

    id: str
    owner_id: int


def difference(edition: Edition, published: PublishedContent) -> Difference:
    """Return what differs between an edition and what is published."""
    wanted = {(key, question.version) for key, question in edition.questions.items()}
    known = published.questions
    return Difference(
        articles=_table(published.articles, edition.articles),
        passages=_table(published.passages, edition.passages),
        facts=_table(published.facts, edition.facts),
        cards=_table(
            {key: card.row for key, card in published.cards.items()},
            {key: card.row for key, card in edition.cards.items()},
        ),
        questions_added=tuple(
            key for key, version in sorted(wanted) if (key, version) not in known
        ),
        questions_back=tuple(
            known[each].id for each in sorted(wanted) if each in known and not known[each].current
        ),
        questions_gone=tuple(
            each.id for key, each in known.items() if each.current and key not in wanted
        ),
        sets=_sets(edition, published),
        sets_gone=tuple(
            key
            for key, each in published.sets.items()
            if key not in edition.sets and not each.row["retired"]
        ),
    )


def write(
    session: Session,
    edition: Edition,
    changes: Difference,
    *,
    revision: int,
    now: datetime,
    deck: DeckOf | None = None,
) -> None:
    """Write the difference inside the caller's transaction, as part of that revision.

    Args:
        deck: whose deck the edition is; None for the bank.
    """
    for table, change in (
        (ArticleRow, changes.articles),
        (FactRow, changes.facts),
        (CardRow, changes.cards),
    ):
        by = "key" if table is CardRow else "id"
        _write_table(session, table, change, by=(by,))
        queries.update_rows(
            session, table, [{by: key, "retired_in": revision} for key in change.gone], by=(by,)
        )
        if table is ArticleRow:
            # Facts name the passages of their article; both stand before any fact is written.
            _write_table(session, PassageRow, changes.passages, by=("article_id", "number"))
            queries.delete_passages(session, changes.passages.gone)
    cards = queries.card_ids(session, deck=deck.id if deck else None)
    _write_questions(session, edition, changes, cards=cards, revision=revision)
    _write_sets(session, edition, changes, cards=cards, now=now, deck=deck)


def _table(old: Mapping[_K, Row], new: Mapping[_K, Row]) -> TableDifference[_K]:
    """Compare the rows of one table."""
    return TableDifference(
        added=tuple(row for key, row in new.items() if key not in old),
        changed=tuple(row for key, row in new.items() if key in old and old[key] != row),
        gone=tuple(
            key for key, row in old.items() if key not in new and row.get("retired_in") is None
        ),
    )


def _sets(edition: Edition, published: PublishedContent) -> tuple[str, ...]:
    """Return the keys of the sets that are new or differ in title or cards."""
    ids = {key: card.id for key, card in published.cards.items()}
    found = []
    for key, each in edition.sets.items():
        known = published.sets.get(key)
        cards = tuple(ids.get(card) for card in each.cards)
        if known is None or known.row != each.row or known.cards != cards:
            found.append(key)
    return tuple(found)


def _write_table(
    session: Session, table: type[Base], change: TableDifference[_K], *, by: tuple[str, ...]
) -> None:
    """Insert and update the rows of one table."""
    queries.insert_rows(session, table, change.added)
    queries.update_rows(session, table, change.changed, by=by)


def _write_questions(
    session: Session,
    edition: Edition,
    changes: Difference,
    *,
    cards: Mapping[str, int],
    revision: int,
) -> None:
    """Insert new versions and move ``current``: nothing else of a question ever changes."""
    # Some at a time: a large bank's contents are larger than all the rest of a publish.
    for some in queries.chunks(changes.questions_added):
        rows = [_question_row(edition, key, cards=cards, revision=revision) for key in some]
        queries.insert_rows(session, QuestionRow, rows)
    moves: list[Row] = [{"id": each, "current": True} for each in changes.questions_back]
    moves += [{"id": each, "current": False} for each in changes.questions_gone]
    queries.update_rows(session, QuestionRow, moves, by=("id",))


def _question_row(edition: Edition, key: str, *, cards: Mapping[str, int], revision: int) -> Row:
    question = edition.questions[key]
    return {
        "card_id": cards[question.card],
        "key": key,
        "version": question.version,
        "type": str(question.type),
        "level": str(question.level),
        "answer_hash": edition.cards[question.card].row["answer_hash"],
        "content": edition.contents[key],
        "warnings": list(edition.warnings.get(key, ())),
        "revision_id": revision,
        "current": True,
    }


def _write_sets(
    session: Session,
    edition: Edition,
    changes: Difference,
    *,
    cards: Mapping[str, int],
    now: datetime,
    deck: DeckOf | None,
) -> None:
    """Write the sets of articles and topics; one that lost all its cards is retired."""
    known = queries.set_ids(session, deck=deck.id if deck else None)
    rows: list[Row] = [
        {
            "key": key,
            "kind": key.partition(":")[0],
            "title": edition.sets[key].row["title"],
            "retired_at": None,
            "owner_id": deck.owner_id if deck else None,
            "deck_id": deck.id if deck else None,
        }
        for key in changes.sets
    ]
    queries.insert_rows(session, QuestionSet, [row for row in rows if row["key"] not in known])
    queries.update_rows(
        session, QuestionSet, [row for row in rows if row["key"] in known], by=("key",)
    )
    queries.update_rows(
        session,
        QuestionSet,
        [{"key": key, "retired_at": now} for key in changes.sets_gone],
        by=("key",),
    )
    ids = queries.set_ids(session, deck=deck.id if deck else None)
    for key in changes.sets:
        queries.replace_set_cards(
            session, ids[key], [cards[card] for card in edition.sets[key].cards]
        )
