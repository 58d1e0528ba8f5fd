"""What a class knows: recall of each fact by learner today, who needs a look, what is coming.

Only what a learner shares is read: recall by fact unless they chose otherwise, times of study
only where they chose so. What they handed in at the class's own quizzes is the class's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from quizapp.errors import InputError, Words, translatable
from quizapp.scheduling.day import date_of, moment
from quizapp.services.class_recall import (
    FactLine,
    PassageLine,
    day_of,
    lines_of,
    passages_of,
    recalls_of,
)
from quizapp.services.classes import taught_class
from quizapp.services.zones import zone_or_fallback
from quizapp.store import class_knowing_queries, quiz_queries, set_queries
from quizapp.store.class_knowing_queries import CardMemory, ClassLearner, FactOfSet, HandedIn
from quizapp.store.engine import reading, writing
from quizapp.store.quiz_queries import SetChoice

DAYS_AHEAD: Final = 14
_CARD_S: Final = 8
_FULL_MIN: Final = 40
"""Minutes of reviews a learner, or two quizzes due, from which a day is called full."""
_FULL_QUIZZES: Final = 2
_WEAKEST: Final = 8
_SEVERAL: Final = 3
_LOW: Final = 0.7
_FEW_CARDS: Final = 10
_FALL: Final = 0.2
_AWAY: Final = timedelta(days=7)
_LAPSES: Final = 8
_TITLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    """A learner who needs a look, and why, kindest first."""

    user_id: int
    name: str
    reasons: tuple[tuple[Words, Mapping[str, object]], ...]


@dataclass(frozen=True, slots=True)
class DayLoad:
    """What a day asks of the class.

    Attributes:
        quizzes: titles due on it. minutes: of reviews, mean over those who share.
        full: whether it is much for one day.
    """

    day: date
    quizzes: tuple[str, ...]
    minutes: float
    full: bool


@dataclass(frozen=True, slots=True)
class ClassKnowing:
    """What a class knows of a set today.

    Attributes:
        learners: names of those who share their recall, in the order of the recalls.
        hidden: how many do not.
        weakest: facts with the lowest mean recall, lowest first, those first that several have met.
        topics: ids of the topics of the facts.
    """

    class_id: int
    class_name: str
    zone: str
    sets: tuple[SetChoice, ...]
    set_id: int | None
    title: str
    learners: tuple[str, ...]
    hidden: int
    facts: tuple[FactLine, ...]
    passages: tuple[PassageLine, ...]
    weakest: tuple[FactLine, ...]
    topics: tuple[str, ...]
    looks: tuple[Look, ...]
    days: tuple[DayLoad, ...]


def get_class_knowing(
    *, user_id: int, class_id: int, set_id: int | None, now: datetime
) -> ClassKnowing:
    """Return what a class of the person knows; of its first set when none is named.

    Raises:
        NotFoundError: not a class of this teacher, or no such set for them.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        sets = quiz_queries.list_set_choices(session, user_id=user_id)
        chosen = set_id if set_id is not None else (sets[0].id if sets else None)
        title = ""
        facts: tuple[FactOfSet, ...] = ()
        if chosen is not None:
            title = set_queries.get_visible_set(session, set_id=chosen, user_id=user_id).title
            facts = class_knowing_queries.list_facts(session, chosen)
        everybody = class_knowing_queries.list_learners(session, class_id)
        memories: tuple[CardMemory, ...] = ()
        if chosen is not None:
            memories = class_knowing_queries.list_memories(
                session, class_id=class_id, set_id=chosen
            )
        slipping = class_knowing_queries.count_slipping(session, class_id=class_id, lapses=_LAPSES)
        due = class_knowing_queries.count_due(session, class_id)
        handed_in = class_knowing_queries.list_handed_in(session, class_id)
        studied = class_knowing_queries.last_studied(session, class_id)
    sharing = tuple(each for each in everybody if each.shares_recall)
    known = recalls_of(memories, sharing, now=now)
    lines = lines_of(facts, sharing, known)
    few = min(_SEVERAL, len(sharing))
    # What one learner forgot says little of a class: facts that several have met come first.
    ranked = sorted(
        (line for line in lines if line.mean is not None),
        key=lambda line: (line.studied < few, line.mean or 0.0),
    )
    return ClassKnowing(
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        sets=sets,
        set_id=chosen,
        title=title,
        learners=tuple(each.name for each in sharing),
        hidden=len(everybody) - len(sharing),
        facts=lines,
        passages=passages_of(lines),
        weakest=tuple(ranked[:_WEAKEST]),
        topics=tuple(sorted({topic for fact in facts for topic in fact.topics})),
        looks=_looks(everybody, slipping, known, handed_in, studied, now=now),
        days=_days(sharing, due, handed_in, zone=room.zone, now=now),
    )


