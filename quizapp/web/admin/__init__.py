"""Pages of the administrator. Knows services.administration, not the other roles."""

from quizapp.web.admin import audit, lti, people, site
from quizapp.web.admin.blueprint import blueprint

PAGES = (people, audit, lti, site)

__all__ = ["PAGES", "blueprint"]
