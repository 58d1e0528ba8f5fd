"""Recall of each fact, passage by passage, in a class: worked out in one place for every page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.scheduling.day import moment
from quizapp.scheduling.fsrs import recalls_on
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.services.people.zones import zone_or_fallback
from quizapp.store.teaching.class_knowing_queries import ClassLearner, FactOfSet, MemoryRow

KNOWN: Final = 0.7
"""A class knows a fact when so large a part of its learners would recall it today."""
Known = Mapping[int, Mapping[str, float]]
"""Mean recall today by learner and fact."""


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
class TopicLine:
    """A topic with the class's mean recall of its facts, and how many of them it knows.

    Attributes:
        topic: its id, the same in each article that has it. title: what it is called there.
    """

    topic: str
    title: str
    mean: float | None
    facts: int
    known: int


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
    recalled = [known.get(each.user_id, {}) for each in learners]
    return tuple(_fact_line(fact, recalled) for fact in facts)


def recalls_of(
    memories: Iterable[MemoryRow],
    facts: Mapping[int, str],
    learners: Sequence[ClassLearner],
    *,
    now: datetime,
) -> Known:
    """Return the mean recall today by learner and fact, over the cards they answered.

    A card that is new again is not recalled.

    Args:
        memories: (learner, card, stability in days, last study day) of each card.
        facts: that of each card.
    """
    mine: dict[int, list[MemoryRow]] = {each.user_id: [] for each in learners}
    for row in memories:
        if row[0] in mine:
            mine[row[0]].append(row)
    return {each.user_id: _recalls(mine[each.user_id], facts, each, now=now) for each in learners}


def _recalls(
    rows: Sequence[MemoryRow], facts: Mapping[int, str], learner: ClassLearner, *, now: datetime
) -> dict[str, float]:
    """Return the mean recall of one learner by fact."""
    values = recalls_on(
        day_of(learner, now), [row[2:] for row in rows], parameters=_parameters(learner)
    )
    sums: dict[str, float] = {}
    several: dict[str, int] = {}
    for row, value in zip(rows, values, strict=True):
        fact_id = facts.get(row[1])
        if fact_id in sums:
            sums[fact_id] += value
            several[fact_id] = several.get(fact_id, 1) + 1
        elif fact_id is not None:  # Else it was taken out of the set between the two statements.
            sums[fact_id] = value
    for fact_id, cards in several.items():
        sums[fact_id] /= cards
    return sums


def day_of(learner: ClassLearner, now: datetime) -> int:
    """Return the study day of a learner."""
    zone = zone_or_fallback(learner.zone)
    return moment(now, zone=zone, rollover_hour=learner.rollover_hour).day


def _parameters(learner: ClassLearner) -> Parameters:
    if learner.weights is None:
        return DEFAULT_PARAMETERS
    return Parameters(name="own", weights=tuple(learner.weights))


def _fact_line(fact: FactOfSet, recalled: Sequence[Mapping[str, float]]) -> FactLine:
    recalls = tuple([each.get(fact.fact_id) for each in recalled])
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
        made.append(
            PassageLine(
                article_id=article_id,
                number=number,
                heading=here[0].fact.heading,
                text=here[0].fact.text,
                mean=_mean_of(here),
                facts=len(here),
                known=sum(line.known for line in here),
            )
        )
    return tuple(made)


def topics_of(lines: Sequence[FactLine], titles: Mapping[str, str]) -> tuple[TopicLine, ...]:
    """Return the topics of facts, by their titles, with the class's figures of each.

    Args:
        titles: of topics by their ids; one that has no set of its own stands under its id.
    """
    found: dict[str, list[FactLine]] = {}
    for line in lines:
        for topic in line.fact.topics:
            found.setdefault(topic, []).append(line)
    made = (
        TopicLine(
            topic,
            titles.get(topic, topic),
            _mean_of(here),
            len(here),
            sum(line.known for line in here),
        )
        for topic, here in found.items()
    )
    return tuple(sorted(made, key=lambda line: (line.title.casefold(), line.topic)))


def _mean_of(lines: Iterable[FactLine]) -> float | None:
    """Return the mean of the class's recall of facts that somebody has met."""
    values = [line.mean for line in lines if line.mean is not None]
    return sum(values) / len(values) if values else None