def make_set_of_facts(*, user_id: int, class_id: int, fact_ids: Sequence[str], title: str) -> int:
    """Make a set of the teacher's own from some facts, to be assigned; return its id.

    Raises:
        NotFoundError: not a class of this teacher. InputError: no such facts are published.
    """
    with writing() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        made = class_knowing_queries.make_own_set(
            session, user_id=user_id, title=title[:_TITLE_MAX], fact_ids=fact_ids
        )
        if made is None:
            raise InputError("Choose at least one fact.", field="fact")
        return made


def _looks(
    learners: Sequence[ClassLearner],
    slipping: Mapping[int, int],
    known: Mapping[tuple[int, str], float],
    handed_in: Sequence[HandedIn],
    studied: Mapping[int, datetime],
    *,
    now: datetime,
) -> tuple[Look, ...]:
    by_learner: dict[int, list[HandedIn]] = {}
    for each in handed_in:
        by_learner.setdefault(each.user_id, []).append(each)
    recalls: dict[int, list[float]] = {}
    for (user_id, _), value in known.items():
        recalls.setdefault(user_id, []).append(value)
    found = []
    for learner in learners:
        reasons = [
            *_by_quizzes(by_learner.get(learner.user_id, ()), now=now),
            *_by_memory(recalls.get(learner.user_id, []), stuck=slipping.get(learner.user_id, 0)),
            *_by_times(learner, studied, now=now),
        ]
        if reasons:
            found.append(Look(learner.user_id, learner.name, tuple(reasons)))
    return tuple(found)


Reason = tuple[Words, Mapping[str, object]]


def _by_quizzes(mine: Sequence[HandedIn], *, now: datetime) -> list[Reason]:
    reasons: list[Reason] = []
    closed = [each for each in mine if (end := each.closes_at or each.due_at) and end <= now]
    missing = sum(each.share is None for each in closed)
    if missing:
        reasons.append((translatable("Quizzes not handed in: %(number)s."), {"number": missing}))
    shares = [each.share for each in mine if each.share is not None]
    if len(shares) > _FULL_QUIZZES:
        before = sum(shares[:-1]) / (len(shares) - 1)
        if before - shares[-1] >= _FALL:
            reasons.append(
                (
                    translatable("The last quiz went worse than those before: %(last)s %%."),
                    {"last": round(100 * shares[-1])},
                )
            )
    return reasons


def _by_memory(values: Sequence[float], *, stuck: int) -> list[Reason]:
    reasons: list[Reason] = []
    if len(values) >= _FEW_CARDS and sum(values) / len(values) < _LOW:
        reasons.append(
            (
                translatable("Much of what was learnt is slipping: %(recall)s %% recalled today."),
                {"recall": round(100 * sum(values) / len(values))},
            )
        )
    if stuck:
        reasons.append(
            (
                translatable("Cards that slip away again and again: %(number)s."),
                {"number": stuck},
            )
        )
    return reasons


def _by_times(
    learner: ClassLearner, studied: Mapping[int, datetime], *, now: datetime
) -> list[Reason]:
    if not learner.shares_times:
        return []
    last = studied.get(learner.user_id)
    if last is None:
        return [(translatable("Has not begun to study."), {})]
    if now - last >= _AWAY:
        return [(translatable("Last studied %(days)s days ago."), {"days": (now - last).days})]
    return []


def _days(
    learners: Sequence[ClassLearner],
    due: Sequence[tuple[int, int, int]],
    handed_in: Sequence[HandedIn],
    *,
    zone: str,
    now: datetime,
) -> tuple[DayLoad, ...]:
    """Return the next two weeks, by the class's calendar; what is overdue counts today."""
    today = {each.user_id: day_of(each, now) for each in learners}
    counts = [0] * DAYS_AHEAD
    for user_id, day, cards in due:
        if user_id in today:
            ahead = max(0, day - today[user_id])
            if ahead < DAYS_AHEAD:
                counts[ahead] += cards
    here = zone_or_fallback(zone)
    first = moment(now, zone=here, rollover_hour=0).day
    due_on: dict[int, dict[int, str]] = {}
    for quiz in handed_in:
        if quiz.due_at is not None and quiz.due_at > now:
            ahead = moment(quiz.due_at, zone=here, rollover_hour=0).day - first
            due_on.setdefault(ahead, {})[quiz.assignment_id] = quiz.title
    found = []
    for ahead, count in enumerate(counts):
        quizzes = tuple(due_on.get(ahead, {}).values())
        minutes = count * _CARD_S / 60 / len(learners) if learners else 0.0
        full = minutes >= _FULL_MIN or len(quizzes) >= _FULL_QUIZZES
        found.append(DayLoad(date_of(first + ahead), quizzes, minutes, full))
    return tuple(found)
