"""A learner's parameters: asking for a fit, what is in force, going back, fitting by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, translatable
from quizapp.scheduling.fit_due import FIRST_FITS, is_due, next_fit_at
from quizapp.scheduling.fit_words import Picture, picture, refusal
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS, Parameters
from quizapp.services.fitting.fitting_extra import is_available, need_extra
from quizapp.services.fitting.fitting_worth import KEPT_AFTER, KEPT_BEFORE, OFFERED, offered_fit
from quizapp.services.people.study_learner import get_learner
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.jobs import fit_jobs
from quizapp.store.study import fit_queries
from quizapp.store.tables.fitting import Fit, FitJob

LEASE: Final = timedelta(minutes=10)
"""A job that runs longer has lost its process: it may be asked for again."""
AT_ONCE: Final = 2
"""Fits that run at one time on a site: each takes a core and some 150 MB."""
FITS_SHOWN: Final = 10
STOPPED: Final = translatable(
    "The fit was stopped before its end. Nothing was changed; start it again."
)


@dataclass(frozen=True, slots=True)
class JobState:
    """The fit that a person waits for, or the last one.

    Attributes:
        state: waiting, running, done or failed.
        error: why it failed, in a sentence.
    """

    state: str
    asked_at: datetime
    ended_at: datetime | None
    error: str

    @property
    def is_open(self) -> bool:
        """Return whether it has not ended."""
        return self.state in {fit_jobs.WAITING, fit_jobs.RUNNING}


@dataclass(frozen=True, slots=True)
class FitLine:
    """What came of one fit.

    Attributes:
        refused: why the set in force stayed; "" when the fitted one was accepted.
        figures: ``tested``, ``held_out``, ``left_out``, ``cards`` and, where it was tried,
            ``loss_before``, ``loss_after``, ``rmse_before``, ``rmse_after``.
    """

    number: int
    made_at: datetime
    reviews: int
    set_after: str | None
    refused: str
    figures: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """A fit that predicts better and is left to the learner, as it or one before it costs cards.

    Attributes:
        fit: the newest such. now: what its set means.
        cards: known after a year with it, for every 100 without it.
    """

    fit: FitLine
    now: Picture
    cards: int


@dataclass(frozen=True, slots=True)
class MemoryModel:
    """What the Memory page shows of a learner's parameters.

    Attributes:
        parameters: in force. before: what the fit in force replaced, or the defaults.
        fitted: the fit that the set in force comes from; None for the defaults.
        now, was: what the set in force, and the one before, mean.
        reviews: answers that stand. next_fit_at: at how many the next fit is due.
        auto_fit: whether it then happens by itself.
        available: whether numpy and scipy are there.
        offer: a set that waits for the learner's word, or None.
    """

    parameters: Parameters
    before: Parameters
    fitted: FitLine | None
    now: Picture
    was: Picture
    fits: tuple[FitLine, ...]
    job: JobState | None
    reviews: int
    next_fit_at: int
    auto_fit: bool
    available: bool
    desired_retention: float
    zone: str
    offer: Offer | None = None


def memory_model(*, user_id: int, now: datetime) -> MemoryModel:
    """Return what is in force for a learner and how it came to be.

    Raises:
        NotFoundError: there is no such account.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        parameters = learner.parameters
        source = fit_queries.find_fit_of_set(session, user_id=user_id, name=parameters.name)
        sets = fit_queries.list_parameter_sets(session, user_id=user_id)
        before = sets[source.set_before] if source else DEFAULT_PARAMETERS
        fits = fit_queries.list_fits(session, user_id=user_id, limit=FITS_SHOWN)
        job = fit_jobs.find_job(session, user_id=user_id)
        offered = offered_fit(session, user_id=user_id)
        wanted = learner.desired_retention
        return MemoryModel(
            parameters=parameters,
            before=before,
            fitted=_line(source) if source else None,
            now=picture(parameters, desired_retention=wanted),
            was=picture(before, desired_retention=wanted),
            fits=tuple(_line(each) for each in fits),
            job=_job(job, now=now) if job else None,
            reviews=fit_queries.count_reviews(session, user_id=user_id),
            next_fit_at=next_fit_at(max((each.reviews for each in fits), default=0)),
            auto_fit=fit_queries.find_auto_fit(session, user_id=user_id),
            available=is_available(),
            desired_retention=wanted,
            zone=learner.zone,
            offer=_offer(offered, sets, desired_retention=wanted) if offered else None,
        )


