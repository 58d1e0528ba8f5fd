"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import classes, content, fitting, memory, people, studio
from quizapp.store.base import Base

GROUPS = (people, content, memory, classes, studio, fitting)

__all__ = ["GROUPS", "Base"]
