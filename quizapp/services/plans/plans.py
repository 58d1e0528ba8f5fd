"""Plans: shown with their cost before they are taken, taken, and taken back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError
from quizapp.scheduling.plans import (
    Goal,
    Holiday,
    Plan,
    PlanKind,
    Retention,
    kind_of_plan,
    last_day_of,
)
from quizapp.services.people.accounts import get_user
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.plans.plans_codec import from_stored, to_detail
from quizapp.services.plans.plans_ground import Preview, ground_of
from quizapp.services.plans.plans_preview import preview_wish
from quizapp.services.plans.plans_wishes import Wish
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import enrolling, plan_queries, queue_queries, set_queries
from quizapp.store.study.plan_queries import StoredPlan
from quizapp.store.study.set_queries import SetHead

MOST_GOALS: Final = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """A plan that stands.

    Attributes:
        set_title: of a goal's set. minutes: a day, as shown before it was taken.
        share: of its cards recalled at the end, as shown then, 0..1.
        points: (study day, share with the plan, share without) as shown then, for a goal.
    """

    id: int
    plan: Plan
    set_title: str
    taken_at: datetime
    minutes: float
    share: float
    points: tuple[tuple[int, float, float], ...] = ()

    @property
    def kind(self) -> PlanKind:
        """Return the kind of the plan."""
        return kind_of_plan(self.plan)


@dataclass(frozen=True, slots=True)
class Plans:
    """What the page of plans shows.

    Attributes:
        today: study day. taken: plans that stand and are not over.
        sets: that a goal can be for. overdue: reviews due now.
        desired: the learner's desired retention. lost_zone: see ``study_learner.known``.
    """

    today: int
    zone: str
    taken: tuple[Taken, ...]
    sets: tuple[SetHead, ...]
    overdue: int
    desired: float
    lost_zone: str


def list_plans(*, user_id: int, now: datetime) -> Plans:
    """Return the plans of a person and what new ones can be about.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        at = moment_of(learner, now)
        due = queue_queries.count_due(
            session, user_id=user_id, set_id=None, day=at.day, due_before=at.at, cap=10_000
        )
        return Plans(
            today=at.day,
            zone=learner.zone,
            taken=_standing(session, user_id=user_id, day=at.day),
            sets=set_queries.list_visible_sets(session, user_id=user_id),
            overdue=due.review,
            desired=learner.desired_retention,
            lost_zone=learner.lost_zone,
        )


def list_taken(*, user_id: int, now: datetime) -> tuple[Taken, ...]:
    """Return the plans of a person that stand and are not over."""
    with reading() as session:
        learner = get_learner(session, user_id)
        if not learner.has_plans:
            return ()
        return _standing(session, user_id=user_id, day=moment_of(learner, now).day)


def preview(*, user_id: int, wish: Wish, now: datetime) -> Preview:
    """Return a plan with its cost; nothing is stored.

    Raises:
        InputError: it cannot be planned.
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        return preview_wish(ground_of(session, learner, at=moment_of(learner, now)), wish)


def take(*, user_id: int, wish: Wish, now: datetime) -> Preview:
    """Take a plan; return it with its cost.

    A goal's set is studied from now on. Of a budget, easy days, a backlog or a retention, the new
    one takes the place of the old; so does a goal of that of the same set.

    Raises:
        InputError: it cannot be planned.
        NotFoundError: there is no such set for this person.
    """
    # The looking ahead takes a while: it is done before anything is locked.
    shown = preview(user_id=user_id, wish=wish, now=now)
    with writing() as session:
        lock_for(session, user_id)
        standing = _standing(session, user_id=user_id, day=shown.today)
        replaced = _replaced(shown.plan, standing)
        expected: dict[str, Any] = {
            "minutes": round(shown.with_plan.minutes, 2),
            "share": round(shown.with_plan.share, 4),
        }
        if replaced is not None:
            plan_queries.end_plan(session, user_id=user_id, plan_id=replaced.id, now=now)
            expected["replaces"] = replaced.id
        plan, set_id = shown.plan, None
        if isinstance(plan, Goal):
            set_id = plan.set_id
            expected["points"] = [
                [each.day, round(each.plan, 3), round(each.now, 3)] for each in shown.points
            ]
            expected["set_added"] = enrolling.study_set(
                session, user_id=user_id, set_id=set_id, now=now
            )
        elif isinstance(plan, Retention):
            get_user(session, user_id=user_id).desired_retention = plan.desired
        plan_queries.add_plan(
            session,
            user_id=user_id,
            kind=str(kind_of_plan(plan)),
            set_id=set_id,
            detail=to_detail(plan),
            expected=expected,
            last_day=last_day_of(plan),
            now=now,
        )
    return shown


def take_back(*, user_id: int, plan_id: int, now: datetime) -> Taken:
    """Take a plan back; what it replaced stands again. Return the plan.

    What was answered meanwhile stays, with the intervals that were given. A desired retention
    becomes what it was before, unless it was changed by hand since.

    Raises:
        NotFoundError: the person has no such plan, or it has ended.
    """
    with writing() as session:
        lock_for(session, user_id)
        row = plan_queries.find_plan(session, user_id=user_id, plan_id=plan_id)
        if row is None or row.ended_at is not None:
            raise NotFoundError("There is no such plan.")
        plan_queries.end_plan(session, user_id=user_id, plan_id=plan_id, now=now)
        taken = _taken(row)
        replaced = row.expected.get("replaces")
        if replaced is not None:
            plan_queries.reopen_plan(session, user_id=user_id, plan_id=replaced)
        if isinstance(taken.plan, Retention):
            person = get_user(session, user_id=user_id)
            if person.desired_retention == taken.plan.desired:
                person.desired_retention = taken.plan.before
        if row.set_id is not None and row.expected.get("set_added"):
            enrolling.leave_set(session, user_id=user_id, set_id=row.set_id)
    return taken


def _standing(session: Session, *, user_id: int, day: int) -> tuple[Taken, ...]:
    rows = plan_queries.list_plans(session, user_id=user_id)
    return tuple(_taken(row) for row in rows if row.last_day is None or row.last_day >= day)


def _taken(row: StoredPlan) -> Taken:
    return Taken(
        id=row.id,
        plan=from_stored(row),
        set_title=row.set_title,
        taken_at=row.taken_at,
        minutes=float(row.expected.get("minutes", 0.0)),
        share=float(row.expected.get("share", 0.0)),
        points=tuple((day, kept, now) for day, kept, now in row.expected.get("points", ())),
    )


def _replaced(plan: Plan, standing: tuple[Taken, ...]) -> Taken | None:
    """Return the plan whose place a new one takes.

    Raises:
        InputError: there are too many goals already.
    """
    goals = [each for each in standing if isinstance(each.plan, Goal)]
    if isinstance(plan, Goal):
        same = (g for g in goals if isinstance(g.plan, Goal) and g.plan.set_id == plan.set_id)
        found = next(same, None)
        if found is None and len(goals) >= MOST_GOALS:
            raise InputError(
                "You have {most} goals already. Take one back first.",
                most=MOST_GOALS,
                field="set_id",
            )
        return found
    if isinstance(plan, Holiday):
        return None
    return next((each for each in standing if each.kind is kind_of_plan(plan)), None)
