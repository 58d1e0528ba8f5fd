"""Every table, imported in one place so that the metadata is complete."""

from quizapp.store.base import Base
from quizapp.store.jobs import model_jobs
from quizapp.store.schema import schema_floor
from quizapp.store.tables import (
    assigning,
    classes,
    content,
    decks,
    fitting,
    habits,
    lti,
    media,
    memory,
    oidc,
    passkeys,
    people,
    plan,
    studio,
    study_aids,
)

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
