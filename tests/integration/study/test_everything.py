"""Everything of a learner in one file, on both databases."""

import io
from datetime import datetime

from flask import Flask
from sqlalchemy import text

from quizapp.services.files import everything_saving, everything_taking
from quizapp.services.memory import study_log
from quizapp.store.engine import writing
from tests.integration.decks.everything_world import DAY, live, states
from tests.integration.study.world import make_learner


def _count_on() -> None:
    """Let numbers go on after those that were planted, where the database counts by itself."""
    with writing() as session:
        if session.connection().dialect.name == "postgresql":
            for table in ("cards", "question_sets", "questions", "revisions"):
                session.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), 1000)"),
                    {"name": table},
                )


def test_everything_goes_on_where_it_was(ground: Flask, now: datetime) -> None:
    del ground
    _count_on()
    ann = make_learner("ann", now=now)
    end = live(ann, now=now, days=5)
    out = io.BytesIO()
    everything_saving.write(out, user_id=ann, now=end)
    bea = make_learner("bea", now=now)
    number = everything_taking.stage(user_id=bea, data=out.getvalue(), name="e.zip", now=end)
    seen = everything_taking.preview(user_id=bea, import_id=number)
    assert len(seen.sample) == 7
    assert all(note.questions for note in seen.sample)
    everything_taking.take_up(user_id=bea, import_id=number, now=end + DAY)
    assert states(bea) == states(ann)
    assert study_log.verify_replay().differences == ()
