"""The large file that the benchmarks make: its logs replay, and a stopped run goes on."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, func, select, update

from quizapp.cli.context import database
from quizapp.cli.schedule import schedule
from quizapp.services.memory.study_log import verify_replay
from quizapp.settings import Settings
from quizapp.store.base import core_table
from quizapp.store.engine import reading, writing
from quizapp.store.tables.memory import CardState, ReviewLog
from tests.benchmarks.big_file import make
from tests.benchmarks.made_city import Sizes

SIZES = Sizes(people=3, cards=30, reviews=300)
LOG = core_table(ReviewLog)


def test_its_logs_come_to_its_states_and_a_stopped_run_goes_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database(settings):
        make(settings, SIZES)
        found = verify_replay()
        assert found.differences == ()
        assert found.entries >= SIZES.reviews
        assert found.cards >= SIZES.cards
        with writing() as session:
            middle = session.scalar(select(func.avg(LOG.c.study_day)))
            session.execute(delete(CardState))
            session.execute(delete(LOG).where(LOG.c.study_day > middle))
        with reading() as session:
            kept = session.scalar(select(func.count()).select_from(LOG))
        make(settings, SIZES)
        again = verify_replay()
    assert 0 < (kept or 0) < again.entries == found.entries
    assert again.differences == ()
    monkeypatch.setenv("QUIZAPP_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("QUIZAPP_DATABASE_URL", settings.database_url)
    one = CliRunner().invoke(schedule, ["replay", "--user", "Learner 1", "--json"])
    told = json.loads(one.stdout)
    assert one.exit_code == 0
    assert told["people"] == 1
    assert told["differences"] == []
    assert 0 < told["entries"] < again.entries
    with database(settings), writing() as session:
        session.execute(update(core_table(CardState)).values(reps=0))
    repaired = CliRunner().invoke(schedule, ["replay", "--user", "Learner 1", "--repair"])
    assert repaired.exit_code == 1
    assert "differences repaired" in repaired.stdout
    with database(settings):
        left = verify_replay().differences
    # Nobody else's cards were touched.
    assert 0 < len(left) < again.cards
