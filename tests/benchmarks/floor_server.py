"""The floor of storing a review: granian, bare Flask, the same select, update, insert, commit.

Written as Flask and SQLAlchemy are well used: a session and Core statements that are built once,
but none of the shortcuts of quizapp.store.prepared, so that the floor stays where it is when those
get quicker.

Run: ``python -m tests.benchmarks.floor_server DATABASE_FILE PORT``; started by reviews_vs_floor.
"""

import sys
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from flask import Flask, Response, request
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from sqlalchemy import bindparam, insert, select, update

import quizapp.store.schema.tables  # noqa: F401 - the metadata must be complete before the first query
from quizapp import clock
from quizapp.cli.server import IN_FLIGHT, THREADS_ON_SQLITE
from quizapp.store.base import core_table
from quizapp.store.engine import init_database, sqlite_url, writing
from quizapp.store.log.log_form import COLUMNS, stored_form
from quizapp.store.log.log_row import HASH_BYTES, LogRow
from quizapp.store.tables.memory import CardState, ReviewLog

STATES: Final = core_table(CardState)
CHANGED: Final = [each.name for each in STATES.c if each.name not in {"user_id", "card_id"}]
MINE: Final = (STATES.c.user_id == bindparam("user")) & (STATES.c.card_id == bindparam("card"))
FIND: Final = select(STATES).where(MINE)
CHANGE: Final = (
    update(STATES).where(MINE).values({name: bindparam(f"to_{name}") for name in CHANGED})
)
ADD: Final = insert(core_table(ReviewLog))


def make_floor(file: Path) -> Flask:
    """Return a Flask application with one route and nothing around it."""
    app = Flask("floor")
    init_database(app, sqlite_url(file))

    @app.post("/reviews")
    def store() -> Response:
        sent = request.get_json()
        user_id, card_id, now = sent["user"], sent["card"], clock.now()
        with writing() as session:
            key = {"user": user_id, "card": card_id}
            state = dict(session.execute(FIND, key).one()._mapping)
            state |= {"reps": state["reps"] + 1, "last_at": now}
            session.execute(CHANGE, [{**key, **{f"to_{name}": state[name] for name in CHANGED}}])
            row = LogRow(
                user_id=user_id,
                seq=sent["seq"],
                client_id=UUID(sent["id"]).bytes,
                request_hash=bytes(HASH_BYTES),
                card_id=card_id,
                kind="learn",
                shown_at=now,
                answered_at=now,
                study_day=1,
                utc_offset_min=0,
                rollover_hour=4,
                response={"option": 0},
            )
            stored = dict(zip(COLUMNS, stored_form(row), strict=True))
            session.execute(ADD, [{**stored, "opened_day": row.study_day}])
        return Response('{"status":"stored"}', mimetype="application/json")

    return app


def main(file: Path, port: int) -> None:
    """Serve until SIGTERM, by the same server and settings as ``quizapp serve``."""
    Granian(
        "floor",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS_ON_SQLITE,
        backpressure=IN_FLIGHT,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve(target_loader=partial(_load, file), wrap_loader=False)


def _load(file: Path) -> Flask:
    return make_floor(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
