"""Pages of joining a class and taking its quizzes. Knows its services, not the other roles."""

from quizapp.web.quiz.routes import blueprint

__all__ = ["blueprint"]
