"""Queries behind the gradebook of a class: as many whatever the learners and quizzes are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.prepared import Prepared, Values
from quizapp.store.tables.assigning import (
    Accommodation,
    AssignmentException,
    AssignmentTarget,
    GradeCategory,
    GroupMember,
)
from quizapp.store.tables.classes import (
    Assignment,
    AssignmentItem,
    Attempt,
    ClassMember,
    SchoolClass,
)
from quizapp.store.tables.people import User

_ITEMS: Final = core_table(AssignmentItem)
_TRIES: Final = core_table(Attempt)
_TARGETS: Final = core_table(AssignmentTarget)
_IN_GROUPS: Final = core_table(GroupMember)
_CLASSES: Final = core_table(SchoolClass)
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_POINTS: Final = Prepared(
    select(_ITEMS.c.assignment_id, func.sum(_ITEMS.c.points))
    .where(_ITEMS.c.assignment_id.in_(_IDS), _ITEMS.c.dropped_as != "removed")
    .group_by(_ITEMS.c.assignment_id),
    lists=("ids",),
)
_TRIED: Final = (
    select(
        _TRIES.c.id,
        _TRIES.c.assignment_id,
        _TRIES.c.user_id,
        _TRIES.c.number,
        _TRIES.c.started_at,
        _TRIES.c.submitted_at,
        _TRIES.c.score,
        _TRIES.c.max_score,
        _TRIES.c.late_by_s,
    )
    .where(_TRIES.c.assignment_id.in_(_IDS))
    .order_by(_TRIES.c.assignment_id, _TRIES.c.user_id, _TRIES.c.number)
)
_ATTEMPTS: Final = Prepared(_TRIED, lists=("ids",))
_ATTEMPTS_OF_USER: Final = Prepared(
    _TRIED.where(_TRIES.c.user_id == bindparam("user")), lists=("ids",)
)
_MEANT: Final = Prepared(
    select(_TARGETS.c.assignment_id, func.coalesce(_TARGETS.c.user_id, _IN_GROUPS.c.user_id))
    .outerjoin(_IN_GROUPS, _IN_GROUPS.c.group_id == _TARGETS.c.group_id)
    .where(_TARGETS.c.assignment_id.in_(_IDS)),
    lists=("ids",),
)
_ARCHIVED: Final = Prepared(
    select(_CLASSES.c.id, _CLASSES.c.archived_at).where(_CLASSES.c.id.in_(_IDS)), lists=("ids",)
)


@dataclass(frozen=True, slots=True)
class AttemptMark:
    """An attempt as grades are made of it."""

    attempt_id: int
    assignment_id: int
    user_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: float | None
    max_score: float | None
    late_by_s: int


@dataclass(frozen=True, slots=True)
class Grants:
    """What learners were granted, and for whom quizzes are.

    Attributes:
        accommodations: by user id. exceptions: by (assignment id, user id).
        meant: by assignment id, who it is for; an assignment that is absent is for all.
        archived: whether the class is: nothing can be handed in then.
    """

    accommodations: dict[int, Accommodation]
    exceptions: dict[tuple[int, int], AssignmentException]
    meant: dict[int, frozenset[int]]
    archived: bool


def list_quizzes(
    session: Session, class_id: int, *, withdrawn: bool = False
) -> tuple[Assignment, ...]:
    """Return the quizzes of a class that stand (or all), by due time, undated last."""
    return list_quizzes_of(session, [class_id], withdrawn=withdrawn)[class_id]


def list_quizzes_of(
    session: Session, class_ids: Collection[int], *, withdrawn: bool = False
) -> dict[int, tuple[Assignment, ...]]:
    """Return the quizzes of each of these classes, as ``list_quizzes``, in one statement."""
    standing = () if withdrawn else (Assignment.withdrawn_at.is_(None),)
    found: dict[int, list[Assignment]] = {class_id: [] for class_id in class_ids}
    rows = session.scalars(
        select(Assignment)
        .where(Assignment.class_id.in_(class_ids), Assignment.kind == "quiz", *standing)
        .order_by(Assignment.due_at.is_(None), Assignment.due_at, Assignment.id)
    )
    for row in rows:
        found[row.class_id].append(row)
    return {class_id: tuple(quizzes) for class_id, quizzes in found.items()}


def points_possible(session: Session, assignment_ids: Collection[int]) -> dict[int, float]:
    """Return the points of each assignment's questions that count."""
    if not assignment_ids:
        return {}
    rows = _rows(session, _POINTS, {"ids": list(assignment_ids)})
    return {row[0]: row[1] for row in rows}


