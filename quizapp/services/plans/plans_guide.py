"""The guide of one learner in one transaction: how plans and the load of days steer scheduling.

The load of a day and the siblings due on it are those that stood when the study day of the answer
began. So the interval shown above a button is the interval given, and the answers of one study day
may arrive in any order.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from quizapp.scheduling.balance import Balance
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import Moment, date_of
from quizapp.scheduling.plans import (
    GOAL_RETENTION,
    NO_STEERING,
    PASS_RETENTION,
    Plan,
    Steering,
    steer,
)
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, days_considered
from quizapp.services.people.study_learner import scheduler_settings
from quizapp.services.plans.plans_codec import from_stored
from quizapp.store.engine import Reader
from quizapp.store.study import plan_loads, plan_queries
from quizapp.store.study.memory_queries import Learner

_USUAL_MINUTES: Final = 8 / 60
"""Of one review: the load of a day is weighed by minutes."""
_LOAD_CAP: Final = 200
"""Cards of a day are counted no further: it is full then, whoever studies."""


class Guide:
    """What plans and days say about the cards of one learner."""

    def __init__(self, reader: Reader, learner: Learner, *, card_ids: Collection[int] = ()) -> None:
        """Begin; nothing is read before it is needed.

        Args:
            reader: of the transaction. learner: whose cards.
            card_ids: those that will be asked about, so that they are read together.
        """
        self._reader, self._learner = reader, learner
        self._card_ids = frozenset(card_ids)
        self._settings = scheduler_settings(learner)
        self._loads: dict[int, dict[int, float]] = {}
        self._siblings: dict[int, dict[int, tuple[int, ...]]] = {}
        self._members: frozenset[tuple[int, int]] | None = None

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """Return the plans that stand."""
        if not self._learner.has_plans:
            return ()
        rows = plan_queries.list_plans(self._reader, user_id=self._learner.id)
        return tuple(from_stored(row) for row in rows)

    def steering(self, day: int) -> Steering:
        """Return what the plans say about a study day."""
        if not self.plans:
            return NO_STEERING
        return steer(self.plans, day=day, weekday=date_of(day).weekday())

    def settings(self, card_id: int, *, day: int) -> SchedulerSettings:
        """Return how a card is scheduled on a study day: a goal asks for another retention."""
        goals = [goal for goal in self.steering(day).goals if goal.has_pass]
        if not goals:
            return self._settings
        members = self._members_of([goal.set_id for goal in goals], card_id)
        mine = [goal for goal in goals if (card_id, goal.set_id) in members]
        if not mine:
            return self._settings
        # Of several goals the one whose date comes first.
        goal = min(mine, key=lambda each: each.on_day)
        wanted = PASS_RETENTION if day >= goal.pass_from else GOAL_RETENTION
        return replace(self._settings, desired_retention=wanted)

    def balance(
        self,
        card_id: int,
        memory: Memory,
        *,
        moment: Moment,
        settings: SchedulerSettings,
        upto: Rating = Rating.EASY,
    ) -> Balance | None:
        """Return what speaks for one day over another; None where there is nothing to choose.

        Args:
            upto: the best rating that will be asked about.
        """
        days = days_considered(memory, moment=moment, settings=settings, upto=upto)
        if not days:
            return None
        steering = self.steering(moment.day)
        return Balance(
            load=self._load(days, today=moment.day),
            easy_days=steering.easy_days,
            sibling_days=self._sibling_days(card_id, today=moment.day),
            days_off=steering.days_off,
        )

    def read_loads(self, cards: Sequence[tuple[int, Memory]], *, moment: Moment) -> None:
        """Read at once what the balances of several cards will need."""
        self._card_ids |= {card_id for card_id, _ in cards}
        days: set[int] = set()
        for card_id, memory in cards:
            settings = self.settings(card_id, day=moment.day)
            days |= days_considered(memory, moment=moment, settings=settings)
        self._load(days, today=moment.day)

    def _load(self, days: Collection[int], *, today: int) -> dict[int, float]:
        known = self._loads.setdefault(today, {})
        missing = [day for day in days if day not in known]
        if missing:
            counts = plan_loads.count_loads(
                self._reader, user_id=self._learner.id, days=missing, before=today, cap=_LOAD_CAP
            )
            known.update((day, count * _USUAL_MINUTES) for day, count in counts.items())
        return known

    def _sibling_days(self, card_id: int, *, today: int) -> tuple[int, ...]:
        known = self._siblings.setdefault(today, {})
        if card_id not in known:
            # Only what is new: a log of years is entered by one guide, a card at a time.
            missing = (self._card_ids | {card_id}) - known.keys()
            found = plan_loads.list_sibling_days(
                self._reader, user_id=self._learner.id, card_ids=missing, before=today
            )
            known.update((each, found.get(each, ())) for each in missing)
        return known[card_id]

    def _members_of(self, set_ids: Sequence[int], card_id: int) -> frozenset[tuple[int, int]]:
        if self._members is None or card_id not in self._card_ids:
            self._card_ids |= {card_id}
            self._members = plan_queries.sets_of_cards(
                self._reader, set_ids=set_ids, card_ids=self._card_ids
            )
        return self._members
