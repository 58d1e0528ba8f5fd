"""Sets: what there is to study, how much of it is known, and begin or stop."""

from dataclasses import dataclass

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.study import sets
from quizapp.services.study.sets import SetLine
from quizapp.store.study.set_queries import ArticleHead
from quizapp.web import visitor
from quizapp.web.language import say
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class ArticleSets:
    """An article with the set of all its cards, and those of its topics."""

    article: ArticleHead
    whole: SetLine | None
    topics: tuple[SetLine, ...]


@shows("learner/sets.html")
@dataclass(frozen=True, slots=True)
class SetsPage:
    """All sets: by article, then those a teacher made."""

    articles: tuple[ArticleSets, ...]
    others: tuple[SetLine, ...]
    studied: int


def list_of_sets() -> str:
    """Show the sets."""
    user_id, now = visitor.current().id, clock.now()
    lines = sets.list_sets(user_id=user_id, now=now)
    articles = tuple(
        ArticleSets(
            article=head,
            whole=next((x for x in lines if x.kind == "article" and x.article == head.id), None),
            topics=tuple(x for x in lines if x.kind == "topic" and x.article == head.id),
        )
        for head in sets.list_articles(user_id=user_id)
    )
    grouped = {x.id for each in articles for x in (*each.topics, each.whole) if x is not None}
    return render(
        SetsPage(
            articles=articles,
            others=tuple(x for x in lines if x.id not in grouped),
            studied=sum(x.studied for x in lines),
        )
    )


def study_set(set_id: int) -> Response:
    """Begin to study a set."""
    sets.add_set(user_id=visitor.current().id, set_id=set_id, now=clock.now())
    return redirect(url_for("learner.study_page", set=set_id), 303)


def stop_set(set_id: int) -> Response:
    """Stop studying a set."""
    sets.remove_set(user_id=visitor.current().id, set_id=set_id)
    flash(say("No new cards come from this set now. What you learnt stays, and stays due."), "good")
    return redirect(url_for("learner.sets"), 303)
