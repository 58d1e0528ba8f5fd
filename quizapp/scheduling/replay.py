"""The review log, folded into the memory of every card.

The log is the truth; the cache of card states must equal this, field by field and bit by bit.
What follows from the ratings is worked out anew, with the parameter set that the entry names:
stability, difficulty, stage, step, repetitions, lapses. What also depended on things that the log
does not hold (the load of the day, easy days, due siblings, the learner's steps at that time) is
taken as the entry gives it: interval, due day and due instant. The step needs no settings: an
entry with ``due_at`` gave a step, and the rating says which.

A refit entry has no rating: it says that the card's memory was worked out anew from its standing
reviews with the set that the entry names, and that the card was then due as the entry gives it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from quizapp.errors import InputError
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.recollection import recollect, remember
from quizapp.scheduling.steps import stage_after_step, step_after

PARAMETER_SETS: Mapping[str, Parameters] = {DEFAULT_PARAMETERS.name: DEFAULT_PARAMETERS}
"""The parameter sets that come with the program, by name."""


class LogEntry(NamedTuple):
    """What matters for memory of one entry of one person's review log.

    Attributes:
        seq: place in the log; entries take effect in this order.
        card_id: the card.
        kind: what the entry records.
        rating: None unless it is a review.
        study_day: as stored; never worked out again from ``answered_at``.
        answered_at: instant of the answer, UTC.
        utc_offset_min: of the learner's clock then.
        rollover_hour: of the learner's day then.
        interval_days: given; 0 for a learning step.
        due_day: given.
        due_at: instant at which a learning step is due; None for a review.
        parameter_set: name of the weights used.
        desired_retention: then; told for a refit, not needed to replay.
        undoes: seq of the entry that an undo takes back.
    """

    seq: int
    card_id: int
    kind: Kind
    rating: Rating | None
    study_day: int
    answered_at: datetime
    utc_offset_min: int
    rollover_hour: int
    interval_days: int | None = None
    due_day: int | None = None
    due_at: datetime | None = None
    parameter_set: str = DEFAULT_PARAMETERS.name
    desired_retention: float | None = None
    undoes: int | None = None

    @property
    def is_review(self) -> bool:
        """Return whether the entry changes what is remembered: rated, and of a kind that counts."""
        return self.rating is not None and self.kind.is_review


def replay(
    entries: Iterable[LogEntry], *, parameter_sets: Mapping[str, Parameters] = PARAMETER_SETS
) -> dict[int, Memory]:
    """Return the memory of each card that the log has a review of, by card id.

    A card whose every review was taken back is there as new. Burials and suspensions change no
    memory, nor does taking them back. A manual entry makes its card new again (its key changed):
    what came before it can then no longer be taken back.

    Args:
        entries: of one person, in any order.
        parameter_sets: weights by the name that the entries give.

    Raises:
        InputError: an entry cannot have come from this program: it names an unknown parameter set,
            lacks its due day, or takes back what cannot be taken back. The message gives its seq.
    """
    folding = _Folding(parameter_sets=parameter_sets)
    for entry in sorted(entries, key=lambda entry: entry.seq):
        folding.add(entry)
    return folding.memories


def apply(memory: Memory, *, entry: LogEntry, parameters: Parameters) -> Memory:
    """Return the memory after one review entry.

    Raises:
        InputError: the entry has no rating or no due day.
    """
    if entry.rating is None or entry.due_day is None or entry.interval_days is None:
        raise InputError(
            f"Entry {entry.seq} of the log is a review without its rating, interval or due day."
        )
    known = recollect(memory, rating=entry.rating, day=entry.study_day, parameters=parameters)
    moment = Moment(
        at=entry.answered_at,
        day=entry.study_day,
        utc_offset_min=entry.utc_offset_min,
        rollover_hour=entry.rollover_hour,
    )
    stage, step = Stage.REVIEW, 0
    if entry.due_at is not None:
        stage = stage_after_step(memory.stage)
        step = step_after(memory.step, rating=entry.rating)
    return remember(
        memory,
        known=known,
        rating=entry.rating,
        moment=moment,
        stage=stage,
        step=step,
        due_day=entry.due_day,
        due_at=entry.due_at,
        interval_days=entry.interval_days,
    )


def refit(
    memory: Memory, *, entry: LogEntry, reviews: Sequence[LogEntry], parameters: Parameters
) -> Memory:
    """Return the memory after a refit entry: as if all reviews had used its set, due as it gives.

    Args:
        memory: before it.
        entry: the refit.
        reviews: of the card that stand, from its first on, in their order.
        parameters: the set that the entry names.

    Raises:
        InputError: the entry has no due day, or the card was not in review.
    """
    if entry.due_day is None or entry.interval_days is None or memory.stage is not Stage.REVIEW:
        raise InputError(
            f"Entry {entry.seq} of the log reschedules a card without a due day or not in review."
        )
    stability, difficulty = remembered_anew(reviews, parameters=parameters)
    return memory._replace(
        stability_days=stability,
        difficulty=difficulty,
        due_day=entry.due_day,
        interval_days=entry.interval_days,
    )


def remembered_anew(
    reviews: Sequence[LogEntry], *, parameters: Parameters
) -> tuple[float | None, float | None]:
    """Return stability and difficulty as if every one of these reviews had used one set.

    Args:
        reviews: of one card that stand, from its first on, in their order.
        parameters: the set.
    """
    memory = NEW
    for review in reviews:
        if review.rating is not None:
            known = recollect(
                memory, rating=review.rating, day=review.study_day, parameters=parameters
            )
            memory = memory._replace(
                stability_days=known.stability_days,
                difficulty=known.difficulty,
                last_day=review.study_day,
            )
    return memory.stability_days, memory.difficulty


@dataclass
class _Folding:
    """The state of a replay: memories so far, and what each standing review replaced."""

    parameter_sets: Mapping[str, Parameters]
    memories: dict[int, Memory] = field(default_factory=dict)
    _card_of: dict[int, int] = field(default_factory=dict)
    _undone: set[int] = field(default_factory=set)
    # By card: (entry, memory before it) of each entry that changed memory and still stands.
    _standing: dict[int, list[tuple[LogEntry, Memory]]] = field(default_factory=dict)

    def add(self, entry: LogEntry) -> None:
        if entry.kind is Kind.UNDO:
            self._undo(entry)
            return
        if entry.seq in self._card_of:
            raise InputError(f"Entry {entry.seq} stands twice in the log.")
        self._card_of[entry.seq] = entry.card_id
        if entry.kind is Kind.MANUAL:
            self._change(entry, NEW)
            return
        if not entry.is_review and entry.kind is not Kind.REFIT:
            return
        parameters = self.parameter_sets.get(entry.parameter_set)
        if parameters is None:
            raise InputError(
                f"Entry {entry.seq} of the log names the parameter set "
                f"{entry.parameter_set!r}, which is not known."
            )
        before = self.memories.get(entry.card_id, NEW)
        if entry.is_review:
            self._change(entry, apply(before, entry=entry, parameters=parameters))
            return
        reviews = self._reviews(entry.card_id)
        after = refit(before, entry=entry, reviews=reviews, parameters=parameters)
        self._change(entry, after)

    def _change(self, entry: LogEntry, after: Memory) -> None:
        before = self.memories.get(entry.card_id, NEW)
        self._standing.setdefault(entry.card_id, []).append((entry, before))
        self.memories[entry.card_id] = after

    def _reviews(self, card_id: int) -> list[LogEntry]:
        """Return the standing reviews of a card since it was last made new."""
        reviews: list[LogEntry] = []
        for entry, _ in self._standing.get(card_id, ()):
            if entry.kind is Kind.MANUAL:
                reviews.clear()
            elif entry.is_review:
                reviews.append(entry)
        return reviews

    def _undo(self, entry: LogEntry) -> None:
        target = entry.undoes
        if target is None or self._card_of.get(target) != entry.card_id or target in self._undone:
            raise InputError(
                f"Entry {entry.seq} takes back entry {target}, which is not an entry of the same "
                "card that still stands; an undo cannot itself be undone."
            )
        self._undone.add(target)
        standing = self._standing.get(entry.card_id, [])
        if all(each.seq != target for each, _ in standing):
            return  # A burial or suspension: it changed no memory.
        last = standing[-1][0].seq
        if last != target:
            raise InputError(
                f"Entry {entry.seq} takes back entry {target}, but entry {last} of the "
                "same card came later: take that back first."
            )
        self.memories[entry.card_id] = standing.pop()[1]
