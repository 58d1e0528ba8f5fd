"""Pages of the author. Knows services of authoring, publishing and reports, not the other roles."""

from quizapp.web.author import (
    articles,
    documents,
    drafts,
    entities,
    fact_editing,
    fact_removing,
    heads,
    importing,
    passages,
    previews,
    publish,
    reports,
    revisions,
    workbench,
)
from quizapp.web.author.blueprint import blueprint

PAGES = (
    articles,
    documents,
    drafts,
    entities,
    fact_editing,
    fact_removing,
    heads,
    importing,
    passages,
    previews,
    publish,
    reports,
    revisions,
    workbench,
)

__all__ = ["PAGES", "blueprint"]
