"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import (
    assigning,
    classes,
    content,
    decks,
    fitting,
    habits,
    lti,
    memory,
    model_jobs,
    people,
    plan,
    schema_floor,
    studio,
    study_aids,
)
from quizapp.store.base import Base

GROUPS = (
    people,
    content,
    decks,
    memory,
    classes,
    assigning,
    studio,
    study_aids,
    habits,
    plan,
    fitting,
    lti,
    model_jobs,
    schema_floor,
)

__all__ = ["GROUPS", "Base"]
