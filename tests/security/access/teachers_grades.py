"""Who may grade, mend questions and see grades: each teacher about the classes of their own."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.security.access.case import NOBODY, PEOPLE, Case, Table, one
from tests.security.access.teachers import OWNER
from tests.security.world import MISSING, World

_PLAIN: Final[Mapping[str, Any]] = {}
_CATEGORY: Final = {"name": "Tests", "weight": "40", "drop_lowest": "1"}
_KEY: Final = {"how": "key", "right": "1"}
_LEARNER: Final = {"a": "learner", "b": "other_learner"}


def _class(path: str, *, form: Mapping[str, Any] = _PLAIN) -> Callable[[World], list[Case]]:
    return lambda world: [
        *(
            Case(path.format(world[f"class.{room}"]), names, form=form)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _quiz(path: str) -> Callable[[World], list[Case]]:
    return lambda world: [
        *(Case(path.format(world[f"quiz.{room}"]), names) for room, names in OWNER.items()),
        Case(path.format(MISSING), NOBODY, missing=True),
    ]


def _item(path: str, *, form: Mapping[str, Any] = _PLAIN) -> Callable[[World], list[Case]]:
    return lambda world: [
        *(
            Case(path.format(world[f"item.{_LEARNER[room]}"]), names, form=form)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _category(path: str, *, form: Mapping[str, Any] = _PLAIN) -> Callable[[World], list[Case]]:
    """A category must be one of the class in the address."""

    def cases(world: World) -> list[Case]:
        mine, other = world["category.a"], world["category.b"]
        room, elsewhere = world["class.a"], world["class.b"]
        return [
            Case(path.format(room, mine), OWNER["a"], form=form, like="class"),
            Case(path.format(room, other), NOBODY, form=form),
            Case(path.format(room, MISSING), NOBODY, form=form, missing=True),
            Case(path.format(elsewhere, other), OWNER["b"], form=form, like="class"),
            Case(path.format(MISSING, mine), NOBODY, form=form, missing=True, like="class"),
        ]

    return cases


def _points(world: World) -> list[Case]:
    """An answer is of a submitted attempt that asks the item; both are of the teacher's class."""
    path = "/assignments/attempts/{}/items/{}/points"
    form = {"points": "0.5", "comment": "Well seen.", "back": "item"}
    mine, other = world["item.learner"], world["item.other_learner"]
    done, elsewhere = world["done.learner"], world["done.other_learner"]
    return [
        Case(path.format(done, mine), OWNER["a"], form=form),
        Case(path.format(done, other), NOBODY, form=form),
        Case(path.format(done, MISSING), NOBODY, form=form, missing=True),
        Case(path.format(elsewhere, other), OWNER["b"], form=form),
        Case(path.format(MISSING, mine), NOBODY, form=form, missing=True),
    ]


def _repair(world: World) -> list[Case]:
    """A preview that is not that of now is a conflict, and shown to the teacher alone."""
    path, form = "/assignments/items/{}/repair", {**_KEY, "base": "of another day"}
    mine, other = world["item.learner"], world["item.other_learner"]
    return [
        Case(path.format(mine), OWNER["a"], form=form, works=(409,)),
        Case(path.format(other), OWNER["b"], form=form, works=(409,)),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _learner(path: str, thing: str) -> Callable[[World], list[Case]]:
    """Return cases about a learner of the class, of the other class, and nobody."""

    def cases(world: World) -> list[Case]:
        here, there = world[f"{thing}.a"], world[f"{thing}.b"]
        mine, other = world.id_of("learner"), world.id_of("other_learner")
        return [
            Case(path.format(here, mine), OWNER["a"], like=thing),
            Case(path.format(here, other), NOBODY),
            Case(path.format(here, world.id_of("removed")), NOBODY),
            Case(path.format(here, world.id_of("teacher")), NOBODY),
            Case(path.format(here, MISSING), NOBODY, missing=True),
            Case(path.format(there, other), OWNER["b"], like=thing),
            Case(path.format(MISSING, mine), NOBODY, missing=True, like=thing),
        ]

    return cases


_CATEGORY_PATH: Final = "/classes/{}/grades/categories/{}"

GRADES_TABLE: Final[Table] = {
    "GET /quizzes/grades": one("/quizzes/grades", PEOPLE),
    "GET /classes/<int:class_id>/grades": _class("/classes/{}/grades"),
    "GET /classes/<int:class_id>/grades.csv": _class("/classes/{}/grades.csv"),
    "GET /classes/<int:class_id>/grades.xlsx": _class("/classes/{}/grades.xlsx"),
    "GET /classes/<int:class_id>/grades/learners/<int:member_id>": _learner(
        "/classes/{}/grades/learners/{}", "class"
    ),
    "GET /classes/<int:class_id>/grades/categories": _class("/classes/{}/grades/categories"),
    "POST /classes/<int:class_id>/grades/categories": _class(
        "/classes/{}/grades/categories", form=_CATEGORY
    ),
    "POST /classes/<int:class_id>/grades/categories/<int:category_id>": _category(
        _CATEGORY_PATH, form=_CATEGORY
    ),
    "POST /classes/<int:class_id>/grades/categories/<int:category_id>/delete": _category(
        _CATEGORY_PATH + "/delete"
    ),
    "POST /classes/<int:class_id>/grades/quizzes": _class("/classes/{}/grades/quizzes"),
    "GET /assignments/<int:assignment_id>/answers.csv": _quiz("/assignments/{}/answers.csv"),
    "POST /assignments/<int:assignment_id>/learners/<int:member_id>/excuse": _learner(
        "/assignments/{}/learners/{}/excuse", "quiz"
    ),
    "POST /assignments/<int:assignment_id>/learners/<int:member_id>/count": _learner(
        "/assignments/{}/learners/{}/count", "quiz"
    ),
    "GET /assignments/items/<int:item_id>": _item("/assignments/items/{}"),
    "GET /assignments/items/<int:item_id>/preview": _item(
        "/assignments/items/{}/preview?how=key&right=1"
    ),
    "POST /assignments/items/<int:item_id>/repair": _repair,
    "POST /assignments/attempts/<int:attempt_id>/items/<int:item_id>/points": _points,
}
