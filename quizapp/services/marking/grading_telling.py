"""Telling learners that their points changed; figures only where they may see the score."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from quizapp.services.marking.grade_marks import score_is_open
from quizapp.services.marking.regrading import Change
from quizapp.services.quizzes.quiz_times import times_for
from quizapp.store.bank import content_queries
from quizapp.store.quizzes import grade_queries
from quizapp.store.tables.assigning import Notice
from quizapp.store.tables.classes import Assignment


def tell(
    session: Session,
    assignment: Assignment,
    changes: Sequence[Change],
    *,
    note: str,
    now: datetime,
    kind: str = "regraded",
) -> int:
    """Leave one notice for each learner whose points changed; return how many.

    "before" and "after" are the points of the learner's attempt that changed most, and are left
    out while the score is closed to them. The number of statements does not grow with learners.
    """
    people = {each.user_id for each in changes}
    if not people:
        return 0
    grants = grade_queries.list_grants(session, assignment.class_id, [assignment.id])
    attempts = grade_queries.list_attempts(session, [assignment.id])
    mine: dict[int, list[grade_queries.AttemptMark]] = {}
    for attempt in attempts:
        mine.setdefault(attempt.user_id, []).append(attempt)
    rows: list[content_queries.Row] = []
    ordered = sorted(changes, key=attrgetter("user_id", "number"))
    for user_id, group in groupby(ordered, key=attrgetter("user_id")):
        most = max(group, key=lambda each: abs(each.after - each.before))
        times = times_for(
            assignment,
            accommodation=grants.accommodations.get(user_id),
            exception=grants.exceptions.get((assignment.id, user_id)),
        )
        seen = score_is_open(
            assignment,
            times=times,
            attempts=mine.get(user_id, []),
            archived=grants.archived,
            now=now,
        )
        rows.append(
            {
                "user_id": user_id,
                "assignment_id": assignment.id,
                "kind": kind,
                "values": {
                    "attempt": most.attempt_id,
                    **({"before": most.before, "after": most.after} if seen else {}),
                },
                "note": note,
                "made_at": now,
            }
        )
    content_queries.insert_rows(session, Notice, rows)
    return len(people)
