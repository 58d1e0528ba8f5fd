"""How far a class, and a learner, is with a study goal."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.services.assigning.assigning_goals import GoalDraft, draft_of
from quizapp.services.assigning.assigning_settings import Times
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.assigning.goal_ground import (
    WEEK,
    Ground,
    end_of,
    ground_of_class,
    share_of,
    study_day_of,
)
from quizapp.services.assigning.goal_pace import Pace, gone_of, minutes_pace, recall_pace
from quizapp.services.assigning.targets import Targets, targets_of_each
from quizapp.services.classes.classes import taught_class
from quizapp.store.engine import reading
from quizapp.store.tables.classes import Assignment, SchoolClass
from quizapp.store.teaching import assigning_queries, goal_queries

SHOWN_AFTER: Final = timedelta(days=30)
"""How long the list of a class still shows how far a goal got."""


@dataclass(frozen=True, slots=True)
class LearnerLine:
    """How far one learner is.

    Attributes:
        shares_recall, shares_times: what of it the learner lets the teachers see.
        recall: share of the set recalled today, 0..1; None where it is not shared.
        later: the same on the goal's date if nothing more is studied; None without a date too.
        begun: cards answered at least once, of all.
        minutes: in the last 7 study days; None where times are not shared.
        pace: where they stand with the goal.
    """

    name: str
    shares_recall: bool
    shares_times: bool
    recall: float | None
    later: float | None
    begun: int | None
    minutes: float | None
    pace: Pace


@dataclass(frozen=True, slots=True)
class GoalProgress:
    """A study goal with the class's progress.

    Attributes:
        reached: learners who share recall and are there by now. sharing: who share it.
        paces: how many stand where, of those with at least one, best first.
        mean: of those who share it, share recalled today.
    """

    id: int
    class_id: int
    class_name: str
    zone: str
    version: int
    title: str
    set_title: str
    draft: GoalDraft
    times: Times
    targets: Targets
    withdrawn: bool
    cards: int
    learners: tuple[LearnerLine, ...]
    reached: int
    sharing: int
    mean: float | None
    paces: tuple[tuple[Pace, int], ...]


def get_progress(*, user_id: int, assignment_id: int, now: datetime) -> GoalProgress:
    """Return a goal of one of the person's classes and how far its learners are.

    As many statements, however many learners there are.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        if row.kind != "goal":
            raise NotFoundError("There is no such assignment in your classes.")
        return _progress(session, [row], room, now=now)[row.id]


def list_progress(*, user_id: int, class_id: int, now: datetime) -> dict[int, GoalProgress]:
    """Return by id how far a class is with its goals that run, or ended in the last 30 days.

    Eight statements, however many goals and learners there are.

    Raises:
        NotFoundError: there is no such class among the person's.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        rows = [each.row for each in assigning_queries.list_assignments(session, class_id)]
        goals = [
            row
            for row in rows
            if row.kind == "goal"
            and row.withdrawn_at is None
            and (row.visible_at is None or row.visible_at <= now)
            and (row.due_at is None or row.due_at > now - SHOWN_AFTER)
        ]
        return _progress(session, goals, room, now=now)


def _progress(
    session: Session, rows: Sequence[Assignment], room: SchoolClass, *, now: datetime
) -> dict[int, GoalProgress]:
    if not rows:
        return {}
    ground = ground_of_class(session, rows, now=now)
    titles = goal_queries.list_set_titles(
        session, {row.set_id for row in rows if row.set_id is not None}, class_id=room.id
    )
    targets = targets_of_each(session, [row.id for row in rows])
    found = {}
    for row in rows:
        draft = draft_of(row, zone=room.zone)
        lines = _lines(row, draft, ground, now=now)
        shared = [each.recall for each in lines if each.recall is not None]
        found[row.id] = GoalProgress(
            id=row.id,
            class_id=room.id,
            class_name=room.name,
            zone=room.zone,
            version=row.version,
            title=row.title,
            set_title=titles.get(draft.set_id, ""),
            draft=draft,
            times=Times(row.visible_at, None, row.due_at, row.closes_at),
            targets=targets[row.id],
            withdrawn=row.withdrawn_at is not None,
            cards=ground.cards.get(draft.set_id, 0),
            learners=lines,
            reached=sum(each >= draft.percent / 100 for each in shared),
            sharing=len(shared),
            mean=sum(shared) / len(shared) if shared else None,
            paces=_counted(lines),
        )
    return found


def _lines(
    row: Assignment, draft: GoalDraft, ground: Ground, *, now: datetime
) -> tuple[LearnerLine, ...]:
    """Return how far each learner is; what somebody does not share is not read into it."""
    cards = ground.cards.get(draft.set_id, 0)
    found = []
    for each in ground.learners.get(row.id, ()):
        mine = ground.memories.get((draft.set_id, each.user_id), ())
        today, end = study_day_of(each, now), study_day_of(each, end_of(row, now))
        spent = sum(ground.work.get((each.user_id, end - ago), 0) for ago in range(WEEK))
        later = None if row.due_at is None else max(today, study_day_of(each, row.due_at))
        seen = each.shares_recall
        line = LearnerLine(
            name=each.name,
            shares_recall=each.shares_recall,
            shares_times=each.shares_times,
            recall=share_of(each, mine, cards=cards, day=today) if seen else None,
            later=share_of(each, mine, cards=cards, day=later) if seen and later else None,
            begun=sum(memory.reps > 0 for memory in mine) if seen else None,
            minutes=spent / 60_000 if each.shares_times else None,
            pace="hidden",
        )
        found.append(replace(line, pace=_pace_of(line, row, draft, now=now)))
    return tuple(found)


def _pace_of(line: LearnerLine, row: Assignment, draft: GoalDraft, *, now: datetime) -> Pace:
    start = row.visible_at or row.created_at
    if draft.kind == "recall":
        return recall_pace(
            recall=line.recall,
            later=line.later,
            goal=draft.percent / 100,
            begun=line.begun or 0,
            gone=gone_of(start, row.due_at, now=now),
        )
    # A goal that is new asks only for the days it was there of the last seven.
    until = min(now, row.due_at or now)
    days = (until - max(start, until - timedelta(days=WEEK))) / timedelta(days=1)
    asked = draft.minutes * max(0, math.floor(days))
    return minutes_pace(minutes=line.minutes, asked=asked, over=until < now)


def _counted(lines: Sequence[LearnerLine]) -> tuple[tuple[Pace, int], ...]:
    counts = Counter(each.pace for each in lines)
    order: tuple[Pace, ...] = ("kept", "there", "track", "behind", "idle", "missed", "hidden")
    return tuple((pace, counts[pace]) for pace in order if counts[pace])
