"""What a fitted set would cost a learner in cards, and using one that was not used for its cost."""

import random
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError
from quizapp.scheduling.fit_worth import Situation, Worth, worth
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.plans import Budget
from quizapp.scheduling.same_day import SameDay
from quizapp.scheduling.simulation.course import ANSWER_S
from quizapp.scheduling.simulation.memories import Dice
from quizapp.services.people.study_learner import get_learner, pace_ms
from quizapp.services.plans.plans_ground import USUAL_MINUTES
from quizapp.services.plans.plans_guide import Guide
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import fit_queries, plan_queries
from quizapp.store.tables.fitting import Fit

OFFERED: Final = "offered"
"""Figure of a fit: the name of the set that waits for the learner's word."""
KEPT_BEFORE: Final = "kept_before"
KEPT_AFTER: Final = "kept_after"
"""Figures of a fit: shares of the cards remembered after a year, without the set and with it."""
_FITS_READ: Final = 100
"""Each fit takes a fifth more answers than the one before: nobody comes to so many."""


def worth_to(*, user_id: int, found: Parameters, in_force: Parameters) -> Worth:
    """Return what a learner would keep with a fitted set and without; takes some seconds.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        budgets = (p.minutes for p in Guide(session, learner).plans if isinstance(p, Budget))
        minutes = next(budgets, USUAL_MINUTES)
        situation = Situation(
            retention=learner.desired_retention,
            # The learners it is tried on are of one pace.
            minutes=minutes * ANSWER_S * 1000 / pace_ms(session, user_id=user_id),
            cards=max(1, sum(plan_queries.count_begun(session, user_id=user_id))),
            # Who takes no new cards now has begun these some day.
            new_per_day=max(1, learner.new_per_day),
            way=SameDay(learner.same_day),
        )
    return worth(found, in_force=in_force, situation=situation, dice=_dice)


def offered_fit(session: Session, *, user_id: int) -> Fit | None:
    """Return the newest fit that waits for the learner's word; None where one was used since."""
    for fit in fit_queries.list_fits(session, user_id=user_id, limit=_FITS_READ):
        if fit.set_after is not None:
            return None
        if fit.figures.get(OFFERED):
            return fit
    return None


def use_offered(*, user_id: int, number: int) -> None:
    """Put the set in force that a fit came to and that was left to the learner.

    Raises:
        ConflictError: it does not wait, or there is a newer one that does.
    """
    with writing() as session:
        lock_for(session, user_id)
        fit = offered_fit(session, user_id=user_id)
        if fit is None or fit.number != number:
            raise ConflictError(
                "That fit waits no longer. Look at what the page shows now, and decide again."
            )
        name = str(fit.figures[OFFERED])
        fit.set_before = get_learner(session, user_id).parameters.name
        fit.set_after, fit.refused = name, ""
        fit_queries.put_in_force(session, user_id=user_id, name=name)


def _dice() -> Dice:
    return random.Random("worth").random  # noqa: S311 - a learner to try on, not a secret
