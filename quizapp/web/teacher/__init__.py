"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import assigning, classes, members, reports
from quizapp.web.teacher.blueprint import blueprint

PAGES = (classes, members, assigning, reports)

__all__ = ["PAGES", "blueprint"]
