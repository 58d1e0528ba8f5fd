"""Word lists: one file a list; entries separated by commas or lines, "#" starts a remark."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_HERE = files(__package__)


def _lines(name: str) -> list[str]:
    text = _HERE.joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of a list, as they are written there."""
    return frozenset(
        each.strip() for line in _lines(name) for each in line.split(",") if each.strip()
    )


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table whose columns are separated by bars."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in _lines(name))


@cache
def mapping(name: str) -> Mapping[str, str]:
    """Return the first two columns of a table as keys and values."""
    return {row[0]: row[1] for row in table(name)}


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    return {row[0]: frozenset(each.strip() for each in row[1].split(",")) for row in table("sets")}


def word_set(name: str) -> frozenset[str]:
    """Return a small set of words by the name of the rule that asks for it."""
    return _sets()[name]
