"""The routes of the JSON API, version 1: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/today", "day.get_today", Policy.SIGNED_IN),
    Get("/practice", "practice.get_practice", Policy.SIGNED_IN),
    Get("/practice/learn", "practice.get_learn", Policy.SIGNED_IN),
    Get("/practice/cram", "practice.get_cram", Policy.SIGNED_IN),
    Post("/practice/begin", "practice.post_begin", Policy.SIGNED_IN),
    Post("/practice/back", "practice.post_back", Policy.SIGNED_IN),
    Post("/practice/answer", "practice.post_practice", Policy.SIGNED_IN),
    Get("/practice/match", "practice_games.get_match", Policy.SIGNED_IN),
    Post("/practice/match", "practice_games.post_match", Policy.SIGNED_IN),
    Get("/practice/timeline", "practice_games.get_timeline", Policy.SIGNED_IN),
    Post("/practice/timeline", "practice_games.post_timeline", Policy.SIGNED_IN),
    Post("/practice/deal", "practice_games.post_deal", Policy.SIGNED_IN),
    Get("/openapi.json", "document.get_document", Policy.PUBLIC),
    Post("/reviews/undo", "marks.post_undo", Policy.SIGNED_IN),
    Post("/reviews/rating", "marks.post_rating", Policy.SIGNED_IN),
    Post("/cards/bury", "marks.post_bury", Policy.SIGNED_IN),
    Post("/cards/suspend", "marks.post_suspend", Policy.SIGNED_IN),
    Post("/cards/flag", "marks.post_flag", Policy.SIGNED_IN),
    Post("/cards/hint", "marks.post_hint", Policy.SIGNED_IN),
    Post("/cards/note", "marks.post_note", Policy.SIGNED_IN),
    Get("/plans", "plans.get_plans", Policy.SIGNED_IN),
    Post("/plans/preview", "plans.post_preview", Policy.SIGNED_IN),
    Post("/plans", "plans.post_plan", Policy.SIGNED_IN),
    Post("/plans/end", "plans.post_end", Policy.SIGNED_IN),
    Post("/reviews", "reviews.post_reviews", Policy.SIGNED_IN),
    Get("/reviews", "reviews.get_reviews", Policy.SIGNED_IN),
    Get("/study", "study.get_study", Policy.SIGNED_IN),
)

blueprint: Final = Area("api", package="quizapp.web.api", routes=ROUTES, url_prefix="/api/v1")
