"""One request of the access table: what is asked, and who alone may."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.security.world import ROLES, World

Names = frozenset[str]
ALL: Final[Names] = frozenset({"anonymous", *ROLES})
OUTSIDE: Final[Names] = frozenset({"anonymous", "disabled"})
"""Whoever has no session: a disabled account's cookie is worth nothing."""
PEOPLE: Final[Names] = ALL - OUTSIDE
TEACHERS: Final[Names] = frozenset({"teacher", "other_teacher"})
AUTHORS: Final[Names] = frozenset({"author"})
ADMINISTRATORS: Final[Names] = frozenset({"admin"})
NOBODY: Final[Names] = frozenset()


@dataclass(frozen=True)
class Case:
    """A request with certain arguments.

    Attributes:
        path: with its arguments and query.
        may: the principals who alone may do this.
        form, json: the body that works for them.
        works: the statuses that say so.
        missing: its arguments name nothing that exists: what a refusal must look like.
        refused: the status that refuses whoever is signed in.
        like: with several arguments, which of them is refused: compared with what lacks that.
        echoes: what was sent and is shown again in the answer.
    """

    path: str
    may: Names
    form: Mapping[str, Any] = field(default_factory=dict)
    json: object = None
    works: tuple[int, ...] = (200, 303)
    missing: bool = False
    refused: int = 404
    like: str = ""
    echoes: str = ""


Table = Mapping[str, Callable[[World], list[Case]]]
"""By "METHOD rule" of the url map: the cases of that route."""


def one(path: str, may: Names, **more: Any) -> Callable[[World], list[Case]]:
    """Return the only case of a route that takes no arguments."""
    return lambda _: [Case(path, may, **more)]


def same(may: Names, paths: Callable[[World], Mapping[str, bool]], **more: Any) -> Any:
    """Return cases of a route whose objects are everybody's of a role; value: is it missing."""
    return lambda world: [
        Case(path, NOBODY if missing else may, missing=missing, **more)
        for path, missing in paths(world).items()
    ]
