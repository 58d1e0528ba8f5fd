"""The rows of the large file that are made for each person: accounts, classes, log, states."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from quizapp.scheduling.card import Memory
from quizapp.services.people.credentials import hash_password
from quizapp.store.base import core_table
from quizapp.store.coded import KIND_CODES, RATING_CODES
from quizapp.store.log.log_form import COLUMNS, stored_form
from quizapp.store.study.memory_queries import State
from quizapp.store.tables.classes import ClassMember, SchoolClass
from quizapp.store.tables.memory import CardState, ReviewLog, StudySet
from quizapp.store.tables.people import User
from tests.benchmarks.bulk import Values, as_stored, put_rows
from tests.benchmarks.made_city import CLASS, CLASSES_OF_TEACHER, City
from tests.benchmarks.made_decks import TABLES
from tests.benchmarks.prepared import PASSWORD

Row = dict[str, Any]
LOG: Final = core_table(ReviewLog)
_STORED: Final = (*COLUMNS, "opened_day")
_LOG_ORDER: Final = tuple(_STORED.index(column.name) for column in LOG.columns)
_KIND: Final = COLUMNS.index("kind")
_RATING: Final = COLUMNS.index("rating")
_OF_MEMORY: Final = Memory._fields
_BESIDE: Final = tuple(name for name in State._fields if name in core_table(CardState).columns)
_SETS_OF_DECK: Final = 1
"""The set of a deck that its owner studies is the first of its sets."""


def put_people(connection: Connection, city: City) -> None:
    """Put in the learners with their decks, the teachers, and the classes."""

    def put(table: Table, rows: Iterator[Row]) -> None:
        put_rows(connection, table, as_stored(connection, table, rows))

    put(core_table(User), _accounts(city))
    put(core_table(SchoolClass), _classes(city))
    put(core_table(ClassMember), _members(city))
    for table in TABLES:
        put_rows(
            connection,
            table,
            chain.from_iterable(
                city.deck(each).copies(table, city.copied(each)) for each in city.people()
            ),
        )
    put(core_table(StudySet), _study_sets(city))


def put_day(connection: Connection, city: City, day: int) -> int:
    """Put in what everybody answered on a study day; return how many answers that were."""
    dice = random.Random(day)  # noqa: S311 - the same ids each time, no secrets
    rows = list(_entries(city, day, dice))
    put_rows(connection, LOG, rows)
    return len(rows)


def put_states(connection: Connection, city: City) -> None:
    """Put in the memory of every card, as the log comes to it."""
    table = core_table(CardState)
    put_rows(connection, table, as_stored(connection, table, _states(city)))


def _accounts(city: City) -> Iterator[Row]:
    hashed = hash_password(PASSWORD)
    began = city.now - timedelta(days=city.today - city.first_day())
    for number in range(city.sizes.people + _teachers(city)):
        teaches = number >= city.sizes.people
        name = f"Teacher {number - city.sizes.people}" if teaches else f"Learner {number}"
        yield {
            "id": city.user_id(number),
            "name": name,
            "name_key": name.lower(),
            "password_hash": hashed,
            "roles": "teacher" if teaches else "",
            "created_at": began,
        }


def _teachers(city: City) -> int:
    """Return how many teach the classes after the first."""
    return (city.sizes.people - 1) // CLASS // CLASSES_OF_TEACHER + 1


def _classes(city: City) -> Iterator[Row]:
    for number in range(CLASS, city.sizes.people, CLASS):
        place = number // CLASS
        yield {
            "id": city.class_id(number),
            "name": f"Class {place + 1}",
            "zone": "UTC",
            "join_code": f"{place:08}",
            "created_at": city.now,
        }


def _members(city: City) -> Iterator[Row]:
    joined = {"joined_at": city.now, "shares_times": False}
    for number in city.people():
        who = {"class_id": city.class_id(number), "user_id": city.user_id(number)}
        yield joined | who | {"role": "learner"}
    for number in range(CLASS, city.sizes.people, CLASS):
        teacher = city.sizes.people + number // CLASS // CLASSES_OF_TEACHER
        who = {"class_id": city.class_id(number), "user_id": city.user_id(teacher)}
        yield joined | who | {"role": "teacher"}


def _study_sets(city: City) -> Iterator[Row]:
    for number in city.people():
        deck = city.copied(number)
        chosen = [deck.below["question_sets"] + _SETS_OF_DECK]
        if city.kind(number) == "bank":
            chosen.append(city.set_id)
        for set_id in chosen:
            yield {"user_id": deck.owner_id, "set_id": set_id, "added_at": city.now}


def _entries(city: City, day: int, dice: random.Random) -> Iterator[Values]:
    for number in city.people():
        opened: int | None = day
        for row in city.life(number).answers_on(day, city.place(number), dice):
            stored = [*stored_form(row), opened]
            stored[_KIND] = KIND_CODES[row.kind]
            stored[_RATING] = None if row.rating is None else RATING_CODES[row.rating]
            # The first entry of a day opens it.
            opened = None
            yield [stored[place] for place in _LOG_ORDER]


def _states(city: City) -> Iterator[Row]:
    for number in city.people():
        for state in city.life(number).states_of(city.place(number)):
            yield {
                **{name: getattr(state.memory, name) for name in _OF_MEMORY},
                **{name: getattr(state, name) for name in _BESIDE},
            }
