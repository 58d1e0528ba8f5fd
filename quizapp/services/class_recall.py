"""Recall of each fact, passage by passage, in a class: worked out in one place for every page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.scheduling.day import moment
from quizapp.scheduling.fsrs import retrievability
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.services.zones import zone_or_fallback
from quizapp.store.class_knowing_queries import CardMemory, ClassLearner, FactOfSet

KNOWN: Final = 0.7
"""A class knows a fact when so large a part of its learners would recall it today."""
Known = Mapping[tuple[int, str], float]
"""Mean recall today by (learner, fact)."""


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact with the recall of each learner today.

    Attributes:
        recalls: 0..1 in the order of the learners; None where it was never answered.
        mean: over those who answered it; None when nobody did. studied: how many did.
        share: of the learners who would recall it today, 0..1: who never answered it would not.
    """

    fact: FactOfSet
    recalls: tuple[float | None, ...]
    mean: float | None
    studied: int
    share: float

    @property
    def known(self) -> bool:
        """Whether the class knows it: see ``KNOWN``."""
        return self.share >= KNOWN


@dataclass(frozen=True, slots=True)
class PassageLine:
    """A passage with the class's mean recall of its facts, and how many of them it knows."""

    article_id: str
    number: int
    heading: str
    text: str
    mean: float | None
    facts: int
    known: int


def lines_of(
    facts: Iterable[FactOfSet], learners: Sequence[ClassLearner], known: Known
) -> tuple[FactLine, ...]:
    """Return each fact with the recall of these learners."""
    return tuple(_fact_line(fact, learners, known) for fact in facts)


def recalls_of(
    memories: Iterable[CardMemory], learners: Sequence[ClassLearner], *, now: datetime
) -> Known:
    """Return the mean recall today by (learner, fact), over the cards they answered."""
    days = {each.user_id: day_of(each, now) for each in learners}
    own = {each.user_id: _parameters(each) for each in learners}
    values: dict[tuple[int, str], list[float]] = {}
    for each in memories:
        if each.user_id in days:
            value = _recall(each, day=days[each.user_id], parameters=own[each.user_id])
            values.setdefault((each.user_id, each.fact_id), []).append(value)
    return {place: sum(found) / len(found) for place, found in values.items()}


def _recall(memory: CardMemory, *, day: int, parameters: Parameters) -> float:
    if memory.stability_days is None or memory.last_day is None:
        return 0.0
    elapsed = day - memory.last_day
    return retrievability(memory.stability_days, elapsed_days=elapsed, parameters=parameters)


def day_of(learner: ClassLearner, now: datetime) -> int:
    """Return the study day of a learner."""
    zone = zone_or_fallback(learner.zone)
    return moment(now, zone=zone, rollover_hour=learner.rollover_hour).day


def _parameters(learner: ClassLearner) -> Parameters:
    if learner.weights is None:
        return DEFAULT_PARAMETERS
    return Parameters(name="own", weights=tuple(learner.weights))


def _fact_line(fact: FactOfSet, learners: Sequence[ClassLearner], known: Known) -> FactLine:
    recalls = tuple(known.get((each.user_id, fact.fact_id)) for each in learners)
    values = [each for each in recalls if each is not None]
    mean = sum(values) / len(values) if values else None
    share = sum(values) / len(recalls) if recalls else 0.0
    return FactLine(fact, recalls, mean, len(values), share)


def passages_of(lines: Sequence[FactLine]) -> tuple[PassageLine, ...]:
    """Return the passages of facts with the class's figures of each."""
    found: dict[tuple[str, int], list[FactLine]] = {}
    for line in lines:
        found.setdefault((line.fact.article_id, line.fact.passage), []).append(line)
    made = []
    for (article_id, number), here in found.items():
        values = [line.mean for line in here if line.mean is not None]
        made.append(
            PassageLine(
                article_id=article_id,
                number=number,
                heading=here[0].fact.heading,
                text=here[0].fact.text,
                mean=sum(values) / len(values) if values else None,
                facts=len(here),
                known=sum(line.known for line in here),
            )
        )
    return tuple(made)
