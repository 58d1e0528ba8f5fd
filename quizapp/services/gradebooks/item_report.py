"""The item report of a quiz: each question's figures, who chose what, and what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from quizapp.analytics.item_analysis import (
    ItemAnalysis,
    QuizAnalysis,
    analyse_items,
    analyse_quiz,
)
from quizapp.formats.sheets.csv_table import PLAIN, Cell, Layout, to_csv
from quizapp.generation.question import Question
from quizapp.services.assigning.assignments import taught_assignment
from quizapp.services.gradebooks.answer_reading import ResponseReader
from quizapp.services.gradebooks.answer_tables import AnswerLine, answer_table
from quizapp.services.gradebooks.item_facts import FactFigures, fact_lines
from quizapp.services.gradebooks.item_flags import ChoiceLine, ItemFlag, flags_of, guess_of
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.quizzes.overdue import hand_in_overdue_of_class
from quizapp.store.engine import reading
from quizapp.store.quizzes import item_report_queries
from quizapp.store.quizzes.item_report_queries import Elsewhere, ReportAttempt, ReportItem

COUNTS: Final = ("first", "last", "best", "all")
"""Which attempts of a learner are looked at."""
MOST_NAMES: Final = 40
"""Names that stand beside an answer; the page of the question has them all."""


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question version of the report.

    Attributes:
        guess: the mean score of somebody who guesses, 0..1; None where it cannot be said.
        elsewhere: how the class did on the same fact in its other quizzes; None without any.
    """

    number: int
    item: ReportItem
    question: Question
    analysis: ItemAnalysis
    guess: float | None
    choices: tuple[ChoiceLine, ...]
    flags: tuple[ItemFlag, ...]
    elsewhere: Elsewhere | None


@dataclass(frozen=True, slots=True)
class ItemReportPage:
    """The item report of an assignment.

    Attributes:
        drawn: whether learners were asked different questions.
        counts: which attempts were looked at. attempts: how many.
        facts: the same by fact, weakest first.
    """

    assignment_id: int
    class_id: int
    class_name: str
    title: str
    drawn: bool
    counts: str
    attempts: int
    quiz: QuizAnalysis
    items: tuple[ItemLine, ...]
    facts: tuple[FactFigures, ...]


@dataclass(frozen=True, slots=True)
class _Taken:
    """What the attempts that count come to.

    Attributes:
        attempts: by the learner's name. thirds: of each: 0 (upper), 1 or 2 (lower), by total.
        scores: a row for each of them, 0..1 by item: 0 where it was left empty, None where it was
            not asked.
        stored: for each item the response of each attempt as JSON text; None for none.
    """

    attempts: Sequence[ReportAttempt]
    thirds: Sequence[int]
    scores: Sequence[Sequence[float | None]]
    stored: Sequence[Sequence[str | None]]


