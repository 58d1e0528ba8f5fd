"""What the teacher sees of an assignment: learner by question, and each question's statistics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizapp.analytics.items import ItemStatistics, item_statistics
from quizapp.errors import NotFoundError
from quizapp.formats.csv_table import Cell, to_csv
from quizapp.generation import codec
from quizapp.generation.question import Question
from quizapp.services.assignments import taught_assignment
from quizapp.services.attempts import submit_attempt
from quizapp.store import gradebook_queries, quiz_queries
from quizapp.store.classes import Assignment, SchoolClass
from quizapp.store.engine import reading
from quizapp.store.gradebook_queries import AttemptRow, GradeCell, ItemFact
from quizapp.store.quiz_queries import ItemRow


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One learner of the class.

    Attributes:
        state: "submitted", "running", "not_started", or "missing" once the due time is over.
        score: points of the best submitted attempt; None without one.
        cells: score 0..1 by item of that attempt; None where it was left empty.
    """

    user_id: int
    name: str
    state: str
    attempts: int
    score: float | None
    share: float | None
    passed: bool | None
    cells: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One question over all first attempts."""

    number: int
    item_id: int
    question: Question
    fact: ItemFact
    statistics: ItemStatistics


@dataclass(frozen=True, slots=True)
class AssignmentReport:
    """Learner x question, and question by question."""

    assignment_id: int
    class_id: int
    class_name: str
    zone: str
    title: str
    due_at: datetime | None
    pass_mark: float | None
    max_score: float
    learners: tuple[LearnerRow, ...]
    items: tuple[ItemReport, ...]


def get_report(*, user_id: int, assignment_id: int, now: datetime) -> AssignmentReport:
    """Return the report of an assignment; attempts whose time is over are handed in first.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    _submit_overdue(user_id=user_id, assignment_id=assignment_id, now=now)
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = quiz_queries.list_items(session, assignment_id)
        facts = gradebook_queries.facts_of_items(session, assignment_id)
        people = gradebook_queries.learners_of_class(session, room.id)
        attempts = gradebook_queries.list_assignment_attempts(session, assignment_id)
        cells = gradebook_queries.list_grade_cells(session, assignment_id)
    return _report(
        row,
        room=room,
        items=items,
        facts=facts,
        people=people,
        attempts=attempts,
        cells=cells,
        now=now,
    )


def report_csv(report: AssignmentReport) -> str:
    """Return learner x question as CSV: scores 0..1, empty where nothing was answered."""
    header = ["learner", "state", "attempts", "points", "of", "percent"]
    header += [f"Q{item.number} {item.question.stem}" for item in report.items]
    rows: list[list[Cell]] = []
    for learner in report.learners:
        percent = None if learner.share is None else round(100 * learner.share, 1)
        lead: list[Cell] = [learner.name, learner.state, learner.attempts, learner.score]
        rows.append([*lead, report.max_score, percent, *learner.cells])
    return to_csv(header, rows)


def _report(
    row: Assignment,
    *,
    room: SchoolClass,
    items: tuple[ItemRow, ...],
    facts: dict[int, ItemFact],
    people: Sequence[tuple[int, str]],
    attempts: Sequence[AttemptRow],
    cells: Sequence[GradeCell],
    now: datetime,
) -> AssignmentReport:
    by_attempt: dict[int, dict[int, float | None]] = {}
    for cell in cells:
        by_attempt.setdefault(cell.attempt_id, {})[cell.item_id] = cell.score
    ids = [item.item_id for item in items]
    learners = tuple(
        _learner(row, person=person, attempts=attempts, by_attempt=by_attempt, ids=ids, now=now)
        for person in people
    )
    first = [a for a in attempts if a.number == 1 and a.submitted_at is not None]
    scores = [[by_attempt.get(a.attempt_id, {}).get(i) or 0.0 for i in ids] for a in first]
    statistics = item_statistics(scores, items=len(ids))
    return AssignmentReport(
        assignment_id=row.id,
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        title=row.title,
        due_at=row.due_at,
        pass_mark=row.pass_mark,
        max_score=sum(item.points for item in items),
        learners=learners,
        items=tuple(
            ItemReport(
                number=number,
                item_id=item.item_id,
                question=codec.from_json(item.content),
                fact=facts[item.item_id],
                statistics=statistics[number - 1],
            )
            for number, item in enumerate(items, start=1)
        ),
    )


def _learner(
    row: Assignment,
    *,
    person: tuple[int, str],
    attempts: Sequence[AttemptRow],
    by_attempt: dict[int, dict[int, float | None]],
    ids: Sequence[int],
    now: datetime,
) -> LearnerRow:
    user_id, name = person
    mine = [attempt for attempt in attempts if attempt.user_id == user_id]
    done = [attempt for attempt in mine if attempt.submitted_at is not None]
    best = max(done, key=lambda attempt: (attempt.score or 0.0, -attempt.number), default=None)
    share = (
        best.score / best.max_score if best and best.score is not None and best.max_score else None
    )
    if best is not None:
        state = "submitted"
    elif mine:
        state = "running"
    else:
        state = "missing" if row.due_at is not None and now >= row.due_at else "not_started"
    answered = by_attempt.get(best.attempt_id, {}) if best else {}
    return LearnerRow(
        user_id=user_id,
        name=name,
        state=state,
        attempts=len(mine),
        score=best.score if best else None,
        share=share,
        passed=None if share is None or row.pass_mark is None else share >= row.pass_mark,
        cells=tuple(answered.get(each) for each in ids),
    )


def _submit_overdue(*, user_id: int, assignment_id: int, now: datetime) -> None:
    """Hand in the running attempts whose deadline has passed, each in its own transaction."""
    with reading() as session:
        taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        overdue = quiz_queries.list_overdue_attempts(session, assignment_id=assignment_id, now=now)
    for attempt_id, learner_id in overdue:
        try:
            submit_attempt(user_id=learner_id, attempt_id=attempt_id, now=now)
        except NotFoundError:
            continue  # erased between the two transactions
