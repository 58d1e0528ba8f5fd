"""Who may call the pages about a class's people: the class's own teachers, and nobody else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.security.access.case import NOBODY, TEACHERS, Case, Names, Table, one
from tests.security.access.teachers import OWNER
from tests.security.world import MISSING, World

_PLAIN: Final[Mapping[str, Any]] = {}
_LIST: Final = "First name,Last name,Student ID\nNew,Person,77\n"
_SETTINGS: Final = {"name": "History 10", "zone": "Asia/Tokyo", "term_ends_on": "2026-07-01"}
_GRANT: Final = {"time": "1.5", "later_by": "30", "unit": "minutes", "extra_attempts": "1"}
_EXCEPTION: Final = {"extra_minutes": "5", "extra_attempts": "1", "excused": "y"}


def _room(
    path: str, *, form: Mapping[str, Any] = _PLAIN, **more: Any
) -> Callable[[World], list[Case]]:
    """Return cases about each class."""
    return lambda world: [
        *(
            Case(path.format(world[f"class.{room}"]), names, form=form, **more)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _learner(
    path: str,
    *,
    form: Mapping[str, Any] = _PLAIN,
    works: tuple[int, ...] = (200, 303),
    removed: Names = NOBODY,
) -> Callable[[World], list[Case]]:
    """Return cases about learners of each class, of the other, and of none.

    Args:
        removed: who may do it about one who is off the list and whose work is still stored.
    """

    def cases(world: World) -> list[Case]:
        a, b = world["class.a"], world["class.b"]
        mine, other = world.id_of("learner"), world.id_of("other_learner")

        def case(room: int, member: int, names: Names, **more: Any) -> Case:
            return Case(path.format(room, member), names, form=form, works=works, **more)

        return [
            case(a, mine, OWNER["a"], like="class"),
            case(a, world.id_of("blocked"), OWNER["a"], like="class"),
            case(a, other, NOBODY),
            case(a, world.id_of("removed"), removed, like="class" if removed else ""),
            case(a, world.id_of("teacher"), NOBODY),
            case(a, MISSING, NOBODY, missing=True),
            case(b, other, OWNER["b"], like="class"),
            case(MISSING, mine, NOBODY, missing=True, like="class"),
        ]

    return cases


def _group(action: str) -> Callable[[World], list[Case]]:
    """Return cases about a group of each class, by each class's address."""

    def cases(world: World) -> list[Case]:
        path, form = "/classes/{}/groups/{}/" + action, {"name": "Another"}
        a, b = world["class.a"], world["class.b"]
        mine, other = world["group.a"], world["group.b"]
        return [
            Case(path.format(a, mine), OWNER["a"], form=form, like="class"),
            Case(path.format(b, other), OWNER["b"], form=form, like="class"),
            Case(path.format(a, other), NOBODY, form=form),
            Case(path.format(a, MISSING), NOBODY, form=form, missing=True),
            Case(path.format(MISSING, mine), NOBODY, form=form, missing=True, like="class"),
        ]

    return cases


def _place(world: World) -> list[Case]:
    """The group and the learners must be of the class."""

    def case(room: str, group: int, member: int, names: Names, **more: Any) -> Case:
        form = {"group": group, "member": [member], "do": "in"}
        number = world[f"class.{room}"] if room else MISSING
        return Case(f"/classes/{number}/groups/place", names, form=form, **more)

    a, b = world["group.a"], world["group.b"]
    mine, other = world.id_of("learner"), world.id_of("other_learner")
    return [
        case("a", a, mine, OWNER["a"]),
        case("b", b, other, OWNER["b"]),
        case("", a, mine, NOBODY, missing=True),
        case("a", b, mine, NOBODY, like="group"),
        case("a", MISSING, mine, NOBODY, missing=True, like="group"),
        case("a", a, other, NOBODY, like="member"),
        case("a", a, MISSING, NOBODY, missing=True, like="member"),
    ]


def _co_teacher(world: World) -> list[Case]:
    """The last teacher stays, and is told so: 409."""
    path = "/classes/{}/teachers/{}/remove"
    a, b = world["class.a"], world["class.b"]
    mine, other = world.id_of("teacher"), world.id_of("other_teacher")
    return [
        Case(path.format(a, mine), OWNER["a"], works=(409,), like="class"),
        Case(path.format(b, other), OWNER["b"], works=(409,), like="class"),
        Case(path.format(a, other), NOBODY),
        Case(path.format(a, world.id_of("learner")), NOBODY),
        Case(path.format(a, MISSING), NOBODY, missing=True),
        Case(path.format(MISSING, mine), NOBODY, missing=True, like="class"),
    ]


