"""What previews of plans start from and end in: the ground of one learner, and what is shown."""

import math
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import Moment, date_of
from quizapp.scheduling.outlook import Course, Day, Deck, Pace, look_ahead
from quizapp.scheduling.plans import Budget, Plan, PlanKind, kind_of_plan
from quizapp.scheduling.suggestion import Offer, even_dice
from quizapp.services.people.study_learner import pace_ms, scheduler_settings, steps_of
from quizapp.services.plans.plans_guide import Guide
from quizapp.store.study import plan_queries
from quizapp.store.study.memory_queries import Learner

_MOST_CARDS: Final = 400
"""Cards that are looked ahead for; more are stood for by a sample."""
_WEEKS: Final = 28
_MOST_POINTS: Final = 60
USUAL_MINUTES: Final = 20


@dataclass(frozen=True, slots=True)
class Point:
    """A study day of the picture: the share recalled with the plan and without, 0..1."""

    day: int
    plan: float
    now: float


@dataclass(frozen=True, slots=True)
class Side:
    """What comes of it, with the plan or without.

    Attributes:
        minutes: a day, in the mean. busiest: minutes of the fullest day.
        remembered: cards recalled at the end, and their share of all, 0..1.
        waiting: reviews left over at the end. weekdays: minutes of each, Monday first.
    """

    minutes: float
    busiest: float
    remembered: float
    share: float
    waiting: float
    weekdays: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan before it is taken.

    Attributes:
        plan: what would be taken. set_title: of a goal's set.
        today, end: study days between which the cost is shown.
        cards: that it is about. new: of those, never asked. overdue: reviews due now.
        with_plan, without: what comes of it.
        reached: a goal's minutes cover it. needs: minutes a day that would.
        points: recall day by day.
        offers: what each retention comes to, with all the time it takes; in_minutes: within the
            minutes a day. suggested: the retention that keeps most in them. budget: those minutes.
    """

    plan: Plan
    set_title: str
    today: int
    end: int
    cards: int
    new: int
    overdue: int
    with_plan: Side
    without: Side
    reached: bool = True
    needs: int = 0
    points: tuple[Point, ...] = ()
    offers: tuple[Offer, ...] = ()
    in_minutes: tuple[Offer, ...] = ()
    suggested: float | None = None
    budget: int = USUAL_MINUTES

    @property
    def kind(self) -> PlanKind:
        """Return the kind of the plan."""
        return kind_of_plan(self.plan)

    @property
    def days(self) -> int:
        """Return over how many days the cost is shown."""
        return self.end - self.today + 1


@dataclass(frozen=True, slots=True)
class Ground:
    """What previews of one learner start from.

    Attributes:
        at: now. pace: of the learner. course: how the days go on if nothing is planned.
    """

    session: Session
    learner: Learner
    at: Moment
    pace: Pace
    course: Course
    minutes: int

    @property
    def today(self) -> int:
        """Return the study day."""
        return self.at.day


def ground_of(session: Session, learner: Learner, *, at: Moment) -> Ground:
    """Return what previews of a learner start from."""
    seconds = pace_ms(session, user_id=learner.id) / 1000
    steps = steps_of(learner)
    steering = Guide(session, learner).steering(at.day)
    budget = next((p.minutes for p in Guide(session, learner).plans if isinstance(p, Budget)), None)
    return Ground(
        session,
        learner,
        at,
        Pace(
            review_s=seconds,
            relearn_s=steps.answers_of_lapse * seconds,
            new_s=steps.answers_of_new * seconds,
        ),
        Course(
            retention=learner.desired_retention,
            new_per_day=learner.new_per_day,
            minutes=math.inf if budget is None else budget,
            easy_days=steering.easy_days,
            reviews_per_day=learner.reviews_per_day,
            capped_until=10**6,
        ),
        USUAL_MINUTES if budget is None else budget,
    )


def all_cards(ground: Ground, *, most: int = _MOST_CARDS) -> Deck:
    """Return the learner's cards, or a sample that stands for them."""
    begun, new = plan_queries.count_begun(ground.session, user_id=ground.learner.id)
    if not begun + new:
        raise InputError("You study no cards yet. Choose a set first.", field="")
    step = math.ceil((begun + new) / most)
    memories = plan_queries.list_memories(ground.session, user_id=ground.learner.id, every=step)
    return _weighed(memories, math.ceil(new / step), total=begun + new)


def sample(begun: list[Memory], new: int) -> Deck:
    """Return a deck of cards, or a sample that stands for them."""
    step = math.ceil((len(begun) + new) / _MOST_CARDS)
    return _weighed(tuple(begun[::step]), math.ceil(new / step), total=len(begun) + new)


def _weighed(memories: tuple[Memory, ...], new: int, *, total: int) -> Deck:
    return Deck(memories, new, weight=total / max(1, len(memories) + new))


def look(ground: Ground, deck: Deck, course: Course, *, end: int) -> tuple[Day, ...]:
    """Return the days from today to ``end`` if a course is kept."""
    return look_ahead(
        deck,
        course,
        today=ground.today,
        days=end - ground.today + 1,
        pace=ground.pace,
        dice=even_dice(),
        parameters=scheduler_settings(ground.learner).parameters,
    )


def side(days: tuple[Day, ...], deck: Deck, *, end: Day) -> Side:
    """Return what some days come to; ``end`` is the day whose recall counts."""
    late = days[-_WEEKS:]
    by_weekday: list[list[float]] = [[] for _ in range(7)]
    for each in late:
        by_weekday[date_of(each.day).weekday()].append(each.minutes)
    return Side(
        minutes=sum(each.minutes for each in days) / max(1, len(days)),
        busiest=max((each.minutes for each in days), default=0.0),
        remembered=end.remembered,
        share=end.remembered / deck.cards,
        waiting=end.waiting,
        weekdays=tuple(sum(each) / len(each) if each else 0.0 for each in by_weekday),
    )


def points(kept: tuple[Day, ...], now: tuple[Day, ...], deck: Deck) -> tuple[Point, ...]:
    """Return the curve in at most sixty points, the last day always among them."""
    step = math.ceil(len(kept) / _MOST_POINTS)
    places = sorted({*range(0, len(kept), step), len(kept) - 1})
    return tuple(
        Point(
            kept[place].day,
            kept[place].remembered / deck.cards,
            now[place].remembered / deck.cards,
        )
        for place in places
    )
