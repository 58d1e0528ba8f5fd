"""SQLite finds the rows of a learner by index, whatever its statistics say."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from quizapp.scheduling.day import day_number, label
from quizapp.services.exports import calendar
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import BudgetWish, EasyWish, GoalWish, HolidayWish, Wish
from quizapp.services.questions import reports
from quizapp.services.study import knowing, study
from quizapp.store.engine import db, reading
from tests.integration.study.world import answer_next, review_of, uuid_of


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("ground")
def test_no_statement_of_study_reads_all_of_a_learners_rows(learner: int, now: datetime) -> None:
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((statement, parameters))

    answer_next(learner, now=now)
    _take_plans(learner, now=now)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        card = study.next_cards(user_id=learner, set_id=None, limit=1, now=now).cards[0]
        review = review_of(card, shown_at=now)
        study.submit_reviews(user_id=learner, reviews=[review], now=now)
        # An outbox: several ids at once, some of them known.
        outbox = [review, *(review_of(card, shown_at=now, client_id=uuid_of(n)) for n in range(9))]
        study.submit_reviews(user_id=learner, reviews=outbox, now=now)
        late = review_of(card, shown_at=now - timedelta(days=1), client_id=uuid_of("late"))
        study.submit_reviews(user_id=learner, reviews=[late], now=now)
        study.undo(user_id=learner, client_id=uuid_of("undo"), now=now)
        study.today(user_id=learner, now=now)
        # In a goal's last pass, and on the eve of a holiday.
        study.next_cards(user_id=learner, set_id=None, limit=9, now=now + timedelta(days=8))
        study.today(user_id=learner, now=now + timedelta(days=8))
        knowing.card_page(user_id=learner, card_id=1, now=now)
        secret = calendar.new_address(user_id=learner, now=now)
        words = calendar.FeedWords(reviews=lambda *_: "", due=lambda *_: "")
        calendar.read_feed(address_secret=secret, address="x", secret="y", words=words, now=now)
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
            one_end = step.startswith("SEARCH last ") or any(
                words in statement
                for words in ("ORDER BY review_log.seq DESC", "min(review_log.opened_day)")
            )
            if step.removesuffix(" LEFT-JOIN").endswith("(user_id=?)") and not one_end:
                # A person studies few sets, few parameter sets were fitted to them, and so on.
                few = ("study_sets", "parameter_sets", "attempts", "class_members")
                assert any(name in step for name in (*few, "calendar_feeds")), (step, statement)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("ground")
def test_what_many_lose_reads_the_states_before_any_card(learner: int, now: datetime) -> None:
    answer_next(learner, now=now)
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
        sent.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        reports.list_lost_by_many()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    statement = next(each for each in sent if "card_states" in each[0])
    steps = _plan(*statement)
    read = [n for n, step in enumerate(steps) if step.startswith("SCAN card_states")]
    joined = [n for n, step in enumerate(steps) if step.startswith(("SEARCH cards", "SCAN cards"))]
    assert 1 <= len(read) <= 2, steps
    assert max(read) < min(joined), "each card would look through everybody's states"


def _take_plans(learner: int, *, now: datetime) -> None:
    today = day_number(now.date())
    wishes: tuple[Wish, ...] = (
        GoalWish(1, label(today + 10), 20),
        HolidayWish(label(today + 9), label(today + 30), ahead=True),
        BudgetWish(60),
        EasyWish((100, 50, 100, 100, 100, 100, 50)),
    )
    for wish in wishes:
        plans.take(user_id=learner, wish=wish, now=now)


def _plan(statement: str, parameters: Any) -> list[str]:
    """Return the steps of a statement on tables that grow."""
    with reading() as session:
        connection = session.connection()
        many = isinstance(parameters, list)
        rows = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters
        ).all()
    return [str(row[3]) for row in rows]
