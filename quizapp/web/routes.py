"""Routes: a table an area says who may call what; views are imported with their first request.

A server has some 360 routes, and a learner's day calls thirty of them. So an address, who may call
it and how much it may send stand in the ``routes.py`` of its area, apart from the view and all
that the view imports. ``LateRule`` does likewise for building addresses: Werkzeug compiles two
functions for every rule as the application is made, and most of their variants are never used.
"""

import importlib
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint
from werkzeug.routing import Rule

from quizapp.web import access, guard, security
from quizapp.web.access import Policy

_Builder = Callable[..., tuple[str, str]]
_IMPORTING: Final = threading.RLock()
"""One import at a time: where two threads import modules that import each other, Python lets one
of them see half a module rather than wait for ever."""


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
            ImportError, AttributeError: there is no such module or function.
        """
        if self._loaded is None:
            with _IMPORTING:
                view: Callable[..., Any] = getattr(
                    importlib.import_module(self.module), self.function
                )
            self._loaded = view
        return self._loaded

    def __call__(self, **values: object) -> Any:
        """Answer the present request."""
        return self.load()(**values)


def blueprint_of(
    name: str, *, package: str, routes: Iterable[Route], url_prefix: str | None = None
) -> Blueprint:
    """Return the blueprint of an area with its routes; none of its views is imported.

    Args:
        name: of the area, which its endpoints begin with.
        package: that its views are named in.
        routes: in the order in which they are registered.
        url_prefix: of all its addresses.
    """
    blueprint = Blueprint(name, package, url_prefix=url_prefix)
    for route in routes:
        blueprint.add_url_rule(
            route.rule,
            endpoint=route.endpoint or route.view.rpartition(".")[2],
            view_func=_view_of(route, package=package),
            methods=[route.method],
        )
    return blueprint


def _view_of(route: Route, *, package: str) -> LateView:
    """Return the view of a route, with what is asked of a request before it is called."""
    module, _, function = route.view.rpartition(".")
    view = access.policy(route.policy)(LateView(f"{package}.{module}", function))
    if route.body_mb is not None:
        view = guard.body_limit(megabytes=route.body_mb)(view)
    if route.before_second_step:
        view = access.before_second_step(view)
    if route.from_elsewhere:
        view = security.from_elsewhere(view)
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
