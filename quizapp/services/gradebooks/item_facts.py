"""The figures of a quiz by fact, whatever questions, versions and forms asked about it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizapp.analytics.item_analysis import ItemAnalysis, analyse_items
from quizapp.formats.sheets.csv_table import PLAIN, Layout, to_csv
from quizapp.store.quizzes.item_report_queries import Elsewhere, ReportItem


@dataclass(frozen=True, slots=True)
class FactFigures:
    """A fact with the figures of all questions of the quiz that ask about it.

    Attributes:
        numbers: of these questions. item: the first of them.
        elsewhere: how the class did on it in its other quizzes; None without any.
    """

    item: ReportItem
    numbers: tuple[int, ...]
    analysis: ItemAnalysis
    elsewhere: Elsewhere | None


def fact_lines(
    items: Sequence[ReportItem],
    analyses: Sequence[ItemAnalysis],
    scores: Sequence[Sequence[float | None]],
    elsewhere: Mapping[str, Elsewhere],
) -> tuple[FactFigures, ...]:
    """Return the facts of a quiz, those with the lowest facility first, never asked ones last.

    A learner's score on a fact is the mean of the questions about it that they were asked, by
    their points; a fact asked by one question has that question's figures.

    Args:
        analyses: of the items. scores: of each attempt by item, None where it was not asked.
    """
    places: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault(item.fact_id, []).append(place)
    figures = analyses
    if len(places) < len(items):
        points = [item.points for item in items]
        figures = analyse_items(
            [[_together(row, mine, points) for mine in places.values()] for row in scores],
            points=[_worth(mine, points, scores) for mine in places.values()],
        )
    lines = [
        FactFigures(
            item=items[mine[0]],
            numbers=tuple(place + 1 for place in mine),
            analysis=analysis,
            elsewhere=elsewhere.get(fact_id),
        )
        for (fact_id, mine), analysis in zip(places.items(), figures, strict=True)
    ]
    return tuple(sorted(lines, key=lambda line: _weakest_first(line.analysis.facility.value)))


def facts_csv(lines: Sequence[FactFigures], *, layout: Layout = PLAIN) -> str:
    """Return a line for each fact, figures as shares; undefined ones are empty."""
    header = (
        "fact",
        "statement",
        "article",
        "passage",
        "questions",
        "learners",
        "facility",
        "discrimination index",
        "discriminative efficiency",
        "other quizzes",
        "facility in other quizzes",
    )
    rows = (
        [
            line.item.fact_id,
            line.item.statement,
            line.item.article_id,
            line.item.passage,
            " ".join(f"Q{number}" for number in line.numbers),
            line.analysis.learners,
            line.analysis.facility.value,
            line.analysis.discrimination.value,
            line.analysis.efficiency.value,
            line.elsewhere.quizzes if line.elsewhere else 0,
            line.elsewhere.mean if line.elsewhere else None,
        ]
        for line in lines
    )
    return to_csv(header, rows, layout)


def _together(
    row: Sequence[float | None], places: Sequence[int], points: Sequence[float]
) -> float | None:
    """Return what of a fact's points an attempt reached, 0..1; None where it was not asked."""
    asked = [(score, points[at]) for at in places if (score := row[at]) is not None]
    if not asked:
        return None
    return sum(score * worth for score, worth in asked) / sum(worth for _, worth in asked)


def _worth(
    places: Sequence[int], points: Sequence[float], scores: Sequence[Sequence[float | None]]
) -> float:
    """Return the points that a fact has, on average over the attempts that ask it."""
    sums = [sum(points[at] for at in places if row[at] is not None) for row in scores]
    asked = [each for each in sums if each]
    return sum(asked) / len(asked) if asked else sum(points[at] for at in places)


def _weakest_first(facility: float | None) -> tuple[bool, float]:
    return facility is None, facility or 0.0
