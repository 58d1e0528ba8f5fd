"""Keeps what libraries compile, for all applications of a test process: each test has its own.

What is kept is found again by all that it was compiled from, so that a test cannot see it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

import pytest
from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.rules import RulePart

_STATEMENTS: Final = 2_000
"""Statements that are kept of each kind of database; the application has some hundreds."""


def keep(patch: pytest.MonkeyPatch) -> None:
    """Keep templates, routes and statements from now on."""
    _keep_templates(patch)
    _keep_routes(patch)
    _keep_statements(patch)


class _Templates(BytecodeCache):
    """The templates as they were compiled."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what is kept of this very source."""
        bucket.code = self._kept.get(_what(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if bucket.code is not None:
            self._kept[_what(bucket)] = bucket.code


def _what(bucket: Bucket) -> tuple[str, ...]:
    """Return what the code depends on: name, source, escaping, and the extensions that read it."""
    escaping = "by name" if callable(bucket.environment.autoescape) else "for all"
    if not bucket.environment.autoescape:
        escaping = "none"  # a test plants that fault
    return bucket.key, bucket.checksum, escaping, *sorted(bucket.environment.extensions)


def _keep_templates(patch: pytest.MonkeyPatch) -> None:
    real = Flask.create_jinja_environment
    kept = _Templates()

    def create(self: Flask) -> Environment:
        made = real(self)
        made.bytecode_cache = kept
        return made

    patch.setattr(Flask, "create_jinja_environment", create)


@dataclass(frozen=True)
class _Read:
    """What was read of a rule's text: its parts, what builds an address, what its values are."""

    parts: tuple[RulePart, ...]
    trace: tuple[tuple[bool, str], ...]
    converters: dict[str, BaseConverter]


def _keep_routes(patch: pytest.MonkeyPatch) -> None:
    """Keep what werkzeug reads of a rule, and its builder, which reads the rule it serves."""
    read, compiled = Rule._parse_rule, Rule._compile_builder
    parsed: dict[tuple[object, ...], _Read] = {}
    builders: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}

    def parse_rule(self: Rule, rule: str) -> tuple[RulePart, ...]:
        assert self.map is not None
        key = (rule, frozenset(self.map.converters.items()))
        if key not in parsed:
            traced, known = len(self._trace), set(self._converters)
            parts = tuple(read(self, rule))
            own = {name: each for name, each in self._converters.items() if name not in known}
            parsed[key] = _Read(parts, tuple(self._trace[traced:]), own)
            return parts
        kept = parsed[key]
        self._trace += kept.trace
        self._converters |= kept.converters
        self.arguments |= set(kept.converters)
        return kept.parts

    def compile_builder(self: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - as werkzeug has it
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in builders:
            builders[key] = compiled(self, append_unknown)
        return builders[key]

    patch.setattr(Rule, "_parse_rule", parse_rule)
    patch.setattr(Rule, "_compile_builder", compile_builder)


def _keep_statements(patch: pytest.MonkeyPatch) -> None:
    """Let engines on the same kind of database share what SQLAlchemy compiles of a statement.

    It keeps each under its dialect, of which every engine has one: all of a class, made with the
    same options and for the same server, are one here.
    """
    kept: dict[type, LRUCache[Any, Any]] = {}

    def shared(self: Engine) -> LRUCache[Any, Any]:
        kind = type(self.dialect)
        if kind not in kept:
            kept[kind] = LRUCache(_STATEMENTS)
        return kept[kind]

    def leave(self: Engine, own: object) -> None:
        """Leave the one that the engine has made for itself."""

    def is_same(self: DefaultDialect, other: object) -> bool:
        return type(self) is type(other)

    def by_kind(self: DefaultDialect) -> int:
        return hash(type(self))

    patch.setattr(Engine, "_compiled_cache", property(shared, leave), raising=False)
    patch.setattr(DefaultDialect, "__eq__", is_same)
    patch.setattr(DefaultDialect, "__hash__", by_kind)
