"""Rows of a class that its copy takes over: groups, categories, assignments with their items."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapp.store.base import core_table
from quizapp.store.tables.assigning import AssignmentTarget, ClassGroup, GradeCategory
from quizapp.store.tables.classes import Assignment, AssignmentItem, ClassMember

_OF_A_PERSON: Final = 0
"""Stands for a target that is no group."""


def list_teachers(session: Session, class_id: int) -> tuple[int, ...]:
    """Return the ids of a class's teachers."""
    return tuple(
        session.scalars(
            select(ClassMember.user_id).where(
                ClassMember.class_id == class_id, ClassMember.role == "teacher"
            )
        )
    )


def copy_groups(session: Session, class_id: int, *, to: int) -> dict[int, int]:
    """Make groups of the same names, with nobody in them; return new ids by the old ones."""
    old = session.execute(
        select(ClassGroup.id, ClassGroup.name).where(ClassGroup.class_id == class_id)
    ).all()
    new = [ClassGroup(class_id=to, name=name) for _, name in old]
    session.add_all(new)
    session.flush()
    return {row[0]: group.id for row, group in zip(old, new, strict=True)}


def copy_categories(session: Session, class_id: int, *, to: int) -> dict[int, int]:
    """Make the same categories; return new ids by the old ones."""
    old = session.scalars(select(GradeCategory).where(GradeCategory.class_id == class_id)).all()
    new = [
        GradeCategory(
            class_id=to,
            name=each.name,
            weight=each.weight,
            drop_lowest=each.drop_lowest,
            position=each.position,
        )
        for each in old
    ]
    session.add_all(new)
    session.flush()
    return {row.id: made.id for row, made in zip(old, new, strict=True)}


def list_assignments(session: Session, class_id: int) -> tuple[Assignment, ...]:
    """Return the assignments of a class that are not withdrawn, oldest first."""
    return tuple(
        session.scalars(
            select(Assignment)
            .where(Assignment.class_id == class_id, Assignment.withdrawn_at.is_(None))
            .order_by(Assignment.id)
        )
    )


def targets_by_assignment(session: Session, class_id: int) -> dict[int, tuple[int, ...]]:
    """Return the groups (0 for a person) that each assignment is given to."""
    found: dict[int, tuple[int, ...]] = {}
    rows = session.execute(
        select(AssignmentTarget.assignment_id, AssignmentTarget.group_id)
        .join(Assignment, Assignment.id == AssignmentTarget.assignment_id)
        .where(Assignment.class_id == class_id)
        .order_by(AssignmentTarget.id)
    )
    for assignment_id, group_id in rows:
        found[assignment_id] = (*found.get(assignment_id, ()), group_id or _OF_A_PERSON)
    return found


def copy_assignment(
    session: Session,
    row: Assignment,
    *,
    changes: Mapping[str, Any],
    group_ids: Sequence[int],
    chosen: Callable[[int, int], bool],
) -> None:
    """Add a copy with changed columns, its fixed questions, and the groups it is given to.

    Questions that were dropped, and those drawn for somebody, are not copied.

    Args:
        chosen: whether a question was chosen by its teacher, by section and question id.
    """
    kept = {
        column.key: getattr(row, column.key)
        for column in core_table(Assignment).columns
        if column.key != "id"
    }
    new = Assignment(**{**kept, **changes})
    session.add(new)
    session.flush()
    session.add_all(AssignmentTarget(assignment_id=new.id, group_id=each) for each in group_ids)
    items = session.scalars(
        select(AssignmentItem)
        .where(AssignmentItem.assignment_id == row.id, AssignmentItem.dropped_at.is_(None))
        .order_by(AssignmentItem.position, AssignmentItem.id)
    )
    session.add_all(
        AssignmentItem(
            assignment_id=new.id,
            position=item.position,
            question_id=item.question_id,
            points=item.points,
            section=item.section,
        )
        for item in items
        if chosen(item.section, item.question_id)
    )
