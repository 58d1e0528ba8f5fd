"""Recall of a group of cards on one study day: how many are known, and how well."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.scheduler import recall

STEPS: Final = (0.5, 0.7, 0.8, 0.9)
"""Bounds between the five steps of recall that pages colour: below 0.5 ... 0.9 and above."""


@dataclass(frozen=True, slots=True)
class RecallSummary:
    """What a learner is predicted to recall of some cards today.

    Attributes:
        cards: in all. seen: answered at least once. due: due today or before.
        recall: mean predicted recall of those seen, 0..1; None when none was seen.
        known: expected share recalled of all the cards, 0..1; one never seen counts 0.
        steps: how many of those seen are in each of the five steps of recall, lowest first.
    """

    cards: int
    seen: int
    due: int
    recall: float | None
    known: float
    steps: tuple[int, int, int, int, int]

    @property
    def unseen(self) -> int:
        """Return how many cards were never answered."""
        return self.cards - self.seen


def step_of(value: float) -> int:
    """Return the step of a recall, 0 (lowest) to 4."""
    return sum(value >= bound for bound in STEPS)


def summarise(
    memories: Iterable[Memory], *, day: int, parameters: Parameters = DEFAULT_PARAMETERS
) -> RecallSummary:
    """Return the recall of these cards on a study day, by the learner's parameters."""
    cards = due = 0
    values: list[float] = []
    for memory in memories:
        cards += 1
        if memory.stage is Stage.NEW:
            continue
        due += memory.due_day is not None and memory.due_day <= day
        values.append(recall(memory, day=day, parameters=parameters))
    steps = [0, 0, 0, 0, 0]
    for value in values:
        steps[step_of(value)] += 1
    return RecallSummary(
        cards=cards,
        seen=len(values),
        due=due,
        recall=sum(values) / len(values) if values else None,
        known=sum(values) / cards if cards else 0.0,
        steps=(steps[0], steps[1], steps[2], steps[3], steps[4]),
    )


def minutes_to_finish(summary: RecallSummary, *, pace_ms: float, answers_of_new: int) -> float:
    """Return the minutes until every card of the group was learnt and nothing is due.

    Args:
        pace_ms: for one answer.
        answers_of_new: a new card takes so many: its first and its learning steps.
    """
    answers = summary.due + summary.unseen * answers_of_new
    return answers * pace_ms / 60_000
