"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    assigning,
    class_settings,
    classes,
    exceptions,
    learner,
    members,
    people,
    reports,
    roster,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (
    *(classes, members, class_settings, people, roster, learner, exceptions),
    *(assigning, reports),
)

__all__ = ["PAGES", "blueprint"]
