"""Use cases of reports: a learner says a question is wrong, an author answers."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    ResponseError,
    TooManyError,
    translatable,
)
from quizapp.generation import variant
from quizapp.generation.codec import from_json
from quizapp.generation.question import Question
from quizapp.services.questions.question_words import response_words
from quizapp.store.engine import reading, writing
from quizapp.store.study import aid_queries, report_queries
from quizapp.store.study.aid_queries import LostCard
from quizapp.store.study.report_queries import ReportLine
from quizapp.store.tables.memory import Report
from quizapp.store.tables.people import AuditEntry

REASONS: Final[Mapping[str, str]] = {
    "wrong-key": translatable("The answer marked right is wrong"),
    "also-right": translatable("My answer is right too"),
    "unclear": translatable("The question is unclear"),
    "wording": translatable("A spelling or wording mistake"),
    "passage": translatable("It does not agree with the passage"),
    "other": translatable("Something else"),
}
"""What a learner may say, by the value that is stored."""
OUTCOMES: Final[Mapping[str, str]] = {
    "fixed": translatable("Fixed: the question is changed"),
    "answered": translatable("Answered: the question stays"),
    "declined": translatable("Declined"),
}
"""What may come of a report, by the status that is stored."""
TEXT_MAX: Final = 1000
"""Characters of a report or of its answer."""
OPEN_MAX: Final = 50
"""Open reports of one person; more are no help to anybody."""
_INBOX_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A report in a list.

    Attributes:
        status: open, fixed, answered or declined.
        reason, outcome: in words; ``outcome`` is what the author wrote to the learner.
        stem: of the version that the learner saw.
    """

    id: int
    status: str
    reason: str
    text: str
    outcome: str
    created_at: datetime
    resolved_at: datetime | None
    fact: str
    article: str
    stem: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report as its author reads it; ``response`` is in words, "" when none was given."""

    summary: ReportSummary
    question: Question
    question_id: int
    current: bool
    response: str
    passage: int
    passage_text: str
    evidence: str
    statement: str


def create_report(
    *, user_id: int, card_id: int, question_id: int, reason: str, text: str, now: datetime
) -> int:
    """Store what a learner says about a question they met; return the report's id.

    Their last answer to it is kept with the report. A second report of the same version
    replaces the first while that is open.

    Raises:
        NotFoundError: there is no such question of that card, or the person never met the card.
        InputError: the reason is unknown, or the text is too long, or missing for "other".
        TooManyError: the person has too many open reports.
    """
    clean = _text(text)
    if reason not in REASONS:
        raise InputError("Choose what is wrong with the question.", field="reason")
    if reason == "other" and not clean:
        raise InputError("Write what is wrong.", field="text")
    with writing() as session:
        row = report_queries.find_question(session, card_id=card_id, question_id=question_id)
        if row is None or not report_queries.has_met(session, user_id=user_id, card_id=card_id):
            raise NotFoundError("There is no such question among those you study.")
        if not report_queries.is_of_the_bank(session, card_id):
            raise InputError(
                "This card is of a deck that somebody brought in: its owner alone can mend it.",
                field="text",
            )
        known = report_queries.find_open_report(session, user_id=user_id, question_id=question_id)
        if known is not None:
            known.reason, known.text = reason, clean
            return known.id
        if report_queries.count_open_of(session, user_id=user_id) >= OPEN_MAX:
            raise TooManyError(
                "You have many reports that wait for an answer. Send more once some are answered.",
                retry_after_s=24 * 3600,
            )
        report = Report(
            user_id=user_id,
            card_id=card_id,
            question_id=question_id,
            response=_response(session, row.content, user_id, card_id, question_id),
            reason=reason,
            text=clean,
            status="open",
            outcome="",
            created_at=now,
        )
        session.add(report)
        session.flush()
        return report.id


MOST_LOST: Final = 20
"""Cards that many lose, in the inbox: those that most people lose."""


def list_lost_by_many() -> tuple[LostCard, ...]:
    """Return cards that at least five learners lose again and again: the item may be at fault."""
    with reading() as session:
        return aid_queries.list_lost_by_many(session, limit=MOST_LOST)


def list_inbox(*, is_open: bool, fact: str | None = None) -> tuple[ReportSummary, ...]:
    """Return open reports, oldest first, or resolved ones, newest first; of one fact or all."""
    with reading() as session:
        lines = report_queries.list_reports(session, is_open=is_open, fact=fact, limit=_INBOX_MAX)
    return tuple(_summary(line) for line in lines)


def list_own_reports(*, user_id: int) -> tuple[ReportSummary, ...]:
    """Return a person's own reports with their outcomes, newest first."""
    with reading() as session:
        lines = report_queries.list_reports_of(session, user_id=user_id)
    return tuple(_summary(line) for line in lines)


