"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store import (
    assigning,
    classes,
    content,
    decks,
    fitting,
    habits,
    lti,
    media,
    memory,
    model_jobs,
    oidc,
    passkeys,
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
    media,
    model_jobs,
    passkeys,
    oidc,
    schema_floor,
)

__all__ = ["GROUPS", "Base"]
