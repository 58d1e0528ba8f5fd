"""Bytes that one review costs in the SQLite file, with the log's indexes. Bar: at most 120.

The file grows by entries of many people who study in turn, so many answers on each of their days
of a year: each is scheduled and made by what stores an answer. The memory of the cards is there
before, not counted.
``--people 10000 --reviews 1000`` makes the file of 1 000 000 card states and 10 000 000 entries;
``--keep FILE`` keeps it.

Run: ``python -m tests.benchmarks.review_size [--people N] [--reviews N] [--a-day N]``. Exits
with 1 when the bar is missed.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final
from uuid import UUID

from quizapp import clock
from quizapp.cli.context import database
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import day_number, moment
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.services.memory.ledger_entries import Answered, answer_entry, request_hash
from quizapp.services.questions import variants
from quizapp.settings import Settings
from quizapp.store.engine import db, writing
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import log_queries
from quizapp.store.tables.content import (
    ArticleRow,
    CardRow,
    FactRow,
    PassageRow,
    QuestionRow,
    Revision,
)
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.people import User
from tests.benchmarks.made_answers import LETTERS, RESPONSES
from tests.benchmarks.queue_growth import (
    CARDS_OF_FACT,
    _article,
    _card,
    _fact,
    _insert,
    _question,
    _state,
    _user,
)

BAR: Final = 120.0
CARDS: Final = 100
"""Of each person."""
_BATCH: Final = 20_000
_NEW: Final = 1 / 8
_HOURS_MS: Final = 3 * 3_600_000
_FORMS: Final = (("mcq", "true_false", "cloze", "typed", "flashcard"), (50, 15, 15, 15, 5))
"""Most answers are choices, some are typed."""
_RATINGS: Final = ((Rating.AGAIN, Rating.GOOD, Rating.EASY), (12, 83, 5))
_SETTINGS: Final = SchedulerSettings()


def main(words: list[str]) -> int:
    """Fill the file, print the bytes, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.review_size")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--reviews", type=int, default=300, help="of each of them")
    parser.add_argument("--a-day", type=int, default=10, help="on each day of study")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--database", default="", metavar="URL", help="an empty PostgreSQL one")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        settings = Settings.from_environment(
            {"QUIZAPP_DATA_DIR": str(Path(name) / "data"), "QUIZAPP_DATABASE_URL": asked.database}
        )
        with database(settings):
            _fill_content(asked.people)
            before = _used(settings)
            _add(_entries(asked.people, asked.reviews, asked.a_day))
            each = (_used(settings) - before) / (asked.people * asked.reviews)
        if asked.keep and settings.on_sqlite:
            shutil.copyfile(settings.database_file, asked.keep)
    number = asked.people * asked.reviews
    print(
        f"one review {each:.1f} bytes with its indexes, {number} reviews (bar: at most {BAR:.0f})"
    )
    return int(each > BAR)


def _fill_content(people: int) -> None:
    _insert(
        Revision,
        iter([{"id": 1, "published_at": clock.now(), "note": "", "bank_hash": "", "counts": {}}]),
    )
    _insert(ArticleRow, iter([_article()]))
    _insert(PassageRow, iter([{"article_id": "a", "number": 1, "heading": "", "text": "Text."}]))
    _insert(FactRow, (_fact(n) for n in range(CARDS // CARDS_OF_FACT + 1)))
    _insert(CardRow, (_card(n) for n in range(1, CARDS + 1)))
    _insert(QuestionRow, (_question(n) for n in range(1, CARDS + 1)))
    _insert(User, (_user(number) for number in range(1, people + 1)))
    dice = random.Random(5)  # noqa: S311 - a fixed file, not a secret
    today = day_number(clock.now().date())
    _insert(
        CardState,
        (_state(user, card, today, dice) for user in range(1, people + 1) for card in _cards()),
    )


def _cards() -> range:
    return range(1, CARDS + 1)


def _entries(people: int, reviews: int, a_day: int) -> Iterator[LogRow]:
    """Return entries as they come in: everybody's first day, everybody's second, and so on."""
    dice = random.Random(7)  # noqa: S311 - the same
    now = clock.now()
    for begun in range(0, reviews, a_day):
        day = now - timedelta(days=(reviews - begun) * 365 // reviews)
        for user in range(1, people + 1):
            at = day + timedelta(milliseconds=dice.randint(0, _HOURS_MS))
            for seq in range(begun + 1, min(begun + a_day, reviews) + 1):
                at += timedelta(milliseconds=dice.randint(2_000, 25_000))
                yield _entry(dice, user, seq, at=at)


def _entry(dice: random.Random, user: int, seq: int, *, at: datetime) -> LogRow:
    """Return the entry that submitting an answer stores: it is scheduled and made as there."""
    form = dice.choices(*_FORMS)[0]
    here = moment(at, zone="Europe/Berlin", rollover_hour=4)
    rating = dice.choices(*_RATINGS)[0]
    took_ms = dice.randint(1_500, 20_000)
    card = dice.randint(1, CARDS)
    before = _memory(dice, here.day)
    outcome = answer(before, rating=rating, card_id=card, moment=here, settings=_SETTINGS)
    given = Answered(
        client_id=UUID(bytes=dice.randbytes(16), version=4).bytes,
        request_hash=request_hash(user, seq),
        card_id=card,
        question_id=dice.randint(1, CARDS),
        variant="".join(dice.choices(LETTERS, k=variants.LENGTH)),
        form=form,
        shown_at=at - timedelta(milliseconds=took_ms),
        at=here,
        duration_ms=took_ms,
        rating=rating,
        score=None if form == "flashcard" else float(rating > Rating.AGAIN),
        hints=0,
        response=RESPONSES[form](dice),
    )
    return answer_entry(given, outcome, user_id=user, seq=seq, before=before, settings=_SETTINGS)


def _memory(dice: random.Random, day: int) -> Memory:
    """Return what is known of a card when it is asked: one in eight is new."""
    if dice.random() < _NEW:
        return NEW
    elapsed = dice.randint(1, 200)
    return Memory(
        stage=Stage.REVIEW,
        stability_days=elapsed * dice.uniform(0.5, 2),
        difficulty=dice.uniform(1, 10),
        last_day=day - elapsed,
        last_at=clock.now(),
        due_day=day,
        interval_days=elapsed,
        reps=dice.randint(2, 20),
    )


def _add(entries: Iterator[LogRow]) -> None:
    while some := tuple(islice(entries, _BATCH)):
        with writing() as session:
            log_queries.add_entries(session, some)


def _used(settings: Settings) -> int:
    """Return the bytes of the file with all that was written, on PostgreSQL of the log alone."""
    if not settings.on_sqlite:
        with db.engine.connect() as connection:
            return int(
                connection.exec_driver_sql(
                    "SELECT pg_total_relation_size('review_log')"
                ).scalar_one()
            )
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return settings.database_file.stat().st_size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
