"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import classes, content, memory, people, plan, studio
from quizapp.store.base import Base

GROUPS = (people, content, memory, classes, studio, plan)

__all__ = ["GROUPS", "Base"]
