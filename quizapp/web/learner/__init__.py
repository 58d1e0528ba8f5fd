"""The learner's pages: Today, Study, Sets, Article, Progress, Plan. Knows their services."""

from quizapp.web.learner import article, plan, progress, sets, study, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, sets, article, progress, plan)

__all__ = ["PAGES", "blueprint"]
