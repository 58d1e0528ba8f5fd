"""What a reschedule does to one card: memory worked out anew, and the day it is then due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.replay import LogEntry, apply
from quizapp.scheduling.scheduler import SchedulerSettings, answer


@dataclass(frozen=True, slots=True)
class Move:
    """A card that a reschedule changes.

    Attributes:
        before: its memory now. after: its memory then.
        interval_raw_days: by the model, counted from the last review.
    """

    card_id: int
    before: Memory
    after: Memory
    interval_raw_days: float

    @property
    def later_days(self) -> int:
        """Return by how many days later the card is due; negative when earlier."""
        return (self.after.due_day or 0) - (self.before.due_day or 0)


def standing_reviews(entries: Iterable[LogEntry]) -> list[LogEntry]:
    """Return the reviews of one card that stand, since it was last made new, in their order."""
    kept = sorted(entries, key=lambda entry: entry.seq)
    undone = {entry.undoes for entry in kept if entry.undoes is not None}
    reviews: list[LogEntry] = []
    for entry in kept:
        if entry.seq in undone:
            continue
        if entry.kind is Kind.MANUAL:
            reviews.clear()
        elif entry.is_review:
            reviews.append(entry)
    return reviews


def reschedule(
    memory: Memory, *, card_id: int, entries: Sequence[LogEntry], settings: SchedulerSettings
) -> Move | None:
    """Return how a card changes when all its reviews count by the settings' parameters.

    Its day is the one that its last review would have given, fuzz included: a card whose reviews
    all used these settings keeps it. Cards in learning steps are left alone, and None is returned
    for a card that does not change.

    Args:
        memory: as the log comes to now.
        card_id: seeds the fuzz.
        entries: of the card, all.
        settings: the learner's.
    """
    reviews = standing_reviews(entries)
    if memory.stage is not Stage.REVIEW or not reviews:
        return None
    before, last = NEW, reviews[-1]
    for review in reviews[:-1]:
        before = apply(before, entry=review, parameters=settings.parameters)
    outcome = answer(
        before,
        rating=last.rating or Rating.AGAIN,
        card_id=card_id,
        moment=Moment(last.answered_at, last.study_day, last.utc_offset_min, last.rollover_hour),
        settings=settings,
    )
    if outcome.interval_raw_days is None:
        return None  # The learner has other steps now, and would be in one of them.
    after = replace(
        memory,
        stability_days=outcome.memory.stability_days,
        difficulty=outcome.memory.difficulty,
        interval_days=outcome.interval_days,
        due_day=outcome.memory.due_day,
    )
    return None if after == memory else Move(card_id, memory, after, outcome.interval_raw_days)
