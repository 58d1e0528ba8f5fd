"""The categories of a class's grade: their weights, what is dropped, and which quizzes are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.classes.classes import taught_class
from quizapp.store.engine import reading, writing
from quizapp.store.quizzes import grade_queries
from quizapp.store.tables.assigning import GradeCategory
from quizapp.store.tables.people import AuditEntry

MOST: Final = 20
LONGEST_NAME: Final = 80
HEAVIEST: Final = 1000.0
MOST_DROPPED: Final = 50


@dataclass(frozen=True, slots=True)
class CategoryDraft:
    """What a teacher fills in. weight: relative, above 0. drop_lowest: 0 to 50."""

    name: str
    weight: float
    drop_lowest: int


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category. part: of all weights, 0..1."""

    id: int
    name: str
    weight: float
    drop_lowest: int
    part: float


@dataclass(frozen=True, slots=True)
class CategoriesOfClass:
    """The categories of a class, and (id, title, category id) of its quizzes."""

    class_id: int
    class_name: str
    categories: tuple[CategoryRow, ...]
    quizzes: tuple[tuple[int, str, int | None], ...]


def get_categories(*, user_id: int, class_id: int) -> CategoriesOfClass:
    """Return the categories of a class.

    Raises:
        NotFoundError: there is no such class of this teacher.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        rows = grade_queries.list_categories(session, class_id)
        quizzes = grade_queries.list_quizzes(session, class_id)
        whole = sum(each.weight for each in rows)
        return CategoriesOfClass(
            class_id=room.id,
            class_name=room.name,
            categories=tuple(
                CategoryRow(each.id, each.name, each.weight, each.drop_lowest, each.weight / whole)
                for each in rows
            ),
            quizzes=tuple((each.id, each.title, each.category_id) for each in quizzes),
        )


def add_category(*, user_id: int, class_id: int, draft: CategoryDraft, now: datetime) -> int:
    """Add a category to a class; return its id.

    Raises:
        NotFoundError: no such class of this teacher. InputError: a value cannot be used.
        ConflictError: there are twenty.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        rows = grade_queries.list_categories(session, class_id)
        if len(rows) >= MOST:
            raise ConflictError("A class has at most {most} categories.", most=MOST)
        name = _checked(draft, others=[each.name for each in rows])
        row = GradeCategory(
            class_id=class_id,
            name=name,
            weight=draft.weight,
            drop_lowest=draft.drop_lowest,
            position=max((each.position for each in rows), default=0) + 1,
        )
        session.add(row)
        session.flush()
        _enter(session, "grades.category_added", row, by=user_id, now=now)
        return row.id


def change_category(
    *, user_id: int, class_id: int, category_id: int, draft: CategoryDraft, now: datetime
) -> None:
    """Change name, weight and drops of a category.

    Raises:
        NotFoundError: no such category of this teacher. InputError: a value cannot be used.
    """
    with writing() as session:
        row, others = _category(session, user_id, class_id, category_id)
        row.name = _checked(draft, others=[each.name for each in others])
        row.weight, row.drop_lowest = draft.weight, draft.drop_lowest
        _enter(session, "grades.category_changed", row, by=user_id, now=now)


def delete_category(*, user_id: int, class_id: int, category_id: int, now: datetime) -> None:
    """Take a category away; its quizzes stay, in no category.

    Raises:
        NotFoundError: no such category of this teacher.
    """
    with writing() as session:
        row, _ = _category(session, user_id, class_id, category_id)
        for quiz in grade_queries.list_quizzes(session, class_id, withdrawn=True):
            if quiz.category_id == category_id:
                quiz.category_id = None
        session.flush()
        session.delete(row)
        _enter(session, "grades.category_deleted", row, by=user_id, now=now)


def sort_quizzes(
    *, user_id: int, class_id: int, categories: Mapping[int, int | None], now: datetime
) -> None:
    """Put quizzes into categories, by assignment id; None into none.

    Raises:
        NotFoundError: no such class, quiz or category of this teacher.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        known = {each.id for each in grade_queries.list_categories(session, class_id)}
        quizzes = {each.id: each for each in grade_queries.list_quizzes(session, class_id)}
        if not set(categories) <= set(quizzes):
            raise NotFoundError("There is no such quiz in this class.")
        if not {each for each in categories.values() if each is not None} <= known:
            raise NotFoundError("There is no such category in this class.")
        moved = 0
        for assignment_id, category_id in categories.items():
            moved += quizzes[assignment_id].category_id != category_id
            quizzes[assignment_id].category_id = category_id
        if moved:
            session.add(
                AuditEntry(
                    at=now,
                    actor_id=user_id,
                    action="grades.quizzes_sorted",
                    subject=f"class:{class_id}",
                    detail={"moved": moved},
                )
            )


def _category(
    session: Session, user_id: int, class_id: int, category_id: int
) -> tuple[GradeCategory, list[GradeCategory]]:
    """Return a category of the class and the others."""
    taught_class(session, user_id=user_id, class_id=class_id)
    rows = grade_queries.list_categories(session, class_id)
    found = next((each for each in rows if each.id == category_id), None)
    if found is None:
        raise NotFoundError("There is no such category in this class.")
    return found, [each for each in rows if each.id != category_id]


def _checked(draft: CategoryDraft, *, others: list[str]) -> str:
    """Return the name in order, or refuse what cannot be used."""
    name = " ".join(draft.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InputError(
            "A category needs a name of 1 to {most} letters.", most=LONGEST_NAME, field="name"
        )
    if name.casefold() in {each.casefold() for each in others}:
        raise InputError("The class has a category of that name already.", field="name")
    if not isfinite(draft.weight) or not 0 < draft.weight <= HEAVIEST:
        raise InputError("A weight is above 0 and at most 1000.", field="weight")
    if not 0 <= draft.drop_lowest <= MOST_DROPPED:
        raise InputError("Drop 0 to {most} grades.", most=MOST_DROPPED, field="drop_lowest")
    return name


def _enter(session: Session, action: str, row: GradeCategory, *, by: int, now: datetime) -> None:
    session.add(
        AuditEntry(
            at=now,
            actor_id=by,
            action=action,
            subject=f"class:{row.class_id}",
            detail={"category": row.id, "weight": row.weight, "drop_lowest": row.drop_lowest},
        )
    )
