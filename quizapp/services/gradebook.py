"""What the teacher sees of an assignment: learner by question, and each question's statistics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quizapp.analytics.items import ItemStatistics, item_statistics
from quizapp.analytics.quiz import ScoreDistribution, score_distribution
from quizapp.errors import NotFoundError
from quizapp.formats.csv_table import Cell, to_csv
from quizapp.generation import codec, variant
from quizapp.generation.question import Question
from quizapp.services.answer_tables import AnswerLine, Given, answer_table
from quizapp.services.assignments import taught_assignment
from quizapp.services.attempts import hand_in_if_over
from quizapp.services.quiz_scoring import item_seed, reaches
from quizapp.services.zones import local_from_instant, zone_or_fallback
from quizapp.store import gradebook_queries, quiz_queries
from quizapp.store.classes import Assignment, SchoolClass
from quizapp.store.engine import reading
from quizapp.store.gradebook_queries import AttemptRow, GradeCell, ItemFact
from quizapp.store.quiz_queries import ItemRow

GONE: Final = "someone who left the class"


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One learner of the class.

    Attributes:
        state: "submitted", "running", "not_started", or "missing" once the due time is over.
        attempt_id: the best submitted attempt; None without one. submitted_at: when it was.
        score: its points. share: of those that could be reached, 0..1.
        cells: score 0..1 by item of that attempt; None where it was left empty.
    """

    user_id: int
    name: str
    state: str
    attempts: int
    attempt_id: int | None
    submitted_at: datetime | None
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
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class AssignmentReport:
    """Learner x question, and question by question."""

    assignment_id: int
    class_id: int
    class_name: str
    zone: str
    title: str
    attempts_allowed: int
    opens_at: datetime | None
    due_at: datetime | None
    time_limit_s: int | None
    shuffle: bool
    feedback: str
    pass_mark: float | None
    withdrawn: bool
    max_score: float
    distribution: ScoreDistribution
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
    """Return learner x question as CSV: scores 0..1, empty where nothing was answered.

    Times are local ones of the class's zone, with their offset; in UTC, and saying so, where the
    zone is not known any more.
    """
    header = ["learner", "state", "attempts", "submitted at", "zone", "points", "of", "percent"]
    header += [f"Q{item.number} {item.question.stem}" for item in report.items]
    zone = zone_or_fallback(report.zone)
    rows: list[list[Cell]] = []
    for learner in report.learners:
        percent = None if learner.share is None else round(100 * learner.share, 1)
        at = learner.submitted_at
        local = None if at is None else local_from_instant(at, zone=report.zone)
        lead: list[Cell] = [learner.name, learner.state, learner.attempts]
        lead += [local.isoformat(timespec="seconds") if local else None, zone]
        rows.append([*lead, learner.score, report.max_score, percent, *learner.cells])
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
    names = dict(people)
    by_place = {(cell.attempt_id, cell.item_id): cell for cell in cells}
    return AssignmentReport(
        assignment_id=row.id,
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        title=row.title,
        attempts_allowed=row.attempts_allowed,
        opens_at=row.opens_at,
        due_at=row.due_at,
        time_limit_s=row.time_limit_s,
        shuffle=row.shuffle,
        feedback=row.feedback,
        pass_mark=row.pass_mark,
        withdrawn=row.withdrawn_at is not None,
        max_score=sum(item.points for item in items),
        distribution=score_distribution(
            [each.share for each in learners if each.share is not None], pass_mark=row.pass_mark
        ),
        learners=learners,
        items=tuple(
            ItemReport(
                number=number,
                item_id=item.item_id,
                question=question,
                fact=facts[item.item_id],
                statistics=statistics[number - 1],
                answers=answer_table(
                    question,
                    _given(question, item.item_id, first=first, cells=by_place, names=names),
                ),
            )
            for number, (item, question) in enumerate(
                ((item, codec.from_json(item.content)) for item in items), start=1
            )
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
        attempt_id=best.attempt_id if best else None,
        submitted_at=best.submitted_at if best else None,
        score=best.score if best else None,
        share=share,
        passed=None if share is None or row.pass_mark is None else reaches(share, row.pass_mark),
        cells=tuple(answered.get(each) for each in ids),
    )


def _given(
    question: Question,
    item_id: int,
    *,
    first: Sequence[AttemptRow],
    cells: Mapping[tuple[int, int], GradeCell],
    names: Mapping[int, str],
) -> tuple[Given, ...]:
    """Return each learner's response to one question in their first attempt."""
    found = []
    for attempt in first:
        cell = cells.get((attempt.attempt_id, item_id))
        response = None
        if cell is not None and cell.response is not None:
            seed = item_seed(attempt.seed, item_id)
            response = variant.canonical(question, seed=seed, response=cell.response)
        found.append(Given(names.get(attempt.user_id, GONE), response))
    return tuple(found)


def _submit_overdue(*, user_id: int, assignment_id: int, now: datetime) -> None:
    """Hand in the running attempts whose deadline has passed, each in its own transaction."""
    with reading() as session:
        taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        overdue = quiz_queries.list_overdue_attempts(session, assignment_id=assignment_id, now=now)
    for attempt_id, learner_id in overdue:
        try:
            hand_in_if_over(user_id=learner_id, attempt_id=attempt_id, now=now)
        except NotFoundError:
            continue  # erased between the two transactions
