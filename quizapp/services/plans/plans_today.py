"""What plans ask today beside what is due: a goal's last pass, reviews before a holiday."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from quizapp.scheduling.plans import Goal, Steering, share_of_today
from quizapp.store.study import plan_queries

_CAP: Final = 1000
"""Reviews before a holiday are counted no further."""


@dataclass(frozen=True, slots=True)
class GoalShare:
    """How many cards of a goal's last pass today takes."""

    goal: Goal
    cards: int


@dataclass(frozen=True, slots=True)
class Extra:
    """What plans ask today beside what is due.

    Attributes:
        goals: in their last pass, with today's share. ahead: reviews asked before a holiday.
    """

    goals: tuple[GoalShare, ...] = ()
    ahead: int = 0

    @property
    def cards(self) -> int:
        """Return how many cards these are."""
        return self.ahead + sum(each.cards for each in self.goals)


def count_extra(
    session: Session, *, user_id: int, steering: Steering, set_id: int | None, day: int
) -> Extra:
    """Return what plans ask today; with a set, only what a goal for that very set asks."""
    goals = tuple(
        _goal_share(session, user_id, goal, day)
        for goal in steering.in_pass(day)
        if set_id in {None, goal.set_id}
    )
    eve = steering.eve
    if eve is None or set_id is not None:
        return Extra(goals)
    ahead = plan_queries.count_ahead(
        session,
        user_id=user_id,
        first=eve.first_day,
        last=eve.last_day,
        day=day,
        part=eve.first_day - day,
        cap=_CAP,
    )
    return Extra(goals, ahead)


def list_extra(
    session: Session, *, user_id: int, steering: Steering, extra: Extra, day: int, limit: int
) -> tuple[int, ...]:
    """Return the ids of the cards that plans ask today beside what is due, each once."""
    found: list[int] = []
    for each in extra.goals:
        if each.cards:
            found += plan_queries.list_pass(
                session,
                user_id=user_id,
                set_id=each.goal.set_id,
                day=day,
                since=each.goal.pass_from,
                limit=min(each.cards, limit),
            )
    if steering.eve is not None and extra.ahead:
        found += plan_queries.list_ahead(
            session,
            user_id=user_id,
            first=steering.eve.first_day,
            last=steering.eve.last_day,
            day=day,
            part=steering.eve.first_day - day,
            limit=min(extra.ahead, limit),
        )
    return tuple(dict.fromkeys(found))


def list_goals_new(
    session: Session, *, user_id: int, steering: Steering, day: int, limit: int
) -> tuple[int, ...]:
    """Return new cards of the sets that goals are on the way to: they come before other new ones.

    Nearest date first.
    """
    found: list[int] = []
    for goal in sorted(steering.on_the_way(day), key=lambda each: each.on_day):
        found += plan_queries.list_new_of_set(
            session, user_id=user_id, set_id=goal.set_id, day=day, limit=limit
        )
    return tuple(dict.fromkeys(found))


def _goal_share(session: Session, user_id: int, goal: Goal, day: int) -> GoalShare:
    count = plan_queries.count_pass(
        session, user_id=user_id, set_id=goal.set_id, day=day, since=goal.pass_from
    )
    share = share_of_today(count.left, count.done, days_left=goal.on_day - day)
    # Those due anyway are part of the share; the queue has them already.
    return GoalShare(goal, max(0, share - count.due))
