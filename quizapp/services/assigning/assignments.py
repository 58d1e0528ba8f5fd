"""Assignments of a class: the quick quiz of chosen questions, lists, due time, withdrawal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError
from quizapp.generation import codec
from quizapp.generation.question import Question
from quizapp.services.assigning import assigning_give
from quizapp.services.assigning.assigning_content import Chosen, Content
from quizapp.services.assigning.assigning_give import Place, touch
from quizapp.services.assigning.assigning_settings import Settings, Times
from quizapp.services.classes.classes import taught_class
from quizapp.services.quizzes import quiz_times
from quizapp.store.engine import reading, writing
from quizapp.store.quizzes import gradebook_queries, quiz_queries
from quizapp.store.quizzes.gradebook_queries import ClassQuiz
from quizapp.store.quizzes.quiz_queries import SetChoice
from quizapp.store.tables.classes import Assignment, SchoolClass

MOST_QUESTIONS: Final = 100
_TITLE_MAX: Final = 200
_LONGEST_LIMIT_S: Final = 24 * 3600
FEEDBACK: Final = ("after_submit", "after_due")


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """What a teacher fills in to assign a quiz.

    Attributes:
        question_ids: question versions in order, as previewed.
        attempts_allowed: 0 for any number.
        opens_at, due_at: instants; None for at once and for no end.
        time_limit_s: seconds from the start of an attempt, or None.
        feedback: "after_submit" or "after_due".
        pass_mark: share of the points, 0..1, or None.
    """

    title: str
    set_id: int
    question_ids: tuple[int, ...]
    attempts_allowed: int
    opens_at: datetime | None
    due_at: datetime | None
    time_limit_s: int | None
    shuffle: bool
    feedback: str
    pass_mark: float | None


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """A question as the teacher sees it before assigning: with its key."""

    question_id: int
    question: Question


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """An assignment with its questions and keys, for its teachers."""

    id: int
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
    questions: tuple[PreviewQuestion, ...]


def list_sets(*, user_id: int) -> tuple[SetChoice, ...]:
    """Return the sets that a person may assign, with how many facts each can ask about."""
    with reading() as session:
        return quiz_queries.list_set_choices(session, user_id=user_id)


def assign_quiz(*, user_id: int, class_id: int, draft: QuizDraft, now: datetime) -> int:
    """Give a quiz to a class; return the assignment's id.

    Raises:
        InputError: a value cannot be used; ``field`` names it.
        NotFoundError: not a class of this teacher, or no such set.
        ConflictError: a question was retired since it was chosen.
    """
    check_draft(draft, now=now)
    when = "due" if draft.feedback == "after_due" else "submit"
    settings = Settings(
        title=draft.title,
        attempts_allowed=draft.attempts_allowed,
        time_limit_s=draft.time_limit_s,
        shuffle=draft.shuffle,
        show_score=when,
        show_key=when,
        show_explanation=when,
        show_passage=when,
        pass_mark=draft.pass_mark,
    )
    (assignment_id,) = assigning_give.give(
        user_id=user_id,
        places=[Place(class_id)],
        settings=settings,
        times=Times(None, draft.opens_at, draft.due_at, draft.due_at),
        content=Content(draft.set_id, items=tuple(Chosen(each) for each in draft.question_ids)),
        now=now,
    )
    return assignment_id


def get_assignment(*, user_id: int, assignment_id: int) -> AssignmentPage:
    """Return an assignment of one of the person's classes, with keys.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = quiz_queries.list_items(session, assignment_id)
        return AssignmentPage(
            id=row.id,
            class_id=room.id,
            class_name=room.name,
            zone=room.zone,
            title=row.title,
            attempts_allowed=row.attempts_allowed,
            opens_at=row.opens_at,
            due_at=row.due_at,
            time_limit_s=row.time_limit_s,
            shuffle=row.shuffle,
            feedback=feedback_of(row),
            pass_mark=row.pass_mark,
            withdrawn=row.withdrawn_at is not None,
            questions=tuple(
                PreviewQuestion(item.question_id, codec.from_json(item.content)) for item in items
            ),
        )


