"""SQLite finds the rows of a learner by index, whatever its statistics say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from quizapp.services import calendar, knowing, study
from quizapp.store.engine import db, reading
from tests.integration.study.world import answer_next, review_of, uuid_of


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("ground")
def test_no_statement_of_study_reads_all_of_a_learners_rows(learner: int, now: datetime) -> None:
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((statement, parameters))

    answer_next(learner, now=now)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        card = study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards[0]
        review = review_of(card, shown_at=now)
        study.submit_reviews(user_id=learner, reviews=[review], now=now)
        late = review_of(card, shown_at=now - timedelta(days=1), client_id=uuid_of("late"))
        study.submit_reviews(user_id=learner, reviews=[late], now=now)
        study.undo(user_id=learner, client_id=uuid_of("undo"), now=now)
        study.today(user_id=learner, now=now)
        knowing.card_page(user_id=learner, card_id=1, now=now)
        secret = calendar.new_address(user_id=learner, now=now)
        calendar.read_feed(address_secret=secret, address="x", secret="y", now=now)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(sent) > 20
    for statement, parameters in sent:
        if not statement.startswith(("SELECT", "WITH", "UPDATE")):
            continue
        for step in _plan(statement, parameters):
            assert "SCAN review_log" not in step, statement
            assert "SCAN card_states" not in step, statement
            # One end of the log alone: the newest entries until enough are found, or the first.
            one_end = any(
                words in statement
                for words in ("ORDER BY review_log.seq DESC", "max(", "min(review_log.study_day)")
            )
            if step.endswith("(user_id=?)") and not one_end:
                few = ("study_sets", "attempts", "class_members", "calendar_feeds")
                assert any(name in step for name in few), (step, statement)


def _plan(statement: str, parameters: Any) -> list[str]:
    """Return the steps of a statement on tables that grow."""
    with reading() as session:
        connection = session.connection()
        many = isinstance(parameters, list)
        rows = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters
        ).all()
    return [str(row[3]) for row in rows]
