"""A learner's quizzes: what is to come, open, late or done, and what one asks before it starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.services.quizzes.attempts import hand_in_overdue
from quizapp.services.quizzes.quiz_drawing import asked_by_rules, count_chosen
from quizapp.services.quizzes.quiz_feedback import Standing, shown_of, standing
from quizapp.services.quizzes.quiz_grades import Counted, counting_grade, rules_of, tried_of
from quizapp.services.quizzes.quiz_mine import NOT_YOURS, given_of
from quizapp.services.quizzes.quiz_scoring import reaches
from quizapp.services.quizzes.quiz_taking import sections_of
from quizapp.store.engine import reading
from quizapp.store.quizzes import learner_quiz_queries, quiz_queries
from quizapp.store.quizzes.learner_quiz_queries import Given
from quizapp.store.tables.classes import Assignment, Attempt

State = Literal["goal", "running", "upcoming", "open", "late", "done", "missed"]


@dataclass(frozen=True, slots=True)
class QuizLine:
    """An assignment as its learner's lists show it, with the learner's own times.

    Attributes:
        state: goal; running; upcoming (not open yet); open (can be started); late (can be
            started, past its due time); done (handed in, nothing more to do); missed.
        goal: of a study goal: {"recall": 0..1} or {"minutes": a day}.
        attempts_allowed: 0 for any number.
        counts: which attempt is the grade: best, last, first or average.
        share: the grade, 0..1; None while there is none or it is closed.
        late: whether lateness took something off it.
        hidden: whether there is a grade that is closed now and opens later.
        excused: whether it does not count for this learner.
    """

    id: int
    title: str
    class_name: str
    zone: str
    state: State
    goal: dict[str, object] | None
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    time_limit_s: int | None
    attempts_allowed: int
    attempts_used: int
    running_attempt: int | None
    counts: str
    share: float | None
    late: bool
    hidden: bool
    excused: bool


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt before its result: points None while the score is closed."""

    id: int
    number: int
    submitted_at: datetime | None
    late_by_s: int
    score: float | None
    max_score: float | None


@dataclass(frozen=True, slots=True)
class QuizIntro:
    """What a learner reads before starting, and their attempts so far.

    Attributes:
        questions: asked of the learner; 0 where that is only known once they are drawn.
        late_percent: taken off for each begun ``late_unit``; 0 for nothing.
        password: whether starting asks for one.
        shows: (what, when) for score, key, explanation and passage.
        why_not: why no attempt can be started, "" when one can or one is running.
    """

    line: QuizLine
    sections: tuple[str, ...]
    questions: int
    one_by_one: bool
    back_allowed: bool
    late_percent: float
    late_unit: str
    late_floor: float
    missing_percent: float | None
    pass_mark: float | None
    passed: bool | None
    password: bool
    shows: tuple[tuple[str, str], ...]
    attempts: tuple[AttemptLine, ...]
    can_start: bool
    why_not: str


def list_for_learner(*, user_id: int, now: datetime) -> tuple[QuizLine, ...]:
    """Return the learner's assignments by due time; grades not to be seen yet are None.

    Attempts whose time is over are handed in first. Three statements, however many there are.
    """
    hand_in_overdue(user_id=user_id, now=now)
    with reading() as session:
        found = learner_quiz_queries.list_given(session, user_id=user_id, now=now)
        attempts = learner_quiz_queries.list_attempts_of(session, user_id=user_id)
        lines = [_line(each, attempts.get(each.row.id, []), now=now) for each in found]
    return tuple(sorted(lines, key=lambda line: (line.due_at is None, line.due_at or now, line.id)))


def get_intro(*, user_id: int, assignment_id: int, now: datetime) -> QuizIntro:
    """Return the page before an attempt.

    Raises:
        NotFoundError: there is no such assignment for the learner, or its class is archived.
    """
    hand_in_overdue(user_id=user_id, now=now)
    with reading() as session:
        given = given_of(session, user_id=user_id, assignment_id=assignment_id, now=now)
        attempts = quiz_queries.list_attempts(session, assignment_id=assignment_id, user_id=user_id)
        if given.room.archived_at is not None:
            raise NotFoundError(NOT_YOURS)
        return _intro(
            given,
            attempts,
            items=_count_for_all(session, given.row),
            now=now,
        )


