"""What a fit is worth to learners whose memory is known: log loss on answers yet to come.

Of 24 learners, some far from the average, each with 1 000 answers: the next 1 000 are predicted
by the defaults, by the fitted set with the memory carried over (what holds after a fit), by the
fitted set with the memory worked out anew (after a reschedule), and by the truth. Where the fit
was refused the defaults stay. Bar: carried over, a fit closes at least a third of the gap to the
truth.

Run: ``python -m tests.benchmarks.fit_quality`` (a minute). Exits with 1 when the bar is missed.
"""

import math
import statistics
import sys
from typing import Final

from quizapp.scheduling import fsrs
from quizapp.scheduling.fit import fit
from quizapp.scheduling.fit_evidence import LoggedReview, gather
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.scheduling.rating import Rating
from tests.unit.scheduling.synthetic import drawn, log_of, seeded

LEARNERS: Final = 24
FITTED_TO: Final = 1000
IN_ALL: Final = 2000
SHARE: Final = 1 / 3
_SURE: Final = 1e-9
_NEVER: Final = IN_ALL + 1

Memory = tuple[float, float, int]


def main() -> int:
    """Measure, print, and return the exit code."""
    rows = []
    accepted = 0
    for seed in range(LEARNERS):
        rng = seeded(1000 + seed)
        truth = drawn(rng)
        log = log_of(truth, rng=rng, reviews=IN_ALL)
        fitted = fit(gather(log[:FITTED_TO]), in_force=DEFAULT_PARAMETERS).parameters
        accepted += fitted is not None
        own = fitted or DEFAULT_PARAMETERS
        rows.append(
            (
                loss(log, own, since=_NEVER),
                loss(log, own, since=FITTED_TO),
                loss(log, own, since=0),
                loss(log, truth, since=0),
            )
        )
    usual, carried, anew, best = (statistics.mean(column) for column in zip(*rows, strict=True))
    share = (usual - carried) / (usual - best)
    print(
        f"log loss of {LEARNERS} learners: defaults {usual:.4f}, fitted {carried:.4f}, fitted and "
        f"rescheduled {anew:.4f}, truth {best:.4f}; {accepted} fits accepted"
    )
    print(f"a fit closes {share:.2f} of the gap to the truth (bar: at least {SHARE:.2f})")
    return int(share < SHARE)


def loss(log: list[LoggedReview], own: Parameters, *, since: int) -> float:
    """Return the mean log loss of a log's second half, by a set used after some entry.

    Args:
        log: from the first answer on.
        own: the set; before it the defaults were in force.
        since: seq of the last answer before it.
    """
    memories: dict[int, Memory] = {}
    losses: list[float] = []
    for each in log:
        used = own if each.seq > since else DEFAULT_PARAMETERS
        memory = memories.get(each.card_id)
        elapsed = each.study_day - memory[2] if memory else 0
        if memory and elapsed and each.seq > FITTED_TO:
            recall = fsrs.retrievability(memory[0], elapsed_days=elapsed, parameters=used)
            sure = min(max(recall, _SURE), 1 - _SURE)
            losses.append(-math.log(sure if each.rating != 1 else 1 - sure))
        memories[each.card_id] = _after(memory, each, elapsed, used)
    return statistics.mean(losses)


def _after(memory: Memory | None, each: LoggedReview, elapsed: int, used: Parameters) -> Memory:
    rating = Rating(each.rating or 1)
    if memory is None:
        return (
            fsrs.initial_stability(rating, parameters=used),
            fsrs.initial_difficulty(rating, parameters=used),
            each.study_day,
        )
    stability, difficulty, _ = memory
    return (
        fsrs.next_stability(
            stability,
            difficulty=difficulty,
            elapsed_days=elapsed,
            rating=rating,
            parameters=used,
        ),
        fsrs.next_difficulty(difficulty, rating=rating, parameters=used),
        each.study_day,
    )


if __name__ == "__main__":
    sys.exit(main())
