"""Which facts a learner's device must not hold: those whose key a quiz still keeps closed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.services.quizzes.quiz_feedback import standing
from quizapp.services.quizzes.quiz_rules import Rule, from_json
from quizapp.store.quizzes import learner_quiz_queries
from quizapp.store.quizzes.learner_quiz_queries import Given
from quizapp.store.study import offline_queries
from quizapp.store.tables.classes import Attempt


def list_secret_facts(session: Session, *, user_id: int, now: datetime) -> frozenset[str]:
    """Return the facts that a quiz of the learner asks or may yet ask, or whose key it withholds.

    That is a quiz with a running attempt; one at which this learner can still hand something
    in, by their own times, now or once it is shown and opens; and one that tells its keys only
    after it is due, or never and is not due yet. At most four statements, whatever
    there is.
    """
    given = learner_quiz_queries.list_all_given(session, user_id=user_id)
    attempts = learner_quiz_queries.list_attempts_of(session, user_id=user_id)
    secret = [
        each.row for each in given if _is_secret(each, attempts.get(each.row.id, []), now=now)
    ]
    if not secret:
        return frozenset()
    rules = [
        rule
        for row in secret
        if row.drawn
        for section in from_json(row.sections)
        for rule in section.rules
    ]
    asked = offline_queries.list_quiz_facts(session, [row.id for row in secret])
    return asked | _may_be_drawn(session, rules)


def _may_be_drawn(session: Session, rules: Sequence[Rule]) -> frozenset[str]:
    """Return the facts that rules may choose, of whatever form and level."""
    if not rules:
        return frozenset()
    rows = offline_queries.list_facts_of_sets(session, {rule.set_id for rule in rules})
    return frozenset(
        fact
        for set_id, fact, article, passage in rows
        for rule in rules
        if rule.set_id == set_id and (not rule.passages or f"{article}/{passage}" in rule.passages)
    )


def _is_secret(given: Given, attempts: Sequence[Attempt], *, now: datetime) -> bool:
    row = given.row
    if row.kind != "quiz":
        return False
    stands = standing(given, attempts, now=now)
    if stands.open_still:
        return True
    whens = {row.show_key, row.show_explanation, row.show_passage}
    ends = row.due_at or row.closes_at
    waits = not stands.after_due and given.room.archived_at is None
    return waits and ("due" in whens or ("never" in whens and (ends is None or now < ends)))
