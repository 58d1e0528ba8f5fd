"""The recall map: what is expected to be recalled of each passage, topic or article."""

from bisect import bisect_right
from collections.abc import Hashable, Iterable
from typing import TypeVar

from quizapp.scheduling.card import Memory
from quizapp.scheduling.forecast import SetRecall, recall_of_set
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters

STEP_BOUNDS = (0.5, 0.7, 0.8, 0.9)
"""Where the five steps of the recall scale meet; a bound belongs to the step above it."""

STEP_LABELS = (
    "not studied yet",
    "below 50 %",
    "50-69 %",
    "70-79 %",
    "80-89 %",
    "90 % and more",
)
"""Words of step 0 (nothing known) to step 5."""

Group = TypeVar("Group", bound=Hashable)


def recall_step(recall: float | None) -> int:
    """Return the step 1..5 of a recall 0..1; 0 where nothing was studied."""
    return 0 if recall is None else 1 + bisect_right(STEP_BOUNDS, recall)


def recall_map(
    cards: Iterable[tuple[Group, Memory]],
    *,
    day: int,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> dict[Group, SetRecall]:
    """Return what is expected to be recalled of each group on a study day.

    Args:
        cards: each card's group (a passage, topic, article or learner) and its memory; new cards
            too, so that the size of a group is known. A card of two topics is given twice.
        day: study day.
        parameters: the learner's.
    """
    groups: dict[Group, list[Memory]] = {}
    for group, memory in cards:
        groups.setdefault(group, []).append(memory)
    return {
        group: recall_of_set(memories, day=day, parameters=parameters)
        for group, memories in groups.items()
    }


def count_steps(
    memories: Iterable[Memory], *, day: int, parameters: Parameters = DEFAULT_PARAMETERS
) -> tuple[int, int, int, int, int, int]:
    """Return how many cards stand at each step of the recall scale, step 0 to step 5."""
    counts = [0] * len(STEP_LABELS)
    for memory in memories:
        one = recall_of_set((memory,), day=day, parameters=parameters)
        counts[recall_step(one.recall)] += 1
    return (counts[0], counts[1], counts[2], counts[3], counts[4], counts[5])
