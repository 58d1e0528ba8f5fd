"""Use case of the next term: a class copied with what is not about its learners."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.services.classes.class_terms import check_term
from quizapp.services.classes.classes import clean_class_name, fresh_code, taught_class
from quizapp.services.people.zones import local_from_instant
from quizapp.services.quizzes.quiz_rules import from_json, is_chosen
from quizapp.store.engine import writing
from quizapp.store.tables.classes import Assignment, ClassMember, SchoolClass
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import copy_queries

MOST_DAYS: Final = 3660
KEPT_BACK: Final = datetime.fromisoformat("2100-01-01T00:00:00+00:00")
"""``visible_at`` of a copied assignment: learners see nothing of it until it is scheduled."""


@dataclass(frozen=True, slots=True)
class CopyWish:
    """The class to be made.

    Attributes:
        shift_days: that times of assignments move; None: as far as the term's start moves.
        with_teachers: whether the co-teachers teach it too.
    """

    name: str
    term_starts_on: date | None
    term_ends_on: date | None
    shift_days: int | None
    with_teachers: bool


@dataclass(frozen=True, slots=True)
class Copied:
    """The new class, and how many assignments it has as drafts, moved by so many days."""

    class_id: int
    assignments: int
    shift_days: int


def copy_class(*, user_id: int, class_id: int, wish: CopyWish, now: datetime) -> Copied:
    """Copy a class to another term: settings, names of groups, categories, assignments.

    No learner, attempt or grade goes with it. Assignments are drafts: nobody sees them before
    they are scheduled. Those given to groups are given to the groups of the same names; those
    given to persons are left out, for they were about these persons.

    Raises:
        InputError: name, term or shift cannot be used.
        NotFoundError: there is no such class, or it is another teacher's.
    """
    name = clean_class_name(wish.name)
    check_term(wish.term_starts_on, wish.term_ends_on)
    with writing() as session:
        old = taught_class(session, user_id=user_id, class_id=class_id)
        days = _shift(wish, old)
        new = SchoolClass(
            name=name,
            zone=old.zone,
            join_code=fresh_code(session),
            join_open=True,
            created_at=now,
            term_starts_on=wish.term_starts_on,
            term_ends_on=wish.term_ends_on,
            retention_days=old.retention_days,
        )
        session.add(new)
        session.flush()
        teachers = copy_queries.list_teachers(session, class_id) if wish.with_teachers else ()
        for teacher in {user_id, *teachers}:
            session.add(
                ClassMember(class_id=new.id, user_id=teacher, role="teacher", joined_at=now)
            )
        groups = copy_queries.copy_groups(session, class_id, to=new.id)
        categories = copy_queries.copy_categories(session, class_id, to=new.id)
        count = _copy_assignments(
            session, old, new, groups=groups, categories=categories, days=days, by=user_id, now=now
        )
        detail: dict[str, object] = {"from": class_id, "assignments": count}
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="class copied",
                subject=f"class:{new.id}",
                detail=detail,
            )
        )
        return Copied(new.id, count, days)


def _shift(wish: CopyWish, old: SchoolClass) -> int:
    """Return by how many days times move."""
    if wish.shift_days is not None:
        days = wish.shift_days
    elif wish.term_starts_on is not None and old.term_starts_on is not None:
        days = (wish.term_starts_on - old.term_starts_on).days
    else:
        days = 0
    if not -MOST_DAYS <= days <= MOST_DAYS:
        raise InputError("Choose at most {most} days.", most=MOST_DAYS, field="shift_days")
    return days


def _copy_assignments(
    session: Session,
    old: SchoolClass,
    new: SchoolClass,
    *,
    groups: Mapping[int, int],
    categories: Mapping[int, int],
    days: int,
    by: int,
    now: datetime,
) -> int:
    count = 0
    targets = copy_queries.targets_by_assignment(session, old.id)
    for row in copy_queries.list_assignments(session, old.id):
        given = targets.get(row.id, ())
        wanted = [groups[each] for each in given if each in groups]
        if given and not wanted:
            continue
        changes: dict[str, Any] = {
            "class_id": new.id,
            "category_id": categories.get(row.category_id or 0),
            "visible_at": KEPT_BACK,
            "opens_at": _moved(row.opens_at, days, zone=old.zone),
            "due_at": _moved(row.due_at, days, zone=old.zone),
            "closes_at": _moved(row.closes_at, days, zone=old.zone),
            "created_by": by,
            "created_at": now,
            "changed_at": None,
            "version": 1,
        }
        copy_queries.copy_assignment(
            session, row, changes=changes, group_ids=wanted, chosen=_chosen_of(row)
        )
        count += 1
    return count


def _chosen_of(row: Assignment) -> Callable[[int, int], bool]:
    """Return what tells whether a question, by section and id, was chosen by the teacher."""
    sections = from_json(row.sections)
    return lambda section, question_id: (
        not row.drawn or is_chosen(sections, section=section, question_id=question_id)
    )


def _moved(instant: datetime | None, days: int, *, zone: str) -> datetime | None:
    """Return the same time of day so many days later, by the clock of the zone.

    An hour that the clock skips becomes the one after it; of one that comes twice it is the first.
    """
    if instant is None:
        return None
    local = local_from_instant(instant, zone=zone)
    moved = (local.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=local.tzinfo)
    return moved.astimezone(instant.tzinfo)
