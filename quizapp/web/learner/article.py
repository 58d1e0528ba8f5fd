"""An article as prose with the learner's recall beside each passage: the recall map."""

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.classes import class_article
from quizapp.services.study import sets
from quizapp.services.study.sets import ArticleMap
from quizapp.web import visitor
from quizapp.web.pages import render, shows


@shows("learner/article.html")
@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article with the recall map.

    Attributes:
        rooms: (id, name) of the classes that the person teaches and that work on it.
    """

    map: ArticleMap
    rooms: tuple[tuple[int, str], ...]
    source: tuple[tuple[str, str], ...]


def article(article_id: str) -> str:
    """Show an article."""
    person = visitor.current()
    shown = sets.article_map(user_id=person.id, article_id=article_id, now=clock.now())
    teaches = "teacher" in person.roles
    return render(
        ArticlePage(
            map=shown,
            rooms=class_article.list_classes_with(user_id=person.id, article_id=article_id)
            if teaches
            else (),
            source=tuple(
                (name, str(value)) for name, value in shown.article.source.items() if value
            ),
        )
    )


def study_passage(article_id: str, number: int) -> Response:
    """Study the cards of one passage, and no others."""
    set_id = sets.study_passage(
        user_id=visitor.current().id, article_id=article_id, number=number, now=clock.now()
    )
    return redirect(url_for("learner.study_page", set=set_id), 303)
