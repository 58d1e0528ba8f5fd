"""Whom an assignment is for: the whole class, groups of it, or single learners."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.store.tables.assigning import AssignmentTarget
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import targets_queries


@dataclass(frozen=True, slots=True)
class Targets:
    """Groups and learners by id; without any of both it is the whole class."""

    groups: tuple[int, ...] = ()
    learners: tuple[int, ...] = ()


def is_meant(session: Session, assignment: Assignment, user_id: int) -> bool:
    """Return whether a person is a learner of the class whom the assignment is for."""
    return targets_queries.is_meant(
        session, user_id=user_id, assignment_id=assignment.id, class_id=assignment.class_id
    )


def targets_of(session: Session, assignment_id: int) -> Targets:
    """Return whom an assignment names."""
    return _named_by(targets_queries.list_targets(session, assignment_id))


def targets_of_each(session: Session, assignment_ids: Collection[int]) -> dict[int, Targets]:
    """Return the same of several assignments, by id: one statement."""
    rows = targets_queries.list_targets_of(session, assignment_ids)
    return {
        each: _named_by([row for row in rows if row.assignment_id == each])
        for each in assignment_ids
    }


def _named_by(rows: Iterable[AssignmentTarget]) -> Targets:
    found = tuple(rows)
    return Targets(
        groups=tuple(row.group_id for row in found if row.group_id is not None),
        learners=tuple(row.user_id for row in found if row.user_id is not None),
    )


def set_targets(
    session: Session,
    *,
    assignment_id: int,
    class_id: int,
    targets: Targets,
    keep: Collection[int] = (),
) -> None:
    """Make the assignment be for exactly these, after a check that the class has them.

    Args:
        keep: learners who may be named though they left the class: they were named before.

    Raises:
        InputError: a group or a learner is not of the class.
    """
    groups = {number for number, _ in targets_queries.list_groups(session, class_id)}
    learners = {number for number, _ in targets_queries.list_learners(session, class_id)}
    if not groups.issuperset(targets.groups):
        raise InputError("One of the groups is not of this class any more.", field="targets")
    if not (learners | set(keep)).issuperset(targets.learners):
        raise InputError("One of the learners is not in this class any more.", field="targets")
    for row in targets_queries.list_targets(session, assignment_id):
        session.delete(row)
    session.flush()
    session.add_all(
        AssignmentTarget(assignment_id=assignment_id, group_id=number)
        for number in dict.fromkeys(targets.groups)
    )
    session.add_all(
        AssignmentTarget(assignment_id=assignment_id, user_id=number)
        for number in dict.fromkeys(targets.learners)
    )
