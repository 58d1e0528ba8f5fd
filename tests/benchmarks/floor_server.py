"""The floor of storing a review: granian, bare Flask, the same select, update, insert, commit.

Run: ``python -m tests.benchmarks.floor_server DATABASE_FILE PORT``; started by reviews_vs_floor.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from uuid import UUID

from flask import Flask, Response, request
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

import quizapp.store.tables  # noqa: F401 - the metadata must be complete before the first query
from quizapp import clock
from quizapp.cli.server import IN_FLIGHT, THREADS_ON_SQLITE
from quizapp.store.engine import init_database, sqlite_url, writing
from quizapp.store.log_queries import LogRow, add_entries
from quizapp.store.memory_queries import find_states, update_states


def make_floor(file: Path) -> Flask:
    """Return a Flask application with one route and nothing around it."""
    app = Flask("floor")
    init_database(app, sqlite_url(file))

    @app.post("/reviews")
    def store() -> Response:
        sent = request.get_json()
        user_id, card_id, now = sent["user"], sent["card"], clock.now()
        with writing() as session:
            state = find_states(session, user_id=user_id, card_ids=[card_id])[card_id]
            memory = replace(state.memory, reps=state.memory.reps + 1, last_at=now)
            update_states(session, [replace(state, memory=memory)])
            row = LogRow(
                user_id=user_id,
                seq=sent["seq"],
                client_id=UUID(sent["id"]).bytes,
                request_hash=bytes(16),
                card_id=card_id,
                kind="learn",
                shown_at=now,
                answered_at=now,
                study_day=1,
                utc_offset_min=0,
                rollover_hour=4,
                response={"option": 0},
            )
            add_entries(session, [row])
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
