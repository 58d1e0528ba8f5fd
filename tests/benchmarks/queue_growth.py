"""Next card and Today of a learner with 1 000 to 100 000 cards in a file of a million. Bar: 1.5.

Run: ``python -m tests.benchmarks.queue_growth``. Exits with 1 when a median of the largest is
more than 1.5 times that of the smallest. The learners' fetches alternate within each round.
Each learner has a log of a year: what Today counts of it must not grow with the deck.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert

from quizapp import clock
from quizapp.bank.terms import Status
from quizapp.cli.context import database
from quizapp.generation import codec
from quizapp.generation.question import Choice, Level, Option, Question, QuestionType
from quizapp.scheduling.day import day_number
from quizapp.services.study import study
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.engine import db, writing
from quizapp.store.log.log_row import HASH_BYTES, LogRow
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

SIZES: Final = (1_000, 10_000, 100_000)
STATES: Final = 1_000_000
CARDS: Final = 100_000
CARDS_OF_FACT: Final = 3
DUE_EACH: Final = 100
"""One card in so many is due: a hundred thousand cards bring a thousand a day."""
NEW_EACH: Final = 20
ROUNDS: Final = 200
BAR: Final = 1.5
LOG_DAYS: Final = 365
LOG_EACH: Final = 20
"""Answers of one study day in the log of each measured learner."""
_BATCH: Final = 20_000


def main() -> int:
    """Measure, print, and return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings.from_environment({"QUIZAPP_DATA_DIR": str(Path(name) / "data")})
        with database(settings):
            learners = _fill()
            medians = _measure(learners)
    worst = 0.0
    for what in PAGES:
        for size in SIZES:
            taken = medians[what, size] * 1000
            print(f"{size:7} cards: {what} in {taken:.2f} ms, median of {ROUNDS}")
        growth = medians[what, SIZES[-1]] / medians[what, SIZES[0]]
        worst = max(worst, growth)
        print(f"{what}: growth {growth:.2f} over a file of {STATES} card states (at most {BAR})")
    return int(worst > BAR)


def _next_card(user_id: int, now: datetime) -> None:
    if not study.next_cards(user_id=user_id, set_id=None, limit=1, now=now).cards:
        raise RuntimeError(f"nothing is due for learner {user_id}")


def _today(user_id: int, now: datetime) -> None:
    if study.today(user_id=user_id, now=now).streak_days < LOG_DAYS:
        raise RuntimeError(f"the log of learner {user_id} is not what was written")


PAGES: Final[dict[str, Callable[[int, datetime], None]]] = {
    "next card": _next_card,
    "Today": _today,
}


def _measure(learners: dict[int, int]) -> dict[tuple[str, int], float]:
    """Return the median seconds of each page by its name and the learner's number of cards."""
    now = clock.now()
    seconds: dict[tuple[str, int], list[float]] = {}
    for number in range(ROUNDS + 20):
        for what, show in PAGES.items():
            for size, user_id in learners.items():
                begun = time.perf_counter()
                show(user_id, now)
                taken = time.perf_counter() - begun
                if number >= 20:
                    seconds.setdefault((what, size), []).append(taken)
    return {key: statistics.median(each) for key, each in seconds.items()}


