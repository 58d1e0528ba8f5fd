"""A deck that was brought in, and copies of it for other people: the same rows with other ids."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Table, text
from sqlalchemy.engine import Connection

from quizapp import clock
from quizapp.bank.terms import OWN_PREFIX
from quizapp.services.decks import deck_reading
from quizapp.services.people import accounts
from quizapp.store.base import core_table
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    SetCard,
)
from quizapp.store.tables.decks import Deck, DeckNote
from tests.benchmarks.bulk import Values, stored_rows
from tests.benchmarks.deck_import import bring
from tests.benchmarks.made_lives import Slot
from tests.benchmarks.prepared import PASSWORD

_OF_CARDS: Final = (
    "card_id IN (SELECT c.id FROM cards AS c JOIN facts AS f ON f.id = c.fact_id"
    " WHERE f.article_id = :deck)"
)
TABLES: Final[dict[Table, str]] = {
    core_table(ArticleRow): "id = :deck",
    core_table(Deck): "article_id = :deck",
    core_table(PassageRow): "article_id = :deck",
    core_table(FactRow): "article_id = :deck",
    core_table(CardRow): "fact_id IN (SELECT id FROM facts WHERE article_id = :deck)",
    core_table(QuestionRow): _OF_CARDS,
    core_table(DeckNote): "article_id = :deck",
    core_table(QuestionSet): "deck_id = :deck",
    core_table(SetCard): "set_id IN (SELECT id FROM question_sets WHERE deck_id = :deck)",
}
"""The tables that hold a deck, parents first, and which of their rows do."""
_NUMBERED: Final = {
    ("cards", "id"): "cards",
    ("questions", "id"): "questions",
    ("questions", "card_id"): "cards",
    ("question_sets", "id"): "question_sets",
    ("set_cards", "set_id"): "question_sets",
    ("set_cards", "card_id"): "cards",
    ("decks", "owner_id"): "users",
    ("question_sets", "owner_id"): "users",
}
"""Columns that hold the number of a row, and of which table."""


@dataclass(frozen=True, slots=True)
class CopiedDeck:
    """Where the copy of a deck stands.

    Attributes:
        number: of the learner, from 0. owner_id: their id.
        below: by table, the number below those of the copy's rows.
    """

    number: int
    owner_id: int
    below: dict[str, int]

    @property
    def article_id(self) -> str:
        """Return the id of the deck."""
        return f"{OWN_PREFIX}{self.number:012x}"


class DeckOnce:
    """A deck's rows, ready to be copied.

    Attributes:
        counts: rows by table.
        highest: the highest number of its rows, by table.
    """

    def __init__(self, connection: Connection, owner: str) -> None:
        self._id: str = connection.execute(
            text(
                "SELECT d.article_id FROM decks AS d JOIN users AS u ON u.id = d.owner_id"
                " WHERE u.name = :name"
            ),
            {"name": owner},
        ).scalar_one()
        rows = {
            table.name: stored_rows(connection, table, where, {"deck": self._id})
            for table, where in TABLES.items()
        }
        self.counts = {name: len(each) for name, each in rows.items()}
        self.highest = {
            name: max(row[0] for row in rows[name])
            for name in ("cards", "questions", "question_sets")
        }
        self._places: dict[str, dict[Any, int]] = {
            name: {row[0]: place for place, row in enumerate(rows[name], start=1)}
            for name in self.highest
        }
        self._rows = {
            table.name: [self._prepared(table, row) for row in rows[table.name]] for table in TABLES
        }
        self.slots = self._slots(rows["questions"])

    def copies(self, table: Table, to: CopiedDeck) -> Iterator[Values]:
        """Give a table's rows of a copy."""
        article_id = to.article_id
        for row, texts, numbers in self._rows[table.name]:
            copy = row.copy()
            for column, parts in texts:
                copy[column] = article_id.join(parts)
            for column, of, place in numbers:
                copy[column] = to.owner_id if of == "users" else to.below[of] + place
            yield copy

    def _prepared(self, table: Table, row: list[Any]) -> tuple[list[Any], list[Any], list[Any]]:
        """Return a row, its texts that name the deck, and its numbers with their places."""
        texts = [
            (column, value.split(self._id))
            for column, value in enumerate(row)
            if isinstance(value, str) and self._id in value
        ]
        numbers = []
        for column, each in enumerate(table.columns):
            of = _NUMBERED.get((table.name, each.name))
            if of is not None:
                numbers.append((column, of, self._places.get(of, {}).get(row[column], 0)))
        return row, texts, numbers

    def _slots(self, questions: list[list[Any]]) -> tuple[Slot, ...]:
        names = [column.name for column in core_table(QuestionRow).columns]
        card, form = names.index("card_id"), names.index("type")
        asked: dict[int, list[tuple[int, str]]] = {}
        for row in questions:
            place = self._places["questions"][row[0]]
            asked.setdefault(self._places["cards"][row[card]], []).append((place, row[form]))
        return tuple(Slot(each, tuple(asked[each]), in_deck=True) for each in sorted(asked))


def bring_deck(owner: str, *, questions: int) -> None:
    """Let a new person bring in a deck of so many questions: choices, typed answers, true or not.

    Args:
        owner: the person's name.
        questions: how many.
    """
    person = accounts.create_user(name=owner, password=PASSWORD, roles=(), now=clock.now())
    data = "\n\n".join(_gift(number) for number in range(questions))
    bring(person.id, data.encode(), target=deck_reading.NEW, name="deck.gift")


def _gift(number: int) -> str:
    """Return a question of the deck: of ten, six choices, three typed and one true or false."""
    head = f"::q{number}:: "
    match number % 10:
        case 0 | 4 | 8:
            return f"{head}Which word does entry {number} of the list explain? {{=word {number}}}"
        case 5:
            return f"{head}Entry {number} of the list comes before entry {number + 1}. {{T}}"
        case _:
            wrong = " ".join(f"~meaning {number + more} of a word" for more in (1, 2, 3))
            return f"{head}What does word {number} mean? {{=meaning {number} of a word {wrong}}}"
