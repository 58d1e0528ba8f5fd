"""A learner's own grades: the teacher's figures, as far as they are open to the learner."""

from dataclasses import dataclass

from quizapp import clock
from quizapp.services.gradebooks import gradebook_class
from quizapp.services.gradebooks.gradebook_class import ClassGrades
from quizapp.web import visitor
from quizapp.web.pages import render, shows


@shows("quiz/grades.html")
@dataclass(frozen=True, slots=True)
class MyGradesPage:
    """The grades of each of the learner's classes; each book has the learner's row alone."""

    books: tuple[ClassGrades, ...]


def grades() -> str:
    """Show the learner's grades."""
    return render(
        MyGradesPage(gradebook_class.list_my_grades(user_id=visitor.current().id, now=clock.now()))
    )
