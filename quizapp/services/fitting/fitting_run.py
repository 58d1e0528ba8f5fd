"""Running fits: a process takes what waits, fits, and stores what came of it. See fitting_child."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from quizapp.errors import translatable
from quizapp.scheduling.fit_evidence import gather
from quizapp.scheduling.fit_words import COSTLY, MEANWHILE, WAITS_TOO
from quizapp.scheduling.fit_worth import Worth
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.services.fitting.fitting import AT_ONCE, LEASE, own_parameters
from quizapp.services.fitting.fitting_extra import need_extra
from quizapp.services.fitting.fitting_worth import (
    KEPT_AFTER,
    KEPT_BEFORE,
    OFFERED,
    offered_fit,
    worth_to,
)
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.jobs import fit_jobs
from quizapp.store.study import fit_queries

if TYPE_CHECKING:
    # Its numpy is an extra, and costs time to import.
    from quizapp.scheduling.fit import Fitted

_LOG: Final = logging.getLogger(__name__)
_ALL_SITE: Final = -9
"""Key of the lock under which jobs are taken: no person's."""
FAULT: Final = translatable("The fit failed, which is a fault of ours. Nothing was changed.")


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one person's fit.

    Attributes:
        fitted: None when it failed. before: the set that was in force.
        error: why it failed, "" otherwise. stored: False for a trial, or when the job was lost.
        worth: of a set that predicts better; None otherwise.
        waits: an earlier set waits for the learner's word, and so does this one.
    """

    user_id: int
    fitted: "Fitted | None"
    before: Parameters
    error: str
    stored: bool
    worth: Worth | None = None
    waits: bool = False

    @property
    def offered(self) -> Parameters | None:
        """Return the fitted set where it predicts better and is left to the learner."""
        if self.fitted is None or self.worth is None:
            return None
        return self.fitted.parameters if self.worth.is_costly or self.waits else None

    @property
    def accepted(self) -> Parameters | None:
        """Return the fitted set where it is used without a word."""
        return self.fitted.parameters if self.fitted and self.offered is None else None

    @property
    def refused(self) -> str:
        """Return why the set in force stays, "" where it does not."""
        if self.offered is not None and self.worth is not None:
            return COSTLY if self.worth.is_costly else WAITS_TOO
        return self.fitted.refused if self.fitted else ""


def try_fit(*, user_id: int) -> Ran:
    """Fit a person's parameters and store nothing.

    Raises:
        ConfigurationError: the extra is missing.
        NotFoundError: there is no such account.
    """
    need_extra()
    return _fit(user_id)


def run_waiting(*, now: Callable[[], datetime], user_id: int | None = None) -> tuple[Ran, ...]:
    """Run the fits that wait, one after the other, until none is left or enough run elsewhere.

    Args:
        now: the clock; each job ends later than it began.
        user_id: only this person's.

    Raises:
        ConfigurationError: the extra is missing.
    """
    need_extra()
    ran: list[Ran] = []
    while True:
        started_at = now()
        started_at = started_at.replace(microsecond=started_at.microsecond // 1000 * 1000)
        with writing() as session:
            lock_for(session, _ALL_SITE)
            taken = fit_jobs.claim_job(
                session, now=started_at, lease=LEASE, at_once=AT_ONCE, user_id=user_id
            )
        if taken is None:
            return tuple(ran)
        ran.append(_run(taken, started_at, now))


def _run(user_id: int, started_at: datetime, now: Callable[[], datetime]) -> Ran:
    """Fit and store; whatever goes wrong ends the job, so that it never waits for ever."""
    try:
        ran = _fit(user_id)
        stored = _store(ran, started_at=started_at, now=now())
    except Exception:  # noqa: BLE001 - whatever it was, the job has ended and others wait
        _LOG.exception("the fit of person %d failed", user_id)
        with writing() as session:
            fit_jobs.end_job(
                session, user_id=user_id, started_at=started_at, now=now(), error=FAULT
            )
        return Ran(user_id, None, DEFAULT_PARAMETERS, FAULT, stored=False)
    return replace(ran, stored=stored)


def _fit(user_id: int) -> Ran:
    from quizapp.scheduling.fit import fit  # noqa: PLC0415 - its numpy is an extra

    with reading() as session:
        before = own_parameters(session, user_id)
        entries = fit_queries.list_logged_reviews(session, user_id=user_id)
        waits = offered_fit(session, user_id=user_id) is not None
    # Outside any transaction: this is what takes time.
    fitted, worth = fit(gather(entries), in_force=before), None
    if fitted.parameters is not None:
        worth = worth_to(user_id=user_id, found=fitted.parameters, in_force=before)
    return Ran(user_id, fitted, before, "", stored=False, worth=worth, waits=waits)


def _store(ran: Ran, *, started_at: datetime, now: datetime) -> bool:
    """Store what came of a fit with the end of its job, in one transaction."""
    user_id, before, fitted = ran.user_id, ran.before, ran.fitted
    if fitted is None:
        return False
    with writing() as session:
        lock_for(session, user_id)
        if not fit_jobs.end_job(session, user_id=user_id, started_at=started_at, now=now, error=""):
            return False  # It took so long that it was given to another process.
        refused, accepted = ran.refused, ran.accepted
        if accepted is not None and own_parameters(session, user_id) != before:
            refused, accepted = MEANWHILE, None
        if fitted.parameters is not None:
            fit_queries.keep_parameter_set(
                session, user_id=user_id, parameters=fitted.parameters, now=now
            )
        if accepted is not None:
            fit_queries.put_in_force(session, user_id=user_id, name=accepted.name)
        fit_queries.add_fit(
            session,
            user_id=user_id,
            made_at=now,
            reviews=fitted.reviews,
            set_before=before.name,
            set_after=accepted.name if accepted else None,
            refused=refused,
            figures=figures_of(ran),
        )
    return True


def figures_of(ran: Ran) -> dict[str, Any]:
    """Return the figures of a fit as they are stored and printed; none of one that failed."""
    fitted = ran.fitted
    if fitted is None:
        return {}
    figures: dict[str, Any] = {
        "cards": fitted.cards,
        "left_out": fitted.left_out,
        "tested": fitted.tested,
        "held_out": fitted.held_out,
    }
    for name, quality in (("before", fitted.before), ("after", fitted.after)):
        if quality is not None:
            figures[f"loss_{name}"] = round(quality.log_loss, 5)
            figures[f"rmse_{name}"] = round(quality.rmse, 5)
    if ran.worth is not None:
        figures[KEPT_BEFORE] = round(ran.worth.before, 5)
        figures[KEPT_AFTER] = round(ran.worth.after, 5)
    if ran.offered is not None:
        figures[OFFERED] = ran.offered.name
    return figures
