"""What a teacher can give points and words for in one attempt, in the order it was shown."""

from dataclasses import dataclass

from quizapp.errors import NotFoundError
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.quiz_scoring import item_seed
from quizapp.services.quizzes.response_words import question_line
from quizapp.store.engine import reading
from quizapp.store.quizzes import gradebook_queries, grading_queries


@dataclass(frozen=True, slots=True)
class AnswerToJudge:
    """One question of an attempt.

    Attributes:
        number: as the learner saw it, from 1. line: the question in a line.
        score: 0..1 as it counts. manual: whether a teacher gave it.
    """

    attempt_id: int
    item_id: int
    number: int
    line: str
    points: float
    score: float
    manual: bool
    comment: str
    dropped_as: str


def list_answers(*, user_id: int, attempt_id: int) -> tuple[AnswerToJudge, ...]:
    """Return the questions of a submitted attempt in a class of this teacher.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        found = gradebook_queries.find_attempt_for_teacher(
            session, attempt_id=attempt_id, user_id=user_id
        )
        if found is None:
            raise NotFoundError("There is no such attempt in your classes.")
        attempt, row, _, _ = found
        asked = grading_queries.list_asked(session, attempt_id)
        questions = get_questions(session, {each.question_id for each in asked})
        if row.shuffle:
            shown = sorted(
                asked,
                key=lambda each: (
                    each.section,
                    item_seed(f"order:{attempt.seed}", each.item_id),
                ),
            )
        else:
            shown = sorted(asked, key=lambda each: (each.section, each.position))
    return tuple(
        AnswerToJudge(
            attempt_id=attempt_id,
            item_id=each.item_id,
            number=number,
            line=question_line(questions[each.question_id]),
            points=each.points,
            score=each.score or 0.0,
            manual=each.manual_score is not None,
            comment=each.comment,
            dropped_as=each.dropped_as,
        )
        for number, each in enumerate(shown, start=1)
    )
