"""The 21 weights of FSRS-6, named so that each log entry can say which set it used."""

import math
from dataclasses import dataclass, field

from quizapp.errors import InputError

# Lowest and highest value of each weight that the published optimiser may reach.
# Source: Open Spaced Repetition, FSRS-6 (py-fsrs and fsrs-rs clip to the same bounds).
LOWEST = (
    *(0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1),
)
HIGHEST = (
    *(100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8),
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """One set of FSRS-6 weights.

    Attributes:
        name: stored with each log entry, so that a replay uses the weights of that day; 1-24
            characters.
        weights: w0..w20 of FSRS-6, each within LOWEST and HIGHEST.

    Raises:
        InputError: a weight is missing, not a number or out of its bounds, or the name is unusable.
    """

    name: str
    weights: tuple[float, ...]
    decay: float = field(init=False, repr=False, compare=False)
    """The exponent of the forgetting curve, -w20 (Source: FSRS-6)."""
    factor: float = field(init=False, repr=False, compare=False)
    """The factor that makes R(S) = 0.9: 0.9^(1/decay) - 1 (Source: FSRS-6)."""

    def __post_init__(self) -> None:
        """Refuse a set that the equations were not made for."""
        if not 1 <= len(self.name) <= 24:  # noqa: PLR2004 - the width of review_log.parameter_set
            raise InputError("A parameter set needs a name of 1 to 24 characters.", field="name")
        if len(self.weights) != len(LOWEST):
            raise InputError(
                f"FSRS-6 has {len(LOWEST)} weights, but {len(self.weights)} were given.",
                field="weights",
            )
        bounds = zip(self.weights, LOWEST, HIGHEST, strict=True)
        for index, (weight, low, high) in enumerate(bounds):
            if not math.isfinite(weight) or not low <= weight <= high:
                raise InputError(
                    f"Weight w{index} is {weight}; write a number from {low} to {high}.",
                    field="weights",
                )
        # Once: years of answers ask for them a million times.
        object.__setattr__(self, "decay", -self.weights[20])
        object.__setattr__(self, "factor", float(0.9 ** (1.0 / self.decay) - 1.0))


# Source: Open Spaced Repetition, default parameters of FSRS-6, fitted to some 10 000 collections.
DEFAULT_PARAMETERS = Parameters(
    name="fsrs6-default",
    weights=(
        *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
        *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
    ),
)