def _exception(world: World) -> list[Case]:
    path = "/assignments/{}/learners/{}"
    a, b = world["quiz.a"], world["quiz.b"]
    mine, other = world.id_of("learner"), world.id_of("other_learner")
    return [
        Case(path.format(a, mine), OWNER["a"], form=_EXCEPTION, like="class"),
        Case(path.format(b, other), OWNER["b"], form=_EXCEPTION, like="class"),
        Case(path.format(a, other), NOBODY, form=_EXCEPTION),
        Case(path.format(a, MISSING), NOBODY, form=_EXCEPTION, missing=True),
        Case(path.format(MISSING, mine), NOBODY, form=_EXCEPTION, missing=True, like="class"),
    ]


def _sharing(world: World) -> list[Case]:
    """A learner chooses for the class they are in; a blocked or removed one is in none."""
    path = "/quizzes/classes/{}"
    return [
        Case(path.format(world["class.a"]), frozenset({"learner"}), form={"recall": "y"}),
        Case(path.format(world["class.b"]), frozenset({"other_learner"}), form={"times": "y"}),
        Case(path.format(MISSING), NOBODY, missing=True),
    ]


_MEMBER: Final = "/classes/{}/members/{}"
_RULE: Final = "/classes/<int:class_id>/members/<int:member_id>"

TEACHERS_PEOPLE: Final[Table] = {
    "GET /classes/roster-template.csv": one("/classes/roster-template.csv", TEACHERS),
    "GET /classes/<int:class_id>/settings": _room("/classes/{}/settings"),
    "POST /classes/<int:class_id>/settings": _room("/classes/{}/settings", form=_SETTINGS),
    "POST /classes/<int:class_id>/unarchive": _room("/classes/{}/unarchive"),
    "GET /classes/<int:class_id>/copy": _room("/classes/{}/copy"),
    "POST /classes/<int:class_id>/copy": _room("/classes/{}/copy", form={"name": "Next term"}),
    "POST /classes/<int:class_id>/join-end": _room(
        "/classes/{}/join-end", form={"expires_at": "2026-04-02T18:00"}
    ),
    "GET /classes/<int:class_id>/people": _room("/classes/{}/people"),
    "GET /classes/<int:class_id>/people.csv": _room("/classes/{}/people.csv"),
    "GET /classes/<int:class_id>/roster": _room("/classes/{}/roster"),
    "POST /classes/<int:class_id>/roster": _room("/classes/{}/roster", form={"text": _LIST}),
    # Without having seen the plan: it is shown, and nothing is stored.
    "POST /classes/<int:class_id>/roster/apply": _room(
        "/classes/{}/roster/apply", form={"text": _LIST, "digest": "x"}, works=(409,)
    ),
    # Everybody in the world made their account themselves.
    "POST /classes/<int:class_id>/slips": _room("/classes/{}/slips", works=(409,)),
    "POST /classes/<int:class_id>/groups": _room("/classes/{}/groups", form={"name": "Third"}),
    "POST /classes/<int:class_id>/groups/place": _place,
    "POST /classes/<int:class_id>/groups/<int:group_id>/rename": _group("rename"),
    "POST /classes/<int:class_id>/groups/<int:group_id>/delete": _group("delete"),
    "POST /classes/<int:class_id>/teachers": lambda world: _room(
        "/classes/{}/teachers",
        form={"name": world.people["newcomer"].name},
        works=(400,),
    )(world),
    "POST /classes/<int:class_id>/teachers/<int:teacher_id>/remove": _co_teacher,
    f"GET {_RULE}": _learner(_MEMBER, removed=OWNER["a"]),
    f"POST {_RULE}/grant": _learner(f"{_MEMBER}/grant", form=_GRANT),
    # Never of somebody who made their account themselves.
    f"POST {_RULE}/slip": _learner(f"{_MEMBER}/slip", works=(409,)),
    f"GET {_RULE}/work.json": _learner(f"{_MEMBER}/work.json", removed=OWNER["a"]),
    f"GET {_RULE}/work.csv": _learner(f"{_MEMBER}/work.csv", removed=OWNER["a"]),
    f"POST {_RULE}/erase": _learner(
        f"{_MEMBER}/erase",
        form={"typed": "somebody else"},
        works=(400,),
        removed=OWNER["a"],
    ),
    "GET /assignments/<int:assignment_id>/learners/<int:member_id>": _exception,
    "POST /assignments/<int:assignment_id>/learners/<int:member_id>": _exception,
    "GET /quizzes/classes/<int:class_id>": _sharing,
    "POST /quizzes/classes/<int:class_id>": _sharing,
}
