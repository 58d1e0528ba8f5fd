"""Queries of the fits that are waited for: a person has one job, a process takes it once."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.fitting import FitJob

WAITING: Final = "waiting"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
_JOBS: Final = core_table(FitJob)


def find_job(session: Session, *, user_id: int) -> FitJob | None:
    """Return the fit that a person waits for, or the last one."""
    return session.get(FitJob, user_id)


def ask_job(session: Session, *, user_id: int, now: datetime, lease: timedelta) -> bool:
    """Make a person's job wait; return False when one waits or runs already.

    One whose process has not ended it within the lease counts as dead.
    """
    fresh = {"state": WAITING, "asked_at": now, "started_at": None, "ended_at": None, "error": ""}
    dead = and_(_JOBS.c.state == RUNNING, _JOBS.c.started_at < now - lease)
    again = session.execute(
        update(_JOBS)
        .where(_JOBS.c.user_id == user_id, or_(_JOBS.c.state.in_([DONE, FAILED]), dead))
        .values(**fresh)
    )
    if _changed(again):
        return True
    if session.scalar(select(_JOBS.c.user_id).where(_JOBS.c.user_id == user_id)) is not None:
        return False
    session.execute(insert(_JOBS).values(user_id=user_id, **fresh))
    return True


def claim_job(
    session: Session, *, now: datetime, lease: timedelta, at_once: int, user_id: int | None
) -> int | None:
    """Take the job that has waited longest, or one person's; return whose, or None.

    Args:
        now: proves later that the job is still this process's.
        at_once: jobs that may run at one time on the site.
    """
    running = session.execute(
        select(func.count()).where(_JOBS.c.state == RUNNING, _JOBS.c.started_at >= now - lease)
    ).scalar_one()
    if running >= at_once:
        return None
    wanted = select(_JOBS.c.user_id).where(_JOBS.c.state == WAITING)
    if user_id is not None:
        wanted = wanted.where(_JOBS.c.user_id == user_id)
    found = session.scalar(wanted.order_by(_JOBS.c.asked_at, _JOBS.c.user_id).limit(1))
    if found is None:
        return None
    taken = session.execute(
        update(_JOBS)
        .where(_JOBS.c.user_id == found, _JOBS.c.state == WAITING)
        .values(state=RUNNING, started_at=now)
    )
    return found if _changed(taken) else None


def end_job(
    session: Session, *, user_id: int, started_at: datetime, now: datetime, error: str
) -> bool:
    """End a job that this process took at ``started_at``; False when it is no longer its own."""
    ended = session.execute(
        update(_JOBS)
        .where(
            _JOBS.c.user_id == user_id,
            _JOBS.c.state == RUNNING,
            _JOBS.c.started_at == started_at,
        )
        .values(state=FAILED if error else DONE, ended_at=now, error=error)
    )
    return _changed(ended)


def _changed(result: object) -> bool:
    return int(getattr(result, "rowcount", 0)) == 1
