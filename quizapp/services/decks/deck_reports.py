"""The report of a file that was taken in: what came of each note, on a page and as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizapp.errors import NotFoundError, Words
from quizapp.formats.incoming.incoming_codec import place_from_json, words_from_json
from quizapp.formats.sheets.csv_table import to_csv
from quizapp.store.decks import deck_queries
from quizapp.store.engine import reading


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One note: where it stood, its first words, what became of it and why."""

    place: str
    what: str
    outcome: str
    why: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file.

    Attributes:
        reviews: past answers that entered the log. reviews_left: that did not.
        suspended: cards that came in put away.
    """

    id: int
    article_id: str
    title: str
    source_name: str
    taken_at: datetime
    counts: Mapping[str, int]
    reviews: int
    reviews_left: int
    suspended: int
    lines: tuple[ReportLine, ...]


def get_report(*, user_id: int, import_id: int) -> ImportReport:
    """Return the report of a file that the person took in.

    Raises:
        NotFoundError: there is none such of theirs.
    """
    with reading() as session:
        row = deck_queries.find_waiting(session, import_id, user_id=user_id)
        if row is None or row.taken_at is None or row.article_id is None or row.report is None:
            raise NotFoundError("There is no such report.")
        deck = deck_queries.get_own(session, row.article_id, user_id=user_id)
        report: dict[str, Any] = dict(row.report)
        return ImportReport(
            id=row.id,
            article_id=row.article_id,
            title=deck.title,
            source_name=row.source_name,
            taken_at=row.taken_at,
            counts=report["counts"],
            reviews=report["reviews"],
            reviews_left=report["reviews_left"],
            suspended=report["suspended"],
            lines=tuple(
                ReportLine(
                    place_from_json(each["place"]),
                    each["what"],
                    each["outcome"],
                    tuple(words_from_json(words) for words in each["why"]),
                )
                for each in report["lines"]
            ),
        )


def as_csv(report: ImportReport) -> str:
    """Return the report as CSV that no spreadsheet takes for formulas."""
    rows = [
        (each.place, each.what, each.outcome, " ".join(map(str, each.why))) for each in report.lines
    ]
    return to_csv(("place", "note", "outcome", "why"), rows)
