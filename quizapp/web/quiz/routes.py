"""The routes of joining classes and taking quizzes: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/quizzes/grades", "grades.grades", Policy.SIGNED_IN),
    Get("/join", "joining.join", Policy.SIGNED_IN),
    Get("/join/<code>", "joining.join_by_link", Policy.SIGNED_IN),
    Post("/join", "joining.join_now", Policy.SIGNED_IN),
    Post("/quizzes/classes/<int:class_id>/leave", "joining.leave", Policy.SIGNED_IN),
    Post("/notices/<int:notice_id>/seen", "notices.put_away_notice", Policy.SIGNED_IN),
    Get("/quizzes", "overview.quizzes", Policy.SIGNED_IN),
    Get("/quizzes/<int:assignment_id>", "overview.intro", Policy.SIGNED_IN),
    Post("/quizzes/<int:assignment_id>/start", "overview.start", Policy.SIGNED_IN),
    Get("/attempts/<int:attempt_id>/result", "results.result", Policy.SIGNED_IN),
    Get("/quizzes/classes/<int:class_id>", "sharing.sharing", Policy.SIGNED_IN),
    Post("/quizzes/classes/<int:class_id>", "sharing.choose_sharing", Policy.SIGNED_IN),
    Get("/attempts/<int:attempt_id>", "taking.attempt", Policy.SIGNED_IN),
    Post("/attempts/<int:attempt_id>", "taking.save_all", Policy.SIGNED_IN),
    Post("/attempts/<int:attempt_id>/items/<int:item_id>", "taking.save_one", Policy.SIGNED_IN),
    Get("/attempts/<int:attempt_id>/review", "taking.review", Policy.SIGNED_IN),
    Post("/attempts/<int:attempt_id>/submit", "taking.submit", Policy.SIGNED_IN),
    Get("/attempts/<int:attempt_id>/state", "state.state", Policy.SIGNED_IN),
)

blueprint: Final = Area("quiz", package="quizapp.web.quiz", routes=ROUTES)
