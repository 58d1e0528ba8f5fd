"""The file of a city: 10 000 people, 1 000 000 cards with their memory, 10 000 000 log rows.

``--to FOLDER`` makes a data folder with a SQLite file, ``--to postgresql://...`` fills an empty
database. Answers are scheduled and stored as the site's are, everybody's first day before
everybody's second, a study day in a transaction: after a stop the same command goes on where it
stopped. ``--measure`` opens the application on the file and prints what is slow and what is large.
A person's log can be tried with ``quizapp schedule replay --user "Learner 7"``.

Run: ``python -m tests.benchmarks.big_file --to FOLDER|URL [--people N --cards N --reviews N]``,
then the same with ``--measure``. Exits with 1 when a bar is missed.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from sqlalchemy import func, select, text

from quizapp.cli.context import database
from quizapp.settings import Settings
from quizapp.store.engine import db, reading, writing
from quizapp.store.schema import table_copy
from quizapp.store.tables.content import Revision
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.people import User
from tests.benchmarks.big_file_measure import measure
from tests.benchmarks.big_file_rows import LOG, put_day, put_people, put_states
from tests.benchmarks.made_city import City, Sizes, prepare_city

_TOLD_EACH_DAYS: Final = 20


def main(words: list[str]) -> int:
    """Make the file or measure it; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.big_file")
    parser.add_argument("--to", required=True, metavar="FOLDER|URL")
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--cards", type=int, default=1_000_000)
    parser.add_argument("--reviews", type=int, default=10_000_000)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--beside", metavar="FOLDER|URL", help="a smaller file to compare with")
    asked = parser.parse_args(words)
    sizes = Sizes(asked.people, asked.cards, asked.reviews)
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(asked.to, Path(folder))
        if asked.measure:
            beside = _settings(asked.beside, Path(folder)) if asked.beside else None
            return measure(settings, sizes, beside=beside)
        with database(settings):
            make(settings, sizes)
    return 0


def _settings(to: str, folder: Path) -> Settings:
    where = {"QUIZAPP_DATA_DIR": to}
    if to.startswith("postgresql"):
        where = {"QUIZAPP_DATA_DIR": str(folder), "QUIZAPP_DATABASE_URL": to}
    return Settings.from_environment(
        where
        | {
            "QUIZAPP_SECRET_KEY": "of this measurement alone " * 2,
            "QUIZAPP_LOG_LEVEL": "warning",
            "QUIZAPP_REQUESTS_A_MINUTE": "0",
        }
    )


def make(settings: Settings, sizes: Sizes) -> None:
    """Put in what the file of these sizes has not."""
    told = _Told()
    with reading() as session:
        begun = session.scalar(select(Revision.id).limit(1)) is not None
    if not begun:
        prepare_city(settings, sizes)
        told("what everybody shares")
    with reading() as session:
        city = City(session, sizes)
        last = session.scalar(select(User.id).where(User.id == city.user_id(sizes.people - 1)))
    city.life(0)
    told("lives")
    if last is None:
        with writing() as session:
            put_people(session.connection(), city)
        told(f"{sizes.people} people with their decks")
    _add_days(city, told)
    with reading() as session:
        has_states = session.scalar(
            select(CardState.card_id).where(CardState.user_id == city.user_id(0)).limit(1)
        )
    if has_states is None:
        with writing() as session:
            put_states(session.connection(), city)
        told("the memory of every card")
    _settle()
    told("written out")


def _add_days(city: City, told: "_Told") -> None:
    """Add the days of the log that the file has not."""
    with reading() as session:
        done = session.scalar(select(func.max(LOG.c.study_day)))
    first = city.first_day() if done is None else done + 1
    answers = 0
    for day in range(first, city.today):
        with writing() as session:
            answers += put_day(session.connection(), city, day)
        if (day - first) % _TOLD_EACH_DAYS == 0 or day == city.today - 1:
            told(f"{city.today - 1 - day} days to go, {answers} answers")


def _settle() -> None:
    """Do what PostgreSQL does by itself in time; SQLite has no statistics on a site either."""
    table_copy.set_counters(db.engine)
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


class _Told:
    """Says what was done, and how long it took: by the wall, and of this process's processor."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def __call__(self, what: str) -> None:
        """Say that something was done."""
        spent = time.process_time()
        print(f"{time.monotonic() - self._begun:6.0f} s, {spent:6.0f} s of processor: {what}")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
