"""What others have brought in is not looked at: the lists of a learner go by their own indexes."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from quizapp.services.decks import decks
from quizapp.services.study import progress, sets
from quizapp.store.engine import db, reading
from tests.integration.study.world import plant, settle

_SCANS = tuple(f"SCAN {name}" for name in ("cards", "question_sets", "facts", "articles", "decks"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_list_of_sets_or_cards_reads_what_is_not_retired(database: Any, now: datetime) -> None:
    """Nearly all cards are not retired: in a file of a million others' that took all the time."""
    database.secret_key = "the key of the tests, not a secret at all"
    plant(now=now)
    learner = settle(now=now)
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        sets.list_sets(user_id=learner, now=now)
        (article,) = {line.article for line in sets.list_sets(user_id=learner, now=now)}
        assert article is not None
        sets.article_map(user_id=learner, article_id=article, now=now)
        sets.list_articles(user_id=learner)
        progress.progress(user_id=learner, now=now)
        decks.list_decks(user_id=learner)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    for statement, parameters in sent:
        if statement.startswith("SELECT"):
            for step in _plan(statement, parameters):
                assert "retired_in" not in step, statement
                if "ix_articles_public" not in step:
                    assert not step.startswith(_SCANS), statement


def _plan(statement: str, parameters: Any) -> list[str]:
    with reading() as session:
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [str(row[3]) for row in rows]
