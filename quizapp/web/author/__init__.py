"""Pages of the author. Knows services of authoring, publishing and reports, not the other roles."""

from quizapp.web.author.routes import blueprint

__all__ = ["blueprint"]
