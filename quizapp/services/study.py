"""Studying: what the pages, the API and the tests call; each function is one transaction."""

from quizapp.services.review_results import ReviewResult
from quizapp.services.reviewing import MOST_REVIEWS, Review, submit_reviews
from quizapp.services.study_cards import (
    MOST_CARDS,
    Interval,
    StudyBatch,
    StudyCard,
    next_cards,
)
from quizapp.services.study_day import StudyCounts
from quizapp.services.study_marks import (
    UNDO_STEPS,
    Marked,
    SetAside,
    bury,
    change_rating,
    list_set_aside,
    suspend,
    unbury,
    undo,
    unsuspend,
)
from quizapp.services.study_today import Backlog, Today, today

__all__ = [
    "MOST_CARDS",
    "MOST_REVIEWS",
    "UNDO_STEPS",
    "Backlog",
    "Interval",
    "Marked",
    "Review",
    "ReviewResult",
    "SetAside",
    "StudyBatch",
    "StudyCard",
    "StudyCounts",
    "Today",
    "bury",
    "change_rating",
    "list_set_aside",
    "next_cards",
    "submit_reviews",
    "suspend",
    "today",
    "unbury",
    "undo",
    "unsuspend",
]