def job_state(*, user_id: int, now: datetime) -> JobState | None:
    """Return the state of a learner's fit, or None when none was ever asked for."""
    with reading() as session:
        job = fit_jobs.find_job(session, user_id=user_id)
        return _job(job, now=now) if job else None


def ask_for_fit(*, user_id: int, now: datetime) -> bool:
    """Let a fit wait for a process that takes it; return False when one waits or runs already.

    Raises:
        ConfigurationError: the extra is missing.
        InputError: there are too few answers yet.
        ConflictError: nothing was answered since the last fit.
    """
    need_extra()
    with reading() as session:
        reviews = fit_queries.count_reviews(session, user_id=user_id)
        known = [each.reviews for each in fit_queries.list_fits(session, user_id=user_id, limit=1)]
    if reviews < FIRST_FITS[0]:
        raise InputError(
            "You have given {reviews} answers so far. Below {least} the usual parameters are the "
            "better guess.",
            reviews=reviews,
            least=FIRST_FITS[0],
        )
    if known == [reviews]:
        raise ConflictError(
            "Nothing was answered since the last fit: it would come to the same. "
            "Study on, and try again later."
        )
    return _ask(user_id, now)


def _ask(user_id: int, now: datetime) -> bool:
    try:
        with writing() as session:
            return fit_jobs.ask_job(session, user_id=user_id, now=now, lease=LEASE)
    except IntegrityError:
        return False  # The other click of two was first.


def ask_for_due_fits(*, now: datetime) -> tuple[int, ...]:
    """Let a fit wait for everybody for whom one is due by itself; return who they are."""
    return tuple(user_id for user_id in list_due() if _ask(user_id, now))


def list_due() -> tuple[int, ...]:
    """Return the people for whom a fit is due by itself."""
    with reading() as session:
        return tuple(
            each.user_id
            for each in fit_queries.list_candidates(session)
            if is_due(each.entries, last_reviews=each.last_reviews)
            and is_due(
                fit_queries.count_reviews(session, user_id=each.user_id),
                last_reviews=each.last_reviews,
            )
        )


def back_to_defaults(*, user_id: int) -> None:
    """Put the usual parameters in force, and fit no more until the learner asks for it."""
    with writing() as session:
        lock_for(session, user_id)
        get_learner(session, user_id)
        fit_queries.put_in_force(session, user_id=user_id, name=DEFAULT_PARAMETERS.name)
        fit_queries.set_auto_fit(session, user_id=user_id, on=False)


def fit_by_itself(*, user_id: int, on: bool) -> None:
    """Say whether parameters are fitted by themselves when that is due."""
    with writing() as session:
        get_learner(session, user_id)
        fit_queries.set_auto_fit(session, user_id=user_id, on=on)


def parameters_in_force(*, user_id: int) -> Parameters:
    """Return the parameters in force for a learner."""
    with reading() as session:
        return own_parameters(session, user_id)


def own_parameters(session: Session, user_id: int) -> Parameters:
    """Return the parameters in force for a person."""
    return get_learner(session, user_id).parameters


def _job(job: FitJob, *, now: datetime) -> JobState:
    if job.state == fit_jobs.RUNNING and job.started_at and job.started_at < now - LEASE:
        return JobState(fit_jobs.FAILED, job.asked_at, None, STOPPED)
    return JobState(job.state, job.asked_at, job.ended_at, job.error)


def _offer(fit: Fit, sets: Mapping[str, Parameters], *, desired_retention: float) -> Offer:
    line = _line(fit)
    return Offer(
        line,
        picture(sets[line.figures[OFFERED]], desired_retention=desired_retention),
        round(100 * line.figures[KEPT_AFTER] / line.figures[KEPT_BEFORE]),
    )


def _line(fit: Fit) -> FitLine:
    return FitLine(
        fit.number, fit.made_at, fit.reviews, fit.set_after, refusal(fit.refused), dict(fit.figures)
    )
