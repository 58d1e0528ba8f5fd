"""The articles that a language model is asked about: one job each, which a process takes once."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ForeignKey,
    Integer,
    String,
    Text,
    and_,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from quizapp.store.base import LINKED, NONE, Base, Instant, core_table

WAITING: Final = "waiting"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"


class ModelJob(Base):
    """What a language model was last asked about an article, and how far that is."""

    __tablename__ = "model_jobs"

    article_id: Mapped[str] = mapped_column(String(80), primary_key=True, info=NONE)
    state: Mapped[str] = mapped_column(String(12), index=True, info=NONE)
    """waiting, running, done, failed, cancelled."""
    asked_at: Mapped[datetime] = mapped_column(Instant, info=NONE)
    asked_by: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True, info=LINKED
    )
    started_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """When a process took it; with it the process proves that the job is still its own."""
    seen_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    """When that process last gave a sign of life."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant, info=NONE)
    passages: Mapped[int] = mapped_column(Integer, default=0, info=NONE)
    answered: Mapped[int] = mapped_column(Integer, default=0, info=NONE)
    """Passages that the model is done with, of all that are sent."""
    made: Mapped[int] = mapped_column(Integer, default=0, info=NONE)
    """New drafts that came of it."""
    notice: Mapped[str] = mapped_column(Text, default="", info=NONE)
    """What the author is to know of it, or why it failed."""


_JOBS: Final = core_table(ModelJob)


def find_job(session: Session, article_id: str) -> ModelJob | None:
    """Return what a model was last asked about an article."""
    return session.get(ModelJob, article_id)


def ask_job(
    session: Session, article_id: str, *, now: datetime, by: int | None, lease: timedelta
) -> bool:
    """Make an article wait for the model; return False when it waits or is asked already.

    One whose process gave no sign of life within the lease counts as dead, and so does one that
    has waited as long while none was asked: a process that runs takes what waits.
    """
    fresh: dict[str, Any] = {
        "state": WAITING,
        "asked_at": now,
        "asked_by": by,
        "started_at": None,
        "seen_at": None,
        "ended_at": None,
        "passages": 0,
        "answered": 0,
        "made": 0,
        "notice": "",
    }
    ended = _JOBS.c.state.in_([DONE, FAILED, CANCELLED])
    dead = or_(
        and_(_JOBS.c.state == RUNNING, _JOBS.c.seen_at < now - lease),
        and_(
            _JOBS.c.state == WAITING,
            _JOBS.c.asked_at < now - lease,
            literal(count_running(session, now=now, lease=lease) == 0),
        ),
    )
    again = session.execute(
        update(_JOBS).where(_JOBS.c.article_id == article_id, or_(ended, dead)).values(**fresh)
    )
    if _changed(again):
        return True
    if session.scalar(select(_JOBS.c.article_id).where(_JOBS.c.article_id == article_id)):
        return False
    session.execute(insert(_JOBS).values(article_id=article_id, **fresh))
    return True


def claim_job(
    session: Session, *, now: datetime, lease: timedelta, at_once: int
) -> tuple[str, int | None] | None:
    """Take the job that has waited longest; return its article and who asked, or None.

    Args:
        now: proves later that the job is still this process's.
        at_once: jobs that may run at one time on the site.
    """
    if count_running(session, now=now, lease=lease) >= at_once:
        return None
    found = session.execute(
        select(_JOBS.c.article_id, _JOBS.c.asked_by)
        .where(_JOBS.c.state == WAITING)
        .order_by(_JOBS.c.asked_at, _JOBS.c.article_id)
        .limit(1)
    ).first()
    if found is None:
        return None
    taken = session.execute(
        update(_JOBS)
        .where(_JOBS.c.article_id == found[0], _JOBS.c.state == WAITING)
        .values(state=RUNNING, started_at=now, seen_at=now)
    )
    return (found[0], found[1]) if _changed(taken) else None


def count_running(session: Session, *, now: datetime, lease: timedelta) -> int:
    """Return how many jobs of the site are run by a process that gave a sign of life."""
    alive = select(func.count()).where(_JOBS.c.state == RUNNING, _JOBS.c.seen_at >= now - lease)
    return session.scalar(alive) or 0


def note_progress(
    session: Session,
    article_id: str,
    *,
    started_at: datetime,
    now: datetime,
    answered: int,
    passages: int,
) -> bool:
    """Note how far a process is; False when the job is no longer its own."""
    noted = session.execute(
        _own(article_id, started_at).values(seen_at=now, answered=answered, passages=passages)
    )
    return _changed(noted)


def end_job(
    session: Session,
    article_id: str,
    *,
    started_at: datetime,
    now: datetime,
    made: int,
    notice: str,
    failed: bool = False,
) -> bool:
    """End a job that this process took at ``started_at``; False when it is no longer its own."""
    ended = session.execute(
        _own(article_id, started_at).values(
            state=FAILED if failed else DONE, ended_at=now, made=made, notice=notice
        )
    )
    return _changed(ended)


def cancel_job(session: Session, article_id: str, *, now: datetime) -> bool:
    """End a job that waits or runs, whoever asked for it; False when there is none."""
    ended = session.execute(
        update(_JOBS)
        .where(_JOBS.c.article_id == article_id, _JOBS.c.state.in_([WAITING, RUNNING]))
        .values(state=CANCELLED, ended_at=now)
    )
    return _changed(ended)


def _own(article_id: str, started_at: datetime) -> Any:
    return update(_JOBS).where(
        _JOBS.c.article_id == article_id,
        _JOBS.c.state == RUNNING,
        _JOBS.c.started_at == started_at,
    )


def _changed(result: object) -> bool:
    return int(getattr(result, "rowcount", 0)) == 1
