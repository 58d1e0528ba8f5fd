"""Learners' memories to try schedulers on: two that are not FSRS, and FSRS-6 itself.

Each memory is of one card. Time is in seconds. ``recall`` is the true chance of an answer now;
``practise`` is what an answer with feedback leaves, right or wrong. Nothing here was fitted to
make a scheduler look good: each class says where its equations and numbers come from.
"""

import math
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from quizapp.scheduling import fsrs
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating

DAY_S: Final = 86_400.0
Dice: TypeAlias = Callable[[], float]
"""Returns a number in [0, 1) at each call."""


class TrueMemory(Protocol):
    """What a learner truly remembers of one card."""

    def recall(self, at_s: float) -> float:
        """Return the chance, 0..1, that the card is answered right at a time."""

    def practise(self, at_s: float, *, right: bool) -> None:
        """Take in one answer with its feedback."""


class ActivationMemory:
    """ACT-R's base-level activation with decay that depends on activation.

    Every practice leaves a trace that fades as a power of its age; a trace laid down while the
    card is still active fades faster, which is where spacing effects come from. Time between
    sessions counts by a small part, as interference outside of study is less.

    Source: Pavlik and Anderson, "Practice and forgetting effects on vocabulary memory: an
    activation-based model of the spacing effect", Cognitive Science 29 (2005), equations 1 to 5,
    with the parameters they fitted: a 0.177, c 0.217, tau -0.704, s 0.255, h 0.025. Cards differ
    by a normal offset of activation (our own choice, sd 0.25; the paper fits one per group).
    """

    _A: Final = 0.177
    _C: Final = 0.217
    _TAU: Final = -0.704
    _S: Final = 0.255
    _H: Final = 0.025
    _SPREAD: Final = 0.25
    _KEPT: Final = 30
    """Traces kept one by one; older ones of a card practised more often add next to nothing."""

    def __init__(self, dice: Dice) -> None:
        """Make the memory of a card never met."""
        self._traces: list[tuple[float, float]] = []
        self._clock_s = 0.0
        self._last_at_s: float | None = None
        self._offset = self._SPREAD * _normal(dice)

    def recall(self, at_s: float) -> float:
        """Return the chance of recall: a logistic function of activation."""
        if not self._traces:
            return 0.0
        activation = self._activation(self._now(at_s)) + self._offset
        return 1.0 / (1.0 + math.exp((self._TAU - activation) / self._S))

    def practise(self, at_s: float, *, right: bool) -> None:
        """Add a trace. Feedback makes a wrong answer a practice too."""
        del right
        now = self._now(at_s)
        decay = self._A
        if self._traces:
            decay += self._C * math.exp(self._activation(now))
        self._traces.append((now, decay))
        del self._traces[: -self._KEPT]
        self._clock_s, self._last_at_s = now, at_s

    def _now(self, at_s: float) -> float:
        """Return the time on the memory's own clock, which runs slower between sessions."""
        if self._last_at_s is None:
            return 0.0
        passed = at_s - self._last_at_s
        session = DAY_S / 12
        return self._clock_s + (passed if passed < session else self._H * passed)

    def _activation(self, now: float) -> float:
        return math.log(sum(max(now - at, 1.0) ** -decay for at, decay in self._traces))


class MultiscaleMemory:
    """The multiscale context model: strong spacing effects.

    A card is held in pools that fade at rates from minutes to years. A practice adds to each pool
    what the pools up to it leave unexplained, so that only practice after forgetting reaches the
    slow ones; a successful recall adds more than a failed one.

    Source: Mozer, Pashler, Cepeda, Lindsey and Vul, "Predicting the optimal spacing of study: a
    multiscale context model of memory", NIPS 22 (2009): its equations and its ratio of 9 for a
    recalled card. The numbers that the paper fits anew for each material (how pools fade and weigh)
    are chosen so that two sessions give what Cepeda et al. (Psychological Science 19, 2008) found:
    the best gap grows with the delay, and falls from 20-40 % of a week's to 5-10 % of a year's.
    Here it is 1 day for 7, 9 for 35, 11 for 70 and 35 for 350.
    """

    _POOLS: Final = 12
    _TAUS: Final = tuple(60.0 * 4.0**n for n in range(12))
    """Seconds in which each pool fades to 1/e: a minute to eight years."""
    _GAMMAS: Final = tuple(0.7**n for n in range(12))
    _RECALLED: Final = 9.0

    def __init__(self, dice: Dice) -> None:
        """Make the memory of a card never met; the model has no differences between cards."""
        del dice
        self._pools = [0.0] * self._POOLS
        self._at_s: float | None = None

    def recall(self, at_s: float) -> float:
        """Return the chance of recall: the strength of all pools together, at most 1."""
        if self._at_s is None:
            return 0.0
        held = sum(g * x for g, x in zip(self._GAMMAS, self._faded(at_s), strict=True))
        return min(1.0, held / sum(self._GAMMAS))

    def practise(self, at_s: float, *, right: bool) -> None:
        """Add to each pool what the pools up to it do not explain."""
        pools = self._faded(at_s)
        rate = self._RECALLED if right else 1.0
        held = weight = 0.0
        for n, gamma in enumerate(self._GAMMAS):
            held += gamma * pools[n]
            weight += gamma
            pools[n] += rate * max(0.0, 1.0 - held / weight)
        self._pools, self._at_s = pools, at_s

    def _faded(self, at_s: float) -> list[float]:
        passed = 0.0 if self._at_s is None else max(0.0, at_s - self._at_s)
        return [x * math.exp(-passed / tau) for x, tau in zip(self._pools, self._TAUS, strict=True)]


class FsrsMemory:
    """FSRS-6 itself, at its default weights or others: the learner whom our scheduler believes in.

    Source: quizapp.scheduling.fsrs.
    """

    def __init__(self, dice: Dice, *, parameters: Parameters = DEFAULT_PARAMETERS) -> None:
        """Make the memory of a card never met."""
        del dice
        self._parameters = parameters
        self._stability: float | None = None
        self._difficulty = 0.0
        self._day = 0

    def recall(self, at_s: float) -> float:
        """Return the model's recall; whole days count, as they do in the schedule."""
        if self._stability is None:
            return 0.0
        return fsrs.retrievability(
            self._stability,
            elapsed_days=int(at_s // DAY_S) - self._day,
            parameters=self._parameters,
        )

    def practise(self, at_s: float, *, right: bool) -> None:
        """Take in an answer as Good or Again."""
        day = int(at_s // DAY_S)
        rating = Rating.GOOD if right else Rating.AGAIN
        if self._stability is None:
            self._stability = fsrs.initial_stability(rating, parameters=self._parameters)
            self._difficulty = fsrs.initial_difficulty(rating, parameters=self._parameters)
        else:
            self._stability = fsrs.next_stability(
                self._stability,
                difficulty=self._difficulty,
                elapsed_days=day - self._day,
                rating=rating,
                parameters=self._parameters,
            )
            self._difficulty = fsrs.next_difficulty(
                self._difficulty, rating=rating, parameters=DEFAULT_PARAMETERS
            )
        self._day = day


MEMORIES: Final[dict[str, Callable[[Dice], TrueMemory]]] = {
    "ACT-R": ActivationMemory,
    "multiscale": MultiscaleMemory,
    "FSRS-6": FsrsMemory,
}
"""The kinds of learners, by the name that is printed."""


def _normal(dice: Dice) -> float:
    """Return a standard normal number. Source: Box and Muller, 1958."""
    return math.sqrt(-2.0 * math.log(1.0 - dice())) * math.cos(2.0 * math.pi * dice())
