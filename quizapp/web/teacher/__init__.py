"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    assigning,
    assignment_edit,
    assignment_questions,
    assignments,
    classes,
    goals,
    members,
    reports,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (
    classes,
    members,
    assigning,
    assignments,
    goals,
    assignment_edit,
    assignment_questions,
    reports,
)

__all__ = ["PAGES", "blueprint"]
