"""What is slow and what is large in the file that ``big_file`` makes.

Bars: what is due, the forecast and the report of a class of 30 by 200 facts each in 50 ms, a
review in 120 bytes with its indexes, and pages at most 1.5 times as slow as in a smaller file.
The bars are held to processor time, which others on the machine do not lengthen much. That of
PostgreSQL is added where its processes can be looked at from here; else the time that went by
counts.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import func, select, text

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.classes import class_knowing
from quizapp.services.study import progress, sets, study
from quizapp.settings import Settings
from quizapp.store.engine import db, reading
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.people import User
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
    server_ms: float | None
    """Of PostgreSQL's processor; None where it cannot be seen."""

    @property
    def counted_ms(self) -> float:
        """Return the time that the bars are held to."""
        return self.wall_ms if self.server_ms is None else self.processor_ms + self.server_ms


class BigFile:
    """A file that was made, with the application on it."""

    def __init__(self, settings: Settings, sizes: Sizes) -> None:
        self.settings = settings
        self._opened_at = clock.now()
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
            # The keen have twenty times as much of everything: what that takes is only told.
            bar_ms = None if kind == "keen" else BAR_MS
            found += self._of_learner(kind, number, bar_ms=bar_ms)
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
                lambda: _page(
                    teacher.get(f"/classes/{class_id}/knowing?set={set_id}&all=1").status_code
                ),
                BAR_MS,
            )
        )
        return found

    def _of_learner(self, kind: str, number: int, *, bar_ms: float | None) -> list[Asked]:
        user_id = self.city.user_id(number)
        browser = signed_in(self.app, f"Learner {number}")
        deck = self.city.copied(number).article_id
        return [
            Asked(
                f"{kind}: due queue",
                lambda: study.next_cards(user_id=user_id, set_id=None, limit=1, now=clock.now()),
                bar_ms,
            ),
            Asked(f"{kind}: study page", lambda: _page(browser.get("/study").status_code), bar_ms),
            Asked(f"{kind}: Today", lambda: study.today(user_id=user_id, now=clock.now())),
            Asked(f"{kind}: set list", lambda: sets.list_sets(user_id=user_id, now=clock.now())),
            Asked(
                f"{kind}: article map",
                lambda: sets.article_map(user_id=user_id, article_id=deck, now=clock.now()),
            ),
            Asked(
                f"{kind}: forecast",
                lambda: progress.progress(user_id=user_id, now=clock.now()),
                bar_ms,
            ),
        ]

    def taken(self, each: Asked) -> Taken:
        """Ask once and return how long it took."""
        with self.app.app_context():
            backends = self._backends()
            served = _spent_ms(backends)
            spent, begun = time.process_time(), time.perf_counter()
            each.ask()
            spent, begun = time.process_time() - spent, time.perf_counter() - begun
            after = _spent_ms(backends)
        here = None if served is None or after is None else after - served
        return Taken(1000 * spent, 1000 * begun, here)

    def _backends(self) -> list[int]:
        """Return PostgreSQL's processes that serve the file to this one."""
        if self.settings.on_sqlite:
            return []
        with db.engine.connect() as connection:
            return list(
                connection.execute(
                    text(
                        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                        " AND backend_type = 'client backend' AND backend_start >= :since"
                    ),
                    {"since": self._opened_at},
                ).scalars()
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
        statements = large.statements(here)
        missed += _told(here, found, statements=statements)
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
            _median(one.server_ms for one in some),
        )
        for some in taken
    ]


def _median(values: Iterable[float | None]) -> float | None:
    known = [each for each in values if each is not None]
    return statistics.median(known) if known else None


def _told(each: Asked, found: list[Taken], *, statements: int) -> bool:
    """Print one line; return whether a bar was missed."""
    here = found[0]
    ms = here.counted_ms
    missed = each.bar_ms is not None and ms > each.bar_ms
    bar = f", bar {each.bar_ms:.0f} ms" if each.bar_ms else ""
    growth = ""
    if len(found) > 1:
        times = ms / found[1].counted_ms
        missed |= times > BAR_GROWTH
        growth = f", {times:.2f} times the small file's (bar: at most {BAR_GROWTH})"
    print(
        f"{each.what:36} {here.processor_ms:6.1f} ms of processor"
        f"{f' + {here.server_ms:.1f} of the server' if here.server_ms else ''},"
        f" {here.wall_ms:6.1f} ms by the wall{bar}, {statements} statements{growth}"
        f"{'  MISSED' if missed else ''}",
        flush=True,
    )
    return missed


def _spent_ms(processes: list[int]) -> float | None:
    """Return the processor time that processes have used so far; None where one is not seen."""
    try:
        spent = [Path(f"/proc/{each}/schedstat").read_text("ascii") for each in processes]
    except OSError:
        return None
    return sum(int(each.split()[0]) for each in spent) / 1e6


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
