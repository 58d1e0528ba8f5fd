"""The learner's pages, from Today and Study to what they know, their plans and their memory."""

from quizapp.web.learner import (
    article,
    calendar,
    deck_import,
    deck_take,
    decks,
    goals,
    kept,
    knowing,
    made,
    media,
    memory,
    offline,
    plan,
    practice,
    progress,
    search,
    set_take,
    sets,
    study,
    study_aids,
    today,
)
from quizapp.web.learner.blueprint import blueprint

PAGES = (
    today,
    goals,
    study,
    study_aids,
    kept,
    practice,
    sets,
    set_take,
    decks,
    deck_import,
    deck_take,
    made,
    media,
    article,
    knowing,
    progress,
    search,
    calendar,
    plan,
    memory,
    offline,
)

__all__ = ["PAGES", "blueprint"]
