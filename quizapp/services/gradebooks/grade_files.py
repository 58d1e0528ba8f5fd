"""Grades as tables for spreadsheets: learner by quiz, and one line for each answer.

Numbers have a dot, shares are 0 to 100, times are local ones of the class's zone with offset.
"""

from datetime import datetime

from quizapp.formats.sheets.csv_table import Cell, Layout, to_csv
from quizapp.formats.sheets.table_workbook import to_workbook
from quizapp.services.gradebooks.answer_lines import AnswerLine, AnswerList
from quizapp.services.gradebooks.gradebook_class import ClassGrades
from quizapp.services.people.zones import local_from_instant


def grades_table(book: ClassGrades, *, layout: Layout) -> str:
    """Return learner by quiz as CSV: for each quiz points, the most, percent, pass and state.

    Passed is empty without a grade, or where the quiz has no pass mark.
    """
    header, rows = _grades(book)
    return to_csv(header, rows, layout)


def grades_workbook(book: ClassGrades, *, now: datetime) -> bytes:
    """Return the same as an Excel workbook."""
    header, rows = _grades(book)
    return to_workbook(book.class_name, header, rows, now=now)


def _grades(book: ClassGrades) -> tuple[list[str], list[list[Cell]]]:
    header = ["learner", "grade percent"]
    header += [f"{each.name} percent" for each in book.categories]
    for column in book.columns:
        header += [
            f"{column.title} {part}"
            for part in ("points", "of", "percent", "passed", "state", "late", "submitted at")
        ]
    rows: list[list[Cell]] = []
    for row in book.rows:
        cells: list[Cell] = [row.name, _percent(row.overall.share)]
        cells += [_percent(each.share) for each in row.overall.categories]
        cells += [None] * (len(book.categories) - len(row.overall.categories))
        for mark in row.marks:
            state = "dropped" if mark.assignment_id in row.dropped else mark.state
            cells += [
                _rounded(mark.points),
                _rounded(mark.possible),
                _percent(mark.share),
                mark.passed,
                state.replace("_", " "),
                mark.late,
                _local(mark.submitted_at, zone=book.zone),
            ]
        rows.append(cells)
    return header, rows


def answers_table(found: AnswerList, *, layout: Layout) -> str:
    """Return one line for each question that a submitted attempt asks."""
    header = [
        "learner",
        "attempt",
        "attempt counts",
        "submitted at",
        "late",
        "question",
        "text",
        "fact",
        "topics",
        "article",
        "passage",
        "form",
        "version",
        "response",
        "score",
        "points",
        "of",
        "by hand",
        "dropped",
        "comment",
    ]
    return to_csv(header, (_cells(each, zone=found.zone) for each in found.lines), layout)


def _cells(each: AnswerLine, *, zone: str) -> list[Cell]:
    return [
        each.learner,
        each.attempt,
        each.counts,
        _local(each.submitted_at, zone=zone),
        each.late,
        each.number,
        each.text,
        each.fact,
        "; ".join(each.topics),
        each.article,
        each.passage,
        each.form,
        each.version,
        each.response,
        _rounded(each.score),
        _rounded(each.points),
        _rounded(each.of),
        each.by_hand,
        each.dropped_as,
        each.comment,
    ]


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)


def _local(at: datetime | None, *, zone: str) -> str | None:
    local = None if at is None else local_from_instant(at, zone=zone)
    return local.isoformat(timespec="seconds") if local else None
