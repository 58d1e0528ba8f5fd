"""What the benchmarks of a teacher's pages share: an application, a class, and timed requests.

They run on SQLite; with QUIZAPP_DATABASE_URL on an empty database that it names.
"""

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, insert, select, text
from sqlalchemy.orm import Session

from quizapp import clock
from quizapp.app import create_app
from quizapp.services.people import accounts
from quizapp.services.publishing import publishing
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.engine import db, reading
from quizapp.store.schema import migrate
from quizapp.store.tables.classes import ClassMember
from quizapp.store.tables.people import User

PASSWORD: Final = "amber kettle sings"
_TOKEN: Final = re.compile(r'name="csrf_token" value="([^"]+)"')


def make_app(folder: Path) -> Flask:
    """Return the application on a new data folder with the shipped bank and a teacher."""
    settings = Settings.from_environment(
        {
            "QUIZAPP_DATA_DIR": str(folder),
            "QUIZAPP_SECRET_KEY": "of this measurement alone " * 2,
            "QUIZAPP_LOG_LEVEL": "warning",
            "QUIZAPP_REQUESTS_A_MINUTE": "0",
            "QUIZAPP_DATABASE_URL": os.environ.get("QUIZAPP_DATABASE_URL", ""),
        }
    )
    migrate.upgrade(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        publishing.publish_folder(settings.bank, now=clock.now(), by=None)
        accounts.create_user(name="teach", password=PASSWORD, roles=("teacher",), now=clock.now())
    return app


def signed_in(app: Flask, name: str = "teach") -> FlaskClient:
    """Return the browser of the teacher, or of somebody else whose password is the same."""
    client = app.test_client()
    form = _TOKEN.search(client.get("/sign-in").text)
    data = {"name": name, "password": PASSWORD, "csrf_token": form[1] if form else ""}
    if client.post("/sign-in", data=data).status_code != 303:
        raise SystemExit(f"{name} could not sign in")
    return client


def teacher_id() -> int:
    """Return the teacher's id."""
    with reading() as session:
        return session.scalars(select(User.id).where(User.name_key == "teach")).one()


def timed_ms(ask: Callable[[], object], *, tick: Callable[[], float] = time.perf_counter) -> float:
    """Return how many ms a call takes by a clock."""
    begun = tick()
    ask()
    return 1000 * (tick() - begun)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """Give the list of the statements that are sent meanwhile."""
    statements: list[str] = []

    def note(*seen: object) -> None:
        statements.append(str(seen[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def add_learners(session: Session, *, class_id: int, number: int, now: datetime) -> list[int]:
    """Add learners to a class, who share what they recall; return their ids."""
    people = [
        User(
            name=f"Learner {class_id} {n}",
            name_key=f"learner {class_id} {n}",
            password_hash="",
            roles="",
            zone="UTC",
            created_at=now,
        )
        for n in range(number)
    ]
    session.add_all(people)
    session.flush()
    session.execute(
        insert(core_table(ClassMember)),
        [
            {"class_id": class_id, "user_id": each.id, "role": "learner", "joined_at": now}
            | {"shares_recall": True, "shares_times": False}
            for each in people
        ],
    )
    return [each.id for each in people]


def time_pages(app: Flask, pages: Mapping[str, Callable[[], object]], *, bar_ms: int) -> int:
    """Print the best of three times of each page beside the bar; return how many missed it.

    The bar is held to processor time, all that a request takes where the database is SQLite: what
    else runs on the machine does not count. The time that went by is printed beside it, and with
    PostgreSQL, whose own work is not in the former, it counts.
    """
    missed = 0
    with app.app_context():
        whole = db.engine.dialect.name == "sqlite"
        if not whole:
            # PostgreSQL does so by itself within a minute of so many new rows.
            with db.engine.begin() as connection:
                connection.execute(text("ANALYZE"))
    for name, ask in pages.items():
        ask()
        with counted(app) as statements:
            ask()
        spent = [timed_ms(ask, tick=time.process_time) for _ in range(3)]
        best = [timed_ms(ask) for _ in range(3)]
        holds = min(spent if whole else best) <= bar_ms
        missed += not holds
        print(
            f"{name:34s} {min(spent):7.0f} ms of processor, {min(best):.0f} ms by the wall, bar"
            f" {bar_ms} ms, {len(statements)} statements{'' if holds else '  MISSED'}",
            flush=True,
        )
    return missed
