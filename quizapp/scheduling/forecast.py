"""What is to come: cards and minutes due per study day, and what is remembered today."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.scheduler import recall

DEFAULT_DAYS = 30
DEFAULT_BINS = 10


@dataclass(frozen=True, slots=True)
class DayForecast:
    """What one study day is expected to bring from cards already begun.

    Attributes:
        day: the study day.
        cards: due on it; on the first day also those overdue.
        minutes: expected, forgotten cards' extra time included.
    """

    day: int
    cards: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Pace:
    """How long one learner takes.

    Attributes:
        review_s: seconds for one answer, 0 or more.
        relearn_s: seconds more that a forgotten card costs.
    """

    review_s: float
    relearn_s: float


@dataclass(frozen=True, slots=True)
class SetRecall:
    """What is expected to be recalled of a set of cards on one study day.

    Attributes:
        cards: in the set. seen: reviewed at least once.
        recall: mean predicted recall of those seen, 0..1; None when none was seen.
        remembered: expected number recalled; a card never seen counts 0.
    """

    cards: int
    seen: int
    recall: float | None
    remembered: float

    @property
    def coverage(self) -> float | None:
        """Return the expected share recalled of the whole set, 0..1; None for an empty set."""
        return self.remembered / self.cards if self.cards else None


def forecast(
    memories: Iterable[Memory],
    *,
    today: int,
    pace: Pace,
    days: int = DEFAULT_DAYS,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> tuple[DayForecast, ...]:
    """Return what each study day from today on brings, one entry a day.

    Each card counts once, on the day it is due: what its next review leads to is not foreseen.

    Args:
        memories: of the cards; new ones do not count. Leave suspended ones out.
        today: study day.
        pace: of the learner.
        days: how many, today included; at least 1.
        parameters: the learner's.
    """
    cards = [0] * days
    seconds = [0.0] * days
    for memory in memories:
        if memory.stage is Stage.NEW or memory.due_day is None:
            continue
        offset = max(0, memory.due_day - today)
        if offset >= days:
            continue
        expected = recall(memory, day=today + offset, parameters=parameters)
        cards[offset] += 1
        seconds[offset] += pace.review_s + (1.0 - expected) * pace.relearn_s
    return tuple(
        DayForecast(day=today + offset, cards=cards[offset], minutes=seconds[offset] / 60.0)
        for offset in range(days)
    )


def recall_of_set(
    memories: Iterable[Memory], *, day: int, parameters: Parameters = DEFAULT_PARAMETERS
) -> SetRecall:
    """Return what is expected to be recalled on a study day of a set, a passage's cards say."""
    count = 0
    recalls: list[float] = []
    for memory in memories:
        count += 1
        if memory.stage is not Stage.NEW:
            recalls.append(recall(memory, day=day, parameters=parameters))
    remembered = sum(recalls)
    return SetRecall(
        cards=count,
        seen=len(recalls),
        recall=remembered / len(recalls) if recalls else None,
        remembered=remembered,
    )


def recall_distribution(
    memories: Iterable[Memory],
    *,
    day: int,
    bins: int = DEFAULT_BINS,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> tuple[int, ...]:
    """Return how many cards seen are in each of equal stretches of recall, from 0 to 1.

    Args:
        memories: of the cards; new ones do not count.
        day: study day.
        bins: how many stretches, at least 1; a recall of 1 is in the last.
        parameters: the learner's.
    """
    counts = [0] * bins
    for memory in memories:
        if memory.stage is not Stage.NEW:
            expected = recall(memory, day=day, parameters=parameters)
            counts[min(int(expected * bins), bins - 1)] += 1
    return tuple(counts)
