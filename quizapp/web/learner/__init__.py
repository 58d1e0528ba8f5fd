"""The learner's pages: Today, Study, Sets, Article, Fact, Card, Progress, Search, Calendar."""

from quizapp.web.learner import article, calendar, knowing, progress, search, sets, study, today
from quizapp.web.learner.blueprint import blueprint

PAGES = (today, study, sets, article, knowing, progress, search, calendar)

__all__ = ["PAGES", "blueprint"]
