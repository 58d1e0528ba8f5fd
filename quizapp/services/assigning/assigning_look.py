"""Looking at the assignments of a class, and at a quiz as its learners will see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from quizapp.bank.terms import JsonObject
from quizapp.generation import variant
from quizapp.generation.question import Question
from quizapp.services.assigning.assigning_content import draw_beside, keyed, together
from quizapp.services.assigning.assigning_edit import editable_of
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.classes.classes import taught_class
from quizapp.services.quizzes.quiz_drawing import asked_by_rules, count_chosen
from quizapp.services.quizzes.quiz_rules import Section
from quizapp.store.engine import reading
from quizapp.store.quizzes import quiz_queries
from quizapp.store.tables.classes import Assignment
from quizapp.store.teaching import assigning_queries

State = Literal["withdrawn", "scheduled", "upcoming", "open", "late", "closed"]


@dataclass(frozen=True, slots=True)
class Line:
    """An assignment in the list of its class.

    Attributes:
        kind: quiz or goal. goal: as in ``Assignment.goal``.
        questions: of a drawn quiz as many as its rules ask for; None where they take every fact.
        targets: groups and learners named; 0 for the whole class.
    """

    id: int
    title: str
    kind: str
    goal: dict[str, object] | None
    state: State
    visible_at: datetime | None
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    questions: int | None
    drawn: bool
    targets: int
    attempts: int
    submitted: int


@dataclass(frozen=True, slots=True)
class ClassAssignments:
    """The assignments of a class, newest first."""

    class_id: int
    class_name: str
    zone: str
    archived: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LookQuestion:
    """A question as a learner is asked it, and as its teacher knows it."""

    number: int
    section: int
    public: JsonObject
    question: Question


@dataclass(frozen=True, slots=True)
class QuizLook:
    """A quiz as one learner may see it."""

    id: int
    class_id: int
    class_name: str
    title: str
    drawn: bool
    sections: tuple[Section, ...]
    questions: tuple[LookQuestion, ...]


def list_assignments(*, user_id: int, class_id: int, now: datetime) -> ClassAssignments:
    """Return the assignments of a class that the person teaches.

    Raises:
        NotFoundError: there is none such.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        found = assigning_queries.list_assignments(session, class_id)
        drawn = [each.row.id for each in found if each.row.drawn]
        placed = quiz_queries.list_placed(session, drawn)
        return ClassAssignments(
            class_id=room.id,
            class_name=room.name,
            zone=room.zone,
            archived=room.archived_at is not None,
            lines=tuple(
                Line(
                    id=each.row.id,
                    title=each.row.title,
                    kind=each.row.kind,
                    goal=each.row.goal,
                    state=state_of(each.row, now=now),
                    visible_at=each.row.visible_at,
                    opens_at=each.row.opens_at,
                    due_at=each.row.due_at,
                    closes_at=each.row.closes_at,
                    questions=asked_by_rules(
                        each.row, beside=count_chosen(each.row, placed.get(each.row.id, ()))
                    )
                    if each.row.drawn
                    else each.questions,
                    drawn=each.row.drawn,
                    targets=each.targets,
                    attempts=each.attempts,
                    submitted=each.submitted,
                )
                for each in found
            ),
        )


def look_at(*, user_id: int, assignment_id: int) -> QuizLook:
    """Return a quiz as its learners see it; of a drawn one, what one of them may be asked.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        content = editable_of(session, row, room).content
        items = content.items
        if content.drawn:
            items = together(items, draw_beside(session, content.sections, items, seed="look"))
        return QuizLook(
            id=row.id,
            class_id=room.id,
            class_name=room.name,
            title=row.title,
            drawn=content.drawn,
            sections=content.sections,
            questions=tuple(
                LookQuestion(
                    number=number,
                    section=each.section,
                    public=variant.present(each.question, seed=f"look {number}").public,
                    question=each.question,
                )
                for number, each in enumerate(keyed(session, items), start=1)
            ),
        )


def state_of(row: Assignment, *, now: datetime) -> State:
    """Return where an assignment stands for the class; single learners may have other times."""
    if row.withdrawn_at is not None:
        return "withdrawn"
    if row.visible_at is not None and now < row.visible_at:
        return "scheduled"
    if row.closes_at is not None and now >= row.closes_at:
        return "closed"
    if row.opens_at is not None and now < row.opens_at:
        return "upcoming"
    if row.due_at is not None and now >= row.due_at:
        return "late"
    return "open"
