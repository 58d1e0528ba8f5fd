"""The people of a city's schools and what they study: bank, decks, classes, lives.

The bank is the shipped one. Decks are brought in by the road that learners take, one of each size,
and copied with other ids for everybody. Thirty learners make a class; those of the first two
classes study a set of 200 facts of the bank beside their decks.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp import clock
from quizapp.scheduling.day import day_number
from quizapp.services.classes import class_knowing, classes
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.engine import reading
from quizapp.store.tables.classes import SchoolClass
from quizapp.store.tables.content import (
    CardRow,
    FactRow,
    QuestionRow,
    QuestionSet,
    Revision,
    SetCard,
)
from quizapp.store.tables.people import User
from tests.benchmarks.made_answers import RESPONSES
from tests.benchmarks.made_decks import CopiedDeck, DeckOnce, bring_deck
from tests.benchmarks.made_lives import Life, Place, Slot, live
from tests.benchmarks.prepared import PASSWORD

TEACHER: Final = "teach"
CLASS: Final = 30
CLASSES_OF_TEACHER: Final = 5
FACTS: Final = 200
OF_BANK: Final = 2 * CLASS
"""Learners who study the bank's set."""
KEEN_EACH: Final = 100
KEEN_TIMES: Final = 20
"""One learner in so many has so many times the cards and answers."""
_OWNERS: Final = {"ordinary": "Ordinary deck", "keen": "Keen deck"}
"""Who brought in the decks that are copied."""
_LIVES: Final = {"ordinary": 100, "bank": 20, "keen": 4}
_NEW_PER_DAY: Final = 2
_DAYS_OF_NEW: Final = 60
_LAST_STUDIED: Final = 7
"""Everybody studied within so many days before the file's own day."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the file is.

    Attributes:
        people: learners. cards, reviews: of their decks, at least.
    """

    people: int
    cards: int
    reviews: int

    @property
    def cards_each(self) -> int:
        """Return the cards in an ordinary learner's deck."""
        return -(-self.cards // self._shares)

    @property
    def reviews_each(self) -> int:
        """Return the answers of an ordinary learner."""
        return -(-self.reviews // self._shares)

    @property
    def _shares(self) -> int:
        """Return the number of learners, a keen one counted as often as they study."""
        return self.people + self.people // KEEN_EACH * (KEEN_TIMES - 1)


def prepare_city(settings: Settings, sizes: Sizes) -> None:
    """Put in what everybody shares: the bank, a teacher with a class and its set, two decks."""
    now = clock.now()
    publishing.publish_folder(settings.bank, now=now, by=None)
    teacher = accounts.create_user(name=TEACHER, password=PASSWORD, roles=("teacher",), now=now)
    with reading() as session:
        asked = select(CardRow.fact_id).where(CardRow.retired_in.is_(None))
        facts = session.scalars(
            select(FactRow.id).where(FactRow.id.in_(asked)).order_by(FactRow.id).limit(FACTS)
        ).all()
    class_id = classes.create_class(user_id=teacher.id, name="Class 1", zone="UTC", now=now)
    class_knowing.make_set_of_facts(
        user_id=teacher.id, class_id=class_id, fact_ids=facts, title=f"{FACTS} facts"
    )
    for kind, times in (("ordinary", 1), ("keen", KEEN_TIMES)):
        bring_deck(_OWNERS[kind], questions=sizes.cards_each * times)


class City:
    """Everybody in the file, by number from 0: what follows from the number is not stored.

    Attributes:
        now: when it was begun. today: the study day of then, on which nobody has studied yet.
        set_id: the set of 200 facts. first_user, first_class: ids of the first learner and class.
    """

    def __init__(self, session: Session, sizes: Sizes) -> None:
        self.sizes = sizes
        self.now: datetime = session.scalars(
            select(Revision.published_at).order_by(Revision.id)
        ).all()[0]
        self.today = day_number(self.now.date())
        connection = session.connection()
        self.decks = {kind: DeckOnce(connection, owner) for kind, owner in _OWNERS.items()}
        self.set_id = session.scalars(
            select(QuestionSet.id).where(QuestionSet.title == f"{FACTS} facts")
        ).one()
        self.of_bank = _bank_slots(session, self.set_id)
        self.first_class = session.scalars(
            select(SchoolClass.id).where(SchoolClass.name == "Class 1")
        ).one()
        self.first_user = (
            1 + session.scalars(select(User.id).where(User.name == _OWNERS["keen"])).one()
        )
        self._lives: dict[str, list[Life]] = {}
        self._places: dict[int, Place] = {}

    def people(self) -> range:
        """Return the numbers of all learners."""
        return range(self.sizes.people)

    def kind(self, number: int) -> str:
        """Return what a learner is: ordinary, keen, or one of those who study the bank."""
        if number % KEEN_EACH == KEEN_EACH - 1:
            return "keen"
        return "bank" if number < OF_BANK else "ordinary"

    def user_id(self, number: int) -> int:
        """Return a learner's id."""
        return self.first_user + number

    def class_id(self, number: int) -> int:
        """Return the class of a learner."""
        return self.first_class + number // CLASS

    def deck(self, number: int) -> DeckOnce:
        """Return the deck that a learner's is a copy of."""
        return self.decks["keen" if self.kind(number) == "keen" else "ordinary"]

    def copied(self, number: int) -> CopiedDeck:
        """Return where a learner's deck stands."""
        keen = number // KEEN_EACH
        ordinary = number - keen
        below = {
            name: highest
            + keen * self.decks["keen"].counts[name]
            + ordinary * self.decks["ordinary"].counts[name]
            for name, highest in self.decks["keen"].highest.items()
        }
        return CopiedDeck(number, self.user_id(number), below)

    def life(self, number: int) -> Life:
        """Return the life that a learner lives."""
        kind = self.kind(number)
        if kind not in self._lives:
            self._lives[kind] = list(self._made_lives(kind))
        return self._lives[kind][number % len(self._lives[kind])]

    def place(self, number: int) -> Place:
        """Return where and when a learner lives it."""
        if number not in self._places:
            deck = self.copied(number)
            last = self.today - 1 - number % _LAST_STUDIED
            self._places[number] = Place(
                user_id=deck.owner_id,
                cards=deck.below["cards"],
                questions=deck.below["questions"],
                shift_days=last - self.life(number).last_day,
            )
        return self._places[number]

    def first_day(self) -> int:
        """Return the study day on which the first of them began."""
        return min(
            self.life(each).first_day + self.place(each).shift_days for each in self.people()
        )

    def _made_lives(self, kind: str) -> Iterator[Life]:
        deck = self.decks["keen" if kind == "keen" else "ordinary"]
        slots = (*(self.of_bank if kind == "bank" else ()), *deck.slots)
        reviews = self.sizes.reviews_each * len(slots) // self.sizes.cards_each
        for seed in range(min(_LIVES[kind], self.sizes.people)):
            yield live(
                slots,
                reviews=reviews,
                seed=seed,
                new_per_day=max(_NEW_PER_DAY, len(slots) // _DAYS_OF_NEW),
            )


def _bank_slots(session: Session, set_id: int) -> tuple[Slot, ...]:
    """Return the cards of a set of the bank, with the questions that made answers know."""
    cards, questions = core_table(CardRow), core_table(QuestionRow)
    rows = session.execute(
        select(cards.c.id, questions.c.id, questions.c.type)
        .join(SetCard, SetCard.card_id == cards.c.id)
        .join(questions, questions.c.card_id == cards.c.id)
        .where(
            SetCard.set_id == set_id,
            questions.c.current.is_(True),
            questions.c.type.in_(list(RESPONSES)),
        )
        .order_by(SetCard.position, questions.c.id)
    )
    asked: dict[int, list[tuple[int, str]]] = {}
    for card, question, form in rows:
        asked.setdefault(card, []).append((question, form))
    return tuple(Slot(card, tuple(each)) for card, each in asked.items())
