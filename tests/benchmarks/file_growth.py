"""A learner's pages in a file of 10 000 and of 1 000 000 cards. Bar: grown 1.5 times at most.

The learner is the same in both: 1 000 cards of an article of the bank, and a deck of their own.
The others' cards are in decks of theirs, a hundred in each, with a memory of every card. Next
card, Today, the list of sets and the article's map are fetched in turn from the two files.

Run: ``python -m tests.benchmarks.file_growth`` (a few minutes). Exits with 1 when the median
processor time of a page is more than 1.5 times as much in the large file.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.scheduling.day import day_number
from quizapp.services.study import sets, study
from quizapp.settings import Settings
from quizapp.store.engine import db
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    QuestionSet,
    Revision,
    SetCard,
)
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.memory import CardState, StudySet
from quizapp.store.tables.people import User
from tests.benchmarks import queue_growth as rows

SIZES: Final = (10_000, 1_000_000)
OWN: Final = 1_000
"""Cards of the bank's article, which the measured learner studies."""
DECK: Final = 100
DECKS_EACH: Final = 10
LEARNER: Final = 1
ARTICLE: Final = "a"
ROUNDS: Final = 60
WARM: Final = 5
BAR: Final = 1.5

PAGES: Final[dict[str, Callable[[datetime], object]]] = {
    "next card": lambda now: study.next_cards(user_id=LEARNER, set_id=None, limit=1, now=now),
    "Today": lambda now: study.today(user_id=LEARNER, now=now),
    "set list": lambda now: sets.list_sets(user_id=LEARNER, now=now),
    "article map": lambda now: sets.article_map(user_id=LEARNER, article_id=ARTICLE, now=now),
}


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        files = {size: _settings(Path(name) / str(size)) for size in SIZES}
        for size, settings in files.items():
            begun = time.monotonic()
            with database(settings):
                _fill(size)
            print(f"a file of {size} cards made in {time.monotonic() - begun:.0f} s", flush=True)
        medians = _measure(files)
    worst = 0.0
    for what in PAGES:
        few, many = (medians[what, size] for size in SIZES)
        worst = max(worst, many / few)
        print(
            f"{what}: {few * 1000:.2f} ms among {SIZES[0]} cards, {many * 1000:.2f} ms among"
            f" {SIZES[1]}: growth {many / few:.2f} (bar: at most {BAR})"
        )
    return int(worst > BAR)


def _settings(folder: Path) -> Settings:
    return Settings.from_environment({"QUIZAPP_DATA_DIR": str(folder)})


def _measure(files: dict[int, Settings]) -> dict[tuple[str, int], float]:
    """Return the median seconds of processor time of each page by the size of its file."""
    now = clock.now()
    open_files: dict[int, AbstractContextManager[Any]] = {
        size: database(settings) for size, settings in files.items()
    }
    # Each of the two applications is entered in turn, as two servers would be asked in turn.
    apps = {size: context.__enter__() for size, context in open_files.items()}
    seconds: dict[tuple[str, int], list[float]] = {}
    try:
        for number in range(ROUNDS + WARM):
            for what, show in PAGES.items():
                for size, app in apps.items():
                    with app.app_context():
                        begun = time.process_time()
                        show(now)
                        taken = time.process_time() - begun
                    if number >= WARM:
                        seconds.setdefault((what, size), []).append(taken)
    finally:
        for context in reversed(list(open_files.values())):
            context.__exit__(None, None, None)
    return {key: statistics.median(each) for key, each in seconds.items()}


def _fill(cards: int) -> None:
    """Fill a file: the bank's article, the learner's deck, and the others' decks."""
    decks = (cards - OWN) // DECK
    people = 1 + max(1, decks // DECKS_EACH)
    insert = rows._insert
    revision = {"id": 1, "published_at": clock.now(), "note": "", "bank_hash": "", "counts": {}}
    insert(Revision, iter([revision]))
    insert(User, (rows._user(number) for number in range(1, people + 1)))
    insert(ArticleRow, (_article(deck) for deck in range(decks + 1)))
    insert(Deck, (_deck(deck, people) for deck in range(1, decks + 1)))
    insert(
        PassageRow,
        (
            {"article_id": _id(deck), "number": 1, "heading": "", "text": "Text."}
            for deck in range(decks + 1)
        ),
    )
    insert(FactRow, (_fact(n, deck) for n, deck in _cards(decks)))
    insert(CardRow, (_card(n) for n, _ in _cards(decks)))
    insert(QuestionRow, (rows._question(n) for n in range(1, OWN + 1)))
    insert(QuestionSet, (_set(deck, people) for deck in range(decks + 1)))
    insert(SetCard, ({"set_id": d + 1, "card_id": n, "position": n} for n, d in _cards(decks)))
    insert(
        StudySet,
        (
            {"user_id": _owner(deck, people), "set_id": deck + 1, "added_at": clock.now()}
            for deck in range(decks + 1)
        ),
    )
    dice, today = Random(5), day_number(clock.now().date())  # noqa: S311 - a fixed file
    insert(
        CardState,
        (rows._state(_owner(deck, people), n, today, dice) for n, deck in _cards(decks)),
    )
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA optimize")


def _cards(decks: int) -> Iterator[tuple[int, int]]:
    """Give each card's number with its deck's; deck 0 is the bank's article."""
    for number in range(1, OWN + decks * DECK + 1):
        yield number, 0 if number <= OWN else (number - OWN - 1) // DECK + 1


def _owner(deck: int, people: int) -> int:
    """Return whose a deck is: the bank's article and the first deck are the learner's."""
    return LEARNER if deck <= 1 else 2 + deck % (people - 1)


def _id(deck: int) -> str:
    return f"own-{deck:012x}" if deck else ARTICLE


def _article(deck: int) -> dict[str, Any]:
    return {
        "id": _id(deck),
        "title": f"Article {deck}",
        "language": "en",
        "summary": "",
        "is_digest": True,
        "source": {},
        "is_owned": deck > 0,
    }


def _deck(deck: int, people: int) -> dict[str, Any]:
    return {
        "article_id": _id(deck),
        "owner_id": _owner(deck, people),
        "title": f"Deck {deck}",
        "source_name": "deck.csv",
        "format": "csv",
        "created_at": clock.now(),
        "changed_at": clock.now(),
    }


def _fact(number: int, deck: int) -> dict[str, Any]:
    fact = rows._fact(number)
    return fact | {"article_id": _id(deck), "type": "pair" if deck else "event"}


def _card(number: int) -> dict[str, Any]:
    return rows._card(number) | {"fact_id": f"f{number}", "key": f"f{number}:v", "view": "v"}


def _set(deck: int, people: int) -> dict[str, Any]:
    return {
        "id": deck + 1,
        "key": f"article:{_id(deck)}",
        "kind": "article",
        "title": f"Article {deck}",
        "owner_id": _owner(deck, people) if deck else None,
        "deck_id": _id(deck) if deck else None,
    }


if __name__ == "__main__":
    sys.exit(main())
