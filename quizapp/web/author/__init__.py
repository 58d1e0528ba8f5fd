"""Pages of the author. Knows services of authoring, publishing and reports, not the other roles."""

from quizapp.web.author import articles, publish, reports, revisions
from quizapp.web.author.blueprint import blueprint

PAGES = (articles, publish, reports, revisions)

__all__ = ["PAGES", "blueprint"]
