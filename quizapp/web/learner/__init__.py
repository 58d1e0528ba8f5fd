"""The learner's pages: Today, Study, Sets, Article, Fact, Card, Progress, Search, Calendar."""

from quizapp.web.learner import (
    article,
    calendar,
    kept,
    knowing,
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
)

__all__ = ["PAGES", "blueprint"]
