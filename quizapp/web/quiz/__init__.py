"""Pages of joining a class and taking its quizzes. Knows its services, not the other roles."""

from quizapp.web.quiz import joining, overview, results, sharing, taking
from quizapp.web.quiz.blueprint import blueprint

PAGES = (joining, overview, taking, results, sharing)

__all__ = ["PAGES", "blueprint"]
