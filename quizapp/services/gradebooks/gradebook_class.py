"""The gradebook of a class: learner by quiz, categories, and what it comes to over all."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from quizapp.analytics.gradebook import Category, Grade, Overall, overall_grade
from quizapp.errors import NotFoundError
from quizapp.services.classes.class_marks import ClassMarks, marks_of_classes
from quizapp.services.classes.classes import taught_class
from quizapp.services.marking.grade_marks import Mark
from quizapp.services.quizzes.overdue import hand_in_overdue, hand_in_overdue_of_class
from quizapp.store.engine import reading
from quizapp.store.quizzes import grade_queries, gradebook_queries
from quizapp.store.tables.assigning import GradeCategory
from quizapp.store.tables.classes import Assignment, SchoolClass


@dataclass(frozen=True, slots=True)
class QuizColumn:
    """A quiz of the gradebook.

    Attributes:
        grade_as: points, percent or pass. possible: points in full; with questions drawn per
            learner, of the learner's own mark.
        mean: of the grades that count, 0..1; None without any.
    """

    assignment_id: int
    title: str
    category_id: int | None
    grade_as: str
    possible: float
    drawn: bool
    pass_mark: float | None
    due_at: datetime | None
    closes_at: datetime | None
    mean: float | None


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category. weight: relative, as entered. quizzes: how many are in it."""

    id: int
    name: str
    weight: float
    drop_lowest: int
    quizzes: int


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A learner's grades. dropped: assignments that do not count as lowest of their category."""

    user_id: int
    name: str
    marks: tuple[Mark, ...]
    overall: Overall
    dropped: frozenset[int]


@dataclass(frozen=True, slots=True)
class ClassGrades:
    """The gradebook.

    Attributes:
        outside: quizzes in no category while there are categories: they do not count.
        mean: of the overall grades, 0..1.
    """

    class_id: int
    class_name: str
    zone: str
    archived: bool
    columns: tuple[QuizColumn, ...]
    rows: tuple[GradeRow, ...]
    categories: tuple[CategoryLine, ...]
    outside: int
    mean: float | None


