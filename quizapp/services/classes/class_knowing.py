"""What a class knows: recall of each fact by learner today, who needs a look, what is coming.

Only what a learner shares is read: recall by fact unless they chose otherwise, times of study
only where they chose so. What they handed in at the class's own quizzes is the class's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError
from quizapp.services.classes.class_load import DAYS_AHEAD, ClassLoad, load_of
from quizapp.services.classes.class_looks import LAPSES, Look, looks_of
from quizapp.services.classes.class_recall import (
    FactLine,
    Known,
    PassageLine,
    TopicLine,
    day_of,
    lines_of,
    passages_of,
    recalls_of,
    topics_of,
)
from quizapp.services.classes.class_standing import QuizMark, standing_in_class
from quizapp.services.classes.classes import taught_class
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.store.engine import reading, writing
from quizapp.store.study import set_queries
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import class_knowing_queries, study_times_queries
from quizapp.store.teaching.class_knowing_queries import ClassLearner, FactOfSet, MemoryRow

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
    name, zone = _made_ready(user_id=user_id, class_id=class_id, now=now)
    with reading() as session:
        standing = _standing_of(session, user_id=user_id, class_id=class_id, set_id=set_id, now=now)
        everybody, chosen = standing.learners, standing.set_id
        title = ""
        facts: tuple[FactOfSet, ...] = ()
        titles: Mapping[str, str] = {}
        if chosen is not None:
            title = dict(standing.sets).get(chosen) or (
                set_queries.get_visible_set(session, set_id=chosen, user_id=user_id).title
            )
            facts = class_knowing_queries.list_facts(session, chosen)
            titles = class_knowing_queries.topic_titles(session, facts)
        last_day = max((day_of(each, now) for each in everybody), default=0) + DAYS_AHEAD
        due = class_knowing_queries.count_due(session, class_id, last_day=last_day)
        # Within the transaction: after its end each quiz would be fetched again by itself.
        load = load_of(everybody, due, standing.quizzes, standing.marks, zone=zone, now=now)
    sharing = standing.sharing
    known = standing.known(now=now)
    lines = lines_of(facts, sharing, known)
    return ClassKnowing(
        class_id=class_id,
        class_name=name,
        zone=zone,
        sets=standing.sets,
        set_id=chosen,
        title=title,
        learners=tuple(each.name for each in sharing),
        learner_ids=tuple(each.user_id for each in sharing),
        hidden=len(everybody) - len(sharing),
        facts=lines,
        passages=passages_of(lines),
        weakest=_weakest_of(lines, learners=len(sharing)),
        topics=topics_of(lines, titles),
        looks=standing.looks(known, now=now),
        load=load,
    )


def list_looks(*, user_id: int, class_id: int, now: datetime) -> tuple[Look, ...]:
    """Return the learners of a class of the person who may need a look, by name.

    They are those of ``get_class_knowing`` without a set named, for the class's first page.

    Raises:
        NotFoundError: not a class of this teacher.
    """
    _made_ready(user_id=user_id, class_id=class_id, now=now)
    with reading() as session:
        standing = _standing_of(session, user_id=user_id, class_id=class_id, set_id=None, now=now)
    return standing.looks(standing.known(now=now), now=now)


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where the learners of a class stand: all that says who may need a look.

    Attributes:
        learners: who is not blocked. quizzes: of the class; marks: at them, by learner.
        sets: as in ``ClassKnowing``. set_id: the one that ``memories`` are of, None for no set.
        fact_of: the fact of each card of the set.
        slipping: by learner, cards forgotten ``LAPSES`` times or more.
        studied: by learner who shares their times, when they answered last.
    """

    learners: tuple[ClassLearner, ...]
    quizzes: Sequence[Assignment]
    marks: Mapping[int, Sequence[QuizMark]]
    sets: tuple[tuple[int, str], ...]
    set_id: int | None
    memories: Sequence[MemoryRow]
    fact_of: Mapping[int, str]
    slipping: Mapping[int, int]
    studied: Mapping[int, datetime]

    @property
    def sharing(self) -> tuple[ClassLearner, ...]:
        """Return those who share their recall."""
        return tuple(each for each in self.learners if each.shares_recall)

    def known(self, *, now: datetime) -> Known:
        """Return what they recall today."""
        return recalls_of(self.memories, self.fact_of, self.sharing, now=now)

    def looks(self, known: Known, *, now: datetime) -> tuple[Look, ...]:
        """Return who may need a look, by name."""
        return looks_of(self.learners, self.slipping, known, self.marks, self.studied, now=now)


def _made_ready(*, user_id: int, class_id: int, now: datetime) -> tuple[str, str]:
    """Hand in what is overdue in a class of the person; return its name and zone.

    Raises:
        NotFoundError: not a class of this teacher.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        name, zone = room.name, room.zone
    hand_in_overdue_of_class(class_id=class_id, now=now)
    return name, zone


def _standing_of(
    session: Session, *, user_id: int, class_id: int, set_id: int | None, now: datetime
) -> _Standing:
    """Return where a class stands with a set: with its last quiz's when none is named."""
    sets = class_knowing_queries.list_sets(session, user_id)
    learners = class_knowing_queries.list_learners(session, class_id)
    quizzes, marks = standing_in_class(
        session, class_id=class_id, user_ids=[each.user_id for each in learners], now=now
    )
    chosen = set_id if set_id is not None else _set_of(quizzes, [each for each, _ in sets])
    memories: Sequence[MemoryRow] = ()
    fact_of: Mapping[int, str] = {}
    if chosen is not None:
        memories, fact_of = class_knowing_queries.list_memories(
            session, class_id=class_id, set_id=chosen
        )
    return _Standing(
        learners=learners,
        quizzes=quizzes,
        marks=marks,
        sets=sets,
        set_id=chosen,
        memories=memories,
        fact_of=fact_of,
        slipping=class_knowing_queries.count_slipping(session, class_id=class_id, lapses=LAPSES),
        studied=study_times_queries.last_studied(session, class_id),
    )


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
