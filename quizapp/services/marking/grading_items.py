"""One question of a quiz as its grader sees it: all responses, grouped by what was given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.generation.question import (
    Choice,
    MultipleChoice,
    Question,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import ChoiceResponse, Response, TrueFalseResponse
from quizapp.grading import codec
from quizapp.grading.grade import grade
from quizapp.services.marking.grading_keys import by_version, right_options
from quizapp.services.marking.regrading import canonical_of
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.answer_credits import digest_of
from quizapp.services.quizzes.response_words import response_words
from quizapp.store.engine import reading
from quizapp.store.quizzes import grading_queries
from quizapp.store.quizzes.grading_queries import GivenAnswer, ItemLine
from quizapp.store.quizzes.regrade_queries import AnswerToGrade
from quizapp.store.tables.assigning import AnswerCredit
from quizapp.store.tables.classes import Assignment, AssignmentItem, SchoolClass

NOT_YOURS: Final = "There is no such question in your quizzes."


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """What one attempt has at the question.

    Attributes:
        text: as it was written or chosen; "" where nothing was.
        score: 0..1 as it counts. manual: whether a teacher gave it.
    """

    attempt_id: int
    item_id: int
    user_id: int
    name: str
    number: int
    text: str
    score: float
    manual: bool
    comment: str
    graded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that are alike: capitals, accents, spaces and punctuation do not count.

    Attributes:
        digest: names the group; "" of what was left empty.
        text: as most wrote it. spellings: how else it was written.
        by_key: what the key says, 0..1. credit: what a teacher said for all; None for nothing.
        share: of all answers, 0..1.
    """

    digest: str
    text: str
    spellings: tuple[str, ...]
    by_key: float
    credit: float | None
    share: float
    answers: tuple[OneAnswer, ...]

    @property
    def worth(self) -> float:
        """Return what it counts for all without a score of their own, 0..1."""
        return self.by_key if self.credit is None else self.credit


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit that stands."""

    digest: str
    text: str
    by_key: float
    score: float
    made_at: datetime


@dataclass(frozen=True, slots=True)
class GradedItem:
    """A question with everything that was given to it.

    Attributes:
        number: its place in the quiz, from 1. before, after: the neighbours' ids.
        typed: whether answers are written, not chosen.
        options: (index, text, right by the key, right by now) where a key can be chosen.
        newer: a later version of the question, and whether its key can be used for this one.
    """

    item_id: int
    assignment_id: int
    class_id: int
    title: str
    class_name: str
    zone: str
    number: int
    questions: int
    before: int | None
    after: int | None
    points: float
    dropped_as: str
    question: Question
    typed: bool
    options: tuple[tuple[int, str, bool, bool], ...]
    newer_id: int | None
    newer: Question | None
    newer_fits: bool
    groups: tuple[Group, ...]
    empty: tuple[OneAnswer, ...]
    credits: tuple[CreditLine, ...]
    answers: int


def get_item(*, user_id: int, item_id: int) -> GradedItem:
    """Return a question of an assignment with all submitted responses to it.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, assignment, room = taught_item(session, user_id=user_id, item_id=item_id)
        lines = grading_queries.list_item_lines(session, assignment.id)
        given = grading_queries.list_given(session, item_id)
        credited = grading_queries.list_credits(session, item_id)
        newer = grading_queries.list_newer(session, row.question_id)
        latest = newer[0].question_id if newer else None
        found = get_questions(session, {row.question_id, *([latest] if latest else [])})
        question = found[row.question_id]
        fresh = found[latest] if latest else None
        groups, empty = _groups(question, item_id, given=given, credited=credited)
        place = next(at for at, each in enumerate(lines) if each.item_id == item_id)
        return GradedItem(
            item_id=item_id,
            assignment_id=assignment.id,
            class_id=room.id,
            title=assignment.title,
            class_name=room.name,
            zone=room.zone,
            number=place + 1,
            questions=len(lines),
            before=_neighbour(lines, place - 1),
            after=_neighbour(lines, place + 1),
            points=row.points,
            dropped_as=row.dropped_as,
            question=question,
            typed=isinstance(question.interaction, TextEntry),
            options=_options(question, credited),
            newer_id=latest,
            newer=fresh,
            newer_fits=fresh is not None
            and by_version(question.interaction, fresh.interaction) is not None,
            groups=groups,
            empty=empty,
            credits=tuple(
                CreditLine(
                    each.digest,
                    response_words(question, response),
                    grade(question.interaction, response).score,
                    each.score,
                    each.made_at,
                )
                for each in credited
                for response in [codec.from_json(each.response)]
            ),
            answers=len(given),
        )


