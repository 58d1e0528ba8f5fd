"""One entry of the review log as plain values: what everything above the tables sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.trace import NOTHING, Trace, recall_at_answer, trace_of_answer

HASH_BYTES = 3
"""Of a request's hash: other content under an id that is there is missed once in 16 million."""


class Refitted(NamedTuple):
    """What a reschedule made of a card's memory; of an answer it follows from the entry."""

    stability_days: float | None
    difficulty: float | None
    interval_raw_days: float | None


@dataclass(slots=True)
class LogRow:
    """One entry of the log. Nothing changes one that was added.

    Not frozen: of thirty fields one is then made in a quarter of the time, and logs are long.

    Attributes:
        seq: 1, 2, 3... of this person, in the order stored: the cursor of the log.
        client_id: 16 bytes, unique among the person's entries.
        request_hash: 3 bytes: the same id with other content is a conflict.
        kind: of ``scheduling.kind.Kind``. form: question type; of a mark what it says.
        question_id: the question version that was seen. variant: seed of its showing.
        stability_before, difficulty_before: of an answer to 7 and 4 digits, as they are stored.
        due_at: of a learning step, else None.
        undoes: seq of the entry that this one takes back.
        refitted: of a reschedule alone.
    """

    user_id: int
    seq: int
    client_id: bytes
    request_hash: bytes
    card_id: int
    kind: str
    shown_at: datetime
    answered_at: datetime
    study_day: int
    utc_offset_min: int
    rollover_hour: int
    question_id: int | None = None
    variant: str = ""
    form: str = ""
    duration_ms: int = 0
    rating: int | None = None
    score: float | None = None
    hints: int = 0
    elapsed_days: int | None = None
    stability_before: float | None = None
    difficulty_before: float | None = None
    interval_days: int | None = None
    due_at: datetime | None = None
    due_day: int | None = None
    desired_retention: float | None = None
    parameter_set: str = ""
    undoes: int | None = None
    response: dict[str, Any] | None = None
    refitted: Refitted | None = None

    def trace(self, parameter_sets: Mapping[str, Parameters]) -> Trace:
        """Return what the model said: the log keeps what it follows from.

        Args:
            parameter_sets: by name: the program's and the person's own.
        """
        if self.refitted is not None:
            return Trace(None, *self.refitted)
        parameters = parameter_sets.get(self.parameter_set)
        if self.rating is None or parameters is None or not Kind(self.kind).is_review:
            return NOTHING
        return trace_of_answer(
            Rating(self.rating),
            stability_before_days=self.stability_before,
            difficulty_before=self.difficulty_before,
            elapsed_days=self.elapsed_days,
            desired_retention=self.desired_retention,
            is_step=self.due_at is not None,
            parameters=parameters,
        )

    def recall(self, parameter_sets: Mapping[str, Parameters]) -> float | None:
        """Return the recall of ``trace``, worked out without the rest of it."""
        parameters = parameter_sets.get(self.parameter_set)
        if parameters is None or self.refitted is not None or self.rating is None:
            return None
        if not Kind(self.kind).is_review:
            return None
        return recall_at_answer(
            stability_before_days=self.stability_before,
            difficulty_before=self.difficulty_before,
            elapsed_days=self.elapsed_days,
            parameters=parameters,
        )
