"""Queries about learners' reports: the inbox, one report with what it is about, one's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import is_public
from quizapp.store.study import log_queries
from quizapp.store.tables.content import CardRow, FactRow, PassageRow, QuestionRow
from quizapp.store.tables.memory import CardState, Report, ReviewLog


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as a list shows it. Who wrote it is not told."""

    id: int
    status: str
    reason: str
    text: str
    outcome: str
    created_at: datetime
    resolved_at: datetime | None
    fact: str
    article: str
    content: dict[str, object]


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """A report with the version of the question that was seen, and its passage."""

    line: ReportLine
    question_id: int
    version: str
    current: bool
    response: dict[str, object] | None
    passage: int
    passage_text: str
    evidence: str
    explanation: str
    statement: str


@dataclass(frozen=True, slots=True)
class SeenAnswer:
    """The last answer of a person to a version of a question."""

    variant: str
    response: dict[str, object] | None


_LINE = (
    Report.id,
    Report.status,
    Report.reason,
    Report.text,
    Report.outcome,
    Report.created_at,
    Report.resolved_at,
    FactRow.id,
    FactRow.article_id,
    QuestionRow.content,
)


def list_reports(
    session: Session, *, is_open: bool, fact: str | None, limit: int
) -> tuple[ReportLine, ...]:
    """Return open reports, oldest first, or resolved ones, newest first."""
    query = (
        select(*_LINE)
        .join(QuestionRow, QuestionRow.id == Report.question_id)
        .join(CardRow, CardRow.id == Report.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where((Report.status == "open") if is_open else (Report.status != "open"))
        .order_by(Report.id if is_open else Report.resolved_at.desc())
        .limit(limit)
    )
    if fact is not None:
        query = query.where(FactRow.id == fact)
    return tuple(_line(tuple(row)) for row in session.execute(query))


def list_reports_of(session: Session, *, user_id: int) -> tuple[ReportLine, ...]:
    """Return a person's own reports, newest first."""
    query = (
        select(*_LINE)
        .join(QuestionRow, QuestionRow.id == Report.question_id)
        .join(CardRow, CardRow.id == Report.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(Report.user_id == user_id)
        .order_by(Report.id.desc())
    )
    return tuple(_line(tuple(row)) for row in session.execute(query))


def find_report(session: Session, report_id: int) -> ReportDetail | None:
    """Return one report with what it is about."""
    row = session.execute(
        select(
            *_LINE,
            QuestionRow.id,
            QuestionRow.version,
            QuestionRow.current,
            Report.response,
            FactRow.passage,
            func.coalesce(PassageRow.text, ""),
            FactRow.evidence,
            FactRow.explanation,
            FactRow.statement,
        )
        .join(QuestionRow, QuestionRow.id == Report.question_id)
        .join(CardRow, CardRow.id == Report.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .outerjoin(
            PassageRow,
            (PassageRow.article_id == FactRow.article_id) & (PassageRow.number == FactRow.passage),
        )
        .where(Report.id == report_id)
    ).first()
    if row is None:
        return None
    values: tuple[Any, ...] = tuple(row)
    return ReportDetail(_line(values[: len(_LINE)]), *values[len(_LINE) :])


def open_by_fact(session: Session) -> dict[str, int]:
    """Return the number of open reports of each fact that has any."""
    return dict(
        session.execute(
            select(CardRow.fact_id, func.count())
            .join(Report, Report.card_id == CardRow.id)
            .where(Report.status == "open")
            .group_by(CardRow.fact_id)
        ).all()
    )


def count_open_of(session: Session, *, user_id: int) -> int:
    """Return how many open reports a person has."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Report)
            .where(Report.user_id == user_id, Report.status == "open")
        )
        or 0
    )


def find_open_report(session: Session, *, user_id: int, question_id: int) -> Report | None:
    """Return a person's open report of a version of a question."""
    return session.scalar(
        select(Report).where(
            Report.user_id == user_id,
            Report.question_id == question_id,
            Report.status == "open",
        )
    )


def find_question(session: Session, *, card_id: int, question_id: int) -> QuestionRow | None:
    """Return a version of a question of that card."""
    return session.scalar(
        select(QuestionRow).where(QuestionRow.id == question_id, QuestionRow.card_id == card_id)
    )


def is_of_the_bank(session: Session, card_id: int) -> bool:
    """Return whether a card is of a published article, and of nobody's deck."""
    found = select(CardRow.id).join(FactRow, FactRow.id == CardRow.fact_id)
    where = found.where(CardRow.id == card_id, is_public(FactRow.article_id))
    return session.scalar(where) is not None


def has_met(session: Session, *, user_id: int, card_id: int) -> bool:
    """Return whether a person studies the card or has an entry about it."""
    return (
        session.get(CardState, (user_id, card_id)) is not None
        or session.scalar(
            select(ReviewLog.seq)
            .where(ReviewLog.user_id == user_id, ReviewLog.card_id == card_id)
            .limit(1)
        )
        is not None
    )


def find_last_answer(
    session: Session, *, user_id: int, question_id: int, card_id: int
) -> SeenAnswer | None:
    """Return the person's last answer to that version, as it was shown to them."""
    entries = log_queries.list_entries_of_card(session, user_id=user_id, card_id=card_id)
    of_version = [row for row in entries if row.question_id == question_id]
    return SeenAnswer(of_version[-1].variant, of_version[-1].response) if of_version else None


def _line(values: tuple[Any, ...]) -> ReportLine:
    """Return the values of ``_LINE`` by name."""
    return ReportLine(*values)
