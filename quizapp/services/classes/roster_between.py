"""Faults of a class list that show only where two rows stand side by side."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from quizapp.errors import InputError
from quizapp.formats.rosters.roster_csv import Fault, Roster, RosterRow
from quizapp.services.people.credentials import name_key


def with_faults_between(roster: Roster) -> list[RosterRow]:
    """Return the rows with the faults that show only beside other rows."""
    sound = [row for row in roster.rows if not row.faults]
    numbers = _lines_by((name_key(row.number), row) for row in sound if row.number)
    accounts = _lines_by((name_key(row.account), row) for row in sound if row.account)
    bare = _lines_by(
        (name_key(row.name), row) for row in sound if not row.number and not row.account
    )
    heads = roster.columns
    out = []
    for row in roster.rows:
        faults = list(row.faults)
        if not faults:
            faults += _doubled(numbers, row.number, row, heads.head("id"), "number")
            faults += _doubled(accounts, row.account, row, heads.head("account"), "account")
            if not row.number and not row.account:
                faults += _doubled(bare, row.name, row, heads.head("name", "last"), "name")
        out.append(replace(row, faults=tuple(faults)))
    return out


def _lines_by(pairs: Iterable[tuple[str, RosterRow]]) -> dict[str, list[RosterRow]]:
    found: dict[str, list[RosterRow]] = defaultdict(list)
    for key, row in pairs:
        found[key].append(row)
    return found


def _doubled(
    seen: dict[str, list[RosterRow]], value: str, row: RosterRow, column: str, kind: str
) -> list[Fault]:
    """Return the fault of a row whose number, account or name stands in another row too."""
    if not value:
        return []
    others = [each for each in seen.get(name_key(value), ()) if each.line != row.line]
    if not others:
        return []
    other = others[0]
    if kind == "number":
        error = InputError("The same number stands in line {line}.", line=other.line)
    elif kind == "account":
        error = InputError("The same account stands in line {line}.", line=other.line)
    elif other.name == row.name:
        error = InputError(
            "The same name stands in line {line}. Give both a number, so that they can be told "
            "apart.",
            line=other.line,
        )
    else:
        error = InputError(
            "It looks like “{name}” in line {line}. Give both a number, so that they can be told "
            "apart.",
            name=other.name,
            line=other.line,
        )
    return [Fault(column, error)]
