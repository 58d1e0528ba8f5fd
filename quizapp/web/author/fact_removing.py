"""Taking a fact out of its article: what that does to its cards, then doing it."""

from dataclasses import dataclass

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.errors import NotFoundError
from quizapp.services.editing import authoring_fact
from quizapp.services.editing.authoring_fact import CardView
from quizapp.services.editing.editing import find_fact, open_article
from quizapp.services.editing.editing import remove_fact as take_out
from quizapp.web import visitor
from quizapp.web.author.publish import bank_folder
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@shows("author/fact_remove.html")
@dataclass(frozen=True, slots=True)
class RemovePage:
    """A fact about to be taken out; ``cards`` are those that are published of it."""

    article: str
    article_title: str
    fact_id: str
    statement: str
    cards: tuple[CardView, ...]
    base: str


def remove_fact(article_id: str, fact_id: str) -> str:
    """Show what taking a fact out does."""
    bench = open_article(bank_folder(), article_id)
    fact = find_fact(bench, fact_id)
    if fact is None:
        raise NotFoundError("There is no such fact in this article.")
    try:
        cards = authoring_fact.get_fact(fact_id=fact_id).cards
    except NotFoundError:
        cards = ()
    page = RemovePage(article_id, bench.title, fact_id, fact.statement, cards, fact.digest)
    return render(page)


def take_fact_out(article_id: str, fact_id: str) -> Response:
    """Take a fact out, if it is still the one that was shown."""
    take_out(
        bank_folder(),
        article_id,
        fact_id,
        expected=request.form.get("base", ""),
        now=clock.now(),
        by=visitor.current().id,
    )
    flash(say("The fact is taken out. Learners notice once that is published."), "good")
    return redirect(url_for("author.workbench", article_id=article_id), 303)
