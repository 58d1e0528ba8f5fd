"""Queries of what is shown with an answer: versions that were seen, passages behind cards."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, bindparam, case, func, literal, select
from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, PassageRow, QuestionRow

_ARTICLES: Final = core_table(ArticleRow)
_CARDS: Final = core_table(CardRow)
_FACTS: Final = core_table(FactRow)
_PASSAGES: Final = core_table(PassageRow)
_QUESTIONS: Final = core_table(QuestionRow)


class SeenQuestion(NamedTuple):
    """A question version with what decides whether an answer to it still counts.

    Attributes:
        rekeyed: the card has another answer by now.
        alive: the card is asked, and some version of the question is current.
    """

    id: int
    card_id: int
    form: str
    rekeyed: bool
    alive: bool


class PassageBehind(NamedTuple):
    """The passage that a card's fact rests on, shown once the card is answered.

    Attributes:
        language: that its article is written in.
    """

    article: str
    article_title: str
    number: int
    heading: str
    text: str
    evidence: str
    explanation: str
    statement: str
    language: str


_SAME: Final = _QUESTIONS.alias("same")


def select_seen() -> Select[Any]:
    """Return the select of question versions, by ids, with what decides whether answers count."""
    found: Any = select(
        _QUESTIONS.c.id,
        _QUESTIONS.c.card_id.label("card"),
        _QUESTIONS.c.type,
        _QUESTIONS.c.answer_hash != _CARDS.c.answer_hash,
        and_(
            _CARDS.c.retired_in.is_(None),
            case(
                (_QUESTIONS.c.current.is_(True), literal(value=True)),
                else_=select(_SAME.c.id)
                .where(_SAME.c.key == _QUESTIONS.c.key, _SAME.c.current.is_(True))
                .exists(),
            ),
        ),
    )
    joined: Select[Any] = found.join(_CARDS, _CARDS.c.id == _QUESTIONS.c.card_id).where(
        _QUESTIONS.c.id.in_(bindparam("questions", expanding=True))
    )
    return joined


_SEEN: Final = Prepared(select_seen(), lists=("questions",))
_CONTENTS: Final = Prepared(
    select(_QUESTIONS.c.id, _QUESTIONS.c.content).where(
        _QUESTIONS.c.id.in_(bindparam("questions", expanding=True))
    ),
    lists=("questions",),
)


_BEHIND: Final = (
    select(
        _CARDS.c.id,
        _FACTS.c.article_id,
        _ARTICLES.c.title,
        _FACTS.c.passage,
        func.coalesce(_PASSAGES.c.heading, ""),
        func.coalesce(_PASSAGES.c.text, ""),
        _FACTS.c.evidence,
        _FACTS.c.explanation,
        _FACTS.c.statement,
        _ARTICLES.c.language,
    )
    .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
    .join(_ARTICLES, _ARTICLES.c.id == _FACTS.c.article_id)
    .outerjoin(
        _PASSAGES,
        and_(_PASSAGES.c.article_id == _FACTS.c.article_id, _PASSAGES.c.number == _FACTS.c.passage),
    )
    .where(_CARDS.c.id.in_(bindparam("cards", expanding=True)))
)


def find_seen_questions(session: Session, question_ids: Sequence[int]) -> dict[int, SeenQuestion]:
    """Return question versions by id, current or not."""
    rows = _SEEN.rows(session, {"questions": list(question_ids)})
    return {
        row[0]: SeenQuestion(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows
    }


def find_contents(session: Reader, question_ids: Sequence[int]) -> dict[int, JsonObject]:
    """Return the contents of question versions, as generation.codec wrote them, by id."""
    rows = _CONTENTS.rows(session, {"questions": list(question_ids)})
    return {number: content for number, content in rows}  # noqa: C416 - a row is not a pair to mypy


def find_passages_behind(session: Session, card_ids: Sequence[int]) -> dict[int, PassageBehind]:
    """Return the passage behind each of these cards, as published now, by card id."""
    rows: Any = session.execute(_BEHIND, {"cards": list(card_ids)})
    return {row[0]: PassageBehind(*row[1:]) for row in rows}
