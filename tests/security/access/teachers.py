"""Who may call the teacher's pages: each teacher about the classes of their own."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.security.access.case import NOBODY, TEACHERS, Case, Names, Table, one
from tests.security.world import IN_CLASS_A, MISSING, World

OWNER: Final[Mapping[str, Names]] = {
    "a": frozenset({"teacher"}),
    "b": frozenset({"other_teacher"}),
}
_CLASS: Final = {"name": "History 10", "zone": "Asia/Tokyo"}
_PLAIN: Final[Mapping[str, Any]] = {}


def _owned(
    thing: str, path: str, *, form: Mapping[str, Any] = _PLAIN
) -> Callable[[World], list[Case]]:
    """Return cases about the thing of each class; ``path`` has a place for its number."""
    return lambda world: [
        *(
            Case(path.format(world[f"{thing}.{room}"]), names, form=form)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _member(action: str) -> Callable[[World], list[Case]]:
    """Return cases about a learner of the class, of the other class, and nobody."""

    def cases(world: World) -> list[Case]:
        room = f"/classes/{world['class.a']}/members"
        elsewhere = f"/classes/{world['class.b']}/members"
        mine, other = world.id_of("learner"), world.id_of("other_learner")
        return [
            Case(f"{room}/{mine}/{action}", OWNER["a"], like="class"),
            Case(f"{room}/{other}/{action}", NOBODY),
            Case(f"{room}/{world.id_of('removed')}/{action}", NOBODY),
            Case(f"{room}/{world.id_of('teacher')}/{action}", NOBODY),
            Case(f"{room}/{MISSING}/{action}", NOBODY, missing=True),
            Case(f"{elsewhere}/{other}/{action}", OWNER["b"], like="class"),
            Case(f"/classes/{MISSING}/members/{mine}/{action}", NOBODY, missing=True, like="class"),
        ]

    return cases


def _settings(world: World, *, of: str = "set.public") -> dict[str, Any]:
    return {
        "set_id": world[of],
        "count": 2,
        "title": "Week two",
        "due_at": "2026-04-01T18:00",
        "attempts": 1,
        "feedback": "after_submit",
        "shuffle": "y",
    }


def _preview(world: World) -> list[Case]:
    """The set too must be one that the teacher may assign."""
    path, form = "/classes/{}/assign", _settings(world)
    foreign = _settings(world, of="set.other_teacher")
    return [
        Case(path.format(world["class.a"]), OWNER["a"], form=form),
        Case(path.format(world["class.a"]), OWNER["a"], form=foreign, works=(400,)),
        Case(path.format(world["class.b"]), OWNER["b"], form=form),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _assign(world: World) -> list[Case]:
    form = _settings(world) | {"question": [world["question.answered.learner"]]}
    path = "/classes/{}/assign/now"
    return [
        Case(path.format(world["class.a"]), OWNER["a"], form=form),
        Case(path.format(world["class.b"]), OWNER["b"], form=form),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _attempts(world: World) -> list[Case]:
    """A submitted attempt is its teacher's to see, also of who has left the class since."""
    seen = [Case(f"/assignments/attempts/{world[f'done.{who}']}", OWNER["a"]) for who in IN_CLASS_A]
    return [
        *seen,
        Case(f"/assignments/attempts/{world['done.other_learner']}", OWNER["b"]),
        Case(f"/assignments/attempts/{MISSING}", NOBODY, missing=True),
    ]


def _take_away(world: World) -> list[Case]:
    """Published sets are every teacher's to take, a teacher's own set is theirs alone."""
    path = "/sets/take-away/file?set_id={}&format=csv&level=near"
    return [
        Case(path.format(world["set.public"]), TEACHERS),
        Case(path.format(world["set.other_teacher"]), frozenset({"other_teacher"})),
        Case(path.format(MISSING), NOBODY, missing=True),
    ]


TEACHERS_TABLE: Final[Table] = {
    "GET /classes": one("/classes", TEACHERS),
    "GET /classes/new": one("/classes/new", TEACHERS),
    "POST /classes/new": one("/classes/new", TEACHERS, form=_CLASS),
    "GET /classes/<int:class_id>": _owned("class", "/classes/{}"),
    "POST /classes/<int:class_id>/archive": _owned("class", "/classes/{}/archive"),
    "POST /classes/<int:class_id>/code": _owned("class", "/classes/{}/code"),
    "POST /classes/<int:class_id>/open": _owned("class", "/classes/{}/open"),
    "POST /classes/<int:class_id>/close": _owned("class", "/classes/{}/close"),
    "POST /classes/<int:class_id>/members/<int:member_id>/block": _member("block"),
    "POST /classes/<int:class_id>/members/<int:member_id>/unblock": _member("unblock"),
    "POST /classes/<int:class_id>/members/<int:member_id>/remove": _member("remove"),
    "GET /classes/<int:class_id>/assign": _owned("class", "/classes/{}/assign"),
    "POST /classes/<int:class_id>/assign": _preview,
    "POST /classes/<int:class_id>/assign/now": _assign,
    "GET /assignments/<int:assignment_id>": _owned("quiz", "/assignments/{}"),
    "GET /assignments/<int:assignment_id>/report.csv": _owned("quiz", "/assignments/{}/report.csv"),
    "GET /classes/<int:class_id>/knowing": _owned("class", "/classes/{}/knowing"),
    "POST /classes/<int:class_id>/knowing/set": _owned(
        "class", "/classes/{}/knowing/set", form={"title": "To go over"}
    ),
    "GET /assignments/<int:assignment_id>/worksheet": _owned("quiz", "/assignments/{}/worksheet"),
    "GET /assignments/<int:assignment_id>/projector": _owned("quiz", "/assignments/{}/projector"),
    "GET /assignments/<int:assignment_id>/items": _owned("quiz", "/assignments/{}/items"),
    "GET /assignments/<int:assignment_id>/items.csv": _owned("quiz", "/assignments/{}/items.csv"),
    "POST /assignments/<int:assignment_id>/due": _owned(
        "quiz", "/assignments/{}/due", form={"due_at": "2026-04-02T18:00"}
    ),
    "POST /assignments/<int:assignment_id>/withdraw": _owned("quiz", "/assignments/{}/withdraw"),
    "GET /assignments/attempts/<int:attempt_id>": _attempts,
    "GET /sets/take-away": one("/sets/take-away", TEACHERS),
    "GET /sets/take-away/file": _take_away,
}
