"""What to ask next: which cards of today, and in which order.

Learning steps due now come first. Then reviews by lowest recall: within one parameter set that is
``(today - last_day) / stability`` descending, so a database can sort by it without a power. New
cards are spread evenly among the reviews, and wait while the reviews alone fill the day.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizapp.scheduling.card import Stage
from quizapp.scheduling.day import Moment


@dataclass(frozen=True, slots=True)
class QueueCard:
    """As much of a card as its place in the queue needs.

    Attributes:
        card_id: the card.
        fact: key of its fact; cards of one fact are siblings.
        stage: of its memory.
        due_day: study day; None while new.
        due_at: instant at which its learning step is due; None otherwise.
        last_day: study day of the last review; None while new.
        stability_days: None while new.
        position: place among new cards, lowest first.
        suspended: never asked.
        buried_until_day: not asked on study days before this one.
    """

    card_id: int
    fact: str
    stage: Stage
    due_day: int | None = None
    due_at: datetime | None = None
    last_day: int | None = None
    stability_days: float | None = None
    position: int = 0
    suspended: bool = False
    buried_until_day: int | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """A day's budget. New cards count under the review limit.

    Attributes:
        new_per_day: at least 0. reviews_per_day: at least 0, new cards included.
        learn_ahead_min: minutes before its instant that a learning step may be asked when nothing
            else is left.
    """

    new_per_day: int = 20
    reviews_per_day: int = 200
    learn_ahead_min: int = 20


@dataclass(frozen=True, slots=True)
class DoneToday:
    """What was asked on this study day already (undone answers left out).

    Attributes:
        new: cards first seen today. reviews: reviews of cards in review; learning steps are free.
        facts: keys of the facts asked about today: their other cards wait until tomorrow.
    """

    new: int = 0
    reviews: int = 0
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is left of today.

    Attributes:
        new: new cards that will be asked. learning: learning steps due now.
        learning_later: learning steps due later. review: reviews that will be asked.
        over_limit: reviews due that the day's limit leaves out.
        siblings: reviews due that wait because another card of their fact is asked today.
    """

    new: int
    learning: int
    learning_later: int
    review: int
    over_limit: int
    siblings: int

    @property
    def total(self) -> int:
        """Return how many cards are left to ask now."""
        return self.new + self.learning + self.review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards to ask, in order.

    Attributes:
        cards: ids, first to last; learning steps due within the learn-ahead only when nothing else.
        counts: how much is left of today.
        next_at: instant of the earliest learning step not yet due; None when there is none.
        next_day: earliest study day after today on which a review is due; None when there is none.
        backlog: more is due than a day's budget, so new cards wait.
    """

    cards: tuple[int, ...]
    counts: Counts
    next_at: datetime | None
    next_day: int | None
    backlog: bool


def urgency(card: QueueCard, *, today: int) -> float:
    """Return elapsed days over stability: the higher, the lower the recall; 0 for a new card."""
    if card.last_day is None or card.stability_days is None:
        return 0.0
    return (today - card.last_day) / card.stability_days


def build_queue(
    cards: Iterable[QueueCard],
    *,
    moment: Moment,
    limits: Limits,
    done: DoneToday,
) -> Queue:
    """Return what to ask now, and how much is left of today.

    Answering only the first card and building again gives the same order as answering them all:
    the place of new cards depends on what was done today, not on what is left.

    Args:
        cards: of one learner; in review at least those due, the most urgent first if not all.
        moment: now, on the learner's clock.
        limits: the day's budget.
        done: what was asked today already.
    """
    usable = [card for card in cards if is_available(card, today=moment.day)]
    steps = sorted((card.due_at, card.card_id) for card in usable if card.due_at is not None)
    due_now = [card_id for due_at, card_id in steps if due_at <= moment.at]
    later = steps[len(due_now) :]
    taken = done.facts | {
        card.fact
        for card in usable
        if card.due_at is not None and _is_today(card, today=moment.day)
    }
    due = [
        card for card in usable if card.stage is Stage.REVIEW and _is_today(card, today=moment.day)
    ]
    due.sort(key=lambda card: (-urgency(card, today=moment.day), card.card_id))
    apart = _first_of_each_fact(due, taken=taken)
    left = max(0, limits.reviews_per_day - done.reviews - done.new)
    reviews = apart[:left]
    new = _new_cards(
        usable,
        taken=taken | {card.fact for card in apart},
        limit=min(limits.new_per_day - done.new, left - len(reviews)),
    )
    order = due_now + _interleaved(reviews, new, done=done)
    ahead = moment.at + timedelta(minutes=limits.learn_ahead_min)
    return Queue(
        cards=tuple(order or [card_id for due_at, card_id in later if due_at <= ahead]),
        counts=Counts(
            new=len(new),
            learning=len(due_now),
            learning_later=len(later),
            review=len(reviews),
            over_limit=len(apart) - len(reviews),
            siblings=len(due) - len(apart),
        ),
        next_at=later[0][0] if later else None,
        next_day=_next_day(usable, today=moment.day),
        backlog=len(apart) > left,
    )


def is_available(card: QueueCard, *, today: int) -> bool:
    """Return whether the card is neither suspended nor buried on this study day."""
    buried = card.buried_until_day is not None and today < card.buried_until_day
    return not card.suspended and not buried


def bury_until(moment: Moment) -> int:
    """Return the study day until which a card buried now stays hidden: tomorrow."""
    return moment.day + 1


def _is_today(card: QueueCard, *, today: int) -> bool:
    return card.due_day is not None and card.due_day <= today


def _next_day(cards: Sequence[QueueCard], *, today: int) -> int | None:
    days = [
        card.due_day
        for card in cards
        if card.stage is Stage.REVIEW and card.due_day is not None and card.due_day > today
    ]
    return min(days, default=None)


def _first_of_each_fact(cards: Iterable[QueueCard], *, taken: Collection[str]) -> list[QueueCard]:
    seen = set(taken)
    first: list[QueueCard] = []
    for card in cards:
        if card.fact not in seen:
            seen.add(card.fact)
            first.append(card)
    return first


def _new_cards(
    cards: Iterable[QueueCard], *, taken: Collection[str], limit: int
) -> list[QueueCard]:
    new = [card for card in cards if card.stage is Stage.NEW]
    new.sort(key=lambda card: (card.position, card.card_id))
    return _first_of_each_fact(new, taken=taken)[: max(0, limit)]


def _interleaved(
    reviews: Sequence[QueueCard], new: Sequence[QueueCard], *, done: DoneToday
) -> list[int]:
    """Return the ids with new cards spread evenly over the whole day, done and to come."""
    placed = [
        (index_fraction, order, card.card_id)
        for order, (group, before) in enumerate(((reviews, done.reviews), (new, done.new)))
        for index_fraction, card in _spread(group, before=before)
    ]
    placed.sort(key=lambda item: item[:2])
    return [card_id for _, _, card_id in placed]


def _spread(cards: Sequence[QueueCard], *, before: int) -> list[tuple[float, QueueCard]]:
    total = before + len(cards)
    return [((before + index + 0.5) / total, card) for index, card in enumerate(cards)]
