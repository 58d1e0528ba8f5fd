"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher.routes import blueprint

__all__ = ["blueprint"]
