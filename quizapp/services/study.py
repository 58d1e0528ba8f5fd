"""Studying: what the pages, the API and the tests call; each function is one transaction."""

from quizapp.services.review_results import ReviewResult
from quizapp.services.reviewing import MOST_REVIEWS, Review, submit_reviews
from quizapp.services.study_cards import (
    MOST_CARDS,
    Interval,
    StudyBatch,
    StudyCard,
    StudyCounts,
    next_cards,
)

__all__ = [
    "MOST_CARDS",
    "MOST_REVIEWS",
    "Interval",
    "Review",
    "ReviewResult",
    "StudyBatch",
    "StudyCard",
    "StudyCounts",
    "next_cards",
    "submit_reviews",
]
