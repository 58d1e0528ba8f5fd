"""The learner's pages: Today, Study, Sets, Article, Progress. Knows study, sets and progress."""

from quizapp.web.learner import article, offline, progress, sets, study, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, sets, article, progress, offline)

__all__ = ["PAGES", "blueprint"]
