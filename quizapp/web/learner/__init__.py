"""The learner's pages: Today, Study, Sets, Article, Fact, Card, Progress, Search, Calendar."""

from quizapp.web.learner import article, knowing, progress, sets, study, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, sets, article, knowing, progress)

__all__ = ["PAGES", "blueprint"]
