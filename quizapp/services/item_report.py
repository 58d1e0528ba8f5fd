"""The item report of a quiz: each question's figures, who chose what, and what to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from quizapp.analytics.item_analysis import (
    ItemAnalysis,
    QuizAnalysis,
    analyse_items,
    analyse_quiz,
)
from quizapp.errors import ResponseError, Words, translatable
from quizapp.formats.csv_table import Cell, to_csv
from quizapp.generation import variant
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import Response
from quizapp.services.answer_tables import AnswerLine, Given, answer_table
from quizapp.services.assignments import taught_assignment
from quizapp.services.question_cache import get_questions
from quizapp.services.quiz_scoring import item_seed
from quizapp.store import item_report_queries
from quizapp.store.engine import reading
from quizapp.store.item_report_queries import Elsewhere, ReportAttempt, ReportCell, ReportItem

COUNTS: Final = ("first", "last", "best", "all")
"""Which attempts of a learner are looked at."""
_ENOUGH: Final = 10
"""Learners from which a wrong option that nobody chose says something."""
_EASY: Final = 0.95
_HARD: Final = 0.25
_WEAK: Final = 0.15
_GUESSED: Final = 0.05


@dataclass(frozen=True, slots=True)
class ItemFlag:
    """Something about a question that a teacher should look at, with what to do."""

    kind: str
    advice: Words


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """An answer that could be given: who gave it, and how many of each third by total.

    Attributes:
        right: None where nothing is right or wrong about it.
        thirds: learners of the upper, middle and lower third.
    """

    text: str
    right: bool | None
    names: tuple[str, ...]
    thirds: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of the report.

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
    """The item report of an assignment. ``counts`` says which attempts were looked at."""

    assignment_id: int
    class_id: int
    class_name: str
    title: str
    counts: str
    attempts: int
    quiz: QuizAnalysis
    items: tuple[ItemLine, ...]


def get_item_report(*, user_id: int, assignment_id: int, counts: str = "first") -> ItemReportPage:
    """Return the item report of an assignment of one of the person's classes.

    Args:
        counts: first (the default, as later ones have seen the answers), last, best or all.

    Raises:
        NotFoundError: there is none, or it is another teacher's.
    """
    wanted = counts if counts in COUNTS else COUNTS[0]
    with reading() as session:
        row, room = taught_assignment(session, user_id=user_id, assignment_id=assignment_id)
        items = item_report_queries.list_items(session, assignment_id)
        attempts = item_report_queries.list_attempts(session, assignment_id)
        cells = item_report_queries.list_cells(session, assignment_id)
        asked = item_report_queries.list_asked(session, assignment_id)
        questions = get_questions(session, [item.question_id for item in items])
        elsewhere = item_report_queries.list_elsewhere(
            session, assignment_id=assignment_id, class_id=room.id
        )
    chosen = _chosen(attempts, wanted)
    by_place = {(cell.attempt_id, cell.item_id): cell for cell in cells}
    points = [item.points for item in items]
    rows = [_row(attempt, items, by_place, asked) for attempt in chosen]
    thirds = _thirds(chosen)
    analyses = analyse_items(rows, points=points) if items else ()
    return ItemReportPage(
        assignment_id=assignment_id,
        class_id=room.id,
        class_name=room.name,
        title=row.title,
        counts=wanted,
        attempts=len(chosen),
        quiz=analyse_quiz(rows, points=points),
        items=tuple(
            _line(
                number,
                item,
                questions[item.question_id],
                analysis,
                chosen=[
                    each
                    for each, scores in zip(chosen, rows, strict=True)
                    if scores[number - 1] is not None
                ],
                cells=by_place,
                thirds=thirds,
                elsewhere=elsewhere.get(item.fact_id),
            )
            for number, (item, analysis) in enumerate(zip(items, analyses, strict=True), start=1)
        ),
    )


def report_csv(page: ItemReportPage) -> str:
    """Return a line for each question, figures as shares; undefined ones are empty."""
    header = (
        "number",
        "form",
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
    return to_csv(header, rows)


def guess_of(interaction: Interaction) -> float | None:
    """Return the mean score of somebody who guesses; None where it cannot be said."""
    match interaction:
        case Choice(options=options):
            return 1 / len(options)
        case TrueFalse():
            return 0.5
        case TextEntry():
            return 0.0
        case Matching(pairs=pairs):
            # Each left has its own right: a guess is right for one pair on average.
            return 1 / len(pairs)
        case Ordering(steps=steps):
            # Scored by neighbours: a step is followed by its own next one once in n orders.
            return 1 / len(steps)
        case MultipleChoice() | Flashcard():
            return None
        case _:
            assert_never(interaction)


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


def _row(
    attempt: ReportAttempt,
    items: Sequence[ReportItem],
    cells: Mapping[tuple[int, int], ReportCell],
    asked: frozenset[tuple[int, int]],
) -> list[float | None]:
    """Return the attempt's scores; an item left empty scores 0, one not asked is None."""
    row: list[float | None] = []
    for item in items:
        place = (attempt.attempt_id, item.item_id)
        cell = cells.get(place)
        if cell is None and place not in asked:
            row.append(None)
        else:
            row.append((cell.score if cell else None) or 0.0)
    return row


