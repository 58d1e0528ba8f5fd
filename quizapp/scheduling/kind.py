"""What an entry of the review log records."""

from enum import StrEnum


class Kind(StrEnum):
    """The kind of a log entry; the values are those stored."""

    LEARN = "learn"
    REVIEW = "review"
    RELEARN = "relearn"
    QUIZ = "quiz"
    GOAL = "goal"
    IMPORT = "import"
    MANUAL = "manual"
    UNDO = "undo"
    BURY = "bury"
    SUSPEND = "suspend"
    FLAG = "flag"
    LEECH = "leech"
    REFIT = "refit"
    """Memory worked out anew with other parameters, and due anew: a reschedule."""

    @property
    def is_review(self) -> bool:
        """Return whether a rated entry of this kind changes what is remembered."""
        return self not in _NOT_REVIEWS


_NOT_REVIEWS = frozenset(
    {Kind.MANUAL, Kind.UNDO, Kind.BURY, Kind.SUSPEND, Kind.FLAG, Kind.LEECH, Kind.REFIT}
)
