"""How far a class, and a learner, is with a study goal."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import moment
from quizapp.services.assigning_goals import GoalDraft, draft_of
from quizapp.services.assigning_settings import Times
from quizapp.services.assignments import taught_assignment
from quizapp.services.classes import taught_class
from quizapp.services.goal_pace import Pace, gone_of, minutes_pace, recall_pace
from quizapp.services.recall_summary import summarise
from quizapp.services.targets import Targets, targets_of
from quizapp.services.zones import zone_or_fallback
from quizapp.store import assigning_queries, goal_queries
from quizapp.store.classes import Assignment, SchoolClass
from quizapp.store.engine import reading
from quizapp.store.goal_queries import GoalLearner

WEEK: Final = 7
"""Study days whose minutes are counted."""
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


@dataclass(frozen=True, slots=True)
class LearnerGoal:
    """A study goal as its learner sees it.

    Attributes:
        percent, minutes: as in ``GoalDraft``. on: the date as 2026-11-30, "" without one.
        recall: share of the set recalled today, 0..1. studied_minutes: today.
    """

    id: int
    title: str
    class_name: str
    zone: str
    set_id: int
    set_title: str
    kind: str
    percent: int
    minutes: int
    due_at: datetime | None
    on: str
    recall: float
    studied_minutes: float


def get_progress(*, user_id: int, assignment_id: int, now: datetime) -> GoalProgress:
    """Return a goal of one of the person's classes and how far its learners are.

    Seven statements, however many learners there are.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        if row.kind != "goal":
            raise NotFoundError("There is no such assignment in your classes.")
        return _progress(session, row, room, now=now)


def list_progress(*, user_id: int, class_id: int, now: datetime) -> dict[int, GoalProgress]:
    """Return by id how far a class is with its goals that run, or ended in the last 30 days.

    Seven statements a goal, however many learners there are.

    Raises:
        NotFoundError: there is no such class among the person's.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        rows = [each.row for each in assigning_queries.list_assignments(session, class_id)]
        return {
            row.id: _progress(session, row, room, now=now)
            for row in rows
            if row.kind == "goal"
            and row.withdrawn_at is None
            and (row.visible_at is None or row.visible_at <= now)
            and (row.due_at is None or row.due_at > now - SHOWN_AFTER)
        }


def _progress(
    session: Session, row: Assignment, room: SchoolClass, *, now: datetime
) -> GoalProgress:
    draft = draft_of(row, zone=room.zone)
    chosen = goal_queries.find_set_for(session, draft.set_id, class_id=room.id)
    cards = goal_queries.count_cards(session, draft.set_id)
    lines = _lines(session, row, draft, cards=cards, now=now)
    shared = [each.recall for each in lines if each.recall is not None]
    return GoalProgress(
        id=row.id,
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        version=row.version,
        title=row.title,
        set_title=chosen.title if chosen else "",
        draft=draft,
        times=Times(row.visible_at, None, row.due_at, row.closes_at),
        targets=targets_of(session, row.id),
        withdrawn=row.withdrawn_at is not None,
        cards=cards,
        learners=lines,
        reached=sum(each >= draft.percent / 100 for each in shared),
        sharing=len(shared),
        mean=sum(shared) / len(shared) if shared else None,
        paces=_counted(lines),
    )


def list_for_learner(*, user_id: int, now: datetime) -> tuple[LearnerGoal, ...]:
    """Return the study goals of a learner that are not over, by date."""
    with reading() as session:
        found = goal_queries.list_goals_of(session, user_id=user_id, now=now)
        return tuple(_for_learner(session, each, user_id=user_id, now=now) for each in found)


def get_for_learner(*, user_id: int, assignment_id: int, now: datetime) -> LearnerGoal:
    """Return one of them.

    Raises:
        NotFoundError: there is none, or it is not for this person.
    """
    with reading() as session:
        found = goal_queries.find_goal_of(
            session, user_id=user_id, assignment_id=assignment_id, now=now
        )
        if found is None:
            raise NotFoundError("There is no such study goal of yours.")
        return _for_learner(session, found, user_id=user_id, now=now)


def _for_learner(
    session: Session, given: goal_queries.GivenGoal, *, user_id: int, now: datetime
) -> LearnerGoal:
    draft = draft_of(given.row, zone=given.zone)
    (me,) = [
        each
        for each in goal_queries.list_goal_learners(session, given.row.id)
        if each.user_id == user_id
    ]
    today = _day_of(me, now)
    memories = goal_queries.list_memories(session, set_id=draft.set_id, user_ids=[user_id])
    cards = goal_queries.count_cards(session, draft.set_id)
    work = goal_queries.list_work(session, user_ids=[user_id], first=today, last=today)
    due = draft.times.due
    return LearnerGoal(
        id=given.row.id,
        title=given.row.title,
        class_name=given.class_name,
        zone=given.zone,
        set_id=draft.set_id,
        set_title=given.set_title,
        kind=draft.kind,
        percent=draft.percent,
        minutes=draft.minutes,
        due_at=given.row.due_at,
        on=f"{due:%Y-%m-%d}" if due else "",
        recall=_share(me, memories.get(user_id, []), cards=cards, day=today),
        studied_minutes=work.get((user_id, today), 0) / 60_000,
    )


def _lines(
    session: Session, row: Assignment, draft: GoalDraft, *, cards: int, now: datetime
) -> tuple[LearnerLine, ...]:
    """Return how far each learner is; what somebody does not share is not read into it."""
    learners = goal_queries.list_goal_learners(session, row.id)
    open_recall = [each.user_id for each in learners if each.shares_recall]
    open_times = [each.user_id for each in learners if each.shares_times]
    memories = goal_queries.list_memories(session, set_id=row.set_id or 0, user_ids=open_recall)
    days = {each.user_id: _day_of(each, now) for each in learners}
    # Of a goal that is over, the last week before its date counts.
    ends = {each.user_id: _day_of(each, min(now, row.due_at or now)) for each in learners}
    work = {}
    if ends:
        work = goal_queries.list_work(
            session,
            user_ids=open_times,
            first=min(ends.values()) - WEEK + 1,
            last=max(ends.values()),
        )
    found = []
    for each in learners:
        mine, today = memories.get(each.user_id, []), days[each.user_id]
        spent = sum(work.get((each.user_id, ends[each.user_id] - ago), 0) for ago in range(WEEK))
        later = None if row.due_at is None else max(today, _day_of(each, row.due_at))
        seen = each.shares_recall
        line = LearnerLine(
            name=each.name,
            shares_recall=each.shares_recall,
            shares_times=each.shares_times,
            recall=_share(each, mine, cards=cards, day=today) if seen else None,
            later=_share(each, mine, cards=cards, day=later) if seen and later else None,
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


def _share(learner: GoalLearner, memories: Sequence[Memory], *, cards: int, day: int) -> float:
    """Return the share of a set's cards recalled on a study day, 0..1."""
    found = summarise(memories, day=day, parameters=learner.parameters)
    return found.known * found.cards / cards if cards else 0.0


def _day_of(learner: GoalLearner, at: datetime) -> int:
    zone = zone_or_fallback(learner.zone)
    return moment(at, zone=zone, rollover_hour=learner.rollover_hour).day