def _thirds(chosen: Sequence[ReportAttempt]) -> dict[int, int]:
    """Return 0 (upper), 1 or 2 (lower third) for each attempt, by its total."""
    ranked = sorted(chosen, key=lambda each: (-_share(each), each.attempt_id))
    return {each.attempt_id: min(2, place * 3 // len(ranked)) for place, each in enumerate(ranked)}


def _line(
    number: int,
    item: ReportItem,
    question: Question,
    analysis: ItemAnalysis,
    *,
    chosen: Sequence[ReportAttempt],
    cells: Mapping[tuple[int, int], ReportCell],
    thirds: Mapping[int, int],
    elsewhere: Elsewhere | None,
) -> ItemLine:
    given: list[Given] = []
    third_of: dict[str, int] = {}
    for each in chosen:
        # Two of one name are told apart; their attempts too.
        name = f"{each.name}\0{each.attempt_id}"
        third_of[name] = thirds[each.attempt_id]
        given.append(Given(name, _response(question, item, each, cells)))
    choices = tuple(_choice(line, third_of) for line in answer_table(question, given))
    guess = guess_of(question.interaction)
    return ItemLine(
        number=number,
        item=item,
        question=question,
        analysis=analysis,
        guess=guess,
        choices=choices,
        flags=_flags(analysis, choices, guess=guess),
        elsewhere=elsewhere,
    )


def _choice(line: AnswerLine, third_of: Mapping[str, int]) -> ChoiceLine:
    counts = [0, 0, 0]
    for name in line.names:
        counts[third_of[name]] += 1
    names = tuple(name.partition("\0")[0] for name in line.names)
    return ChoiceLine(line.text, line.right, names, (counts[0], counts[1], counts[2]))


def _response(
    question: Question,
    item: ReportItem,
    attempt: ReportAttempt,
    cells: Mapping[tuple[int, int], ReportCell],
) -> Response | None:
    cell = cells.get((attempt.attempt_id, item.item_id))
    if cell is None or cell.response is None:
        return None
    seed = item_seed(attempt.seed, item.item_id)
    try:
        return variant.canonical(question, seed=seed, response=cell.response)
    except ResponseError:
        return None  # Stored before a check became stricter: it counts as left empty.


def _flags(
    analysis: ItemAnalysis, choices: Sequence[ChoiceLine], *, guess: float | None
) -> tuple[ItemFlag, ...]:
    found: list[ItemFlag] = []
    facility, discrimination = analysis.facility.value, analysis.discrimination.value
    if discrimination is not None and discrimination < 0:
        found.append(
            ItemFlag(
                "against", translatable("Those who know more get it wrong. Look at the key first.")
            )
        )
    elif discrimination is not None and discrimination < _WEAK and analysis.learners >= _ENOUGH:
        found.append(
            ItemFlag(
                "weak",
                translatable("It hardly tells those who know more from those who know less."),
            )
        )
    if facility is not None:
        found.extend(_by_facility(facility, guess))
    wrong = [line for line in choices if line.right is False]
    best_right = max((line.thirds[0] for line in choices if line.right), default=0)
    if any(line.thirds[0] > best_right for line in wrong) and len(wrong) > 1:
        found.append(
            ItemFlag(
                "preferred",
                translatable(
                    "The best prefer a wrong option: it may be right too, or the stem misleads."
                ),
            )
        )
    if analysis.learners >= _ENOUGH and any(not line.names for line in wrong):
        found.append(
            ItemFlag(
                "idle",
                translatable("Nobody chose one of the wrong options: it makes guessing easier."),
            )
        )
    return tuple(found)


def _by_facility(facility: float, guess: float | None) -> list[ItemFlag]:
    if facility > _EASY:
        return [ItemFlag("easy", translatable("Nearly everybody gets it right."))]
    if guess and facility <= guess + _GUESSED:
        return [
            ItemFlag(
                "guessed",
                translatable("No better than guessing: go over the passage with the class."),
            )
        ]
    if facility < _HARD:
        return [
            ItemFlag(
                "hard",
                translatable("Hardly anybody knows it: go over the passage, and look at the key."),
            )
        ]
    return []
