"""The learner's pages: Today, Study, Sets, Article, Fact, Card, Progress, Search, Calendar, Plan."""

from quizapp.web.learner import (
    article,
    calendar,
    kept,
    knowing,
    plan,
    practice,
    progress,
    search,
    sets,
    study,
    study_aids,
    today,
)
from quizapp.web.learner.blueprint import blueprint

PAGES = (
    today,
    study,
    study_aids,
    kept,
    practice,
    sets,
    article,
    knowing,
    progress,
    search,
    calendar,
    plan,
)

__all__ = ["PAGES", "blueprint"]
