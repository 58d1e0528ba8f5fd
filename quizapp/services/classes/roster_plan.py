"""What a class list would change: each row matched to a person of the class, or to nobody.

An account is matched by the school's number within the class, or by its exact name if it is in
the class already. An account of anybody else is never touched: a person who is new to the class
gets an account of their own, with a number behind the name where the name is taken.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from quizapp.errors import InputError
from quizapp.formats.rosters.roster_columns import Columns
from quizapp.formats.rosters.roster_csv import Fault, Roster, RosterRow
from quizapp.services.classes.roster_between import with_faults_between
from quizapp.services.people.credentials import NAME_MAX, name_key
from quizapp.store.teaching.group_queries import Group
from quizapp.store.teaching.roster_queries import Known

MOST_GROUPS: Final = 200
_COUNTED: Final = re.compile(r" \d+$")
_COUNTED_MOST: Final = 8
"""Characters that a number and the space before it take, at most."""


class What(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row and what becomes of it.

    Attributes:
        account: the name of the account: an existing one's, or the one to be made.
        member_id: of the class, None for a new account.
        sets_number, joins_group, renames: what changes of an existing person.
        notes: what a teacher should know, though nothing is wrong.
    """

    row: RosterRow
    what: What
    account: str
    member_id: int | None = None
    sets_number: bool = False
    joins_group: bool = False
    renames: bool = False
    notes: tuple[InputError, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What a class list would change.

    Attributes:
        left: names of learners whom the list does not have: they stay as they are.
        new_groups: names of groups that are made.
        digest: equal while the same list means the same changes.
    """

    rows: tuple[Planned, ...]
    left: tuple[str, ...]
    new_groups: tuple[str, ...]
    columns: Columns
    encoding: str
    digest: str

    def count(self, what: What) -> int:
        """Return how many rows become that."""
        return sum(each.what is what for each in self.rows)


@dataclass(frozen=True, slots=True)
class Ground:
    """The class as it stands."""

    people: tuple[Known, ...]
    groups: tuple[Group, ...]


def make_plan(roster: Roster, ground: Ground) -> Plan:
    """Return what each row means for the class; new accounts have no free name yet."""
    rows = with_faults_between(roster)
    index = _index(ground)
    planned = [_planned(row, index, columns=roster.columns) for row in rows]
    planned = _refuse_twice(planned, roster.columns)
    fresh = _new_groups(planned, ground.groups)
    if len(ground.groups) + len(fresh) > MOST_GROUPS:
        raise InputError(
            "By this list the class would have more than {most} groups. Is {column} the right "
            "column?",
            most=MOST_GROUPS,
            column=roster.columns.head("group"),
            field="file",
        )
    met = {each.member_id for each in planned}
    left = tuple(
        each.name
        for each in ground.people
        if each.role == "learner" and not each.blocked and each.user_id not in met
    )
    return Plan(tuple(planned), left, fresh, roster.columns, roster.encoding, "")


def name_accounts(plan: Plan, names: Sequence[str]) -> Plan:
    """Return the plan with the free names of accounts made or renamed, and its digest."""
    free = iter(names)
    rows = []
    for each in plan.rows:
        if not (each.what is What.NEW or each.renames):
            rows.append(each)
            continue
        account = next(free)
        notes = each.notes
        if name_key(account) != name_key(each.row.name):
            notes += (
                InputError(
                    "The name is taken on this site: they sign in as {account}.", account=account
                ),
            )
        rows.append(replace(each, account=account, notes=notes))
    parts = [
        (r.row.line, r.what.value, r.account, r.member_id, r.row.number, r.row.group) for r in rows
    ]
    digest = hashlib.sha256(repr((parts, plan.left)).encode()).hexdigest()
    return replace(plan, rows=tuple(rows), digest=digest)


def candidates(base: str, start: int, count: int) -> list[str]:
    """Return names made of one: "Ana Ruiz", "Ana Ruiz 2", ..., none longer than names may be."""
    found = []
    for number in range(start, start + count):
        ending = "" if number == 1 else f" {number}"
        room = NAME_MAX - len(ending)
        short = base[:room].rstrip()
        while len(name_key(short + ending)) > NAME_MAX:
            short = short[:-1].rstrip()
        found.append(short + ending)
    return found


def _planned(row: RosterRow, finder: "_Index", *, columns: Columns) -> Planned:
    """Return what becomes of one row by itself."""
    if row.faults:
        return Planned(row, What.REFUSED, row.name)
    by_number = finder.number.get(name_key(row.number)) if row.number else None
    by_account = finder.name.get(name_key(row.account)) if row.account else None
    by_name = finder.name.get(name_key(row.name))
    found = by_number or by_account or _same_person(row, by_name)
    if by_number and by_account and by_number.user_id != by_account.user_id:
        return _refused(
            row,
            columns.head("id"),
            InputError("The number belongs to {name} in this class.", name=by_number.name),
        )
    if found is None:
        notes: tuple[InputError, ...] = ()
        if by_name is not None:
            notes = (InputError("There is another {name} in this class.", name=by_name.name),)
        return Planned(row, What.NEW, row.name, notes=notes)
    namesake = by_number is not None and _is_called(by_number, row.name)
    if by_number and by_name and by_name.user_id != by_number.user_id and not namesake:
        return _refused(
            row,
            columns.head("id"),
            InputError(
                "The number belongs to {name} in this class, and the name to somebody else.",
                name=by_number.name,
            ),
        )
    return _matched(row, found, finder, columns=columns)


def _matched(row: RosterRow, found: Known, finder: "_Index", *, columns: Columns) -> Planned:
    """Return what changes of a person of the class."""
    head = columns.head("name", "last", "first", "account")
    if found.role == "teacher":
        return _refused(row, head, InputError("{name} teaches this class.", name=found.name))
    if found.blocked:
        return _refused(
            row,
            head,
            InputError(
                "{name} is blocked. Let them back in first, if you mean to.", name=found.name
            ),
        )
    if found.disabled:
        return _refused(row, head, InputError("The account {name} is disabled.", name=found.name))
    if row.number and found.number and name_key(found.number) != name_key(row.number):
        return _refused(
            row,
            columns.head("id"),
            InputError(
                "{name} has another number in this class: {number}.",
                name=found.name,
                number=found.number,
            ),
        )
    sets_number = bool(row.number) and not found.number
    joins_group = bool(row.group) and found.user_id not in finder.inside.get(
        name_key(row.group), frozenset()
    )
    differs = row.name != row.account and found.name not in (row.name, row.account)
    differs = differs and not _is_called(found, row.name)
    renames = differs and found.made_here and found.waiting
    notes: tuple[InputError, ...] = ()
    if differs and not renames:
        notes = (InputError("The account is called {name}, and stays so.", name=found.name),)
    changes = sets_number or joins_group or renames
    return Planned(
        row,
        What.UPDATED if changes else What.UNCHANGED,
        found.name,
        member_id=found.user_id,
        sets_number=sets_number,
        joins_group=joins_group,
        renames=renames,
        notes=notes,
    )


def _is_called(found: Known, name: str) -> bool:
    """Return whether a name is a person's, but for a number: "Ana Ruiz 2" is Ana Ruiz too."""
    plain = _COUNTED.sub("", found.name)
    if plain == found.name:
        return name == found.name
    # A long name was shortened to make room for its number.
    shortened = len(found.name) > NAME_MAX - _COUNTED_MOST and name.startswith(plain)
    return shortened or name_key(plain) == name_key(name)


def _same_person(row: RosterRow, by_name: Known | None) -> Known | None:
    """Return who has the row's name in the class, unless the numbers say it is another."""
    if by_name is None or (row.number and by_name.number):
        return None
    # Whoever joined by themselves and has no number yet is given the list's.
    return by_name


def _refuse_twice(planned: list[Planned], columns: Columns) -> list[Planned]:
    """Refuse rows that mean the same person of the class, by whatever they were matched."""
    met = Counter(each.member_id for each in planned if each.what is not What.REFUSED)
    return [
        _refused(
            each.row,
            columns.head("name", "last", "first", "account"),
            InputError("Another row means {name} too.", name=each.account),
        )
        if each.member_id is not None and met[each.member_id] > 1 and each.what is not What.REFUSED
        else each
        for each in planned
    ]


def _refused(row: RosterRow, column: str, error: InputError) -> Planned:
    return Planned(replace(row, faults=(*row.faults, Fault(column, error))), What.REFUSED, row.name)


def _new_groups(planned: Sequence[Planned], groups: Sequence[Group]) -> tuple[str, ...]:
    """Return the names of groups to be made: of look-alikes the first."""
    known = {name_key(each.name) for each in groups}
    fresh: dict[str, str] = {}
    for each in planned:
        if each.what in {What.NEW, What.UPDATED} and each.row.group:
            key = name_key(each.row.group)
            if key not in known:
                fresh.setdefault(key, each.row.group)
    return tuple(fresh.values())


@dataclass(frozen=True, slots=True)
class _Index:
    """The class by what a row may name: a number, an account, a group."""

    number: Mapping[str, Known]
    name: Mapping[str, Known]
    inside: Mapping[str, frozenset[int]]


def _index(ground: Ground) -> _Index:
    return _Index(
        {name_key(each.number): each for each in ground.people if each.number},
        {each.name_key: each for each in ground.people},
        {name_key(each.name): each.members for each in ground.groups},
    )
