"""Asking a language model about an article as a job: a click starts it, and no page waits for it.

The job is a row. A process of its own takes it, notes how far it is after each passage, and stores
the drafts in the transaction that ends the job: a job that was cancelled or lost leaves nothing.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, NotAllowedError, QuizappError, translatable
from quizapp.services.drafting.drafting_make import draftable_passages
from quizapp.services.drafting.drafting_model import make_model_drafts
from quizapp.services.drafting.model_endpoint import Patience
from quizapp.services.workspace.editing_documents import read_documents
from quizapp.settings import Settings
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.jobs import model_jobs

LEASE: Final = timedelta(minutes=3)
"""A process that is silent for longer is gone: a passage takes a minute at most with its tries."""
AT_ONCE: Final = 2
"""Jobs that run at one time on a site."""
SHOWN_FOR: Final = timedelta(minutes=30)
"""How long the page tells what came of it."""
STOPPED: Final = translatable(
    "The model was not asked to the end: the program was stopped. No draft was stored; ask again."
)
FAULT: Final = translatable(
    "Asking the model failed, which is a fault of ours. No draft was stored; ask again."
)
_ALL_SITE: Final = -11
"""Key of the lock under which jobs are taken: no person's."""
_LOG: Final = logging.getLogger(__name__)


class _LostJobError(Exception):
    """The job was cancelled or given to another process."""


@dataclass(frozen=True, slots=True)
class ModelJobState:
    """How far the model is with an article, or what came of it.

    Attributes:
        state: waiting, running, done, failed or cancelled.
        answered, passages: how many passages it is done with, of how many.
        made: new drafts. notice: what the author is to know, or why it failed.
        is_open: it has not ended.
    """

    state: str
    answered: int
    passages: int
    made: int
    notice: str
    is_open: bool


def look_after(folder: Path, article_id: str, *, now: datetime) -> ModelJobState | None:
    """Return the job of an article of the bank, for a page that waits for it.

    Raises:
        NotFoundError: there is no such article.
    """
    state = job_state(article_id, now=now)
    if state is None:
        # A page asks every two seconds: the documents are read only where no job names the article.
        read_documents(folder).get_article(article_id)
    return state


def job_state(article_id: str, *, now: datetime) -> ModelJobState | None:
    """Return the job of an article; None where nothing is to be told of one."""
    with reading() as session:
        job = model_jobs.find_job(session, article_id)
        if job is None or job.state == model_jobs.CANCELLED:
            return None
        if job.ended_at is not None and job.ended_at < now - SHOWN_FOR:
            return None
        is_open = job.state in {model_jobs.WAITING, model_jobs.RUNNING}
        silent = is_open and (job.seen_at or job.asked_at) < now - LEASE
        if silent and job.state == model_jobs.WAITING:
            # Where others are asked it waits for its turn: their process takes what waits.
            silent = model_jobs.count_running(session, now=now, lease=LEASE) == 0
        if silent:
            return ModelJobState(
                model_jobs.FAILED, job.answered, job.passages, 0, STOPPED, is_open=False
            )
        return ModelJobState(
            job.state, job.answered, job.passages, job.made, job.notice, is_open=is_open
        )


def ask_for_model(
    folder: Path, article_id: str, *, settings: Settings, now: datetime, by: int | None
) -> bool:
    """Let an article wait for the model; return False when it waits or is asked already.

    Raises:
        NotAllowedError: no model is set.
        NotFoundError: there is no such article.
        InputError: it has no passages, or is not in English.
    """
    if not settings.model_on:
        raise NotAllowedError(
            "Drafting by a language model is switched off on this site. Draft by rules."
        )
    draftable_passages(read_documents(folder), article_id)
    try:
        with writing() as session:
            return model_jobs.ask_job(session, article_id, now=now, by=by, lease=LEASE)
    except IntegrityError:
        return False  # The other click of two was first.


def cancel(folder: Path, article_id: str, *, now: datetime) -> None:
    """Stop asking the model; what it has answered so far is thrown away.

    Raises:
        NotFoundError: there is no such article.
        ConflictError: nothing waits or runs.
    """
    read_documents(folder).get_article(article_id)
    with writing() as session:
        if not model_jobs.cancel_job(session, article_id, now=now):
            raise ConflictError("The model is not being asked about this article any more.")


def run_waiting(
    folder: Path,
    *,
    settings: Settings,
    now: Callable[[], datetime],
    patience: Patience | None = None,
) -> int:
    """Run the jobs that wait, one after the other; return how many this process ran.

    Args:
        folder: the bank's folder.
        settings: the endpoint, the model and the key.
        now: the clock; each job ends later than it began.
        patience: how long the endpoint is waited for; None for the usual.
    """
    ran = 0
    while True:
        started_at = now()
        started_at = started_at.replace(microsecond=started_at.microsecond // 1000 * 1000)
        with writing() as session:
            lock_for(session, _ALL_SITE)
            taken = model_jobs.claim_job(session, now=started_at, lease=LEASE, at_once=AT_ONCE)
        if taken is None:
            return ran
        ran += 1
        _Run(folder, taken, settings, started_at, now, patience).run()


@dataclass(frozen=True, slots=True)
class _Run:
    """One job in the hands of this process."""

    folder: Path
    taken: tuple[str, int | None]
    settings: Settings
    started_at: datetime
    now: Callable[[], datetime]
    patience: Patience | None

    def run(self) -> None:
        """Ask and store; whatever goes wrong ends the job, so that it never waits for ever."""
        article_id, by = self.taken
        try:
            make_model_drafts(
                self.folder,
                article_id,
                settings=self.settings,
                now=self.started_at,
                by=by,
                patience=self.patience,
                going_on=self._going_on,
                finish=self._finish,
            )
        except _LostJobError:
            return
        except QuizappError as error:
            self._fail(str(error))
        except Exception:  # noqa: BLE001 - whatever it was, the job has ended and others wait
            _LOG.exception("asking the model about %s failed", article_id)
            self._fail(FAULT)

    def _going_on(self, answered: int, passages: int) -> None:
        with writing() as session:
            own = model_jobs.note_progress(
                session,
                self.taken[0],
                started_at=self.started_at,
                now=self.now(),
                answered=answered,
                passages=passages,
            )
        if not own:
            raise _LostJobError

    def _finish(self, session: Session, made: int, notice: str) -> None:
        """End the job in the transaction that stores its drafts, or undo both."""
        if not model_jobs.end_job(
            session,
            self.taken[0],
            started_at=self.started_at,
            now=self.now(),
            made=made,
            notice=notice,
        ):
            raise _LostJobError

    def _fail(self, why: str) -> None:
        with writing() as session:
            model_jobs.end_job(
                session,
                self.taken[0],
                started_at=self.started_at,
                now=self.now(),
                made=0,
                notice=why,
                failed=True,
            )
