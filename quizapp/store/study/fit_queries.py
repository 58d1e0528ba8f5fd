"""Queries of fitting: parameter sets, what a fit reads of a log, fits, reschedules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory
from quizapp.scheduling.fit_evidence import LoggedReview
from quizapp.scheduling.fit_reschedule import Taken
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.replay import PARAMETER_SETS
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.log.log_form import COLUMNS, gives_step, is_first, row_of
from quizapp.store.tables.fitting import Fit, ParameterSet, Reschedule
from quizapp.store.tables.memory import CardState, ReviewLog
from quizapp.store.tables.people import User

MOST_READ: Final = 200_000
"""Entries of one log that a fit reads, the newest; it bounds memory, not what can be learnt."""
_FETCHED: Final = 5000
_LOG: Final = core_table(ReviewLog)
_SETS: Final = core_table(ParameterSet)
_STATES: Final = core_table(CardState)
_OWN_SETS: Final = select(_SETS.c.name, _SETS.c.weights).where(_SETS.c.user_id == bindparam("user"))
_UPDATE_PLAN: Final = (
    update(_STATES)
    .where(_STATES.c.user_id == bindparam("user"), _STATES.c.card_id == bindparam("card"))
    .values(
        stability_days=bindparam("to_stability"),
        difficulty=bindparam("to_difficulty"),
        interval_days=bindparam("to_interval"),
        due_day=bindparam("to_due"),
    )
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whose parameters may be due. ``entries`` bounds their reviews from above."""

    user_id: int
    entries: int
    last_reviews: int


def list_parameter_sets(reader: Reader, *, user_id: int) -> dict[str, Parameters]:
    """Return the sets that a person's log may name, by name: the program's and their own."""
    own = reader.execute(_OWN_SETS, {"user": user_id})
    return {
        **PARAMETER_SETS,
        **{row.name: Parameters(name=row.name, weights=tuple(row.weights)) for row in own},
    }


def keep_parameter_set(
    session: Session, *, user_id: int, parameters: Parameters, now: datetime
) -> None:
    """Keep a set under its name; one that is there already stays."""
    if session.get(ParameterSet, (user_id, parameters.name)) is None:
        session.add(
            ParameterSet(
                user_id=user_id,
                name=parameters.name,
                weights=list(parameters.weights),
                made_at=now,
            )
        )
        session.flush()


def put_in_force(session: Session, *, user_id: int, name: str) -> None:
    """Let a person's next answers be planned with a set."""
    session.execute(update(User).where(User.id == user_id).values(parameter_set=name))


def find_auto_fit(session: Session, *, user_id: int) -> bool:
    """Return whether a person's parameters are fitted by themselves."""
    return bool(session.scalar(select(User.auto_fit).where(User.id == user_id)))


def set_auto_fit(session: Session, *, user_id: int, on: bool) -> None:
    """Say whether a person's parameters are fitted by themselves."""
    session.execute(update(User).where(User.id == user_id).values(auto_fit=on))


def list_logged_reviews(session: Session, *, user_id: int) -> tuple[LoggedReview, ...]:
    """Return what a fit needs of a person's log, in order: its newest entries, at most 200 000."""
    rows = session.execute(
        select(
            _LOG.c.seq,
            _LOG.c.card_id,
            _LOG.c.kind,
            _LOG.c.rating,
            _LOG.c.study_day,
            _LOG.c.undoes,
            _LOG.c.rest,
        )
        .where(_LOG.c.user_id == user_id)
        .order_by(_LOG.c.seq.desc())
        .limit(MOST_READ)
    )
    found = [
        LoggedReview(seq, card_id, kind, rating, day, undoes, is_first(rest))
        for seq, card_id, kind, rating, day, undoes, rest in rows
    ]
    found.reverse()
    return tuple(found)


def count_reviews(session: Session, *, user_id: int) -> int:
    """Return how many answers of a person's log stand."""
    undo = _LOG.alias("undo")
    undone = select(undo.c.undoes).where(undo.c.user_id == user_id, undo.c.undoes.is_not(None))
    return session.execute(
        select(func.count()).where(
            _LOG.c.user_id == user_id,
            _LOG.c.rating.is_not(None),
            _LOG.c.kind.in_([str(kind) for kind in Kind if kind.is_review]),
            _LOG.c.seq.not_in(undone),
        )
    ).scalar_one()


