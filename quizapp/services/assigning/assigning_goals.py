"""Study goals: remember so much of a set by a date, or study so many minutes a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError
from quizapp.services.assigning.assigning_edit import changing
from quizapp.services.assigning.assigning_give import Place, open_class, touch
from quizapp.services.assigning.assigning_settings import TITLE_MAX, LocalTimes, Times, local_times
from quizapp.services.assigning.targets import Targets, set_targets, targets_of
from quizapp.store.engine import writing
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import goal_queries

KINDS: Final = ("recall", "minutes")
MOST_MINUTES: Final = 120
LEAST_PERCENT: Final = 50
MOST_PERCENT: Final = 97


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What a teacher fills in.

    Attributes:
        kind: recall or minutes. percent: of the set's cards recalled, for "recall".
        minutes: a day, for "minutes"; for "recall" what a learner's plan starts from.
    """

    title: str
    set_id: int
    kind: str
    percent: int
    minutes: int
    times: LocalTimes


def give_goal(
    *, user_id: int, places: Sequence[Place], draft: GoalDraft, now: datetime
) -> tuple[int, ...]:
    """Give a study goal to all of these places, or to none; return the ids in their order.

    Raises:
        InputError: a value cannot be used; ``field`` names it.
        NotFoundError: one is not a class of this teacher. ConflictError: it is archived.
    """
    if not places:
        raise InputError("Choose at least one class.", field="classes")
    with writing() as session:
        found = []
        for place in places:
            room = open_class(session, user_id=user_id, class_id=place.class_id)
            times = draft.times.in_zone(room.zone)
            _check(session, draft, times, class_id=room.id, now=now)
            row = Assignment(
                class_id=room.id,
                kind="goal",
                attempts_allowed=0,
                shuffle=False,
                created_by=user_id,
                created_at=now,
            )
            _fill(row, draft, times)
            session.add(row)
            session.flush()
            set_targets(session, assignment_id=row.id, class_id=room.id, targets=place.targets)
            found.append(row.id)
        return tuple(found)


def change_goal(
    *,
    user_id: int,
    assignment_id: int,
    version: int,
    draft: GoalDraft,
    targets: Targets,
    now: datetime,
) -> None:
    """Store a changed goal.

    Raises:
        StaleError: it was changed since ``version``. InputError: a value cannot be used.
        NotFoundError: there is no such goal of this teacher.
    """
    with writing() as session:
        row, room = changing(session, user_id=user_id, assignment_id=assignment_id, version=version)
        if row.kind != "goal":
            raise NotFoundError("There is no such assignment in your classes.")
        times = draft.times.in_zone(room.zone)
        _check(session, draft, times, class_id=room.id, now=now, before=row)
        _fill(row, draft, times)
        keep = targets_of(session, row.id)
        if targets != keep:
            set_targets(
                session,
                assignment_id=row.id,
                class_id=room.id,
                targets=targets,
                keep=keep.learners,
            )
        touch(session, row, by=user_id, now=now, action="goal.changed")


def draft_of(row: Assignment, *, zone: str) -> GoalDraft:
    """Return a stored goal as its form shows it."""
    goal = row.goal or {}
    recall, minutes = goal.get("recall"), goal.get("minutes")
    times = Times(row.visible_at, None, row.due_at, row.closes_at)
    return GoalDraft(
        title=row.title,
        set_id=row.set_id or 0,
        kind="minutes" if recall is None else "recall",
        percent=round(float(recall) * 100) if isinstance(recall, int | float) else 0,
        minutes=round(float(minutes)) if isinstance(minutes, int | float) else 0,
        times=local_times(times, zone=zone),
    )


def _fill(row: Assignment, draft: GoalDraft, times: Times) -> None:
    row.title = " ".join(draft.title.split())
    row.set_id = draft.set_id
    row.visible_at, row.due_at, row.closes_at = times.visible_at, times.due_at, times.due_at
    # The key "minutes" says of which kind a goal is: a learner's plan of a recall has its own.
    if draft.kind == "recall":
        row.goal = {"recall": draft.percent / 100}
    else:
        row.goal = {"minutes": draft.minutes}


def _check(
    session: Session,
    draft: GoalDraft,
    times: Times,
    *,
    class_id: int,
    now: datetime,
    before: Assignment | None = None,
) -> None:
    """Refuse what cannot be a goal.

    Raises:
        InputError: the first such value; ``field`` names it.
    """
    if not draft.title.strip() or len(draft.title) > TITLE_MAX:
        raise InputError(
            "A study goal needs a title of 1 to {most} letters.", most=TITLE_MAX, field="title"
        )
    if draft.kind not in KINDS:
        raise InputError("Choose one of those offered.", field="kind")
    if goal_queries.find_set_for(session, draft.set_id, class_id=class_id) is None:
        raise InputError(
            "Learners cannot study this set: choose a published one that is in use, or share the "
            "deck with the class first.",
            field="set_id",
        )
    if draft.kind == "recall":
        if not LEAST_PERCENT <= draft.percent <= MOST_PERCENT:
            raise InputError(
                "Choose from {least} to {most} %.",
                least=LEAST_PERCENT,
                most=MOST_PERCENT,
                field="percent",
            )
        if times.due_at is None:
            raise InputError("By when? Give a date.", field="due_at")
    elif not 1 <= draft.minutes <= MOST_MINUTES:
        raise InputError(
            "Choose from 1 to {most} minutes a day.", most=MOST_MINUTES, field="minutes"
        )
    if times.due_at and times.due_at <= now and not (before and before.due_at == times.due_at):
        raise InputError("That is over already. Choose a time to come.", field="due_at")
    if times.visible_at and times.due_at and times.visible_at >= times.due_at:
        raise InputError("It would be over before learners see it.", field="visible_at")
