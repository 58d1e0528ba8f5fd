"""Search: passages, facts that the learner has met, and own notes, with the words marked."""

from dataclasses import dataclass
from typing import Final

from flask import request

from quizapp import clock
from quizapp.services.study import searching
from quizapp.services.study.searching import Findings
from quizapp.web import visitor
from quizapp.web.pages import render, shows

_SHOWN: Final = 200
"""Characters of the query that come back in its field."""


@shows("learner/search.html")
@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was looked for, and what was found; None before anything was asked."""

    query: str
    found: Findings | None


def search() -> str:
    """Look for words."""
    query = request.args.get("q", "").replace("\0", " ")
    found = (
        searching.search(user_id=visitor.current().id, query=query, now=clock.now())
        if query.strip()
        else None
    )
    return render(SearchPage(query=query[:_SHOWN], found=found))