def iterate_histories(session: Session, *, user_id: int) -> Iterator[list[Taken]]:
    """Yield the entries of one card after the other, by card id, each in the order stored."""
    rows = session.execute(
        select(
            _LOG.c.seq,
            _LOG.c.card_id,
            _LOG.c.kind,
            _LOG.c.rating,
            _LOG.c.study_day,
            _LOG.c.undoes,
            _LOG.c.rest,
        )
        .where(_LOG.c.user_id == user_id)
        .order_by(_LOG.c.card_id, _LOG.c.seq)
        .execution_options(yield_per=_FETCHED)
    )
    taken = (Taken(*row[:-1], gives_step(row[-1])) for row in rows)
    for _, of_card in groupby(taken, key=lambda entry: entry.card_id):
        yield list(of_card)


def find_plans_before(session: Session, *, user_id: int, seq: int) -> dict[int, tuple[int, int]]:
    """Return the interval and due day that each card had before an entry, by card id."""
    rows = session.execute(
        select(*(_LOG.c[name] for name in COLUMNS))
        .where(
            _LOG.c.user_id == user_id,
            or_(
                _LOG.c.rating.is_not(None),
                _LOG.c.kind.in_([str(Kind.REFIT), str(Kind.UNDO)]),
            ),
        )
        .order_by(_LOG.c.seq)
    ).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    entries = (row_of(row) for row in rows if row.seq < seq and row.seq not in undone)
    return {
        row.card_id: (row.interval_days or 0, row.due_day)
        for row in entries
        if row.due_day is not None
    }


def update_plans(session: Session, *, user_id: int, memories: Mapping[int, Memory]) -> None:
    """Write stability, difficulty, interval and due day of cards, by card id."""
    if memories:
        session.connection().execute(
            _UPDATE_PLAN,
            [
                {
                    "user": user_id,
                    "card": card_id,
                    "to_stability": memory.stability_days,
                    "to_difficulty": memory.difficulty,
                    "to_interval": memory.interval_days,
                    "to_due": memory.due_day,
                }
                for card_id, memory in memories.items()
            ],
        )


def list_candidates(session: Session) -> tuple[Candidate, ...]:
    """Return all people who let their parameters be fitted, with what says if that is due."""
    entries = (
        select(func.max(_LOG.c.seq)).where(_LOG.c.user_id == User.id).correlate(User)
    ).scalar_subquery()
    fitted = (
        select(func.max(Fit.reviews)).where(Fit.user_id == User.id).correlate(User)
    ).scalar_subquery()
    rows = session.execute(
        select(User.id, func.coalesce(entries, 0), func.coalesce(fitted, 0))
        .where(User.auto_fit.is_(True), User.disabled_at.is_(None))
        .order_by(User.id)
    )
    return tuple(Candidate(*row) for row in rows)


def add_fit(session: Session, **values: Any) -> int:
    """Add what came of a fit; return its number."""
    last = session.scalar(select(func.max(Fit.number)).where(Fit.user_id == values["user_id"]))
    number = (last or 0) + 1
    session.add(Fit(number=number, **values))
    session.flush()
    return number


def list_fits(session: Session, *, user_id: int, limit: int) -> tuple[Fit, ...]:
    """Return a person's last fits, newest first."""
    return tuple(
        session.scalars(
            select(Fit).where(Fit.user_id == user_id).order_by(Fit.number.desc()).limit(limit)
        )
    )


def find_fit_of_set(session: Session, *, user_id: int, name: str) -> Fit | None:
    """Return the newest fit that came to a set."""
    return session.scalar(
        select(Fit)
        .where(Fit.user_id == user_id, Fit.set_after == name)
        .order_by(Fit.number.desc())
        .limit(1)
    )


def find_reschedule(
    session: Session, *, user_id: int, client_id: bytes | None = None
) -> Reschedule | None:
    """Return a person's newest reschedule, or the one that a form asked for."""
    wanted = select(Reschedule).where(Reschedule.user_id == user_id)
    if client_id is not None:
        wanted = wanted.where(Reschedule.client_id == client_id)
    return session.scalar(wanted.order_by(Reschedule.first_seq.desc()).limit(1))


def end_reschedule(session: Session, *, user_id: int, first_seq: int, now: datetime) -> None:
    """Note that a reschedule was taken back."""
    session.execute(
        update(Reschedule)
        .where(Reschedule.user_id == user_id, Reschedule.first_seq == first_seq)
        .values(undone_at=now)
    )


def list_suspended(session: Session, *, user_id: int) -> frozenset[int]:
    """Return the ids of a person's suspended cards."""
    return frozenset(
        session.scalars(
            select(CardState.card_id).where(
                CardState.user_id == user_id, CardState.suspended.is_(True)
            )
        )
    )
