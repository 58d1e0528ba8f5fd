"""What a person remembers of cards, on its way to another program. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import Moment
from quizapp.scheduling.scheduler import SchedulerSettings

AnswerKind = Literal["learn", "review", "relearn"]


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that stands.

    Attributes:
        answered_at: milliseconds since 1970.
        rating: 1 to 4, again to easy.
        kind: what the card was when it was asked.
        duration_ms: how long the answer took, in milliseconds.
        study_day: of the answer, days since 1970-01-01.
        due_day: study day on which it made the card due.
        due_at: milliseconds since 1970 at which a learning step was due; None for an interval.
    """

    answered_at: int
    rating: int
    kind: AnswerKind
    duration_ms: int
    study_day: int
    due_day: int
    due_at: int | None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a person remembers of one card, and how they came to.

    Attributes:
        answers: that stand since the card was last new, in their order.
        suspended: whether they put the card away. flag: 0 for none, else 1 to 7.
        leech: whether it is known to slip away again and again.
    """

    memory: Memory
    answers: tuple[GivenAnswer, ...] = ()
    suspended: bool = False
    flag: int = 0
    leech: bool = False


@dataclass(frozen=True, slots=True)
class Memories:
    """One person's memory of the items of a package.

    Attributes:
        of: by the key of the item; items that are not there are new.
        now: the present on the person's clock.
        settings: by which their cards are scheduled.
    """

    of: Mapping[str, Remembered]
    now: Moment
    settings: SchedulerSettings
