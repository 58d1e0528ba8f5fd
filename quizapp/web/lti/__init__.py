"""Pages of LTI 1.3: the launch from a course, and the course of a class. Knows its services."""

from quizapp.web.lti.routes import blueprint

__all__ = ["blueprint"]
