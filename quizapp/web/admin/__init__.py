"""Pages of the administrator. Knows services.administration, not the other roles."""

from quizapp.web.admin import people, site
from quizapp.web.admin.blueprint import blueprint

PAGES = (people, site)

__all__ = ["PAGES", "blueprint"]
