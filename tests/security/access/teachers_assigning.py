"""Who may assign, change and drop: each teacher about the classes of their own."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.security.access.case import NOBODY, Case, Table
from tests.security.access.teachers import OWNER
from tests.security.world import MISSING, World

_LEARNER: Final = {"a": "learner", "b": "other_learner"}
_PLAIN: Final[Mapping[str, Any]] = {}
_SETTINGS: Final = {
    "title": "Week two",
    "attempts": "5",
    "due_at": "2026-04-01T18:00",
    "time_limit": "60",
    "shuffle": "y",
    "back_allowed": "y",
    "pass_mark": "50",
    "version": "1",
}


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


def _class_article(world: World) -> list[Case]:
    """What a class knows beside an article: any article, for its teachers."""
    none = f"/classes/{world['class.a']}/articles/nowhere"
    return [
        *_owned("class", "/classes/{}/articles/space-race")(world),
        Case(none, NOBODY, missing=True, like="article"),
    ]


def _item(path: str, *, form: Mapping[str, Any] = _PLAIN) -> Callable[[World], list[Case]]:
    return lambda world: [
        *(
            Case(path.format(world[f"item.{_LEARNER[room]}"]), names, form=form)
            for room, names in OWNER.items()
        ),
        Case(path.format(MISSING), NOBODY, form=form, missing=True),
    ]


def _goal_form(world: World) -> dict[str, Any]:
    return {
        "set_id": world["set.public"],
        "kind": "recall",
        "percent": "90",
        "due_at": "2026-04-01T18:00",
        "title": "Know it",
        "version": "1",
    }


def _give_goal(world: World) -> list[Case]:
    form = _goal_form(world)
    return [
        *(
            Case(f"/classes/{world[f'class.{room}']}/goal", names, form=form)
            for room, names in OWNER.items()
        ),
        Case(f"/classes/{MISSING}/goal", NOBODY, form=form, missing=True),
    ]


def _change_goal(world: World) -> list[Case]:
    form = _goal_form(world)
    return [
        *(
            Case(f"/assignments/{world[f'goal.{room}']}/goal", names, form=form)
            for room, names in OWNER.items()
        ),
        Case(f"/assignments/{world['quiz.a']}/goal", NOBODY, form=form),
        Case(f"/assignments/{MISSING}/goal", NOBODY, form=form, missing=True),
    ]


def _learner_goal(world: World) -> list[Case]:
    """A goal is shown to the learners of its class alone: not to who was blocked or removed."""
    return [
        *(
            Case(f"/goals/{world[f'goal.{room}']}", frozenset({who}))
            for room, who in _LEARNER.items()
        ),
        Case(f"/goals/{world['quiz.a']}", NOBODY),
        Case(f"/goals/{MISSING}", NOBODY, missing=True),
    ]


ASSIGNING_TABLE: Final[Table] = {
    "GET /classes/<int:class_id>/assignments": _owned("class", "/classes/{}/assignments"),
    "GET /classes/<int:class_id>/goal": _owned("class", "/classes/{}/goal"),
    "POST /classes/<int:class_id>/goal": _give_goal,
    "GET /assignments/<int:assignment_id>/goal": _owned("goal", "/assignments/{}/goal"),
    "GET /assignments/<int:assignment_id>/goal.csv": _owned("goal", "/assignments/{}/goal.csv"),
    "POST /assignments/<int:assignment_id>/goal": _change_goal,
    "GET /classes/<int:class_id>/articles/<article_id>": _class_article,
    "GET /assignments/<int:assignment_id>/edit": _owned("quiz", "/assignments/{}/edit"),
    "POST /assignments/<int:assignment_id>/edit": _owned(
        "quiz", "/assignments/{}/edit", form=_SETTINGS
    ),
    "GET /assignments/<int:assignment_id>/look": _owned("quiz", "/assignments/{}/look?keys=1"),
    "POST /assignments/<int:assignment_id>/give-back": _owned("quiz", "/assignments/{}/give-back"),
    "GET /assignments/<int:assignment_id>/questions": _owned("quiz", "/assignments/{}/questions"),
    "POST /assignments/<int:assignment_id>/questions": _owned(
        "quiz", "/assignments/{}/questions", form={"version": "1", "do": "preview"}
    ),
    "GET /assignments/items/<int:item_id>/drop": _item("/assignments/items/{}/drop"),
    "POST /assignments/items/<int:item_id>/drop": _item(
        "/assignments/items/{}/drop", form={"version": "1", "how": "removed"}
    ),
    "GET /goals/<int:assignment_id>": _learner_goal,
}
