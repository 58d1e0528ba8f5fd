"""The learner's pages: Today, Study, Sets, Article, Progress. Knows study, sets and progress."""

from quizapp.web.learner import article, progress, sets, study, study_aids, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, study_aids, sets, article, progress)

__all__ = ["PAGES", "blueprint"]
