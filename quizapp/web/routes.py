"""Routes: a table an area says who may call what; views are imported with their first request.

A server has some 360 routes, and a learner's day calls thirty of them. So an address, who may call
it and how much it may send stand in the ``routes.py`` of its area, apart from the view and all
that the view imports. ``LateRule`` does likewise for building addresses: Werkzeug compiles two
functions for every rule as the application is made, and most of their variants are never used.
"""

import importlib
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

from flask import Blueprint
from werkzeug.routing import Rule

from quizapp.errors import BusyError
from quizapp.services.processes.uncollected import uncollected
from quizapp.web import access, guard, security
from quizapp.web.access import Policy
from quizapp.web.code_on_disk import state_of_code

_Builder = Callable[..., tuple[str, str]]
_IMPORTING: Final = threading.RLock()
"""One import at a time: where two threads import modules that import each other, Python lets one
of them see half a module rather than wait for ever."""
_BEGUN_WITH: Final = state_of_code()
"""What this process runs: it loads no view once another version stands in its place."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address, and who may call it.

    Attributes:
        rule: of the address, below the prefix of its area.
        view: module and function in the package of its area, as ``study.answer``.
        policy: who may call it.
        endpoint: its name within the area; "" for that of the function.
        body_mb: the largest body it takes, where that is more than the site's default.
        before_second_step: whether somebody who still has to set their second step up may call it,
            since it is part of doing so.
        from_elsewhere: whether it takes another site's form (``security.from_elsewhere``).
        method: GET (HEAD is as GET) or POST.
    """

    rule: str
    view: str
    policy: Policy
    endpoint: str = ""
    body_mb: int | None = None
    before_second_step: bool = False
    from_elsewhere: bool = False
    method: str = "GET"


@dataclass(frozen=True, slots=True)
class Get(Route):
    """A page that is looked at."""


@dataclass(frozen=True, slots=True)
class Post(Route):
    """An address that changes something."""

    method: str = "POST"


class LateView:
    """A view that is imported when it is first called.

    An error of the import is an error of that request, and the next one tries again.
    """

    def __init__(self, module: str, function: str) -> None:
        self.module = module
        self.function = function
        self._loaded: Callable[..., Any] | None = None

    def load(self) -> Callable[..., Any]:
        """Return the function itself.

        Raises:
            BusyError: the code on disk is no longer that of this process.
            ImportError, AttributeError: there is no such module or function.
        """
        if self._loaded is None:
            with _IMPORTING:
                self._loaded = getattr(_imported(self.module), self.function)
        return self._loaded

    def __call__(self, **values: object) -> Any:
        """Answer the present request."""
        return self.load()(**values)


def _imported(name: str) -> ModuleType:
    """Import a module of this version, without looking for garbage meanwhile: what is loaded stays.

    Raises:
        BusyError: the code on disk is no longer that of this process.
    """
    if name not in sys.modules and state_of_code() != _BEGUN_WITH:
        raise BusyError(
            "This site is being upgraded: another version is installed, and runs once the "
            "server is started again. Nothing was stored. Try again in a moment."
        )
    with uncollected():
        return importlib.import_module(name)


class Area(Blueprint):
    """The routes of a part of the site, with views that are imported late.

    Attributes:
        views: by endpoint, without the name of the area.
    """

    def __init__(
        self, name: str, *, package: str, routes: Iterable[Route], url_prefix: str | None = None
    ) -> None:
        """Take the routes in; none of their views is imported.

        Args:
            name: which endpoints begin with.
            package: that views are named in.
            routes: in the order in which they are registered.
            url_prefix: of all addresses.
        """
        super().__init__(name, package, url_prefix=url_prefix)
        self.views: dict[str, LateView] = {}
        for route in routes:
            module, _, function = route.view.rpartition(".")
            endpoint = route.endpoint or function
            view = _declared(LateView(f"{package}.{module}", function), route)
            self.views[endpoint] = view
            self.add_url_rule(route.rule, endpoint, view, methods=[route.method])


def _declared(view: LateView, route: Route) -> LateView:
    """Mark a view with what is asked of a request before it is called."""
    access.policy(route.policy)(view)
    if route.body_mb is not None:
        guard.body_limit(megabytes=route.body_mb)(view)
    if route.before_second_step:
        access.before_second_step(view)
    if route.from_elsewhere:
        security.from_elsewhere(view)
    return view


class LateRule(Rule):
    """A rule whose builders are compiled when an address of it is first built."""

    def _compile_builder(self, append_unknown: bool = True) -> _Builder:  # noqa: FBT001, FBT002 - werkzeug's
        compiled: list[_Builder] = []

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not compiled:
                compiled.append(super(LateRule, self)._compile_builder(append_unknown))
            return compiled[0](rule, **values)

        return build
