"""Which grades a platform should hold, compared with what it was sent: differences wait.

Grades change in many ways (another attempt, a regrade, a dropped question, an excuse), so that
nothing tells of a change: all marks of the lines are made anew and compared. A mark is sent once
its learner may see it here; before, the platform would show what the quiz keeps back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.services.classes.class_marks import marks_of_class
from quizapp.services.classes.classes import taught_class
from quizapp.services.lti.lti_arrival import NOBODY
from quizapp.services.marking.grade_marks import Mark
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.quizzes import grade_queries
from quizapp.store.tables.lti import LtiGrade, LtiLine
from quizapp.store.teaching import class_queries, lti_queries
from quizapp.store.teaching.lti_queries import Line

_SAME: Final = 1e-9


@dataclass(frozen=True, slots=True)
class GradeLine:
    """What the outbox says of one learner's grade.

    Attributes:
        state: none (there is no grade to send yet), held (not shown to its learner yet),
            waiting, sent or failed.
        share: 0..1, None for none. problem: key of ``PROBLEMS``, "" for none.
    """

    name: str
    state: str
    share: float | None
    sent_at: datetime | None
    next_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz that a link of the course leads to, with its learners' grades."""

    assignment_id: int
    title: str
    grades: tuple[GradeLine, ...]


@dataclass(frozen=True, slots=True)
class CoursePage:
    """The course of a class.

    Attributes:
        has_members: whether the platform gives a list of members.
    """

    class_id: int
    class_name: str
    zone: str
    platform: str
    course: str
    linked_at: datetime
    has_members: bool
    quizzes: tuple[QuizLine, ...]


def find_course(*, user_id: int, class_id: int, now: datetime) -> CoursePage | None:
    """Return the course of a class with its grades; None where none is connected.

    Raises:
        NotFoundError: there is no such class, or it is another teacher's.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        course = lti_queries.find_course_of_class(session, class_id=class_id)
        if course is None:
            return None
        platform = lti_queries.get_platform(session, platform_id=course.platform_id)
        found = lti_queries.list_lines(session, class_id=class_id)
        quizzes = _quizzes(session, found, now=now)
        return CoursePage(
            class_id=room.id,
            class_name=room.name,
            zone=room.zone,
            platform=platform.name,
            course=course.title,
            linked_at=course.linked_at,
            has_members=course.members_url != "",
            quizzes=quizzes,
        )


def collect(*, now: datetime, class_id: int | None = None) -> int:
    """Let differences between grades and what was sent wait; return how many there were.

    Attempts whose time is over are handed in first.

    Args:
        class_id: of this class alone; None for all.
    """
    with reading() as session:
        classes = {
            course.class_id
            for _, course, _, _ in lti_queries.list_lines(session, class_id=class_id)
        }
    for each in classes:
        hand_in_overdue_of_class(class_id=each, now=now)
    with reading() as session:
        lines = [
            each
            for each in lti_queries.list_lines(session, class_id=class_id)
            if each[3].withdrawn_at is None
        ]
        wanted = {
            line_id: {who: _share(mark) for who, mark in marks.items()}
            for line_id, marks in _marks(session, lines, now=now).items()
        }
        noted = _noted(session, wanted)
        changed = _changes(wanted, noted)
    if not changed:
        return 0
    with writing() as session:
        lock_for(session, NOBODY)
        return sum(_put(session, *each, now=now) for each in changed)


def _changes(
    wanted: Mapping[int, Mapping[int, float | None]],
    noted: Mapping[tuple[int, int], float | None],
) -> list[tuple[int, int, float | None]]:
    """Return (line, learner, share) of what differs; what never was needs no taking back."""
    found = []
    for line_id, shares in wanted.items():
        for user_id, share in shares.items():
            before = noted.get((line_id, user_id))
            if not _is_same(before, share):
                found.append((line_id, user_id, share))
    return found


def _noted(session: Session, wanted: Mapping[int, object]) -> dict[tuple[int, int], float | None]:
    rows = lti_queries.list_grades(session, line_ids=list(wanted))
    return {(row.line_id, row.user_id): row.share for row in rows}


def _put(
    session: Session, line_id: int, user_id: int, share: float | None, *, now: datetime
) -> bool:
    """Let a grade wait, if its line still is there and nobody was quicker."""
    row = session.get(LtiGrade, (line_id, user_id))
    if session.get(LtiLine, line_id) is None or (row and _is_same(row.share, share)):
        return False
    if row is None:
        row = LtiGrade(line_id=line_id, user_id=user_id)
        session.add(row)
    row.state, row.share, row.changed_at = "waiting", share, now
    row.next_at, row.tries, row.problem = now, 0, ""
    session.flush()
    return True


def _is_same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < _SAME


def _share(mark: Mark) -> float | None:
    """Return what the platform should hold of a mark: nothing while it is closed to its learner."""
    if not (mark.open_to_learner and mark.counts) or mark.share is None:
        return None
    return min(1.0, max(0.0, mark.share))


def _marks(session: Session, lines: Sequence[Line], *, now: datetime) -> dict[int, dict[int, Mark]]:
    """Return, by line, the marks of the learners who are in the class and came by the platform.

    As many statements for each course as for one quiz: this is looked at every two minutes.
    """
    by_course: dict[int, list[Line]] = {}
    for each in lines:
        by_course.setdefault(each[1].id, []).append(each)
    found: dict[int, dict[int, Mark]] = {}
    for group in by_course.values():
        _, course, platform, _ = group[0]
        people = lti_queries.subjects_in_class(
            session, class_id=course.class_id, issuer=platform.issuer
        )
        quizzes = list({row.id: row for _, _, _, row in group}.values())
        marks = marks_of_class(session, course.class_id, quizzes, people=people, now=now).marks
        for line, _, _, row in group:
            found[line.id] = {user_id: marks[user_id, row.id] for user_id in people}
    return found


def _quizzes(session: Session, lines: Sequence[Line], *, now: datetime) -> tuple[QuizLine, ...]:
    """Return the quizzes of a course with what the outbox says of each learner's grade."""
    marks = _marks(session, lines, now=now)
    people = {who for each in marks.values() for who in each}
    names = grade_queries.names_of(session, people)
    noted = {
        (each.line_id, each.user_id): each
        for each in lti_queries.list_grades(session, line_ids=list(marks))
    }
    found = []
    for line, _, _, row in lines:
        grades = [
            _grade(names[who], mark, noted.get((line.id, who)))
            for who, mark in marks[line.id].items()
        ]
        grades.sort(key=lambda each: each.name.casefold())
        found.append(QuizLine(row.id, row.title, tuple(grades)))
    return tuple(found)


def _grade(name: str, mark: Mark, row: LtiGrade | None) -> GradeLine:
    share = _share(mark)
    if row is None or (row.share is None and share is None and row.state == "sent"):
        held = mark.counts and not mark.open_to_learner
        state = "held" if held else "none" if share is None else "waiting"
        return GradeLine(name, state, share, None, None, "")
    if not _is_same(row.share, share):
        # Noticed at the next round.
        return GradeLine(name, "waiting", share, row.sent_at, None, "")
    return GradeLine(name, row.state, share, row.sent_at, row.next_at, row.problem)


def is_learner(session: Session, *, class_id: int, user_id: int) -> bool:
    """Return whether a person is a learner of a class who is not blocked."""
    member = class_queries.find_member(session, class_id=class_id, user_id=user_id)
    return member is not None and member.role == "learner" and member.blocked_at is None
