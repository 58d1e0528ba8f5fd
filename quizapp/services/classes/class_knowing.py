"""What a class knows: recall of each fact by learner today, who needs a look, what is coming.

Only what a learner shares is read: recall by fact unless they chose otherwise, times of study
only where they chose so. What they handed in at the class's own quizzes is the class's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.errors import InputError
from quizapp.services.classes.class_load import DAYS_AHEAD, ClassLoad, load_of
from quizapp.services.classes.class_looks import LAPSES, Look, looks_of
from quizapp.services.classes.class_recall import (
    FactLine,
    PassageLine,
    TopicLine,
    day_of,
    lines_of,
    passages_of,
    recalls_of,
    topics_of,
)
from quizapp.services.classes.class_standing import standing_in_class
from quizapp.services.classes.classes import taught_class
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.store.engine import reading, writing
from quizapp.store.study import set_queries
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import class_knowing_queries, study_times_queries
from quizapp.store.teaching.class_knowing_queries import FactOfSet, MemoryRow

_WEAKEST: Final = 8
_SEVERAL: Final = 3
_TITLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class ClassKnowing:
    """What a class knows of a set today.

    Attributes:
        sets: (id, title) of those that the teacher may assign.
        learners: names of those who share their recall, in the order of the recalls; learner_ids.
        hidden: how many do not.
        weakest: facts with the lowest mean recall, lowest first, those first that several have met.
        topics: of the facts, with the class's mean recall of each.
        load: what the next two weeks ask of the class and of each learner.
    """

    class_id: int
    class_name: str
    zone: str
    sets: tuple[tuple[int, str], ...]
    set_id: int | None
    title: str
    learners: tuple[str, ...]
    learner_ids: tuple[int, ...]
    hidden: int
    facts: tuple[FactLine, ...]
    passages: tuple[PassageLine, ...]
    weakest: tuple[FactLine, ...]
    topics: tuple[TopicLine, ...]
    looks: tuple[Look, ...]
    load: ClassLoad


def get_class_knowing(
    *, user_id: int, class_id: int, set_id: int | None, now: datetime
) -> ClassKnowing:
    """Return what a class of the person knows of a set: of its last quiz's when none is named.

    Quiz attempts whose time is over are handed in first.

    Raises:
        NotFoundError: not a class of this teacher, or no such set for them.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        name, zone = room.name, room.zone
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        sets = class_knowing_queries.list_sets(session, user_id)
        everybody = class_knowing_queries.list_learners(session, class_id)
        quizzes, marks = standing_in_class(
            session, class_id=class_id, user_ids=[each.user_id for each in everybody], now=now
        )
        chosen = set_id if set_id is not None else _set_of(quizzes, [each for each, _ in sets])
        title = ""
        facts: tuple[FactOfSet, ...] = ()
        titles: Mapping[str, str] = {}
        memories: Sequence[MemoryRow] = ()
        fact_of: Mapping[int, str] = {}
        if chosen is not None:
            title = dict(sets).get(chosen) or (
                set_queries.get_visible_set(session, set_id=chosen, user_id=user_id).title
            )
            facts = class_knowing_queries.list_facts(session, chosen)
            titles = class_knowing_queries.topic_titles(session, facts)
            memories, fact_of = class_knowing_queries.list_memories(
                session, class_id=class_id, set_id=chosen
            )
        slipping = class_knowing_queries.count_slipping(session, class_id=class_id, lapses=LAPSES)
        last_day = max((day_of(each, now) for each in everybody), default=0) + DAYS_AHEAD
        due = class_knowing_queries.count_due(session, class_id, last_day=last_day)
        studied = study_times_queries.last_studied(session, class_id)
        # Within the transaction: after its end each quiz would be fetched again by itself.
        load = load_of(everybody, due, quizzes, marks, zone=zone, now=now)
    sharing = tuple(each for each in everybody if each.shares_recall)
    known = recalls_of(memories, fact_of, sharing, now=now)
    lines = lines_of(facts, sharing, known)
    return ClassKnowing(
        class_id=class_id,
        class_name=name,
        zone=zone,
        sets=sets,
        set_id=chosen,
        title=title,
        learners=tuple(each.name for each in sharing),
        learner_ids=tuple(each.user_id for each in sharing),
        hidden=len(everybody) - len(sharing),
        facts=lines,
        passages=passages_of(lines),
        weakest=_weakest_of(lines, learners=len(sharing)),
        topics=topics_of(lines, titles),
        looks=looks_of(everybody, slipping, known, marks, studied, now=now),
        load=load,
    )


def list_looks(*, user_id: int, class_id: int, now: datetime) -> tuple[Look, ...]:
    """Return the learners of a class of the person who may need a look, by name.

    They are those of ``get_class_knowing`` without a set named, for the class's first page.

    Raises:
        NotFoundError: not a class of this teacher.
    """
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        everybody = class_knowing_queries.list_learners(session, class_id)
        quizzes, marks = standing_in_class(
            session, class_id=class_id, user_ids=[each.user_id for each in everybody], now=now
        )
        sets = class_knowing_queries.list_sets(session, user_id)
        chosen = _set_of(quizzes, [each for each, _ in sets])
        memories: Sequence[MemoryRow] = ()
        fact_of: Mapping[int, str] = {}
        if chosen is not None:
            memories, fact_of = class_knowing_queries.list_memories(
                session, class_id=class_id, set_id=chosen
            )
        slipping = class_knowing_queries.count_slipping(session, class_id=class_id, lapses=LAPSES)
        studied = study_times_queries.last_studied(session, class_id)
    sharing = tuple(each for each in everybody if each.shares_recall)
    known = recalls_of(memories, fact_of, sharing, now=now)
    return looks_of(everybody, slipping, known, marks, studied, now=now)


def _weakest_of(lines: Sequence[FactLine], *, learners: int) -> tuple[FactLine, ...]:
    """Return the facts that a class knows least.

    What one learner forgot says little of a class: facts that several have met come first.
    """
    few = min(_SEVERAL, learners)
    ranked = sorted(
        (line for line in lines if line.mean is not None),
        key=lambda line: (line.studied < few, line.mean or 0.0),
    )
    return tuple(ranked[:_WEAKEST])


def _set_of(quizzes: Sequence[Assignment], sets: Sequence[int]) -> int | None:
    """Return the set of the quiz given last that has one of these, else the first of them."""
    given = [each for each in quizzes if each.set_id in sets]
    last = max(given, key=lambda each: each.id, default=None)
    return last.set_id if last else next(iter(sets), None)


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
