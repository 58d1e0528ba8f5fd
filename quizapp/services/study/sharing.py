"""What a learner lets a class's teachers see of their own study, and who lets what be seen."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.store.engine import reading, writing
from quizapp.store.tables.classes import ClassMember
from quizapp.store.teaching import class_queries, group_queries


@dataclass(frozen=True, slots=True)
class Choice:
    """What one learner lets be seen in one class.

    Attributes:
        recall: how well they know each fact, also from reviews outside assignments.
        times: on which days and at what times of day they study.
    """

    class_id: int
    class_name: str
    recall: bool
    times: bool
    teachers: tuple[str, ...]


def get_choice(*, user_id: int, class_id: int) -> Choice:
    """Return what the person lets the class's teachers see.

    Raises:
        NotFoundError: they are no learner of it.
    """
    with reading() as session:
        row = class_queries.find_class_for(
            session, class_id=class_id, user_id=user_id, role="learner"
        )
        member = class_queries.find_member(session, class_id=class_id, user_id=user_id)
        if row is None or member is None:
            raise NotFoundError("You are not a learner of this class.")
        people = class_queries.list_members(session, class_id)
        return Choice(
            class_id=class_id,
            class_name=row.name,
            recall=member.shares_recall,
            times=member.shares_times,
            teachers=tuple(each.name for each in people if each.role == "teacher"),
        )


def choose(*, user_id: int, class_id: int, recall: bool, times: bool) -> None:
    """Store what the person lets the class's teachers see, from this moment.

    Raises:
        NotFoundError: they are no learner of it.
    """
    with writing() as session:
        member = class_queries.find_member(session, class_id=class_id, user_id=user_id)
        if member is None or member.role != "learner" or member.blocked_at is not None:
            raise NotFoundError("You are not a learner of this class.")
        member.shares_recall, member.shares_times = recall, times


def visible_recall(session: Session, class_id: int) -> frozenset[int]:
    """Return the learners of a class whose recall by fact its teachers may see."""
    return group_queries.who_shares(session, class_id, ClassMember.shares_recall)


def visible_times(session: Session, class_id: int) -> frozenset[int]:
    """Return the learners of a class whose days and times of study its teachers may see."""
    return group_queries.who_shares(session, class_id, ClassMember.shares_times)
