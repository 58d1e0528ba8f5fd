"""The studio: articles with what waits in them, a published article, one published fact."""

from dataclasses import dataclass

from flask import request

from quizapp.services.decks import decks
from quizapp.services.drafting import drafting
from quizapp.services.editing import authoring, authoring_fact, editing
from quizapp.services.editing.authoring import ArticleCard, ArticleView
from quizapp.services.editing.authoring_fact import FactView
from quizapp.services.editing.editing import WorkArticle
from quizapp.web import visitor
from quizapp.web.author.publish import bank_folder
from quizapp.web.pages import render, shows


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article of the documents with what waits for its author.

    Attributes:
        drafts: those to judge.
        changed: something of it is not published.
        conflict: it was changed on disk and in the browser.
    """

    id: str
    title: str
    passages: int
    facts: int
    drafts: int
    changed: bool
    conflict: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A published article; ``work`` is what the documents hold of it, None when they do not."""

    card: ArticleCard
    work: Waiting | None


@shows("author/articles.html")
@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """The articles that are not published yet, and those that are.

    Attributes:
        handed_over: id of an article that was a deck -> name of who handed it over.
    """

    works: tuple[Waiting, ...]
    articles: tuple[Published, ...]
    handed_over: dict[str, str]


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


def articles() -> str:
    """Show the articles in the works and the published ones."""
    works = {each.id: _waiting(each) for each in editing.list_works(bank_folder())}
    cards = authoring.list_articles()
    published = {card.id for card in cards}
    return render(
        ArticlesPage(
            works=tuple(each for each in works.values() if each.id not in published),
            articles=tuple(Published(card, works.get(card.id)) for card in cards),
            handed_over=decks.owners_of_handed_over(),
        )
    )


def article(article_id: str) -> str:
    """Show an article's passages and facts."""
    chosen_type, chosen_status = request.args.get("type", ""), request.args.get("status", "")
    view = authoring.get_article(article_id=article_id, type_name=chosen_type, status=chosen_status)
    return render(ArticlePage(view, chosen_type, chosen_status))


def fact(fact_id: str) -> str:
    """Show a fact and all that is made of it."""
    view = authoring_fact.get_fact(fact_id=fact_id)
    return render(FactPage(view, visitor.current().zone))


def _waiting(work: WorkArticle) -> Waiting:
    return Waiting(
        id=work.id,
        title=work.title,
        passages=work.passages,
        facts=work.facts,
        drafts=drafting.progress(work.id).proposed,
        changed=work.changed,
        conflict=work.conflict,
    )
