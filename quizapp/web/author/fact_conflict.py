"""Two versions of one form, field by field, and one form of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.web.author.fact_values import Values, compact, row_of

_MINE = "mine."
_THEIRS = "theirs."
_PICK = "pick."


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two versions differ; a list is one field."""

    name: str
    label: str
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


def differences(
    mine: Values, theirs: Values, *, label: Callable[[str], str]
) -> tuple[Difference, ...]:
    """Return where two versions of a form differ."""
    groups = dict.fromkeys(_group(name) for name in (*mine, *theirs))
    return tuple(
        Difference(group, label(group), _lines(mine, group), _lines(theirs, group))
        for group in groups
        if _lines(mine, group) != _lines(theirs, group)
    )


def carried(mine: Values, theirs: Values) -> tuple[tuple[str, str], ...]:
    """Return both versions as names and values that a page can carry."""
    return tuple(
        (f"{prefix}{name}", value)
        for prefix, values in ((_MINE, mine), (_THEIRS, theirs))
        for name, found in values.items()
        for value in found
    )


def settled(posted: Values) -> dict[str, list[str]]:
    """Return the one form of a conflict's page: theirs where it was picked, else mine."""
    mine, theirs = _part(posted, _MINE), _part(posted, _THEIRS)
    picked = {name for name, value in _part(posted, _PICK).items() if value == ["theirs"]}
    found = {name: values for name, values in mine.items() if _group(name) not in picked}
    found |= {name: values for name, values in theirs.items() if _group(name) in picked}
    return compact(found)


def _part(posted: Values, prefix: str) -> dict[str, list[str]]:
    return {
        name.removeprefix(prefix): list(values)
        for name, values in posted.items()
        if name.startswith(prefix)
    }


def _group(name: str) -> str:
    """Return the field that a name is part of: a list as a whole, a new entity with its field."""
    own = name.removeprefix("new.")
    row = row_of(own)
    return row[0] if row else own


def _lines(values: Values, group: str) -> tuple[str, ...]:
    """Return what a version has in a field, one line each; cells of a row side by side."""
    rows: dict[int, list[str]] = {}
    for name, found in values.items():
        if _group(name) == group and not name.startswith("new."):
            row = row_of(name)
            rows.setdefault(row[1] if row else 0, []).extend(_split(found))
    if any(row_of(name) for name in values if _group(name) == group):
        return tuple(" \N{MIDDLE DOT} ".join(rows[number]) for number in sorted(rows))
    return tuple(line for number in sorted(rows) for line in rows[number])


def _split(values: Sequence[str]) -> list[str]:
    return [line for value in values for line in value.splitlines()]
