"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    assigning,
    classes,
    grade_categories,
    gradebook,
    grading,
    members,
    repair,
    reports,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (classes, members, assigning, reports, grading, repair, gradebook, grade_categories)

__all__ = ["PAGES", "blueprint"]