def _fill() -> dict[int, int]:
    """Fill the file; return the measured learners by the number of their cards."""
    rest = STATES - sum(SIZES)
    sizes = [*SIZES, *[CARDS] * (rest // CARDS), rest % CARDS]
    _insert(
        Revision,
        iter([{"id": 1, "published_at": clock.now(), "note": "", "bank_hash": "", "counts": {}}]),
    )
    _insert(ArticleRow, iter([_article()]))
    _insert(PassageRow, iter([{"article_id": "a", "number": 1, "heading": "", "text": "Text."}]))
    _insert(FactRow, (_fact(n) for n in range(CARDS // CARDS_OF_FACT + 1)))
    _insert(CardRow, (_card(n) for n in range(1, CARDS + 1)))
    _insert(QuestionRow, (_question(n) for n in range(1, CARDS + 1)))
    _insert(User, (_user(number) for number in range(1, len(sizes) + 1)))
    dice = random.Random(5)  # noqa: S311 - a fixed file, not a secret
    today = day_number(clock.now().date())
    _insert(
        CardState,
        (
            _state(user_id, card_id, today, dice)
            for user_id, size in enumerate(sizes, start=1)
            for card_id in range(1, size + 1)
        ),
    )
    with writing() as session:
        log_queries.add_entries(
            session,
            (
                _entry(user_id, seq, today)
                for user_id in range(1, len(SIZES) + 1)
                for seq in range(1, LOG_DAYS * LOG_EACH + 1)
            ),
        )
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA optimize")
    return {size: user_id for user_id, size in enumerate(SIZES, start=1)}


def _insert(table: Any, rows: Iterator[dict[str, Any]]) -> None:
    statement = insert(core_table(table))
    with writing() as session:
        connection = session.connection()
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                connection.execute(statement, batch)
                batch = []
        if batch:
            connection.execute(statement, batch)


def _article() -> dict[str, Any]:
    return {
        "id": "a",
        "title": "A",
        "language": "en",
        "summary": "",
        "is_digest": True,
        "source": {},
    }


def _fact(number: int) -> dict[str, Any]:
    return {
        "id": f"f{number}",
        "article_id": "a",
        "position": number,
        "passage": 1,
        "type": "event",
        "status": "stated",
        "statement": "Statement.",
        "evidence": "Text",
        "explanation": "Explanation.",
        "topics": [],
    }


def _card(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "key": f"f{number // CARDS_OF_FACT}:v{number % CARDS_OF_FACT}",
        "fact_id": f"f{number // CARDS_OF_FACT}",
        "view": f"v{number % CARDS_OF_FACT}",
        "position": number,
        "answer_hash": "0" * 64,
    }


def _question(number: int) -> dict[str, Any]:
    key = f"f{number // CARDS_OF_FACT}:v{number % CARDS_OF_FACT}"
    options = tuple(Option(f"Option {n}", n == number % 4) for n in range(4))
    content = Question(
        id=f"{key}.mcq",
        card=key,
        fact=f"f{number // CARDS_OF_FACT}",
        fact_type="event",
        view="v",
        type=QuestionType.MCQ,
        status=Status.STATED,
        level=Level.FAR,
        stem=f"Question {number}?",
        interaction=Choice(options),
        answer="An option.",
        explanation="Explanation.",
        article="a",
        passage=1,
        evidence="Text",
    )
    return {
        "id": number,
        "card_id": number,
        "key": content.id,
        "version": "0" * 32,
        "type": "mcq",
        "level": "far",
        "answer_hash": "0" * 64,
        "content": codec.to_json(content),
        "warnings": [],
        "revision_id": 1,
        "current": True,
    }


def _user(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": f"user {number}",
        "name_key": f"user {number}",
        "password_hash": "",
        "created_at": clock.now(),
        "zone": "UTC",
        "roles": "",
        "rollover_hour": 4,
        "theme": "system",
        "desired_retention": 0.9,
        "new_per_day": 20,
        "reviews_per_day": 200,
        "epoch": 0,
    }


def _entry(user_id: int, seq: int, today: int) -> LogRow:
    """Return an answer of the log: so many a day, up to yesterday."""
    ago = LOG_DAYS - (seq - 1) // LOG_EACH
    at = clock.now() - timedelta(days=ago)
    return LogRow(
        user_id=user_id,
        seq=seq,
        client_id=seq.to_bytes(16, "big"),
        request_hash=bytes(HASH_BYTES),
        card_id=seq % SIZES[0] + 1,
        kind="review",
        shown_at=at - timedelta(seconds=4),
        answered_at=at,
        study_day=today - ago,
        utc_offset_min=0,
        rollover_hour=4,
        duration_ms=4000,
        rating=3,
    )


def _state(user_id: int, card_id: int, today: int, dice: random.Random) -> dict[str, Any]:
    """Return a state: one in a hundred due, one in twenty new, the others due later."""
    base = {
        "user_id": user_id,
        "card_id": card_id,
        "step": 0,
        "reps": 0,
        "lapses": 0,
        "interval_days": 0,
        "suspended": False,
        "leech": False,
        "stage": "new",
        "stability_days": None,
        "difficulty": None,
        "last_day": None,
        "last_at": None,
        "due_day": None,
    }
    if card_id % NEW_EACH == 0:
        return base
    interval = dice.randint(2, 400)
    due = (
        today - dice.randint(0, 3) if card_id % DUE_EACH == 1 else today + dice.randint(1, interval)
    )
    return base | {
        "stage": "review",
        "stability_days": interval * dice.uniform(0.9, 1.1),
        "difficulty": dice.uniform(1, 10),
        "last_day": due - interval,
        "last_at": clock.now() - timedelta(days=today - due + interval),
        "due_day": due,
        "interval_days": interval,
        "reps": 5,
    }


if __name__ == "__main__":
    sys.exit(main())
