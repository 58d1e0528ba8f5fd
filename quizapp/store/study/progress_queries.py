"""Queries of a learner's progress: the reviews of some study days, what comes due by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Stage
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.trace import recall_at_answer
from quizapp.store.base import core_table
from quizapp.store.log.log_evidence import evidence_in
from quizapp.store.prepared import Prepared
from quizapp.store.study.fit_queries import list_parameter_sets
from quizapp.store.study.queue_queries import seqs_of_days
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.memory import CardState, ReviewLog

_LOG: Final = core_table(ReviewLog)
_STATES: Final = core_table(CardState)
_CARDS: Final = core_table(CardRow)
_REVIEWS: Final = tuple(str(kind) for kind in Kind if kind.is_review)


class ReviewRow(NamedTuple):
    """As much of an answer that stands as progress is counted from.

    Attributes:
        rating: None for an answer of a quiz that nobody rated: it counts as work alone.
    """

    seq: int
    card_id: int
    study_day: int
    kind: str
    form: str
    rating: int | None
    duration_ms: int
    elapsed_days: int | None
    recall: float | None
    desired_retention: float | None
    stability_before: float | None


@dataclass(frozen=True, slots=True)
class DueOnDay:
    """How many cards come due on one study day."""

    day: int
    cards: int


def list_reviews(session: Session, *, user_id: int, first: int, last: int) -> tuple[ReviewRow, ...]:
    """Return the answers of some study days that were not taken back, in the order stored."""
    found = _REVIEWS_OF_DAYS.rows(session, {"user": user_id, "first": first, "last": last})
    sets = list_parameter_sets(session, user_id=user_id)
    return tuple([_review(row, sets) for row in found])


def list_due_days(session: Session, *, user_id: int, first: int, last: int) -> tuple[DueOnDay, ...]:
    """Return how many cards are due on each of some study days; what is overdue is due first."""
    rows = session.execute(_DUE_DAYS, {"user": user_id, "last": last})
    by_day: dict[int, int] = {}
    for day, cards in rows:
        by_day[max(day, first)] = by_day.get(max(day, first), 0) + cards
    return tuple(DueOnDay(day, by_day[day]) for day in sorted(by_day))


def _review(stored: Sequence[Any], sets: Mapping[str, Parameters]) -> ReviewRow:
    """Return the answer of a row of ``_REVIEWS_OF_DAYS``."""
    seq, card_id, day, kind, rating, duration_ms, rest = stored
    if rating is None:
        nothing = None, None, None, None
        return ReviewRow(seq, card_id, day, kind, "", None, duration_ms, *nothing)
    said = evidence_in(rest)
    parameters = sets.get(said.parameter_set)
    recall = None
    if parameters is not None and said.refitted is None:
        recall = recall_at_answer(
            stability_before_days=said.stability_before,
            difficulty_before=said.difficulty_before,
            elapsed_days=said.elapsed_days,
            parameters=parameters,
        )
    return ReviewRow(
        seq,
        card_id,
        day,
        kind,
        said.form,
        rating,
        duration_ms,
        said.elapsed_days,
        recall,
        said.desired_retention,
        said.stability_before,
    )


def _reviews_of_days() -> Select[Any]:
    undo = _LOG.alias("undo")
    undone = select(undo.c.undoes).where(
        undo.c.user_id == bindparam("user"),
        undo.c.seq.in_(seqs_of_days(bindparam("first"), bindparam("latest", value=10**6))),
        undo.c.undoes.is_not(None),
    )
    found: Any = select(
        _LOG.c.seq,
        _LOG.c.card_id,
        _LOG.c.study_day,
        _LOG.c.kind,
        _LOG.c.rating,
        _LOG.c.duration_ms,
        _LOG.c.rest,
    )
    chosen: Select[Any] = found.where(
        _LOG.c.user_id == bindparam("user"),
        _LOG.c.seq.in_(seqs_of_days(bindparam("first"), bindparam("last"))),
        _LOG.c.kind.in_(_REVIEWS),
        _LOG.c.seq.not_in(undone),
    ).order_by(_LOG.c.seq)
    return chosen


def _due_days() -> Select[Any]:
    """Count by the queue's index; a card in a learning step is due with the first day."""
    found: Select[Any] = (
        select(_STATES.c.due_day, func.count())
        .where(
            and_(
                _STATES.c.user_id == bindparam("user"),
                _STATES.c.suspended.is_(False),
                _STATES.c.stage != str(Stage.NEW),
                _STATES.c.due_day <= bindparam("last"),
                _STATES.c.card_id.not_in(
                    select(_CARDS.c.id).where(_CARDS.c.retired_in.is_not(None))
                ),
            )
        )
        .group_by(_STATES.c.due_day)
    )
    return found


_REVIEWS_OF_DAYS: Final = Prepared(_reviews_of_days())
_DUE_DAYS: Final = _due_days()
