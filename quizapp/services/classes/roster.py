"""Use cases of the class list: try a file out, take it over in one transaction, hand it out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError
from quizapp.formats.rosters.roster_csv import read_roster
from quizapp.formats.sheets.csv_table import to_csv
from quizapp.services.classes.class_groups import add_group
from quizapp.services.classes.classes import taught_class
from quizapp.services.classes.roster_plan import (
    Ground,
    Plan,
    Planned,
    What,
    candidates,
    make_plan,
    name_accounts,
)
from quizapp.services.people.credentials import name_key
from quizapp.store.engine import reading, writing
from quizapp.store.people import people_queries
from quizapp.store.tables.classes import SchoolClass
from quizapp.store.tables.people import AuditEntry
from quizapp.store.teaching import class_queries, group_queries, roster_queries
from quizapp.store.teaching.roster_queries import NewAccount

_AT_ONCE: Final = 8
"""Numbers behind a taken name that are tried in one go, beyond those that are needed."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How many rows of a list became what."""

    new: int
    updated: int
    unchanged: int
    refused: int


def try_roster(*, user_id: int, class_id: int, data: bytes) -> Plan:
    """Return what a class list would change; nothing is stored.

    Raises:
        InputError: the file as a whole cannot be used.
        NotFoundError: there is no such class, or it is another teacher's.
    """
    roster = read_roster(data)
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        return with_names(session, make_plan(roster, _ground(session, class_id)))


def apply_roster(
    *, user_id: int, class_id: int, data: bytes, digest: str, now: datetime
) -> Applied:
    """Take a class list over: all its sound rows in one transaction, or nothing.

    People that the list does not have stay as they are.

    Args:
        digest: of the plan that the teacher has seen.

    Raises:
        ConflictError: the class has changed since, so that the list would do something else.
        InputError: the file as a whole cannot be used.
    """
    roster = read_roster(data)
    with writing() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        if room.archived_at is not None:
            raise ConflictError("The class is archived. Take it up again first.")
        plan = with_names(session, make_plan(roster, _ground(session, class_id)))
        if plan.digest != digest:
            raise ConflictError(
                "The class has changed since you looked. Nothing was stored; this is what the "
                "list would do now."
            )
        _apply(session, plan, room=room, now=now)
        done = Applied(*(plan.count(what) for what in What))
        detail: dict[str, object] = {"new": done.new, "updated": done.updated}
        session.add(
            AuditEntry(
                at=now,
                actor_id=user_id,
                action="roster taken over",
                subject=f"class:{class_id}",
                detail=detail,
            )
        )
        return done


def template_csv() -> str:
    """Return an empty class list with the columns that can be read."""
    return to_csv(
        ("First name", "Last name", "Student ID", "Group"),
        (("Ana", "Ruiz", "1001", "A"), ("Jo", "Okafor", "1002", "B")),
    )


def export_csv(*, user_id: int, class_id: int) -> str:
    """Return the class list: name, number, groups, and what is noted of each learner."""
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        people = group_queries.list_people(session, class_id)
        groups = group_queries.list_groups(session, class_id)
    names = {
        each.user_id: "; ".join(g.name for g in groups if each.user_id in g.members)
        for each in people
    }
    return to_csv(
        ("Name", "Student ID", "Groups", "Joined", "Blocked", "Has signed in"),
        [
            (
                each.name,
                each.external_id,
                names[each.user_id],
                each.joined_at.date().isoformat(),
                each.blocked,
                not each.waiting,
            )
            for each in people
            if each.role == "learner"
        ],
    )


def _ground(session: Session, class_id: int) -> Ground:
    return Ground(
        roster_queries.list_known(session, class_id), group_queries.list_groups(session, class_id)
    )


def with_names(session: Session, plan: Plan) -> Plan:
    """Return the plan with a free name for each account that is made or renamed."""
    bases = [each.row.name for each in plan.rows if each.what is What.NEW or each.renames]
    return name_accounts(plan, _free_names(session, bases))


def _free_names(session: Session, bases: Sequence[str]) -> list[str]:
    """Return a name for each base that no account has, and none twice.

    Asked in rounds: of each name as many numbers at once as are needed, so that a few statements
    do for any list.
    """
    given: dict[int, str] = {}
    used: set[str] = set()
    tried: Counter[str] = Counter()
    open_places = list(range(len(bases)))
    while open_places:
        need = Counter(name_key(bases[place]) for place in open_places)
        offers: dict[str, list[str]] = {}
        for place in open_places:
            key = name_key(bases[place])
            if key not in offers:
                count = need[key] + (_AT_ONCE if tried[key] else 0)
                offers[key] = candidates(bases[place], tried[key] + 1, count)
                tried[key] += count
        keys = {name_key(name) for names in offers.values() for name in names}
        used |= roster_queries.taken_keys(session, keys - used)
        left = []
        for place in open_places:
            queue = offers[name_key(bases[place])]
            while queue and name_key(queue[0]) in used:
                queue.pop(0)
            if queue:
                used.add(name_key(queue[0]))
                # Two spellings of one name share the numbers, and each keeps its own.
                number = tried[name_key(bases[place])] - len(queue) + 1
                given[place] = candidates(bases[place], number, 1)[0]
                queue.pop(0)
            else:
                left.append(place)
        open_places = left
    return [given[place] for place in range(len(bases))]


def _apply(session: Session, plan: Plan, *, room: SchoolClass, now: datetime) -> None:
    for name in plan.new_groups:
        add_group(session, class_id=room.id, name=name)
    groups = {name_key(each.name): each.id for each in group_queries.list_groups(session, room.id)}
    fresh = [each for each in plan.rows if each.what is What.NEW]
    ids = roster_queries.add_accounts(
        session,
        [NewAccount(each.account, name_key(each.account), each.row.number) for each in fresh],
        class_id=room.id,
        zone=room.zone,
        now=now,
    )
    pairs = [
        (groups[name_key(each.row.group)], user_id)
        for each, user_id in zip(fresh, ids, strict=True)
        if each.row.group
    ]
    for each in plan.rows:
        if each.what is What.UPDATED:
            _update(session, each, class_id=room.id)
            if each.joins_group and each.member_id is not None:
                pairs.append((groups[name_key(each.row.group)], each.member_id))
    roster_queries.add_to_groups(session, pairs)


def _update(session: Session, each: Planned, *, class_id: int) -> None:
    """Store the number and the name of a person of the class."""
    if each.member_id is None:
        return
    if each.sets_number:
        member = class_queries.find_member(session, class_id=class_id, user_id=each.member_id)
        if member is not None:
            member.external_id = each.row.number
    if each.renames:
        person = people_queries.find_user(session, user_id=each.member_id)
        if person is not None:
            person.name, person.name_key = each.account, name_key(each.account)
