"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    article,
    assigning,
    assignment_edit,
    assignment_questions,
    assignments,
    class_settings,
    classes,
    exceptions,
    goals,
    grade_categories,
    gradebook,
    grading,
    items,
    knowing,
    learner,
    members,
    people,
    repair,
    reports,
    roster,
    sheets,
    taking_away,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (
    article,
    assigning,
    assignment_edit,
    assignment_questions,
    assignments,
    class_settings,
    classes,
    exceptions,
    goals,
    grade_categories,
    gradebook,
    grading,
    items,
    knowing,
    learner,
    members,
    people,
    repair,
    reports,
    roster,
    sheets,
    taking_away,
)

__all__ = ["PAGES", "blueprint"]
