"""The routes of the administrator: who may call what, and where its view is."""

from typing import Final

from quizapp.web.access import Policy
from quizapp.web.routes import Area, Get, Post

ROUTES: Final = (
    Get("/audit", "audit.audit", Policy.ADMINISTRATOR),
    Get("/audit.csv", "audit.audit_csv", Policy.ADMINISTRATOR),
    Get("/lti", "lti.lti", Policy.ADMINISTRATOR),
    Post("/lti", "lti.register_platform", Policy.ADMINISTRATOR),
    Get("/lti/<int:platform_id>", "lti.lti_platform", Policy.ADMINISTRATOR),
    Post("/lti/<int:platform_id>", "lti.change_platform", Policy.ADMINISTRATOR),
    Post("/lti/<int:platform_id>/remove", "lti.remove_platform", Policy.ADMINISTRATOR),
    Post("/lti/key", "lti.rotate_key", Policy.ADMINISTRATOR),
    Get("/people", "people.people", Policy.ADMINISTRATOR),
    Post("/people", "people.add_person", Policy.ADMINISTRATOR),
    Get("/people/<int:user_id>", "people.person", Policy.ADMINISTRATOR),
    Post("/people/<int:user_id>/roles", "people.set_roles", Policy.ADMINISTRATOR),
    Post("/people/<int:user_id>/disable", "people.disable", Policy.ADMINISTRATOR),
    Post("/people/<int:user_id>/enable", "people.enable", Policy.ADMINISTRATOR),
    Post("/people/<int:user_id>/reset", "people.reset", Policy.ADMINISTRATOR),
    Post("/people/<int:user_id>/second-step-off", "people.second_step_off", Policy.ADMINISTRATOR),
    Get("/health", "site.health", Policy.ADMINISTRATOR),
    Get("/settings", "site.settings", Policy.ADMINISTRATOR),
)

blueprint: Final = Area("admin", package="quizapp.web.admin", routes=ROUTES, url_prefix="/admin")
