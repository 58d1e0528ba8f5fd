"""One query for all that storing an answer reads of its question: the hot path's only join."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, bindparam, func

from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.study.memory_queries import STATE_COLUMNS, State, state_in
from quizapp.store.study.seen_queries import PassageBehind, SeenQuestion, select_seen
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow, PassageRow, QuestionRow
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.study_aids import HintsTaken

_ARTICLES: Final = core_table(ArticleRow)
_CARDS: Final = core_table(CardRow)
_FACTS: Final = core_table(FactRow)
_PASSAGES: Final = core_table(PassageRow)
_QUESTIONS: Final = core_table(QuestionRow)
_STATES: Final = core_table(CardState)
_HINTS: Final = core_table(HintsTaken)


class Asked(NamedTuple):
    """A question version that was answered.

    Attributes:
        seen: what decides whether the answer counts.
        state: the person's state of its card, or None.
        behind: the passage that its fact rests on.
        hints: how many were taken of the showing of ``hinted``, a variant.
    """

    seen: SeenQuestion
    state: State | None
    behind: PassageBehind
    hinted: str = ""
    hints: int = 0


_ASKED: Final = Prepared(
    select_seen()
    .add_columns(
        _FACTS.c.article_id,
        _ARTICLES.c.title,
        _FACTS.c.passage,
        func.coalesce(_PASSAGES.c.heading, ""),
        func.coalesce(_PASSAGES.c.text, ""),
        _FACTS.c.evidence,
        _FACTS.c.explanation,
        _FACTS.c.statement,
        _ARTICLES.c.language,
        *STATE_COLUMNS,
        _HINTS.c.variant.label("hinted"),
        _HINTS.c.hints.label("hints_taken"),
    )
    .join(_FACTS, _FACTS.c.id == _CARDS.c.fact_id)
    .join(_ARTICLES, _ARTICLES.c.id == _FACTS.c.article_id)
    .outerjoin(
        _PASSAGES,
        and_(_PASSAGES.c.article_id == _FACTS.c.article_id, _PASSAGES.c.number == _FACTS.c.passage),
    )
    .outerjoin(
        _STATES,
        and_(_STATES.c.card_id == _QUESTIONS.c.card_id, _STATES.c.user_id == bindparam("user")),
    )
    .outerjoin(
        _HINTS,
        and_(_HINTS.c.card_id == _QUESTIONS.c.card_id, _HINTS.c.user_id == bindparam("user")),
    ),
    lists=("questions",),
)
_STATE_AT: Final = 14
"""Where the columns of the state begin."""
_HINTED_AT: Final = _STATE_AT + len(STATE_COLUMNS)


def find_asked(reader: Reader, *, user_id: int, question_ids: Sequence[int]) -> dict[int, Asked]:
    """Return question versions by id, with a person's state and the passage of each."""
    rows = _ASKED.rows(reader, {"user": user_id, "questions": list(question_ids)})
    return {row[0]: _asked(row) for row in rows}


def _asked(row: Any) -> Asked:
    return Asked(
        seen=SeenQuestion(row[0], row[1], row[2], bool(row[3]), bool(row[4])),
        state=None if row[_STATE_AT] is None else state_in(row[_STATE_AT:_HINTED_AT]),
        behind=PassageBehind(*row[5:_STATE_AT]),
        hinted=row[_HINTED_AT] or "",
        hints=row[_HINTED_AT + 1] or 0,
    )
