"""When learners of a class answered last: told from the end of each log."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event, update

from quizapp.services.study import sets, study, study_asides
from quizapp.store.engine import db, reading, writing
from quizapp.store.tables.classes import ClassMember
from quizapp.store.teaching.study_times_queries import last_studied
from tests.integration.study.world import answer_next, review_of, uuid_of
from tests.integration.teaching.conftest import Browser, School

DAYS = 30
ON_THE_LAST = 3


def _sharing(school: School, name: str, *, shares: bool = True) -> Browser:
    """Return a learner of the class who tells when they study."""
    learner = school.learner(name)
    with school.app.app_context():
        with writing() as session:
            session.execute(
                update(ClassMember)
                .where(ClassMember.user_id == learner.id)
                .values(shares_times=shares)
            )
        sets.add_set(user_id=learner.id, set_id=1, now=school.now)
    return learner


def _found(school: School) -> dict[int, datetime]:
    with school.app.app_context(), reading() as session:
        return last_studied(session, school.class_id)


def test_it_is_told_of_who_shares_it_and_has_answered(school: School) -> None:
    kim, lee, joe = (_sharing(school, name) for name in ("Kim", "Lee", "Joe"))
    eve = _sharing(school, "Eve", shares=False)
    # Each has a last day of their own.
    for days, who in enumerate((kim, lee, eve)):
        with school.app.app_context():
            answer_next(who.id, now=school.now + timedelta(days=days))
    found = _found(school)
    assert found == {kim.id: school.now, lee.id: school.now + timedelta(days=1)}
    assert joe.id not in found


def test_what_a_device_sends_late_does_not_take_it_back(school: School) -> None:
    kim = _sharing(school, "Kim")
    with school.app.app_context():
        late = study.next_cards(user_id=kim.id, set_id=None, limit=5, now=school.now).cards[4]
        last = school.now + timedelta(days=20)
        answer_next(kim.id, now=last)
        review = review_of(late, shown_at=school.now)
        study.submit_reviews(user_id=kim.id, reviews=[review], now=last + timedelta(hours=1))
    assert _found(school) == {kim.id: last}


def test_an_entry_that_is_no_answer_does_not_count(school: School) -> None:
    kim = _sharing(school, "Kim")
    with school.app.app_context():
        answer_next(kim.id, now=school.now)
        later = school.now + timedelta(days=5)
        card = study.next_cards(user_id=kim.id, set_id=None, limit=1, now=later).cards[0]
        study_asides.flag(
            user_id=kim.id,
            card_id=card.card_id,
            number=1,
            client_id=uuid_of("flag"),
            now=later,
        )
    assert _found(school) == {kim.id: school.now}


def test_the_log_before_the_last_day_is_not_read(school: School) -> None:
    learners = [_sharing(school, name) for name in ("Kim", "Lee")]
    with school.app.app_context():
        for who in learners:
            for day in range(DAYS):
                for minute in range(ON_THE_LAST):
                    at = school.now + timedelta(days=day, minutes=minute)
                    answer_next(who.id, now=at)
        sent: list[tuple[str, Any]] = []

        def note(_c: object, _k: object, statement: str, parameters: Any, *_rest: object) -> None:
            sent.append((statement, parameters))

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            with reading() as session:
                found = last_studied(session, school.class_id)
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        assert len(found) == len(learners)
        (asked,) = (each for each in sent if "review_log" in each[0])
        if db.engine.dialect.name == "sqlite":
            _is_a_seek_on_sqlite(*asked)
        else:
            assert _rows_on_postgresql(*asked) <= len(learners) * (ON_THE_LAST + 4)


def _is_a_seek_on_sqlite(statement: str, parameters: Any) -> None:
    with reading() as session:
        rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [str(row[3]) for row in rows]
    assert sum(step.startswith("SEARCH class_members") for step in steps) == 1
    for step in steps:
        assert not step.startswith(("SCAN opening", "SCAN first", "SCAN entry", "SCAN newest"))
        if step.startswith("SEARCH entry"):
            assert "(user_id=? AND seq>?)" in step
        if step.startswith(("SEARCH first", "SEARCH opening")):
            assert "(user_id=? AND opened_day" in step
    # Of the newest entries the first that is an answer.
    assert "ORDER BY newest.seq DESC" in " ".join(statement.split())
    assert not any("TEMP B-TREE" in step for step in steps)


def _rows_on_postgresql(statement: str, parameters: Any) -> float:
    """Return how many entries were read, each step of the plan counted."""
    with reading() as session:
        connection = session.connection()
        # Of a small table it would rather read all.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        (plan,) = connection.exec_driver_sql(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters
        ).scalar_one()
    return _entries(plan["Plan"] if isinstance(plan, dict) else json.loads(plan)["Plan"])


def _entries(step: dict[str, Any]) -> float:
    own = 0.0
    if step.get("Relation Name") == "review_log":
        own = step["Actual Loops"] * (step["Actual Rows"] + step.get("Rows Removed by Filter", 0))
    return own + sum(_entries(each) for each in step.get("Plans", ()))