def list_attempts(
    session: Session, assignment_ids: Collection[int], *, user_id: int | None = None
) -> tuple[AttemptMark, ...]:
    """Return the attempts at these assignments, of one learner or of all."""
    if not assignment_ids:
        return ()
    values = {"ids": list(assignment_ids), "user": user_id}
    prepared = _ATTEMPTS if user_id is None else _ATTEMPTS_OF_USER
    return tuple([AttemptMark(*row) for row in _rows(session, prepared, values)])


def list_grants(session: Session, class_id: int, assignment_ids: Collection[int]) -> Grants:
    """Return what was granted in a class, and whom its assignments are for: at most four queries.

    Without assignments two of them have nothing to ask for.
    """
    return list_grants_of(session, [class_id], assignment_ids)[class_id]


def list_grants_of(
    session: Session, class_ids: Collection[int], assignment_ids: Collection[int]
) -> dict[int, Grants]:
    """Return what was granted in each of these classes: as many queries as for one.

    Args:
        class_ids: each must be a class. assignment_ids: of all of them.
    """
    people = _people_meant(session, assignment_ids)
    accommodations: dict[int, dict[int, Accommodation]] = {}
    for granted in session.scalars(
        select(Accommodation).where(Accommodation.class_id.in_(class_ids))
    ):
        accommodations.setdefault(granted.class_id, {})[granted.user_id] = granted
    exceptions = {
        (each.assignment_id, each.user_id): each
        for each in _list_exceptions(session, assignment_ids)
    }
    archived = _rows(session, _ARCHIVED, {"ids": list(class_ids)})
    return {
        class_id: Grants(
            accommodations=accommodations.get(class_id, {}),
            exceptions=exceptions,
            meant=people,
            archived=archived_at is not None,
        )
        for class_id, archived_at in archived
    }


def _rows(session: Session, prepared: Prepared, values: Values) -> list[Sequence[Any]]:
    """Return the rows of a statement, with what the transaction has changed so far."""
    session.flush()
    return prepared.rows(session, values)


def _people_meant(session: Session, assignment_ids: Collection[int]) -> dict[int, frozenset[int]]:
    if not assignment_ids:
        return {}
    meant: dict[int, set[int]] = {}
    for assignment_id, user_id in _rows(session, _MEANT, {"ids": list(assignment_ids)}):
        meant.setdefault(assignment_id, set()).update(() if user_id is None else (user_id,))
    return {assignment_id: frozenset(each) for assignment_id, each in meant.items()}


def _list_exceptions(
    session: Session, assignment_ids: Collection[int]
) -> Sequence[AssignmentException]:
    if not assignment_ids:
        return ()
    return session.scalars(
        select(AssignmentException).where(AssignmentException.assignment_id.in_(assignment_ids))
    ).all()


def list_categories(session: Session, class_id: int) -> tuple[GradeCategory, ...]:
    """Return the grade categories of a class in their order."""
    return list_categories_of(session, [class_id])[class_id]


def list_categories_of(
    session: Session, class_ids: Collection[int]
) -> dict[int, tuple[GradeCategory, ...]]:
    """Return the grade categories of each of these classes in their order."""
    found: dict[int, list[GradeCategory]] = {class_id: [] for class_id in class_ids}
    rows = session.scalars(
        select(GradeCategory)
        .where(GradeCategory.class_id.in_(class_ids))
        .order_by(GradeCategory.position, GradeCategory.id)
    )
    for row in rows:
        found[row.class_id].append(row)
    return {class_id: tuple(categories) for class_id, categories in found.items()}


def names_of(session: Session, user_ids: Collection[int]) -> dict[int, str]:
    """Return people's names."""
    rows = session.execute(select(User.id, User.name).where(User.id.in_(user_ids)))
    return {row[0]: row[1] for row in rows}


def list_learnt_classes(session: Session, user_id: int) -> tuple[SchoolClass, ...]:
    """Return the classes that a person learns in, archived ones last."""
    return tuple(
        session.scalars(
            select(SchoolClass)
            .join(ClassMember, ClassMember.class_id == SchoolClass.id)
            .where(
                ClassMember.user_id == user_id,
                ClassMember.role == "learner",
                ClassMember.blocked_at.is_(None),
            )
            .order_by(SchoolClass.archived_at.is_not(None), SchoolClass.name, SchoolClass.id)
        )
    )


def list_overdue(
    session: Session,
    *,
    class_ids: Collection[int],
    before: datetime,
    user_id: int | None = None,
) -> tuple[tuple[int, int], ...]:
    """Return (attempt id, user id) of classes' running attempts that ended before an instant."""
    only = () if user_id is None else (Attempt.user_id == user_id,)
    rows = session.execute(
        select(Attempt.id, Attempt.user_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(
            Assignment.class_id.in_(class_ids),
            Attempt.submitted_at.is_(None),
            Attempt.deadline_at <= before,
            *only,
        )
    )
    return tuple((row[0], row[1]) for row in rows)
