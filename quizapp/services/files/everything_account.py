"""What an account is beside its decks and its memory, out of it and into another.

Preferences, days of rest, plans that stand, and the sets of the person's own that they study.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError, Words, translatable
from quizapp.formats.own.everything_account import (
    Account,
    FiledGoal,
    FiledPlan,
    FiledPreferences,
    FiledRest,
    detail_of,
)
from quizapp.scheduling.plans import PlanKind, last_day_of
from quizapp.services.people.accounts import get_user
from quizapp.services.people.preferences import Preferences, check_preferences
from quizapp.services.people.zones import zones
from quizapp.services.plans.plans import MOST_GOALS
from quizapp.services.plans.plans_codec import from_stored
from quizapp.services.study import sets
from quizapp.store.base import EPOCH
from quizapp.store.people import memory_file_queries
from quizapp.store.study import enrolling, plan_queries, set_queries
from quizapp.store.study.plan_queries import StoredPlan
from quizapp.store.tables.habits import StudyRest

_PASSAGE: Final = "passage"
_EXPECTED: Final = ("minutes", "share", "points", "set_added")
_ONE_EACH: Final = frozenset({"backlog", "easy", "budget", "retention"})
"""Kinds of which one plan stands at a time."""
_PREFERENCES: Final = (
    *("zone", "rollover_hour", "theme", "language", "desired_retention"),
    *("new_per_day", "reviews_per_day", "same_day"),
)
_WEEKDAYS: Final = range(7)
_LONGEST_NUMBER: Final = 9
_PLAN: Final[TypeAdapter[FiledPlan]] = TypeAdapter(FiledPlan)


@dataclass(frozen=True, slots=True)
class Moved:
    """Where things of a file are here.

    Attributes:
        decks: id of a deck in the file -> its id here.
    """

    user_id: int
    decks: Mapping[str, str]

    def key(self, key: str) -> str:
        """Return the key that a set of the file has here."""
        kind, _, rest = key.partition(":")
        article, slash, part = rest.partition("/")
        moved = f"{kind}:{self.decks.get(article, article)}{slash}{part}"
        return f"{moved}@{self.user_id}" if kind == _PASSAGE else moved


@dataclass(frozen=True, slots=True)
class Choice:
    """What of an account finds its place here.

    Attributes:
        sets: keys here of the sets of the person's own to study. losses: each a sentence.
    """

    preferences: Preferences
    sets: tuple[str, ...]
    plans: tuple[FiledPlan, ...]
    losses: tuple[Words, ...]


def account_of(session: Session, *, user_id: int) -> Account:
    """Return what a file says of an account.

    Raises:
        NotFoundError: there is no such account.
    """
    row = get_user(session, user_id=user_id)
    values = {name: getattr(row, name) for name in (*_PREFERENCES, "auto_fit")}
    plans = plan_queries.list_plans(session, user_id=user_id)
    keys = memory_file_queries.keys_of_sets(
        session, {each.set_id for each in plans if each.set_id is not None}
    )
    filed = [_filed(each, keys) for each in plans]
    rest = session.get(StudyRest, user_id)
    return Account(
        preferences=FiledPreferences(**values),
        rest=_rest_of(rest) if rest else None,
        sets=[_bare(key) for key in memory_file_queries.list_own_studied(session, user_id=user_id)],
        plans=[each for each in filed if each is not None],
        goals_left=sum(each is None for each in filed),
    )


def checked(account: Account) -> Preferences:
    """Return the preferences of a file, which are within the bounds of the settings page.

    Raises:
        InputError: one is not; the message says which.
    """
    values = {name: getattr(account.preferences, name) for name in _PREFERENCES}
    found = Preferences(**values)
    check_preferences(found, zone_before=found.zone)
    return found


def choose(account: Account, moved: Moved, *, has: Callable[[str], bool]) -> Choice:
    """Return what of an account finds its place here.

    Args:
        has: whether there is, or will be, a set of that key for the person.

    Raises:
        InputError: a preference is out of its bounds.
    """
    preferences, losses = checked(account), []
    if preferences.zone not in zones():
        losses.append(
            translatable("This site does not know the time zone {zone}.", zone=preferences.zone)
        )
    sets_here = []
    for key in account.sets:
        if has(moved.key(key)):
            sets_here.append(moved.key(key))
        else:
            losses.append(translatable("A set that you studied is not here: {key}.", key=key))
    plans, goals_lost = _plans(account, moved, has)
    losses += goals_lost
    return Choice(preferences, tuple(sets_here), tuple(plans), tuple(losses))


def is_here(session: Session, key: str, *, user_id: int) -> bool:
    """Return whether there is a set of that key for a person, or can be."""
    kind, _, rest = key.partition(":")
    if kind != _PASSAGE:
        return memory_file_queries.find_set(session, key, user_id=user_id) is not None
    article, number = _passage(rest)
    known = set_queries.list_cards_of_article(session, user_id=user_id, article_id=article)
    return any(card.passage == number for card in known)


def put_account(
    session: Session, account: Account, choice: Choice, moved: Moved, *, now: datetime
) -> None:
    """Give an account what was chosen of a file's, inside the caller's transaction.

    Its decks, their sets and its memory must be there already.
    """
    row = get_user(session, user_id=moved.user_id)
    for name in _PREFERENCES:
        if name != "zone" or choice.preferences.zone in zones():
            setattr(row, name, getattr(choice.preferences, name))
    row.auto_fit = account.preferences.auto_fit
    if account.rest is not None:
        days = sum(1 << day for day in set(account.rest.weekdays))
        session.merge(
            StudyRest(user_id=moved.user_id, weekdays=days, per_week=account.rest.per_week)
        )
    session.flush()
    for key in choice.sets:
        set_id = _set_id(session, key, user_id=moved.user_id)
        enrolling.study_set(session, user_id=moved.user_id, set_id=set_id, now=now)
    for plan in choice.plans:
        _add_plan(session, plan, moved, now=now)


def _plans(
    account: Account, moved: Moved, has: Callable[[str], bool]
) -> tuple[list[FiledPlan], list[Words]]:
    """Return the plans that can stand here, and what is said of the others."""
    kept: list[FiledPlan] = []
    losses: list[Words] = []
    for each in account.plans:
        goals = [one for one in kept if isinstance(one, FiledGoal)]
        if isinstance(each, FiledGoal):
            if len(goals) < MOST_GOALS and has(moved.key(each.set)):
                kept.append(each)
            else:
                losses.append(
                    translatable("A goal is for a set that is not here: {key}.", key=each.set)
                )
        elif each.kind not in _ONE_EACH or all(one.kind != each.kind for one in kept):
            kept.append(each)
    if account.goals_left:
        losses.append(
            translatable(
                "Goals for sets that a teacher put together stay behind: {count}.",
                count=account.goals_left,
            )
        )
    return kept, losses


def _add_plan(session: Session, filed: FiledPlan, moved: Moved, *, now: datetime) -> None:
    user_id, set_id = moved.user_id, None
    detail: dict[str, Any] = dict(detail_of(filed))
    if isinstance(filed, FiledGoal):
        set_id = detail["set_id"] = _set_id(session, moved.key(filed.set), user_id=user_id)
        enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)
    taken_at = EPOCH + timedelta(milliseconds=filed.taken_at)
    plan = from_stored(StoredPlan(0, filed.kind, set_id, "", detail, {}, None, taken_at, None))
    plan_queries.add_plan(
        session,
        user_id=user_id,
        kind=filed.kind,
        set_id=set_id,
        detail=detail,
        expected=filed.expected.model_dump(mode="json"),
        last_day=last_day_of(plan),
        now=taken_at,
    )


def _set_id(session: Session, key: str, *, user_id: int) -> int:
    """Return the number of a set that is here, or that a passage has from now on.

    Raises:
        NotFoundError: it is not.
    """
    kind, _, rest = key.partition(":")
    if kind == _PASSAGE:
        article, number = _passage(rest)
        return sets.make_passage_set(session, user_id=user_id, article_id=article, number=number)
    found = memory_file_queries.find_set(session, key, user_id=user_id)
    if found is None:
        raise NotFoundError("There is no such set.")
    return found


def _passage(rest: str) -> tuple[str, int]:
    """Return article and number of a passage that a key names; 0 where it names none."""
    article, _, number = rest.partition("@")[0].rpartition("/")
    known = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    return article, int(number) if known else 0


def _filed(row: StoredPlan, keys: Mapping[int, str]) -> FiledPlan | None:
    """Return a plan as a file holds it; None where its set has no key."""
    values = dict(row.detail)
    if row.kind == PlanKind.GOAL:
        key = keys.get(row.set_id or 0)
        if key is None:
            return None
        values = {**values, "set": _bare(key)}
        del values["set_id"]
    return _PLAN.validate_python(
        {
            **values,
            "kind": row.kind,
            "expected": {k: v for k, v in row.expected.items() if k in _EXPECTED},
            "taken_at": (row.taken_at - EPOCH) // timedelta(milliseconds=1),
        },
        strict=False,
    )


def _bare(key: str) -> str:
    """Return the key of a set as a file names it: a passage without whose set it is."""
    return key.partition("@")[0] if key.startswith(f"{_PASSAGE}:") else key


def _rest_of(row: StudyRest) -> FiledRest:
    return FiledRest(weekdays=list(_days(row.weekdays)), per_week=row.per_week)


def _days(bits: int) -> Iterator[int]:
    return (day for day in _WEEKDAYS if bits >> day & 1)