def list_quizzes(*, user_id: int, class_id: int) -> tuple[ClassQuiz, ...]:
    """Return the quizzes of a class the person teaches, newest first, with how they went."""
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
        return gradebook_queries.list_class_quizzes(session, class_id)


def change_due(*, user_id: int, assignment_id: int, due_at: datetime | None, now: datetime) -> None:
    """Move the due time; running attempts follow it at once.

    An attempt whose time was over stays over, whether or not it was handed in by now.

    Raises:
        InputError: the new time is not after the opening and after now.
    """
    with writing() as session:
        row, _ = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        if due_at is None and feedback_of(row) == "after_due":
            raise InputError("Feedback after the due time needs a due time.", field="due_at")
        if due_at is not None and due_at <= max(row.opens_at or now, now):
            raise InputError(
                "The due time must be after the opening and after now.", field="due_at"
            )
        late = row.due_at is not None and row.closes_at != row.due_at
        if not late:
            row.closes_at = due_at
        elif row.closes_at is not None and due_at is not None:
            row.closes_at = max(row.closes_at, due_at)
        row.due_at = due_at
        touch(session, row, by=user_id, now=now, action="assignment.changed", changed=["due_at"])
        session.flush()
        quiz_times.follow(session, assignment_ids=(assignment_id,), now=now)


def withdraw(*, user_id: int, assignment_id: int, now: datetime) -> None:
    """Take an assignment back: learners no longer see it; what was answered stays stored."""
    with writing() as session:
        row, _ = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        if row.withdrawn_at is None:
            row.withdrawn_at = now
            touch(session, row, by=user_id, now=now, action="assignment.withdrawn")


def feedback_of(row: Assignment) -> str:
    """Return "after_due" when keys stay closed until the due time, else "after_submit"."""
    return "after_due" if row.show_key == "due" else "after_submit"


def taught_assignment(
    session: Session, *, user_id: int, assignment_id: int
) -> tuple[Assignment, SchoolClass]:
    """Return (assignment, class) if the person teaches the class.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    found = quiz_queries.find_assignment_for_teacher(
        session, assignment_id=assignment_id, user_id=user_id
    )
    if found is None:
        raise NotFoundError("There is no such assignment in your classes.")
    return found


def check_draft(draft: QuizDraft, *, now: datetime) -> None:
    """Refuse values that cannot be used.

    Raises:
        InputError: the first such value; ``field`` names it.
    """
    if not draft.title.strip() or len(draft.title) > _TITLE_MAX:
        raise InputError(
            "A quiz needs a title of 1 to {title_max} letters.", title_max=_TITLE_MAX, field="title"
        )
    if not 1 <= len(draft.question_ids) <= MOST_QUESTIONS:
        raise InputError(
            "Choose 1 to {most_questions} questions.", most_questions=MOST_QUESTIONS, field="count"
        )
    if len(set(draft.question_ids)) != len(draft.question_ids):
        raise InputError("A question is chosen twice.", field="count")
    if not 0 <= draft.attempts_allowed <= 100:  # noqa: PLR2004 - said in the message
        raise InputError("Allow 1 to 100 attempts, or 0 for any number.", field="attempts")
    if draft.time_limit_s is not None and not 60 <= draft.time_limit_s <= _LONGEST_LIMIT_S:  # noqa: PLR2004 - said in the message
        raise InputError("A time limit is 1 minute to 24 hours.", field="time_limit")
    if draft.feedback not in FEEDBACK:
        raise InputError(
            "Feedback is one of {feedback}.", feedback=", ".join(FEEDBACK), field="feedback"
        )
    if draft.feedback == "after_due" and draft.due_at is None:
        raise InputError("Feedback after the due time needs a due time.", field="due_at")
    if draft.due_at is not None and draft.due_at <= max(draft.opens_at or now, now):
        raise InputError("The due time must be after the opening and after now.", field="due_at")
    if draft.pass_mark is not None and not 0 <= draft.pass_mark <= 1:
        raise InputError("The pass mark is 0 to 100 %.", field="pass_mark")