def get_item_report(
    *, user_id: int, assignment_id: int, now: datetime, counts: str = COUNTS[0]
) -> ItemReportPage:
    """Return the item report of an assignment of one of the person's classes.

    Attempts whose time is over are handed in first.

    Args:
        counts: first (the default, as later ones have seen the answers), last, best or all.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    wanted = counts if counts in COUNTS else COUNTS[0]
    with reading() as session:
        _, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        class_id = room.id
    hand_in_overdue_of_class(class_id=class_id, now=now)
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        title, drawn, class_name = row.title, row.drawn, room.name
        items = item_report_queries.list_items(session, assignment_id)
        attempts = item_report_queries.list_attempts(session, assignment_id)
        cells = item_report_queries.list_cells(session, assignment_id)
        questions = get_questions(session, [item.question_id for item in items])
        elsewhere = item_report_queries.list_elsewhere(
            session, assignment_id=assignment_id, class_id=class_id
        )
    taken = _taken(_chosen(attempts, wanted), items, cells)
    points = [item.points for item in items]
    analyses = analyse_items(taken.scores, points=points) if items else ()
    return ItemReportPage(
        assignment_id=assignment_id,
        class_id=class_id,
        class_name=class_name,
        title=title,
        drawn=drawn,
        counts=wanted,
        attempts=len(taken.attempts),
        quiz=analyse_quiz(taken.scores, points=points),
        items=tuple(
            _line(
                item,
                questions[item.question_id],
                analysis,
                taken,
                place=place,
                elsewhere=elsewhere.get(item.fact_id),
            )
            for place, (item, analysis) in enumerate(zip(items, analyses, strict=True))
        ),
        facts=fact_lines(items, analyses, taken.scores, elsewhere),
    )


def report_csv(page: ItemReportPage, *, layout: Layout = PLAIN) -> str:
    """Return a line for each question, figures as shares; undefined ones are empty."""
    header = (
        "number",
        "form",
        "version",
        "question",
        "fact",
        "article",
        "passage",
        "learners",
        "facility",
        "standard deviation",
        "guess",
        "intended weight",
        "effective weight",
        "discrimination index",
        "discriminative efficiency",
        "flags",
    )
    rows: list[list[Cell]] = []
    for line in page.items:
        figures = line.analysis
        rows.append(
            [
                line.number,
                line.question.type.value,
                line.item.version,
                line.question.stem,
                line.item.fact_id,
                line.item.article_id,
                line.item.passage,
                figures.learners,
                figures.facility.value,
                figures.deviation.value,
                line.guess,
                figures.intended_weight,
                figures.effective_weight.value,
                figures.discrimination.value,
                figures.efficiency.value,
                " ".join(flag.kind for flag in line.flags),
            ]
        )
    return to_csv(header, rows, layout)


def _chosen(attempts: Sequence[ReportAttempt], counts: str) -> list[ReportAttempt]:
    if counts == "all":
        return list(attempts)
    by_learner: dict[int, list[ReportAttempt]] = {}
    for each in attempts:
        by_learner.setdefault(each.user_id, []).append(each)
    if counts == "last":
        return [mine[-1] for mine in by_learner.values()]
    if counts == "best":
        return [max(mine, key=_share) for mine in by_learner.values()]
    return [mine[0] for mine in by_learner.values()]


def _share(attempt: ReportAttempt) -> float:
    return attempt.score / attempt.max_score if attempt.max_score else 0.0


def _taken(
    chosen: Sequence[ReportAttempt],
    items: Sequence[ReportItem],
    cells: Sequence[Sequence[Any]],
) -> _Taken:
    """Put the cells of these attempts into rows of scores and columns of responses."""
    attempts = sorted(chosen, key=lambda each: (each.name.casefold(), each.attempt_id))
    row_of = {each.attempt_id: row for row, each in enumerate(attempts)}
    place_of = {item.item_id: place for place, item in enumerate(items)}
    scores: list[list[float | None]] = [[None] * len(items) for _ in attempts]
    stored: list[list[str | None]] = [[None] * len(attempts) for _ in items]
    for attempt_id, item_id, score, response in cells:
        row, place = row_of.get(attempt_id), place_of.get(item_id)
        if row is not None and place is not None:
            scores[row][place] = score or 0.0
            stored[place][row] = response
    return _Taken(attempts, _thirds(attempts), scores, stored)


def _thirds(attempts: Sequence[ReportAttempt]) -> list[int]:
    """Return 0 (upper), 1 or 2 (lower third) for each attempt, by its total."""
    ranked = sorted(
        range(len(attempts)), key=lambda at: (-_share(attempts[at]), attempts[at].attempt_id)
    )
    thirds = [0] * len(attempts)
    for place, at in enumerate(ranked):
        thirds[at] = min(2, place * 3 // len(ranked))
    return thirds


def _line(
    item: ReportItem,
    question: Question,
    analysis: ItemAnalysis,
    taken: _Taken,
    *,
    place: int,
    elsewhere: Elsewhere | None,
) -> ItemLine:
    read = ResponseReader(question, item_id=item.item_id).read
    column = taken.stored[place]
    asked = [at for at, scores in enumerate(taken.scores) if scores[place] is not None]
    given = [read(column[at], attempt_seed=taken.attempts[at].seed) for at in asked]
    choices = tuple(_choice(line, asked, taken) for line in answer_table(question, given))
    guess = guess_of(question.interaction)
    return ItemLine(
        number=place + 1,
        item=item,
        question=question,
        analysis=analysis,
        guess=guess,
        choices=choices,
        flags=flags_of(analysis, choices, guess=guess),
        elsewhere=elsewhere,
    )


def _choice(line: AnswerLine, asked: Sequence[int], taken: _Taken) -> ChoiceLine:
    counts = [0, 0, 0]
    for number in line.who:
        counts[taken.thirds[asked[number]]] += 1
    return ChoiceLine(
        text=line.text,
        is_ours=line.is_ours,
        right=line.right,
        learners=len(line.who),
        names=tuple(taken.attempts[asked[number]].name for number in line.who[:MOST_NAMES]),
        thirds=(counts[0], counts[1], counts[2]),
    )
