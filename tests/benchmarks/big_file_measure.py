"""What is slow and what is large in the file that ``big_file`` makes.

Bars: what is due, the forecast and the report of a class of 30 by 200 facts each in 50 ms, a
review in 120 bytes with its indexes, and pages at most 1.5 times as slow as in a smaller file.
On SQLite the bars are held to processor time, all that a request takes there; on PostgreSQL, whose
own work is not in it, to the time that went by.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import func, select, text

from quizapp import clock
from quizapp.app import create_app
from quizapp.services import class_knowing, progress, sets, study
from quizapp.settings import Settings
from quizapp.store.content import CardRow
from quizapp.store.engine import db, reading
from quizapp.store.memory import CardState, ReviewLog
from quizapp.store.people import User
from tests.benchmarks.made_city import KEEN_EACH, OF_BANK, TEACHER, City, Sizes
from tests.benchmarks.school import counted, signed_in, teacher_id

BAR_MS: Final = 50.0
BAR_BYTES: Final = 120.0
BAR_GROWTH: Final = 1.5
_ROUNDS: Final = 5
_WARM: Final = 2
_LOG_PARTS: Final = (
    *("review_log", "ix_review_log_user_client"),
    *("ix_review_log_user_card", "ix_review_log_user_day"),
)
_PEOPLE: Final = {"of the class": 0, "ordinary": OF_BANK, "keen": KEEN_EACH - 1}
"""Learners by number who are asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to ask of a file.

    Attributes:
        bar_ms: None where only its growth counts.
    """

    what: str
    ask: Callable[[], object]
    bar_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """How long it took, medians in ms, and with how many statements."""

    processor_ms: float
    wall_ms: float
    statements: int

    def counted_ms(self, *, on_sqlite: bool) -> float:
        """Return the time that the bars are held to."""
        return self.processor_ms if on_sqlite else self.wall_ms


class BigFile:
    """A file that was made, with the application on it."""

    def __init__(self, settings: Settings, sizes: Sizes) -> None:
        self.settings = settings
        self.app: Flask = create_app(settings)
        with self.app.app_context(), reading() as session:
            self.city = City(session, sizes)
            self.counts = {
                what: session.scalar(select(func.count()).select_from(table)) or 0
                for what, table in (
                    ("people", User),
                    ("cards", CardRow),
                    ("card states", CardState),
                    ("log rows", ReviewLog),
                )
            }

    def asked(self) -> list[Asked]:
        """Return what is asked of it."""
        found = []
        for kind, number in _PEOPLE.items():
            found += self._of_learner(kind, self.city.user_id(number), f"Learner {number}")
        teacher = signed_in(self.app, TEACHER)
        class_id, set_id = self.city.first_class, self.city.set_id
        with self.app.app_context():
            teacher_number = teacher_id()
        found.append(
            Asked(
                "class report 30 x 200",
                lambda: class_knowing.get_class_knowing(
                    user_id=teacher_number, class_id=class_id, set_id=set_id, now=clock.now()
                ),
            )
        )
        found.append(
            Asked(
                "class report 30 x 200, page and all",
                lambda: _page(teacher.get(f"/classes/{class_id}/knowing?set={set_id}").status_code),
                BAR_MS,
            )
        )
        return found

    def _of_learner(self, kind: str, user_id: int, name: str) -> list[Asked]:
        browser = signed_in(self.app, name)
        deck = self.city.copied(user_id - self.city.first_user).article_id
        return [
            Asked(
                f"{kind}: due queue",
                lambda: study.next_cards(user_id=user_id, set_id=None, limit=1, now=clock.now()),
                BAR_MS,
            ),
            Asked(f"{kind}: study page", lambda: _page(browser.get("/study").status_code), BAR_MS),
            Asked(f"{kind}: Today", lambda: study.today(user_id=user_id, now=clock.now())),
            Asked(f"{kind}: set list", lambda: sets.list_sets(user_id=user_id, now=clock.now())),
            Asked(
                f"{kind}: article map",
                lambda: sets.article_map(user_id=user_id, article_id=deck, now=clock.now()),
            ),
            Asked(
                f"{kind}: forecast",
                lambda: progress.progress(user_id=user_id, now=clock.now()),
                BAR_MS,
            ),
        ]

    def taken(self, each: Asked) -> Taken:
        """Ask once and return how long it took."""
        with self.app.app_context():
            spent, begun = time.process_time(), time.perf_counter()
            each.ask()
            return Taken(
                1000 * (time.process_time() - spent), 1000 * (time.perf_counter() - begun), 0
            )

    def statements(self, each: Asked) -> int:
        """Return how many statements it takes."""
        with counted(self.app) as statements, self.app.app_context():
            each.ask()
        return len(statements)

    def log_bytes(self) -> int:
        """Return the bytes of the log with its indexes."""
        if not self.settings.on_sqlite:
            with self.app.app_context(), db.engine.connect() as connection:
                size = connection.execute(text("SELECT pg_total_relation_size('review_log')"))
                return int(size.scalar_one())
        return _bytes_of(self.settings.database_file, _LOG_PARTS)


def measure(settings: Settings, sizes: Sizes, *, beside: Settings | None) -> int:
    """Print the figures; return 1 when a bar is missed.

    Args:
        settings: of the file.
        sizes: of the file.
        beside: of a smaller one, whose pages are asked for in turn.
    """
    large = BigFile(settings, sizes)
    small = BigFile(beside, sizes) if beside else None
    for file in filter(None, (large, small)):
        print(", ".join(f"{number} {what}" for what, number in file.counts.items()), flush=True)
    missed = 0
    others = small.asked() if small else [None] * len(large.asked())
    for here, there in zip(large.asked(), others, strict=True):
        found = _medians([(large, here)] + ([(small, there)] if small and there else []))
        missed += _told(here, found, on_sqlite=settings.on_sqlite)
    each = large.log_bytes() / large.counts["log rows"]
    print(f"one review {each:.1f} bytes with its indexes (bar: at most {BAR_BYTES:.0f})")
    return int(missed > 0 or each > BAR_BYTES)


def _medians(files: list[tuple[BigFile, Asked]]) -> list[Taken]:
    """Return the medians of each file, asked in turn."""
    taken: list[list[Taken]] = [[] for _ in files]
    for number in range(_WARM + _ROUNDS):
        for place, (file, each) in enumerate(files):
            found = file.taken(each)
            if number >= _WARM:
                taken[place].append(found)
    return [
        Taken(
            statistics.median(one.processor_ms for one in some),
            statistics.median(one.wall_ms for one in some),
            file.statements(each),
        )
        for some, (file, each) in zip(taken, files, strict=True)
    ]


def _told(each: Asked, found: list[Taken], *, on_sqlite: bool) -> bool:
    """Print one line; return whether a bar was missed."""
    here = found[0]
    ms = here.counted_ms(on_sqlite=on_sqlite)
    missed = each.bar_ms is not None and ms > each.bar_ms
    bar = f", bar {each.bar_ms:.0f} ms" if each.bar_ms else ""
    growth = ""
    if len(found) > 1:
        times = ms / found[1].counted_ms(on_sqlite=on_sqlite)
        missed |= times > BAR_GROWTH
        growth = f", {times:.2f} times the small file's (bar: at most {BAR_GROWTH})"
    print(
        f"{each.what:36} {here.processor_ms:6.1f} ms of processor, {here.wall_ms:6.1f} ms by the"
        f" wall{bar}, {here.statements} statements{growth}{'  MISSED' if missed else ''}",
        flush=True,
    )
    return missed


def _bytes_of(file: Path, names: tuple[str, ...]) -> int:
    """Return the bytes of tables and indexes of a SQLite file, by its own account of its pages."""
    marks = ", ".join("?" for _ in names)
    # Python's own library: the one that the site uses was built without this table.
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        query = f"SELECT sum(pgsize) FROM dbstat WHERE aggregate = 1 AND name IN ({marks})"  # noqa: S608 - ours
        return int(connection.execute(query, names).fetchone()[0])


def _page(status: int) -> None:
    if status != 200:
        raise SystemExit(f"a page was answered with {status}")
