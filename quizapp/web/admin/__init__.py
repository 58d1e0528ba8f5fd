"""Pages of the administrator. Knows services.administration, not the other roles."""

from quizapp.web.admin.routes import blueprint

__all__ = ["blueprint"]