def get_report(*, report_id: int) -> ReportPage:
    """Return one report with the question as it was seen.

    Raises:
        NotFoundError: there is no such report.
    """
    with reading() as session:
        found = report_queries.find_report(session, report_id)
    if found is None:
        raise NotFoundError("There is no such report.")
    question = from_json(found.line.content)
    return ReportPage(
        summary=_summary(found.line),
        question=question,
        question_id=found.question_id,
        current=found.current,
        response=response_words(question, found.response),
        passage=found.passage,
        passage_text=found.passage_text,
        evidence=found.evidence,
        statement=found.statement,
    )


def resolve_report(*, report_id: int, status: str, outcome: str, by: int, now: datetime) -> None:
    """Close a report with words that its learner reads.

    Raises:
        NotFoundError: there is no such report.
        InputError: the status is unknown, or no words are given.
        ConflictError: another author has closed it already.
    """
    clean = _text(outcome, field="outcome")
    if status not in OUTCOMES:
        raise InputError("Choose what comes of the report.", field="status")
    if not clean:
        raise InputError("Write a sentence to the learner who reported it.", field="outcome")
    with writing() as session:
        report = session.get(Report, report_id)
        if report is None:
            raise NotFoundError("There is no such report.")
        if report.status != "open":
            raise ConflictError("This report has been answered already. Nothing was changed.")
        report.status, report.outcome = status, clean
        report.resolved_at, report.resolved_by = now, by
        session.add(
            AuditEntry(
                at=now,
                actor_id=by,
                action=f"report.{status}",
                subject=f"report:{report_id}",
                detail={},
            )
        )


def _response(
    session: Session,
    content: dict[str, object],
    user_id: int,
    card_id: int,
    question_id: int,
) -> JsonObject | None:
    """Return the person's last response to that version, with canonical indexes."""
    seen = report_queries.find_last_answer(
        session, user_id=user_id, card_id=card_id, question_id=question_id
    )
    if seen is None or seen.response is None:
        return None
    try:
        question = from_json(content)
        return asdict(variant.canonical(question, seed=seen.variant, response=seen.response))
    except ResponseError:
        return None  # Its log entry came from elsewhere: an import has no shown order.


def _text(text: str, *, field: str = "text") -> str:
    """Return the text in NFC without surplus space and control characters, or refuse it."""
    clean = unicodedata.normalize("NFC", text).strip()
    clean = "".join(letter for letter in clean if letter.isprintable() or letter == "\n")
    if len(clean) > TEXT_MAX:
        raise InputError("Write at most {text_max} characters.", text_max=TEXT_MAX, field=field)
    return clean


def _summary(line: ReportLine) -> ReportSummary:
    """Return a report with its reason in words."""
    return ReportSummary(
        id=line.id,
        status=line.status,
        reason=REASONS.get(line.reason, line.reason),
        text=line.text,
        outcome=line.outcome,
        created_at=line.created_at,
        resolved_at=line.resolved_at,
        fact=line.fact,
        article=line.article,
        stem=str(line.content["stem"]),
    )
