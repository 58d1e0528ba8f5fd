"""An article with what a class knows of each passage, for its teachers."""

from dataclasses import dataclass

from quizapp import clock
from quizapp.services.classes import class_article
from quizapp.services.classes.class_article import ClassArticle
from quizapp.services.classes.class_recall import KNOWN
from quizapp.web import visitor
from quizapp.web.pages import render, shows


@shows("teacher/article.html")
@dataclass(frozen=True, slots=True)
class ClassArticlePage:
    """An article with the map of a class.

    Attributes:
        rooms: (id, name) of the teacher's classes that can be chosen, this one among them.
        known_from: share of the class from which a fact counts as known.
    """

    map: ClassArticle
    rooms: tuple[tuple[int, str], ...]
    known_from: float


def article(class_id: int, article_id: str) -> str:
    """Show what the class knows, passage by passage."""
    user_id = visitor.current().id
    found = class_article.class_article(
        user_id=user_id, class_id=class_id, article_id=article_id, now=clock.now()
    )
    rooms = class_article.list_classes_with(user_id=user_id, article_id=article_id)
    if found.class_id not in {number for number, _ in rooms}:
        rooms = (*rooms, (found.class_id, found.class_name))
    return render(ClassArticlePage(found, rooms, KNOWN))
