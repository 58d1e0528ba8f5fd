"""The grades of a class: all learners, one learner, excusing, and as a file."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.formats.sheets.table_workbook import MEDIA
from quizapp.services.assigning import excusing
from quizapp.services.gradebooks import grade_files, gradebook_class
from quizapp.services.gradebooks.gradebook_class import ClassGrades, GradeRow
from quizapp.web import visitor
from quizapp.web.downloads import csv_file, download, plain_name
from quizapp.web.language import say
from quizapp.web.pages import render, shows
from quizapp.web.teacher.csv_files import wanted_layout


@shows("teacher/gradebook.html")
@dataclass(frozen=True, slots=True)
class GradebookPage:
    """Learner by quiz.

    Attributes:
        rows: in the order asked for. sort: name, overall, or an assignment's id. down: whether
            the largest stand first.
    """

    book: ClassGrades
    rows: tuple[GradeRow, ...]
    sort: str
    down: bool


@shows("teacher/learner_grades.html")
@dataclass(frozen=True, slots=True)
class LearnerGradesPage:
    """All grades of one learner of a class."""

    book: ClassGrades


def gradebook(class_id: int) -> str:
    """Show the grades of a class."""
    book = gradebook_class.get_gradebook(
        user_id=visitor.current().id, class_id=class_id, now=clock.now()
    )
    known = {"name", "overall", *(str(each.assignment_id) for each in book.columns)}
    sort = request.args.get("sort", "name")
    sort = sort if sort in known else "name"
    down = request.args.get("down") == "1"
    return render(GradebookPage(book, _sorted(book, sort=sort, down=down), sort, down))


def learner_grades(class_id: int, member_id: int) -> str:
    """Show the grades of one learner."""
    book = gradebook_class.get_learner_grades(
        user_id=visitor.current().id, class_id=class_id, learner_id=member_id, now=clock.now()
    )
    return render(LearnerGradesPage(book))


def grades_csv(class_id: int) -> Response:
    """Send learner by quiz as CSV."""
    book = gradebook_class.get_gradebook(
        user_id=visitor.current().id, class_id=class_id, now=clock.now()
    )
    text = grade_files.grades_table(book, layout=wanted_layout())
    return csv_file(text, name=f"{book.class_name} grades")


def grades_workbook(class_id: int) -> Response:
    """Send learner by quiz as an Excel workbook."""
    now = clock.now()
    book = gradebook_class.get_gradebook(user_id=visitor.current().id, class_id=class_id, now=now)
    name = plain_name(f"{book.class_name} grades", otherwise="grades")
    data = grade_files.grades_workbook(book, now=now)
    return download(data, name=f"{name}.xlsx", mimetype=MEDIA)


def excuse(assignment_id: int, member_id: int) -> Response:
    """Let a quiz not count for a learner."""
    class_id = excusing.excuse(
        user_id=visitor.current().id,
        assignment_id=assignment_id,
        learner_id=member_id,
        now=clock.now(),
    )
    flash(say("Excused: the quiz does not count for this learner."), "good")
    return _learner(class_id, member_id)


def unexcuse(assignment_id: int, member_id: int) -> Response:
    """Let a quiz count again for a learner."""
    class_id = excusing.unexcuse(
        user_id=visitor.current().id,
        assignment_id=assignment_id,
        learner_id=member_id,
        now=clock.now(),
    )
    flash(say("The quiz counts again for this learner."), "good")
    return _learner(class_id, member_id)


def _learner(class_id: int, member_id: int) -> Response:
    return redirect(url_for("teacher.learner_grades", class_id=class_id, member_id=member_id), 303)


def _sorted(book: ClassGrades, *, sort: str, down: bool) -> tuple[GradeRow, ...]:
    """Return the rows in order; who has no grade there stands last, either way."""
    if sort == "name":
        return book.rows[::-1] if down else book.rows
    share: Callable[[GradeRow], float | None]
    if sort == "overall":
        share = lambda row: row.overall.share  # noqa: E731 - two short keys side by side
    else:
        at = [str(each.assignment_id) for each in book.columns].index(sort)
        share = lambda row: row.marks[at].share  # noqa: E731 - the same
    have = [row for row in book.rows if share(row) is not None]
    lack = [row for row in book.rows if share(row) is None]
    have.sort(key=lambda row: share(row) or 0.0, reverse=down)
    return (*have, *lack)
