"""The report of one quiz: learner by question with states, and each question's statistics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.analytics.item_analysis import ItemAnalysis, analyse_items
from quizapp.analytics.quiz import ScoreDistribution, score_distribution
from quizapp.formats.sheets.csv_table import PLAIN, Cell, Layout, to_csv
from quizapp.generation.question import Question
from quizapp.services.assigning.assignments import feedback_of, taught_assignment
from quizapp.services.marking.grade_marks import Mark, State, mark_of
from quizapp.services.people.zones import local_from_instant, zone_or_fallback
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.services.quizzes.response_words import question_line
from quizapp.store.engine import reading
from quizapp.store.quizzes import answer_queries, grade_queries, gradebook_queries
from quizapp.store.quizzes.answer_queries import ItemAbout
from quizapp.store.quizzes.grade_queries import AttemptMark
from quizapp.store.tables.classes import Assignment, SchoolClass


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One learner whom the quiz is for.

    Attributes:
        state: as ``grade_marks.Mark`` has it; a mark of "missing" is made only once it is closed.
        attempts: how many were started. attempt_id: the one that counts; None without one.
        score: its points after lateness. share: of those that could be reached, 0..1.
        late: whether it was handed in late. by_hand: whether a teacher gave points in it.
        cells: score 0..1 by item of that attempt; None where it was left empty, -1 where the
            learner was not asked it.
    """

    user_id: int
    name: str
    state: State
    attempts: int
    attempt_id: int | None
    submitted_at: datetime | None
    score: float | None
    of: float | None
    share: float | None
    passed: bool | None
    late: bool
    by_hand: bool
    cells: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One question over all first attempts. line: the question in a line."""

    number: int
    item_id: int
    question: Question
    line: str
    about: ItemAbout
    statistics: ItemAnalysis


@dataclass(frozen=True, slots=True)
class AssignmentReport:
    """Learner x question, and question by question."""

    assignment_id: int
    class_id: int
    class_name: str
    zone: str
    title: str
    attempts_allowed: int
    attempt_counts: str
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    time_limit_s: int | None
    shuffle: bool
    feedback: str
    pass_mark: float | None
    withdrawn: bool
    max_score: float
    distribution: ScoreDistribution
    learners: tuple[LearnerRow, ...]
    items: tuple[ItemReport, ...]


NOT_ASKED = -1.0
"""In a cell: this learner's attempt does not ask the question."""


