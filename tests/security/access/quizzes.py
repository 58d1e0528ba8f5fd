"""Who may join and take quizzes: learners of the class, about their own attempts."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.security.access.case import NOBODY, PEOPLE, Case, Names, Table, one
from tests.security.world import MISSING, World

_WRONG: Final = "AAAAAAAA"
OWNERS: Final = ("learner", "other_learner", "blocked", "removed", "disabled")
IN_CLASS: Final[Names] = frozenset({"learner", "other_learner"})
"""Those of the owners who are still learners of their class."""


def _quiz(suffix: str) -> Callable[[World], list[Case]]:
    """Return cases about the quiz of each class."""
    return lambda world: [
        Case(f"/quizzes/{world['quiz.a']}{suffix}", frozenset({"learner"})),
        Case(f"/quizzes/{world['quiz.b']}{suffix}", frozenset({"other_learner"})),
        Case(f"/quizzes/{MISSING}{suffix}", NOBODY, missing=True),
    ]


def _attempt(
    suffix: str, *, form: Callable[[World], Mapping[str, Any]] = lambda _: {}, closed: int = 303
) -> Callable[[World], list[Case]]:
    """Return cases about each person's running and finished attempt."""

    def cases(world: World) -> list[Case]:
        sent = form(world)
        found = [
            Case(
                f"/attempts/{world[f'{kind}.{who}']}{suffix}",
                frozenset({who}) & IN_CLASS,
                works=works,
                form=sent,
            )
            for who in OWNERS
            for kind, works in (("running", (200, 303)), ("done", (closed,)))
        ]
        return [*found, Case(f"/attempts/{MISSING}{suffix}", NOBODY, missing=True, form=sent)]

    return cases


def _item(world: World) -> list[Case]:
    """An answer needs an attempt of one's own and a question of that attempt's quiz."""
    own, foreign = world["item.learner"], world["item.other_learner"]
    form = {f"q{number}-value": "true" for number in (own, foreign)}
    running = world["running.learner"]
    return [
        Case(f"/attempts/{running}/items/{own}", frozenset({"learner"}), form=form),
        Case(f"/attempts/{running}/items/{foreign}", NOBODY, form=form),
        Case(f"/attempts/{running}/items/{MISSING}", NOBODY, form=form, missing=True),
    ]


def _join(world: World) -> list[Case]:
    """Whoever was blocked finds the code as useless as one that opens nothing."""
    return [
        Case("/join", PEOPLE - {"blocked"}, form={"code": world.code_a}, echoes=world.code_a),
        Case("/join", NOBODY, form={"code": _WRONG}, missing=True, echoes=_WRONG),
    ]


def _leave(world: World) -> list[Case]:
    return [
        Case(f"/quizzes/classes/{world['class.a']}/leave", frozenset({"learner"})),
        Case(f"/quizzes/classes/{world['class.b']}/leave", frozenset({"other_learner"})),
        Case(f"/quizzes/classes/{MISSING}/leave", NOBODY, missing=True),
    ]


def _notice(world: World) -> list[Case]:
    """What one is told is put away by oneself alone, in the class or not."""
    return [
        *(
            Case(f"/notices/{world[f'notice.{who}']}/seen", frozenset({who}) - {"disabled"})
            for who in OWNERS
        ),
        Case(f"/notices/{MISSING}/seen", NOBODY, missing=True),
    ]


QUIZZES: Final[Table] = {
    "GET /join": one("/join", PEOPLE),
    "GET /join/<code>": one("/join/ABCDEFGH", PEOPLE),
    "POST /join": _join,
    "POST /quizzes/classes/<int:class_id>/leave": _leave,
    "GET /quizzes": one("/quizzes", PEOPLE),
    "GET /quizzes/<int:assignment_id>": _quiz(""),
    "POST /quizzes/<int:assignment_id>/start": _quiz("/start"),
    "GET /attempts/<int:attempt_id>": _attempt(""),
    "POST /attempts/<int:attempt_id>": _attempt("", closed=409),
    "POST /attempts/<int:attempt_id>/items/<int:item_id>": _item,
    "GET /attempts/<int:attempt_id>/state": _attempt("/state", closed=200),
    "POST /notices/<int:notice_id>/seen": _notice,
    "GET /attempts/<int:attempt_id>/review": _attempt("/review"),
    "POST /attempts/<int:attempt_id>/submit": _attempt("/submit"),
    "GET /attempts/<int:attempt_id>/result": _attempt("/result", closed=200),
}
