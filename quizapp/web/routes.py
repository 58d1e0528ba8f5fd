"""Routes that are ready to match at once, and ready to be built into an address on first use.

Werkzeug compiles two functions for every rule as the application is made, though few addresses are
built in the first minutes of a server, and most of their variants never.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

_Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule whose builders are compiled when an address of it is first built."""

    def _compile_builder(self, append_unknown: bool = True) -> _Builder:  # noqa: FBT001, FBT002 - werkzeug's
        compiled: list[_Builder] = []

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not compiled:
                compiled.append(super(LateRule, self)._compile_builder(append_unknown))
            return compiled[0](rule, **values)

        return build
