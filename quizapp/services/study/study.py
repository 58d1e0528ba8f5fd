"""Studying: what the pages, the API and the tests call; each function is one transaction."""

from quizapp.services.memory.review_results import ReviewResult
from quizapp.services.memory.reviewing import MOST_REVIEWS, Review, submit_reviews
from quizapp.services.study.study_asides import (
    FLAGS,
    SetAside,
    bury,
    clear_leech,
    flag,
    list_set_aside,
    suspend,
    unbury,
    unsuspend,
)
from quizapp.services.study.study_cards import (
    MOST_CARDS,
    Interval,
    StudyBatch,
    StudyCard,
    next_cards,
)
from quizapp.services.study.study_day import StudyCounts
from quizapp.services.study.study_hints import HintsSoFar, take_hint
from quizapp.services.study.study_kept import (
    Kept,
    Marks,
    give_back,
    give_back_all,
    list_kept,
    marks_of,
    save_note,
)
from quizapp.services.study.study_marks import UNDO_STEPS, Marked, change_rating, undo
from quizapp.services.study.study_today import Backlog, Today, today

__all__ = [
    "FLAGS",
    "MOST_CARDS",
    "MOST_REVIEWS",
    "UNDO_STEPS",
    "Backlog",
    "HintsSoFar",
    "Interval",
    "Kept",
    "Marked",
    "Marks",
    "Review",
    "ReviewResult",
    "SetAside",
    "StudyBatch",
    "StudyCard",
    "StudyCounts",
    "Today",
    "bury",
    "change_rating",
    "clear_leech",
    "flag",
    "give_back",
    "give_back_all",
    "list_kept",
    "list_set_aside",
    "marks_of",
    "next_cards",
    "save_note",
    "submit_reviews",
    "suspend",
    "take_hint",
    "today",
    "unbury",
    "undo",
    "unsuspend",
]