def get_gradebook(*, user_id: int, class_id: int, now: datetime) -> ClassGrades:
    """Return the gradebook of a class; attempts whose time is over are handed in first.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        people = gradebook_queries.learners_of_class(session, class_id)
        return _gradebooks(session, [room], people=people, now=now)[0]


def get_learner_grades(
    *, user_id: int, class_id: int, learner_id: int, now: datetime
) -> ClassGrades:
    """Return the gradebook with the row of one learner of the class alone.

    Raises:
        NotFoundError: no such learner in a class of this teacher.
    """
    with reading() as session:
        taught_class(session, user_id=user_id, class_id=class_id)
    hand_in_overdue_of_class(class_id=class_id, user_id=learner_id, now=now)
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        people = gradebook_queries.learners_of_class(session, class_id)
        person = [each for each in people if each[0] == learner_id]
        if not person:
            raise NotFoundError("There is no such learner in this class.")
        return _gradebooks(session, [room], people=person, now=now)[0]


def list_my_grades(*, user_id: int, now: datetime) -> tuple[ClassGrades, ...]:
    """Return a learner's own grades by class: only those that they may see by now.

    Marks whose score is closed have a state but no figures, and are in no sum.
    """
    with reading() as session:
        ids = [each.id for each in grade_queries.list_learnt_classes(session, user_id)]
    hand_in_overdue(class_ids=ids, user_id=user_id, now=now)
    with reading() as session:
        rooms = grade_queries.list_learnt_classes(session, user_id)
        name = grade_queries.names_of(session, [user_id]).get(user_id, "")
        return _gradebooks(session, rooms, people=[(user_id, name)], now=now, own=True)


def _gradebooks(
    session: Session,
    rooms: Sequence[SchoolClass],
    *,
    people: Sequence[tuple[int, str]],
    now: datetime,
    own: bool = False,
) -> tuple[ClassGrades, ...]:
    """Return the gradebook of each class; as many statements for several as for one."""
    ids = [room.id for room in rooms]
    quizzes = grade_queries.list_quizzes_of(session, ids)
    if own:
        quizzes = {
            class_id: tuple(
                each for each in given if each.visible_at is None or each.visible_at <= now
            )
            for class_id, given in quizzes.items()
        }
    found = marks_of_classes(
        session, quizzes, people=[person_id for person_id, _ in people], now=now
    )
    categories = grade_queries.list_categories_of(session, ids)
    return tuple(
        _gradebook(
            room,
            quizzes[room.id],
            found[room.id],
            people=people,
            categories=categories[room.id],
            own=own,
        )
        for room in rooms
    )


def _gradebook(
    room: SchoolClass,
    quizzes: tuple[Assignment, ...],
    found: ClassMarks,
    *,
    people: Sequence[tuple[int, str]],
    categories: Sequence[GradeCategory],
    own: bool,
) -> ClassGrades:
    rows = []
    for person_id, name in people:
        marks = tuple(found.marks[person_id, quiz.id] for quiz in quizzes)
        if own:
            marks = tuple(each if each.open_to_learner else each.closed() for each in marks)
        rows.append(_row(person_id, name, marks=marks, quizzes=quizzes, categories=categories))
    if own and rows:
        quizzes, rows = _meant(quizzes, rows)
    return ClassGrades(
        class_id=room.id,
        class_name=room.name,
        zone=room.zone,
        archived=room.archived_at is not None,
        columns=_columns(quizzes, rows, possible=found.possible),
        rows=tuple(rows),
        categories=tuple(
            CategoryLine(
                each.id,
                each.name,
                each.weight,
                each.drop_lowest,
                sum(quiz.category_id == each.id for quiz in quizzes),
            )
            for each in categories
        ),
        outside=sum(each.category_id is None for each in quizzes) if categories else 0,
        mean=_mean(row.overall.share for row in rows),
    )


def _row(
    user_id: int,
    name: str,
    *,
    marks: tuple[Mark, ...],
    quizzes: Sequence[Assignment],
    categories: Sequence[GradeCategory],
) -> GradeRow:
    counting = [
        (mark, Grade(mark.share or 0.0, mark.possible or 0.0, quiz.category_id))
        for mark, quiz in zip(marks, quizzes, strict=True)
        if mark.counts and mark.possible
    ]
    overall = overall_grade(
        [grade for _, grade in counting],
        categories=[Category(each.id, each.weight, each.drop_lowest) for each in categories],
    )
    places = [place for each in overall.categories for place in each.dropped]
    return GradeRow(
        user_id, name, marks, overall, frozenset(counting[at][0].assignment_id for at in places)
    )


def _meant(
    quizzes: Sequence[Assignment], rows: Sequence[GradeRow]
) -> tuple[tuple[Assignment, ...], list[GradeRow]]:
    """Leave out the quizzes that are for others: a learner does not see that there are any."""
    (row,) = rows
    kept = [at for at, mark in enumerate(row.marks) if mark.state != "not_meant"]
    marks = tuple(row.marks[at] for at in kept)
    slim = GradeRow(row.user_id, row.name, marks, row.overall, row.dropped)
    return tuple(quizzes[at] for at in kept), [slim]


def _columns(
    quizzes: Sequence[Assignment], rows: Sequence[GradeRow], *, possible: Mapping[int, float]
) -> tuple[QuizColumn, ...]:
    return tuple(
        QuizColumn(
            assignment_id=quiz.id,
            title=quiz.title,
            category_id=quiz.category_id,
            grade_as=quiz.grade_as,
            possible=possible.get(quiz.id, 0.0),
            drawn=quiz.drawn,
            pass_mark=quiz.pass_mark,
            due_at=quiz.due_at,
            closes_at=quiz.closes_at,
            mean=_mean(row.marks[at].share for row in rows if row.marks[at].counts),
        )
        for at, quiz in enumerate(quizzes)
    )


def _mean(shares: Iterable[float | None]) -> float | None:
    found = [each for each in shares if each is not None]
    return sum(found) / len(found) if found else None
