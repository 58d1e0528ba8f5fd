"""How often a card is asked again on the day on which it is learnt or forgotten: two ways."""

from enum import StrEnum
from typing import Final, NamedTuple, assert_never


class SameDay(StrEnum):
    """The two ways.

    NEEDED: once, and only where it is needed. A new card that was missed comes back after 10
    minutes until it is right; a forgotten one only where it would not last until tomorrow.
    ALWAYS: the steps of flashcard programs, 1 and 10 minutes for a new card, 10 for a forgotten.
    """

    NEEDED = "needed"
    ALWAYS = "always"


class Steps(NamedTuple):
    """The steps of one way.

    Attributes:
        learning_min: minutes of each step of a new card. relearning_min: of each after a lapse.
        relearn_when_needed: as in ``SchedulerSettings``.
        answers_of_new: that a new card takes on its first day, about.
        answers_of_lapse: more that a forgotten card costs: its step and the review after it.
    """

    learning_min: tuple[float, ...]
    relearning_min: tuple[float, ...]
    relearn_when_needed: bool
    answers_of_new: int
    answers_of_lapse: int


_NEEDED: Final = Steps((10.0,), (10.0,), True, answers_of_new=2, answers_of_lapse=1)  # noqa: FBT003
_ALWAYS: Final = Steps((1.0, 10.0), (10.0,), False, answers_of_new=3, answers_of_lapse=2)  # noqa: FBT003


def steps_of(way: SameDay) -> Steps:
    """Return the steps of a way."""
    match way:
        case SameDay.NEEDED:
            return _NEEDED
        case SameDay.ALWAYS:
            return _ALWAYS
        case _:
            assert_never(way)
