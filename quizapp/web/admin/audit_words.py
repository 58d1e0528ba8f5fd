"""Details of the audit log in words; whoever reads them as CSV gets what was noted."""

from collections.abc import Mapping
from typing import Final

from quizapp.errors import translatable
from quizapp.web.language import say

_COUNTED: Final = {
    "new": translatable("new"),
    "returning": translatable("returning"),
    "reworded": translatable("reworded"),
    "other_options": translatable("other options"),
    "key_changed": translatable("key changed"),
    "retired": translatable("retired"),
    "learners": translatable("learners touched"),
    "added": translatable("added"),
    "removed": translatable("removed"),
    "updated": translatable("updated"),
    "moved": translatable("moved"),
    "attempts": translatable("attempts"),
    "assignments": translatable("assignments"),
    "responses": translatable("answers"),
    "up": translatable("marks raised"),
    "down": translatable("marks lowered"),
    "learners_up": translatable("learners with more points"),
    "learners_down": translatable("learners with fewer points"),
    "told": translatable("learners told"),
    "reviews": translatable("answers"),
    "entries": translatable("answers"),
    "notes": translatable("notes"),
    "cards": translatable("cards"),
}
"""Numbers of things: of what there was none nothing is said."""
_TOLD: Final = {
    "changed": translatable("changed"),
    "roles": translatable("roles"),
    "user": translatable("account"),
    "learner": translatable("account"),
    "category": translatable("category"),
    "weight": translatable("weight"),
    "drop_lowest": translatable("lowest left out"),
    "item": translatable("question"),
    "items": translatable("questions"),
    "before": translatable("before"),
    "after": translatable("after"),
    "commented": translatable("with a comment"),
    "makes_teachers": translatable("makes teachers"),
    "class_id": translatable("class"),
    "bank": translatable("folder"),
}


def in_words(detail: Mapping[str, object]) -> str:
    """Return an entry's details as one line in the reader's language, in the order of the names.

    What has no words of its own yet is told by its name.
    """
    said = (
        f"{_name(name)}: {_value(value)}"
        for name, value in sorted(detail.items())
        if value or name not in _COUNTED
    )
    return ", ".join(said)


def _name(name: str) -> str:
    words = _COUNTED.get(name) or _TOLD.get(name)
    return say(words) if words else name.replace("_", " ")


def _value(value: object) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or say("none")
    return say("none") if value is None or value == "" else str(value)
