"""The JSON API, version 1. Reads strictly, answers with plain values, decides nothing itself."""

from quizapp.web.api import day, marks, reviews, study
from quizapp.web.api.blueprint import blueprint

ROUTES = (study, reviews, day, marks)

__all__ = ["ROUTES", "blueprint"]
