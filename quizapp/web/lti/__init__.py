"""Pages of LTI 1.3: the launch from a course, and the course of a class. Knows its services."""

from quizapp.web.lti import choosing, course, keys, launching, linking
from quizapp.web.lti.blueprint import blueprint

PAGES = (keys, launching, linking, choosing, course)

__all__ = ["PAGES", "blueprint"]