def taught_item(
    session: Session, *, user_id: int, item_id: int
) -> tuple[AssignmentItem, Assignment, SchoolClass]:
    """Return an item of a class that the person teaches.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    found = grading_queries.find_item_for_teacher(session, item_id=item_id, user_id=user_id)
    if found is None:
        raise NotFoundError(NOT_YOURS)
    return found


def read_response(question: Question, item_id: int, given: GivenAnswer) -> Response | None:
    """Return the canonical response of an attempt; None where it was left empty."""
    plain = AnswerToGrade(
        attempt_id=given.attempt_id,
        item_id=item_id,
        user_id=given.user_id,
        number=given.number,
        seed=given.seed,
        submitted_at=None,
        response=given.response,
        score=given.score,
        manual_score=given.manual_score,
    )
    return canonical_of(plain, question=question)


def _groups(
    question: Question,
    item_id: int,
    *,
    given: Sequence[GivenAnswer],
    credited: Sequence[AnswerCredit],
) -> tuple[tuple[Group, ...], tuple[OneAnswer, ...]]:
    """Return the groups, largest first, and who left it empty."""
    by_digest: dict[str, tuple[Response, list[OneAnswer]]] = {}
    empty = []
    for each in given:
        response = read_response(question, item_id, each)
        text = "" if response is None else response_words(question, response)
        one = OneAnswer(
            attempt_id=each.attempt_id,
            item_id=item_id,
            user_id=each.user_id,
            name=each.name,
            number=each.number,
            text=text,
            score=each.score or 0.0,
            manual=each.manual_score is not None,
            comment=each.comment,
            graded_at=each.graded_at,
        )
        if response is None:
            empty.append(one)
        else:
            by_digest.setdefault(digest_of(response), (response, []))[1].append(one)
    worth = {each.digest: each.score for each in credited}
    groups = [
        _group(question, digest, response, answers, worth.get(digest), of=len(given))
        for digest, (response, answers) in by_digest.items()
    ]
    groups.sort(key=lambda group: (-len(group.answers), group.text.casefold()))
    return tuple(groups), tuple(empty)


def _group(
    question: Question,
    digest: str,
    response: Response,
    answers: list[OneAnswer],
    credit: float | None,
    *,
    of: int,
) -> Group:
    texts = [each.text for each in answers]
    spellings = sorted(set(texts), key=lambda text: (-texts.count(text), text))
    return Group(
        digest=digest,
        text=spellings[0],
        spellings=tuple(spellings[1:]),
        by_key=grade(question.interaction, response).score,
        credit=credit,
        share=len(answers) / of,
        answers=tuple(answers),
    )


def _options(
    question: Question, credited: Sequence[AnswerCredit]
) -> tuple[tuple[int, str, bool, bool], ...]:
    """Return what can be chosen as the key; for a multiple response what counts now is the key."""
    interaction = question.interaction
    right = set(right_options(interaction))
    now = set(right)
    for each in credited:
        match codec.from_json(each.response):
            case ChoiceResponse(option=place) | TrueFalseResponse(value=place):
                (now.add if each.score >= 1 else now.discard)(int(place))
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return tuple(
                (index, option.text, index in right, index in now)
                for index, option in enumerate(options)
            )
        case TrueFalse():
            return tuple((place, words, place in right, place in now) for place, words in _TRUTH)
        case _:
            return ()


_TRUTH: Final = ((1, "True"), (0, "False"))


def _neighbour(lines: Sequence[ItemLine], place: int) -> int | None:
    return lines[place].item_id if 0 <= place < len(lines) else None


def get_points(*, user_id: int, item_id: int) -> float:
    """Return the points that a question gives in full.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        row, _, _ = taught_item(session, user_id=user_id, item_id=item_id)
        return row.points
