"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    assigning,
    classes,
    grade_categories,
    gradebook,
    grading,
    items,
    knowing,
    members,
    repair,
    reports,
    sheets,
    taking_away,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (
    classes,
    members,
    assigning,
    reports,
    grading,
    repair,
    gradebook,
    grade_categories,
    items,
    knowing,
    sheets,
    taking_away,
)

__all__ = ["PAGES", "blueprint"]
