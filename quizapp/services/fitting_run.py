"""Running fits: a process takes what waits, fits, and stores what came of it. See fitting_child."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import translatable
from quizapp.scheduling.fit_evidence import gather
from quizapp.scheduling.fit_words import MEANWHILE
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.services.fitting import AT_ONCE, LEASE, need_extra, own_parameters
from quizapp.store import fit_jobs, fit_queries
from quizapp.store.engine import lock_for, reading, writing

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
    """

    user_id: int
    fitted: "Fitted | None"
    before: Parameters
    error: str
    stored: bool


def try_fit(*, user_id: int) -> Ran:
    """Fit a person's parameters and store nothing.

    Raises:
        ConfigurationError: the extra is missing.
        NotFoundError: there is no such account.
    """
    need_extra()
    before, fitted = _fit(user_id)
    return Ran(user_id, fitted, before, "", stored=False)


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
        before, fitted = _fit(user_id)
        stored = _store(user_id, before, fitted, started_at=started_at, now=now())
    except Exception:  # noqa: BLE001 - whatever it was, the job has ended and others wait
        _LOG.exception("the fit of person %d failed", user_id)
        with writing() as session:
            fit_jobs.end_job(
                session, user_id=user_id, started_at=started_at, now=now(), error=FAULT
            )
        return Ran(user_id, None, DEFAULT_PARAMETERS, FAULT, stored=False)
    return Ran(user_id, fitted, before, "", stored=stored)


def _fit(user_id: int) -> "tuple[Parameters, Fitted]":
    from quizapp.scheduling.fit import fit  # noqa: PLC0415 - its numpy is an extra

    with reading() as session:
        before = own_parameters(session, user_id)
        entries = fit_queries.list_logged_reviews(session, user_id=user_id)
    # Outside any transaction: this is what takes time.
    return before, fit(gather(entries), in_force=before)


def _store(
    user_id: int, before: Parameters, fitted: "Fitted", *, started_at: datetime, now: datetime
) -> bool:
    """Store what came of a fit with the end of its job, in one transaction."""
    with writing() as session:
        lock_for(session, user_id)
        if not fit_jobs.end_job(session, user_id=user_id, started_at=started_at, now=now, error=""):
            return False  # It took so long that it was given to another process.
        refused = fitted.refused
        accepted = fitted.parameters
        if accepted is not None and own_parameters(session, user_id) != before:
            refused, accepted = MEANWHILE, None
        if accepted is not None:
            _accept(session, user_id, accepted, now=now)
        fit_queries.add_fit(
            session,
            user_id=user_id,
            made_at=now,
            reviews=fitted.reviews,
            set_before=before.name,
            set_after=accepted.name if accepted else None,
            refused=refused,
            figures=figures_of(fitted),
        )
    return True


def _accept(session: Session, user_id: int, parameters: Parameters, *, now: datetime) -> None:
    fit_queries.keep_parameter_set(session, user_id=user_id, parameters=parameters, now=now)
    fit_queries.put_in_force(session, user_id=user_id, name=parameters.name)


def figures_of(fitted: "Fitted") -> dict[str, Any]:
    """Return the figures of a fit as they are stored and printed."""
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
    return figures
