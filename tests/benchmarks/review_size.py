"""Bytes that one review costs in the SQLite file, with the log's indexes. Bar: at most 120.

The file grows by entries of many people who answer in turn, as they come in over a year: every
column of an ordinary review is filled. The memory of the cards is there before, not counted.
``--people 10000 --reviews 1000`` makes the file of 1 000 000 card states and 10 000 000 entries;
``--keep FILE`` keeps it.

Run: ``python -m tests.benchmarks.review_size [--people N] [--reviews N] [--keep FILE]``. Exits
with 1 when the bar is missed.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from quizapp import clock
from quizapp.cli.context import database
from quizapp.scheduling.day import day_number
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.settings import Settings
from quizapp.store.content import ArticleRow, CardRow, FactRow, PassageRow, QuestionRow, Revision
from quizapp.store.engine import db
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.people import User
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
_FORMS: Final = ("mcq", "cloze", "typed", "true_false")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def main(words: list[str]) -> int:
    """Fill the file, print the bytes, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.review_size")
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--reviews", type=int, default=300, help="of each of them")
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
            _insert(ReviewLog, _entries(asked.people, asked.reviews))
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


def _entries(people: int, reviews: int) -> Iterator[dict[str, Any]]:
    """Return entries as they come in: everybody's first, everybody's second, and so on."""
    dice = random.Random(7)  # noqa: S311 - the same
    today, now = day_number(clock.now().date()), clock.now()
    for seq in range(1, reviews + 1):
        ago = (reviews - seq) * 365 // reviews
        at = now - timedelta(days=ago)
        for user in range(1, people + 1):
            yield _entry(dice, user, seq, at=at, day=today - ago)


def _entry(dice: random.Random, user: int, seq: int, *, at: Any, day: int) -> dict[str, Any]:
    """Return a review with all that submitting one stores."""
    interval = dice.randint(1, 200)
    form = dice.choice(_FORMS)
    text = {"text": "".join(dice.choices(_LETTERS, k=dice.randint(4, 14)))}
    return {
        "user_id": user,
        "seq": seq,
        "client_id": dice.randbytes(16),
        "request_hash": dice.randbytes(16),
        "card_id": dice.randint(1, CARDS),
        "question_id": dice.randint(1, CARDS),
        "variant": "".join(dice.choices(_LETTERS, k=16)),
        "kind": "review",
        "form": form,
        "shown_at": at - timedelta(milliseconds=dice.randint(900, 30_000)),
        "answered_at": at,
        "study_day": day,
        "utc_offset_min": 60,
        "rollover_hour": 4,
        "duration_ms": dice.randint(900, 30_000),
        "rating": dice.choice((1, 3, 3, 3, 4)),
        "score": dice.choice((0.0, 1.0, 1.0, 1.0)),
        "hints": 0,
        "elapsed_days": interval,
        "recall": dice.uniform(0.6, 1),
        "stability_before": dice.uniform(1, 200),
        "difficulty_before": dice.uniform(1, 10),
        "stability_after": dice.uniform(1, 400),
        "difficulty_after": dice.uniform(1, 10),
        "interval_raw_days": dice.uniform(1, 400),
        "interval_days": interval,
        "due_at": None,
        "due_day": day + interval,
        "desired_retention": 0.9,
        "parameter_set": DEFAULT_PARAMETERS.name,
        "undoes": None,
        "response": {"option": dice.randint(0, 3)} if form in {"mcq", "true_false"} else text,
    }


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
