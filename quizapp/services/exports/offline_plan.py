"""Which cards are asked on each of the next study days, within each day's limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.scheduling.card import Stage
from quizapp.scheduling.day import Moment, day_start
from quizapp.services.study.study_day import Done, done_on
from quizapp.store.study import queue_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.queue_queries import QueuedCard

DAYS: Final = 7
"""Study days that a bundle is for: a week away."""
MOST: Final = 500
"""Cards in a bundle: about 100 kB on their way, and more than a week's work for most."""
_NO_WORK: Final = Done(answers=0, new=0, reviews=0)


@dataclass(frozen=True, slots=True)
class Day:
    """A study day with the instants between which it lasts."""

    number: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Planned:
    """A card with the study day from which it is asked."""

    day: int
    card: QueuedCard


def days_of(learner: Learner, *, at: Moment) -> tuple[Day, ...]:
    """Return the present study day and those after it, in the learner's own zone."""
    starts = [
        day_start(at.day + place, zone=learner.zone, rollover_hour=learner.rollover_hour)
        for place in range(DAYS + 1)
    ]
    return tuple(Day(at.day + place, starts[place], starts[place + 1]) for place in range(DAYS))


def plan(
    session: Session, learner: Learner, *, at: Moment, days: Sequence[Day]
) -> tuple[Planned, ...]:
    """Return the cards of the next days in the order in which they are asked, at most ``MOST``.

    A card stands at the first day that has room for it. No two cards of a fact stand on one day.
    New cards wait for the reviews and are spread among them, as when they are asked online.
    """
    entries = queue_queries.list_day_entries(session, user_id=learner.id, day=at.day)
    planned: list[Planned] = []
    taken: set[int] = set()
    for day in days:
        done = done_on(entries) if day.number == at.day else _NO_WORK
        queued = queue_queries.list_queue(
            session,
            user_id=learner.id,
            set_id=None,
            day=day.number,
            due_before=day.ends_at,
            limit=2 * MOST,
            new_limit=2 * MOST,
        )
        left = [card for card in queued if card.card_id not in taken]
        chosen = _of_one_day(left, learner=learner, done=done)[: MOST - len(planned)]
        planned += [Planned(day.number, card) for card in chosen]
        taken |= {card.card_id for card in chosen}
    return tuple(planned)


def _of_one_day(cards: Sequence[QueuedCard], *, learner: Learner, done: Done) -> list[QueuedCard]:
    """Return a day's cards in order: learning steps, then reviews with new cards among them."""
    learning = [card for card in cards if card.memory.due_at is not None]
    facts = {card.fact for card in learning}
    budget = max(0, learner.reviews_per_day - done.reviews - done.new)
    reviews = _first_of_each_fact(cards, stage=Stage.REVIEW, facts=facts, most=budget)
    room = max(0, min(learner.new_per_day - done.new, budget - len(reviews)))
    new = _first_of_each_fact(cards, stage=Stage.NEW, facts=facts, most=room)
    places = [
        ((place + 0.5) / len(row), card) for row in (reviews, new) for place, card in enumerate(row)
    ]
    return learning + [card for _, card in sorted(places, key=lambda each: each[0])]


def _first_of_each_fact(
    cards: Sequence[QueuedCard], *, stage: Stage, facts: set[str], most: int
) -> list[QueuedCard]:
    """Return at most so many cards of a stage, one of each fact; note their facts."""
    found: list[QueuedCard] = []
    for card in cards:
        if len(found) == most:
            break
        if card.memory.stage is stage and card.fact not in facts:
            facts.add(card.fact)
            found.append(card)
    return found
