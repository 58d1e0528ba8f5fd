"""Pages of joining a class and taking its quizzes. Knows its services, not the other roles."""

from quizapp.web.quiz import (
    grades,
    joining,
    notices,
    overview,
    results,
    sharing,
    state,
    taking,
)
from quizapp.web.quiz.blueprint import blueprint

PAGES = (joining, sharing, overview, taking, state, results, notices, grades)

__all__ = ["PAGES", "blueprint"]