def _intro(given: Given, attempts: Sequence[Attempt], *, items: int, now: datetime) -> QuizIntro:
    row = given.row
    stands = standing(given, attempts, now=now)
    line = _line(given, attempts, now=now)
    shown = shown_of(row, final=True, submitted=True, after_due=stands.after_due)
    passed = None
    if row.pass_mark is not None and line.share is not None:
        passed = reaches(line.share, row.pass_mark)
    return QuizIntro(
        line=line,
        sections=tuple(each.title for each in sections_of(row) if each.title),
        questions=(asked_by_rules(row, beside=items) or 0) if row.drawn else items,
        one_by_one=row.one_by_one,
        back_allowed=row.back_allowed,
        late_percent=row.late_percent,
        late_unit=row.late_unit,
        late_floor=row.late_floor,
        missing_percent=row.missing_percent,
        pass_mark=row.pass_mark,
        passed=passed,
        password=bool(row.password),
        shows=(
            ("score", row.show_score),
            ("key", row.show_key),
            ("explanation", row.show_explanation),
            ("passage", row.show_passage),
        ),
        attempts=tuple(
            AttemptLine(
                each.id,
                each.number,
                each.submitted_at,
                each.late_by_s,
                each.score if shown.score else None,
                each.max_score,
            )
            for each in attempts
        ),
        can_start=stands.running is not None or not stands.why_not,
        why_not="" if stands.running is not None else stands.why_not,
    )


def _line(given: Given, attempts: Sequence[Attempt], *, now: datetime) -> QuizLine:
    row, room = given.row, given.room
    stands = standing(given, attempts, now=now)
    shown = shown_of(row, final=True, submitted=True, after_due=stands.after_due)
    excused = given.exception is not None and given.exception.excused_at is not None
    grade = None if excused else _grade(given, attempts, stands)
    return QuizLine(
        id=row.id,
        title=row.title,
        class_name=room.name,
        zone=room.zone,
        state=_state(given, stands, attempts, now=now),
        goal=row.goal,
        opens_at=stands.times.opens_at,
        due_at=stands.times.due_at,
        closes_at=stands.times.closes_at,
        time_limit_s=stands.times.time_limit_s,
        attempts_allowed=stands.times.attempts_allowed,
        attempts_used=stands.used,
        running_attempt=stands.running,
        counts=row.attempt_counts,
        share=grade.share if grade and shown.score else None,
        late=grade is not None and shown.score and grade.late,
        hidden=grade is not None and not shown.score and row.show_score != "never",
        excused=excused,
    )


def _grade(given: Given, attempts: Sequence[Attempt], stands: Standing) -> Counted | None:
    closes = stands.times.closes_at
    return counting_grade(
        tried_of(attempts),
        rules_of(given.row),
        closed=closes is not None and not stands.open_still,
    )


def _state(given: Given, stands: Standing, attempts: Sequence[Attempt], *, now: datetime) -> State:
    times = stands.times
    if given.row.kind != "quiz":
        return "goal"
    if stands.running is not None:
        return "running"
    if not stands.open_still:
        return "done" if attempts else "missed"
    if times.opens_at is not None and now < times.opens_at:
        return "upcoming"
    if times.due_at is not None and now >= times.due_at:
        # Another attempt would be late: who has handed in is done, and may still try.
        return "done" if attempts else "late"
    return "open"


def _count_for_all(session: Session, row: Assignment) -> int:
    """Return how many questions are asked of all: of a drawn quiz those its teacher chose."""
    if not row.drawn:
        return quiz_queries.count_items(session, row.id)
    return count_chosen(row, quiz_queries.list_placed(session, [row.id]).get(row.id, ()))
