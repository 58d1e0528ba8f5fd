"""Giving a quiz to classes, groups or single learners: one assignment for each class."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.services.assigning.assigning_content import Content, check_content
from quizapp.services.assigning.assigning_settings import LocalTimes, Settings, Times, check, tidy
from quizapp.services.assigning.targets import Targets, set_targets
from quizapp.services.classes.classes import taught_class
from quizapp.services.quizzes.quiz_rules import to_json, with_chosen
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import Assignment, AssignmentItem, SchoolClass
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import assigning_queries, targets_queries

MOST_CLASSES: Final = 30
"""Classes that one press gives a quiz to."""


@dataclass(frozen=True, slots=True)
class Place:
    """A class, and whom in it the quiz is for."""

    class_id: int
    targets: Targets = field(default_factory=Targets)


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class that a teacher can give a quiz to, with who can be named in it."""

    id: int
    name: str
    zone: str
    groups: tuple[tuple[int, str], ...]
    learners: tuple[tuple[int, str], ...]
    categories: tuple[str, ...]


def choices_of(*, user_id: int, class_id: int) -> tuple[ClassChoice, tuple[ClassChoice, ...]]:
    """Return the class with its people, and the teacher's other classes in use without theirs.

    Raises:
        NotFoundError: not a class of this teacher.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        others = assigning_queries.list_taught(session, user_id)
        categories = assigning_queries.list_categories(session, [class_id])
        here = ClassChoice(
            room.id,
            room.name,
            room.zone,
            targets_queries.list_groups(session, class_id),
            targets_queries.list_learners(session, class_id),
            tuple(each.name for each in categories),
        )
        return here, tuple(
            ClassChoice(each.id, each.name, each.zone, (), (), ())
            for each in others
            if each.id != class_id
        )


def give(
    *,
    user_id: int,
    places: Sequence[Place],
    settings: Settings,
    times: LocalTimes | Times,
    content: Content,
    now: datetime,
) -> tuple[int, ...]:
    """Give a quiz to all of these places, or to none; return the ids in their order.

    Each class reads local times by the clock of its own zone; instants are the same for all.

    Raises:
        InputError: a value cannot be used; ``field`` names it.
        NotFoundError: one is not a class of this teacher.
        ConflictError: a class is archived, or a question was retired since it was chosen.
    """
    clean = tidy(settings)
    if not 0 < len(places) <= MOST_CLASSES:
        raise InputError("Choose 1 to {most} classes.", most=MOST_CLASSES, field="classes")
    with writing() as session:
        check_content(session, content, user_id=user_id)
        return tuple(
            _give_one(session, each, clean, times, content, by=user_id, now=now) for each in places
        )


def columns_of(settings: Settings) -> dict[str, Any]:
    """Return the settings as columns of ``Assignment``, all but the category."""
    names = set(Settings.__dataclass_fields__) - {"category"}
    return {name: getattr(settings, name) for name in names}


def times_columns(times: Times) -> dict[str, datetime | None]:
    """Return the times as columns of ``Assignment``."""
    return {
        "visible_at": times.visible_at,
        "opens_at": times.opens_at,
        "due_at": times.due_at,
        "closes_at": times.closes_at,
    }


def category_id(session: Session, class_id: int, name: str) -> int | None:
    """Return the category of that name in a class; None where it has none."""
    categories = assigning_queries.list_categories(session, [class_id])
    return next((each.id for each in categories if each.name == name), None)


def store_content(session: Session, row: Assignment, content: Content) -> None:
    """Put what a quiz asks into its row and its items; what is drawn becomes items later."""
    chosen = [(each.section, each.question_id) for each in content.items]
    row.set_id = content.set_id
    row.sections = to_json(with_chosen(content.sections, chosen if content.drawn else ()))
    row.drawn = content.drawn
    session.flush()
    session.add_all(
        AssignmentItem(
            assignment_id=row.id,
            position=position,
            question_id=each.question_id,
            points=each.points,
            section=each.section,
        )
        for position, each in enumerate(content.items, start=1)
    )
    session.flush()


def open_class(session: Session, *, user_id: int, class_id: int) -> SchoolClass:
    """Return a class of the teacher that is in use.

    Raises:
        NotFoundError: not one of theirs. ConflictError: it is archived.
    """
    room = taught_class(session, user_id=user_id, class_id=class_id)
    if room.archived_at:
        raise ConflictError("The class is archived; nothing can be assigned to it.")
    return room


def touch(
    session: Session,
    row: Assignment,
    *,
    by: int,
    now: datetime,
    action: str,
    changed: Sequence[str] = (),
) -> None:
    """Count the version up and enter what was changed in the audit log."""
    row.version += 1
    row.changed_at = now
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action=action,
            subject=f"assignment:{row.id}",
            detail={"changed": list(changed)},
        )
    )


def _give_one(
    session: Session,
    place: Place,
    settings: Settings,
    given: LocalTimes | Times,
    content: Content,
    *,
    by: int,
    now: datetime,
) -> int:
    room = open_class(session, user_id=by, class_id=place.class_id)
    times = given if isinstance(given, Times) else given.in_zone(room.zone)
    check(settings, times, now=now)
    row = Assignment(
        class_id=room.id,
        kind="quiz",
        category_id=category_id(session, room.id, settings.category),
        created_by=by,
        created_at=now,
        **columns_of(settings),
        **times_columns(times),
    )
    session.add(row)
    store_content(session, row, content)
    set_targets(session, assignment_id=row.id, class_id=room.id, targets=place.targets)
    return row.id
