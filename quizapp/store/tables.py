"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import classes, content, habits, memory, people, plan, studio, study_aids
from quizapp.store.base import Base

GROUPS = (people, content, memory, classes, studio, study_aids, habits, plan)

__all__ = ["GROUPS", "Base"]
