"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import classes, content, habits, memory, people, studio, study_aids
from quizapp.store.base import Base

GROUPS = (people, content, memory, classes, studio, study_aids, habits)

__all__ = ["GROUPS", "Base"]
