"""What a learner sees of an answer, and when: score, key, explanation and passage. Pure.

The keys never reach a browser before the response is stored and final. In detail:

* "during": one answer is made final by its learner ("Check"), and then told; it can't be
  changed any more. What was not checked is told once the attempt is handed in.
* "submit": once the attempt is handed in. With several attempts a learner knows it for the next
  one; that is the teacher's choice.
* "due": once the due time of the class is over AND this learner can hand in nothing more: no
  attempt of theirs runs, and none can be started, be it that all are used or that it is closed
  for them. Whoever was granted a later due or closing time, or may hand in late, waits until
  their own end. What others were told by then they can tell: who must not be told gets a later
  due time for the class, not an exception.
* "never".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from quizapp.errors import translatable
from quizapp.services.quizzes.quiz_times import Times, times_for
from quizapp.store.quizzes.learner_quiz_queries import Given
from quizapp.store.tables.classes import Assignment, Attempt

GRACE: Final = timedelta(seconds=60)
"""Answers on their way when the time ended are taken for so long; nobody is told of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an answer may be seen."""

    score: bool
    key: bool
    explanation: bool
    passage: bool

    @property
    def anything(self) -> bool:
        """Whether there is anything to see."""
        return self.score or self.key or self.explanation or self.passage


ALL: Final = Shown(score=True, key=True, explanation=True, passage=True)
NOTHING: Final = Shown(score=False, key=False, explanation=False, passage=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one learner stands at one assignment by now.

    Attributes:
        used: attempts started. running: id of the one not handed in.
        why_not: why no attempt can be started, "" when one can.
        open_still: whether anything can be handed in, now or later.
        after_due: whether what is shown "due" may be shown to this learner.
    """

    times: Times
    used: int
    running: int | None
    why_not: str
    open_still: bool
    after_due: bool


def standing(given: Given, attempts: Sequence[Attempt], *, now: datetime) -> Standing:
    """Return where a learner stands; ``attempts`` are all of theirs at the assignment."""
    times = times_for(given.row, accommodation=given.accommodation, exception=given.exception)
    running = next((each.id for each in attempts if each.submitted_at is None), None)
    used = len(attempts)
    archived = given.room.archived_at is not None
    why_not = ""
    if archived:
        why_not = translatable("The class is archived; its quizzes can no longer be started.")
    elif given.row.kind != "quiz":
        why_not = translatable("This is a study goal: it is reached by studying.")
    elif times.opens_at and now < times.opens_at:
        why_not = translatable("This quiz is not open yet.")
    elif times.closed(now):
        why_not = translatable("This quiz is closed: nothing can be handed in any more.")
    elif times.used_up(used):
        why_not = translatable("You have used all attempts at this quiz.")
    open_still = times.open_still(
        used=used, running=running is not None, archived=archived, now=now
    )
    return Standing(
        times=times,
        used=used,
        running=running,
        why_not=why_not,
        open_still=open_still,
        after_due=is_after_due(given.row, open_still=open_still, now=now),
    )


def is_after_due(row: Assignment, *, open_still: bool, now: datetime) -> bool:
    """Return whether what is shown "due" may be shown to a learner.

    Args:
        open_still: whether this learner can hand in anything, now or later.
    """
    ends = row.due_at or row.closes_at
    return ends is not None and now >= ends and not open_still


def shown_of(row: Assignment, *, final: bool, submitted: bool, after_due: bool) -> Shown:
    """Return what of an answer its learner may see.

    Args:
        final: the answer can't be changed any more.
        submitted: its attempt is handed in.
        after_due: as ``Standing`` has it.
    """
    open_now = {
        "during": final or submitted,
        "submit": submitted,
        "due": submitted and after_due,
    }
    return Shown(
        score=open_now.get(row.show_score, False),
        key=open_now.get(row.show_key, False),
        explanation=open_now.get(row.show_explanation, False),
        passage=open_now.get(row.show_passage, False),
    )


def tells_during(row: Assignment) -> bool:
    """Return whether anything is told while an attempt runs: then answers can be checked."""
    return "during" in {row.show_score, row.show_key, row.show_explanation, row.show_passage}
