"""The routes of LTI 1.3: who may call what, and where its view is."""

from typing import Final

from quizapp.errors import NotFoundError
from quizapp.web.access import NO_PAGE, Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/login", "launching.login", Policy.PUBLIC),
    Post("/login", "launching.login_by_form", Policy.PUBLIC, from_elsewhere=True),
    Post("/launch", "launching.launch", Policy.PUBLIC, from_elsewhere=True),
    Get("/go/<ticket>", "linking.go_on", Policy.PUBLIC),
    Post("/go/<ticket>", "linking.go_on_now", Policy.PUBLIC),
    Get("/connect/<ticket>", "linking.connect", Policy.TEACHER),
    Post("/connect/<ticket>", "linking.connect_now", Policy.TEACHER),
    Get("/choose/<ticket>", "choosing.choose", Policy.TEACHER),
    Post("/choose/<ticket>", "choosing.choose_now", Policy.TEACHER),
    Get("/classes/<int:class_id>", "course.course", Policy.TEACHER),
    Post("/classes/<int:class_id>/send", "course.send", Policy.TEACHER),
    Post("/classes/<int:class_id>/part", "course.part", Policy.TEACHER),
    Post("/classes/<int:class_id>/members", "course.members", Policy.TEACHER),
    Post("/classes/<int:class_id>/members/take", "course.take_members", Policy.TEACHER),
    Get("/jwks.json", "keys.jwks", Policy.PUBLIC),
)

blueprint: Final = Area("lti", package="quizapp.web.lti", routes=ROUTES, url_prefix="/lti")


@blueprint.before_request
def be_off_without_a_platform() -> None:
    """Answer as if there were no such page until an administrator has registered a platform."""
    # Not loaded to start: few sites have a platform.
    from quizapp.services.lti import lti_platforms  # noqa: PLC0415

    if not lti_platforms.any_platform():
        raise NotFoundError(NO_PAGE)
