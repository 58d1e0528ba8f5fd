"""The studio: articles with their coverage, an article's passages and facts, one fact."""

from dataclasses import dataclass

from flask import request

from quizapp.services import authoring, authoring_fact
from quizapp.services.authoring import ArticleCard, ArticleView
from quizapp.services.authoring_fact import FactView
from quizapp.web import visitor
from quizapp.web.access import Policy, policy
from quizapp.web.author.blueprint import blueprint
from quizapp.web.pages import render, shows


@shows("author/articles.html")
@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """All published articles."""

    articles: tuple[ArticleCard, ...]


@shows("author/article.html")
@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article; ``chosen_*`` are the filters in force, or ""."""

    article: ArticleView
    chosen_type: str
    chosen_status: str


@shows("author/fact.html")
@dataclass(frozen=True, slots=True)
class FactPage:
    """One fact with every question it gives."""

    fact: FactView
    zone: str


@blueprint.get("/")
@policy(Policy.AUTHOR)
def articles() -> str:
    """Show the published articles."""
    return render(ArticlesPage(authoring.list_articles()))


@blueprint.get("/articles/<article_id>")
@policy(Policy.AUTHOR)
def article(article_id: str) -> str:
    """Show an article's passages and facts."""
    chosen_type, chosen_status = request.args.get("type", ""), request.args.get("status", "")
    view = authoring.get_article(article_id=article_id, type_name=chosen_type, status=chosen_status)
    return render(ArticlePage(view, chosen_type, chosen_status))


@blueprint.get("/facts/<fact_id>")
@policy(Policy.AUTHOR)
def fact(fact_id: str) -> str:
    """Show a fact and all that is made of it."""
    view = authoring_fact.get_fact(fact_id=fact_id)
    return render(FactPage(view, visitor.current().zone))
