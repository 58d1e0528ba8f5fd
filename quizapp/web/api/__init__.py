"""The JSON API, version 1. Reads strictly, answers with plain values, decides nothing itself."""

from quizapp.web.api import day, document, marks, plans, practice, practice_games, reviews, study
from quizapp.web.api.blueprint import blueprint

ROUTES = (study, reviews, day, marks, plans, practice, practice_games, document)

__all__ = ["ROUTES", "blueprint"]
