"""The learner's pages: Today, Study, Sets, Article, Progress. Knows study, sets and progress."""

from quizapp.web.learner import article, kept, practice, progress, sets, study, study_aids, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, study_aids, kept, practice, sets, article, progress)

__all__ = ["PAGES", "blueprint"]
