"""The item report of a quiz: figures of each question, who chose what, advice, and as CSV."""

from dataclasses import dataclass
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.services.gradebooks import item_facts, item_report
from quizapp.services.gradebooks.item_report import COUNTS, ItemReportPage
from quizapp.web import visitor
from quizapp.web.access import may_open
from quizapp.web.downloads import csv_file
from quizapp.web.language import later
from quizapp.web.pages import render, shows
from quizapp.web.teacher.csv_files import wanted_layout

_WIDE: Final = 320
_HIGH: Final = 220
COUNT_WORDS: Final = {
    "first": later("first attempts"),
    "last": later("last attempts"),
    "best": later("best attempts"),
    "all": later("all attempts"),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """A question in the plot: where it stands, in the plot's own units."""

    number: int
    x: float
    y: float
    against: bool


@shows("teacher/items.html")
@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The item report.

    Attributes:
        ways: which attempts can be looked at, with their words.
        dots: of the questions whose facility and discrimination are defined.
        articles_open: whether the passages may be linked to.
    """

    report: ItemReportPage
    ways: tuple[tuple[str, str], ...]
    dots: tuple[Dot, ...]
    articles_open: bool


def items(assignment_id: int) -> str:
    """Show the report."""
    found = _report(assignment_id)
    return render(
        ItemsPage(
            report=found,
            ways=tuple((way, COUNT_WORDS[way]) for way in COUNTS),
            dots=_dots(found),
            articles_open=may_open("learner.article", visitor.current()),
        )
    )


def items_csv(assignment_id: int) -> Response:
    """Send the figures as CSV, a line for each question or for each fact."""
    found = _report(assignment_id)
    layout = wanted_layout()
    if request.args.get("by") == "fact":
        text = item_facts.facts_csv(found.facts, layout=layout)
        return csv_file(text, name=f"{found.title[:50]} facts")
    text = item_report.report_csv(found, layout=layout)
    return csv_file(text, name=f"{found.title[:50]} items")


def _report(assignment_id: int) -> ItemReportPage:
    return item_report.get_item_report(
        user_id=visitor.current().id,
        assignment_id=assignment_id,
        now=clock.now(),
        counts=request.args.get("attempts", COUNTS[0]),
    )


def _dots(report: ItemReportPage) -> tuple[Dot, ...]:
    """Return the plot: facility from left to right, discrimination upwards from -1 to 1."""
    found = []
    for line in report.items:
        facility = line.analysis.facility.value
        discrimination = line.analysis.discrimination.value
        if facility is not None and discrimination is not None:
            found.append(
                Dot(
                    number=line.number,
                    x=round(facility * _WIDE, 1),
                    y=round((1 - discrimination) / 2 * _HIGH, 1),
                    against=discrimination < 0,
                )
            )
    return tuple(found)
