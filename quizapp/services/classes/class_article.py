"""An article as the map of what a class knows: no learner's name, only what learners share."""

from dataclasses import dataclass
from datetime import datetime

from quizapp.services.classes.class_recall import FactLine, lines_of, recalls_of
from quizapp.services.classes.classes import taught_class
from quizapp.store.engine import reading
from quizapp.store.study import set_queries
from quizapp.store.study.set_queries import ArticleHead
from quizapp.store.teaching import class_knowing_queries


@dataclass(frozen=True, slots=True)
class ClassPassage:
    """A passage with what a class knows of it today.

    Attributes:
        facts: that are asked about, each with the share of the class that would recall it.
        known: how many of them the class knows. share: the same of all, 0..1; None without facts.
    """

    number: int
    heading: str
    text: str
    facts: tuple[FactLine, ...]
    known: int
    share: float | None


@dataclass(frozen=True, slots=True)
class ClassArticle:
    """An article with what a class knows of each passage today.

    Attributes:
        sharing: learners who share their recall. hidden: those who do not.
        studied: whether anybody of them has answered anything of it.
    """

    article: ArticleHead
    class_id: int
    class_name: str
    sharing: int
    hidden: int
    studied: bool
    facts: int
    known: int
    passages: tuple[ClassPassage, ...]


def list_classes_with(*, user_id: int, article_id: str) -> tuple[tuple[int, str], ...]:
    """Return (id, name) of the teacher's classes that work on an article, by name."""
    with reading() as session:
        return class_knowing_queries.list_classes_with(
            session, user_id=user_id, article_id=article_id
        )


def class_article(*, user_id: int, class_id: int, article_id: str, now: datetime) -> ClassArticle:
    """Return what a class of the teacher knows of an article; as many statements, whoever is in it.

    Raises:
        NotFoundError: not a class of this teacher, or no such article.
    """
    with reading() as session:
        room = taught_class(session, user_id=user_id, class_id=class_id)
        article = set_queries.get_article(session, article_id, user_id=user_id)
        passages = set_queries.list_passages(session, article_id)
        facts = class_knowing_queries.list_facts_of_article(session, article_id)
        everybody = class_knowing_queries.list_learners(session, class_id)
        class_name = room.name
        memories, fact_of = class_knowing_queries.list_memories_of_article(
            session, class_id=class_id, article_id=article_id
        )
    sharing = tuple(each for each in everybody if each.shares_recall)
    lines = lines_of(facts, sharing, recalls_of(memories, fact_of, sharing, now=now))
    by_passage: dict[int, list[FactLine]] = {}
    for line in lines:
        by_passage.setdefault(line.fact.passage, []).append(line)
    return ClassArticle(
        article=article,
        class_id=class_id,
        class_name=class_name,
        sharing=len(sharing),
        hidden=len(everybody) - len(sharing),
        studied=any(line.studied for line in lines),
        facts=len(lines),
        known=sum(line.known for line in lines),
        passages=tuple(
            _passage(each.number, each.heading, each.text, by_passage.get(each.number, []))
            for each in passages
        ),
    )


def _passage(number: int, heading: str, text: str, lines: list[FactLine]) -> ClassPassage:
    known = sum(line.known for line in lines)
    share = known / len(lines) if lines else None
    return ClassPassage(number, heading, text, tuple(lines), known, share)