def get_report(*, user_id: int, assignment_id: int, now: datetime) -> AssignmentReport:
    """Return the report of an assignment; attempts whose time is over are handed in first.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        _, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        class_id = room.id
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = answer_queries.list_items_about(session, assignment_id)
        questions = get_questions(session, {item.question_id for item in items})
        attempts = grade_queries.list_attempts(session, [assignment_id])
        scores = answer_queries.list_scores(session, assignment_id)
        learners = _learners(session, row, items, attempts=attempts, scores=scores, now=now)
        reports = _items(items, questions, attempts=attempts, scores=scores)
        return _report(row, room, learners=learners, items=reports)


def _report(
    row: Assignment,
    room: SchoolClass,
    *,
    learners: tuple[LearnerRow, ...],
    items: tuple[ItemReport, ...],
) -> AssignmentReport:
    counted = [each.share for each in learners if each.share is not None]
    return AssignmentReport(
        assignment_id=row.id,
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        title=row.title,
        attempts_allowed=row.attempts_allowed,
        attempt_counts=row.attempt_counts,
        opens_at=row.opens_at,
        due_at=row.due_at,
        closes_at=row.closes_at,
        time_limit_s=row.time_limit_s,
        shuffle=row.shuffle,
        feedback=feedback_of(row),
        pass_mark=row.pass_mark,
        withdrawn=row.withdrawn_at is not None,
        max_score=_possible([each.about for each in items]),
        distribution=score_distribution(counted, pass_mark=row.pass_mark),
        learners=learners,
        items=items,
    )


def _possible(items: Iterable[ItemAbout]) -> float:
    return sum(each.points for each in items if each.dropped_as != "removed")


def report_csv(report: AssignmentReport, *, layout: Layout = PLAIN) -> str:
    """Return learner x question as CSV: scores 0..1, empty where nothing was answered.

    Times are local ones of the class's zone, with their offset; in UTC, and saying so, where the
    zone is not known any more.
    """
    header = ["learner", "state", "attempts", "submitted at", "zone", "late", "points", "of"]
    header += ["percent", *(f"Q{item.number} {item.line}" for item in report.items)]
    zone = zone_or_fallback(report.zone)
    rows: list[list[Cell]] = []
    for learner in report.learners:
        percent = None if learner.share is None else round(100 * learner.share, 1)
        at = learner.submitted_at
        local = None if at is None else local_from_instant(at, zone=report.zone)
        lead: list[Cell] = [learner.name, learner.state.replace("_", " "), learner.attempts]
        lead += [local.isoformat(timespec="seconds") if local else None, zone, learner.late]
        points = None if learner.score is None else round(learner.score, 4)
        cells = (None if each == NOT_ASKED else each for each in learner.cells)
        rows.append([*lead, points, learner.of, percent, *cells])
    return to_csv(header, rows, layout)


Scores = Mapping[int, Mapping[int, tuple[float | None, bool]]]
"""(score 0..1, by hand) of what submitted attempts ask, by attempt and item."""


def _learners(
    session: Session,
    row: Assignment,
    items: Sequence[ItemAbout],
    *,
    attempts: Sequence[AttemptMark],
    scores: Scores,
    now: datetime,
) -> tuple[LearnerRow, ...]:
    """Return those whom the quiz is for, by name, each with what counts."""
    grants = grade_queries.list_grants(session, row.class_id, [row.id])
    mine: dict[int, list[AttemptMark]] = {}
    for attempt in attempts:
        mine.setdefault(attempt.user_id, []).append(attempt)
    possible, ids = _possible(items), [item.item_id for item in items]
    found = []
    for person_id, name in gradebook_queries.learners_of_class(session, row.class_id):
        mark = mark_of(
            row,
            user_id=person_id,
            attempts=mine.get(person_id, ()),
            grants=grants,
            possible=possible,
            now=now,
        )
        if mark.state != "not_meant":
            found.append(_learner(name, mark, scores=scores, ids=ids))
    return tuple(found)


def _learner(name: str, mark: Mark, *, scores: Scores, ids: Sequence[int]) -> LearnerRow:
    """Return a learner's row; excused work keeps its figures, but makes no grade."""
    cells = scores.get(mark.attempt_id or 0, {})
    excused = mark.state == "excused"
    return LearnerRow(
        user_id=mark.user_id,
        name=name,
        state=mark.state,
        attempts=mark.attempts,
        attempt_id=mark.attempt_id,
        submitted_at=mark.submitted_at,
        score=None if excused else mark.points,
        of=mark.possible,
        share=None if excused else mark.share,
        passed=None if excused else mark.passed,
        late=mark.late,
        by_hand=any(by_hand for _, by_hand in cells.values()),
        cells=tuple(cells[each][0] if each in cells else NOT_ASKED for each in ids)
        if cells
        else (None,) * len(ids),
    )


def _items(
    items: Sequence[ItemAbout],
    questions: Mapping[int, Question],
    *,
    attempts: Sequence[AttemptMark],
    scores: Scores,
) -> tuple[ItemReport, ...]:
    """Return the questions with their statistics over first attempts."""
    first = [each for each in attempts if each.number == 1 and each.submitted_at is not None]
    matrix = []
    for attempt in first:
        cells = scores.get(attempt.attempt_id, {})
        matrix.append([(cells[i.item_id][0] or 0.0) if i.item_id in cells else None for i in items])
    statistics = analyse_items(matrix, points=[item.points for item in items])
    return tuple(
        ItemReport(
            number=number,
            item_id=item.item_id,
            question=questions[item.question_id],
            line=question_line(questions[item.question_id]),
            about=item,
            statistics=statistics[number - 1],
        )
        for number, item in enumerate(items, start=1)
    )
