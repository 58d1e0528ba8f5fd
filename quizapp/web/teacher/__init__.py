"""Pages of teachers: classes, assigning, reports. Knows its services, not the other roles."""

from quizapp.web.teacher import (
    assigning,
    classes,
    items,
    knowing,
    members,
    reports,
    sheets,
    taking_away,
)
from quizapp.web.teacher.blueprint import blueprint

PAGES = (classes, members, assigning, reports, items, knowing, sheets, taking_away)

__all__ = ["PAGES", "blueprint"]
