"""What a learner knows of one fact and one card: recall, history, the questions they saw.

A fact is told once one of its cards was answered, as on the article: its statement answers all
its cards. While a quiz of the person runs, nothing of the articles it asks about is told: neither
statements nor keys nor own answers, since another fact of the article may hold a key. The pairs of
a matching come from other facts, also of other articles, and are told when no quiz runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError, ResponseError, translatable
from quizapp.generation.question import Question, QuestionType
from quizapp.generation.variant import canonical
from quizapp.scheduling.card import NEW, Memory, Stage
from quizapp.scheduling.fsrs import retrievability
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import recall
from quizapp.scheduling.trace import Trace
from quizapp.services.memory.ledger_states import standing
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.questions.question_words import VIEWS, given_words
from quizapp.services.study.progress import form_words
from quizapp.store.engine import reading
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import fit_queries, knowing_queries, log_queries
from quizapp.store.study.knowing_queries import FactBehind, FactCard
from quizapp.store.study.memory_queries import Learner

SAMPLES: Final = 60
"""Days of the curve that are worked out; a longer life is sampled."""
_KINDS: Final = {
    Kind.LEARN: translatable("learning"),
    Kind.REVIEW: translatable("review"),
    Kind.RELEARN: translatable("relearning"),
    Kind.QUIZ: translatable("quiz"),
    Kind.GOAL: translatable("goal"),
    Kind.IMPORT: translatable("imported"),
    Kind.MANUAL: translatable("answer changed: asked anew"),
    Kind.UNDO: translatable("taken back"),
    Kind.BURY: translatable("set aside for a day"),
    Kind.SUSPEND: translatable("suspended or asked again"),
    Kind.FLAG: translatable("flag changed"),
    Kind.LEECH: translatable("no leech any more"),
    Kind.REFIT: translatable("rescheduled"),
}
_NO_CARD: Final = "There is no such card."


@dataclass(frozen=True, slots=True)
class CardOfFact:
    """One card of a fact as its learner reads it.

    Attributes:
        view: what of the fact it asks. recall: predicted today, 0..1; None before the first answer.
        due_day: study day, or None.
    """

    card_id: int
    view: str
    stage: Stage
    recall: float | None
    due_day: int | None
    reps: int
    lapses: int
    suspended: bool
    leech: bool
    retired: bool


@dataclass(frozen=True, slots=True)
class SeenQuestion:
    """A question of a fact that the learner answered; ``answer`` is "" while it is not told."""

    stem: str
    form: str
    answer: str
    times: int
    right: int


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of a card's log, newest first.

    Attributes:
        kind, form: in words. rating: Again, Hard, Good, Easy or "".
        elapsed_days: study days since the last review. recall: predicted then, 0..1.
        interval_days: given; 0 for a step of minutes. seconds: spent.
        stem, response: the question and the own answer; "" while they are not told.
        stands: False for what was taken back.
    """

    at: datetime
    study_day: int
    kind: str
    form: str
    rating: str
    score: float | None
    hints: int
    seconds: float | None
    elapsed_days: int | None
    recall: float | None
    interval_days: int | None
    stability_days: float | None
    stem: str
    response: str
    stands: bool


@dataclass(frozen=True, slots=True)
class FactPage:
    """A fact as its learner reads it.

    Attributes:
        told: whether statement, evidence, explanation and keys are in it.
        closed: whether that is because a quiz runs. quiz_runs: whether any does.
    """

    behind: FactBehind
    told: bool
    closed: bool
    quiz_runs: bool
    cards: tuple[CardOfFact, ...]
    questions: tuple[SeenQuestion, ...]
    day: int


@dataclass(frozen=True, slots=True)
class CardPage:
    """A card with its history.

    Attributes:
        curve: (study day, predicted recall 0..1) from the first review on, to the due day.
    """

    fact: FactPage
    card: CardOfFact
    lines: tuple[HistoryLine, ...]
    curve: tuple[tuple[int, float], ...]
    desired: float


def fact_page(*, user_id: int, card_id: int, now: datetime) -> FactPage:
    """Return the fact that a card belongs to, as the learner may read it.

    Raises:
        NotFoundError: there is no such card, or it was withdrawn and they never met it.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        return _fact(session, learner, card_id=card_id, now=now)[0]


def card_page(*, user_id: int, card_id: int, now: datetime) -> CardPage:
    """Return a card with every entry of the learner's log of it.

    Raises:
        NotFoundError: there is no such card, or it was withdrawn and they never met it.
    """
    with reading() as session:
        learner = get_learner(session, user_id)
        fact, logs = _fact(session, learner, card_id=card_id, now=now)
        rows = logs[card_id]
        sets = fit_queries.list_parameter_sets(session, user_id=user_id)
        questions = get_questions(session, {r.question_id for r in rows if r.question_id})
        if fact.quiz_runs:
            questions = _without_matching(questions)
    card = next(each for each in fact.cards if each.card_id == card_id)
    stands = {row.seq for row in standing(rows)}
    traces = {row.seq: row.trace(sets) for row in rows}
    return CardPage(
        fact=fact,
        card=card,
        lines=tuple(
            _line(
                row,
                traces[row.seq],
                questions.get(row.question_id or 0),
                told=fact.told,
                stands=row.seq in stands,
            )
            for row in reversed(rows)
            if row.kind != Kind.UNDO
        ),
        curve=_curve(
            standing(rows),
            traces,
            day=fact.day,
            due_day=card.due_day,
            parameters=learner.parameters,
        ),
        desired=learner.desired_retention,
    )


def _fact(
    session: Session, learner: Learner, *, card_id: int, now: datetime
) -> tuple[FactPage, dict[int, tuple[LogRow, ...]]]:
    user_id = learner.id
    day = moment_of(learner, now).day
    behind = knowing_queries.find_fact_of(session, card_id, user_id=user_id)
    if behind is None:
        raise NotFoundError(_NO_CARD)
    cards = knowing_queries.list_cards_of_fact(session, user_id=user_id, fact_id=behind.fact_id)
    logs = {
        each.card_id: log_queries.list_entries_of_card(
            session, user_id=user_id, card_id=each.card_id
        )
        for each in cards
    }
    shown = [each for each in cards if not each.retired or logs[each.card_id]]
    if card_id not in {each.card_id for each in shown}:
        raise NotFoundError(_NO_CARD)
    articles = knowing_queries.list_closed_articles(session, user_id=user_id, now=now)
    closed = behind.article in articles
    met = any(each.state and each.state.memory.stage is not Stage.NEW for each in cards)
    told = met and not closed
    rows = [row for each in shown for row in standing(logs[each.card_id])]
    questions = get_questions(session, {row.question_id for row in rows if row.question_id})
    if articles:
        questions = _without_matching(questions)
    page = FactPage(
        behind=behind,
        told=told,
        closed=closed,
        quiz_runs=bool(articles),
        cards=tuple(_card(each, day=day, parameters=learner.parameters) for each in shown),
        questions=tuple(_seen(rows, questions)) if told else (),
        day=day,
    )
    return page, logs


def _without_matching(questions: dict[int, Question]) -> dict[int, Question]:
    return {n: each for n, each in questions.items() if each.type is not QuestionType.MATCH}


def _card(each: FactCard, *, day: int, parameters: Parameters) -> CardOfFact:
    memory: Memory = each.state.memory if each.state else NEW
    new = memory.stage is Stage.NEW
    return CardOfFact(
        card_id=each.card_id,
        # A view that fact types no longer have keeps its name.
        view=VIEWS.get(each.view, each.view.replace("_", " ")),
        stage=memory.stage,
        recall=None if new else recall(memory, day=day, parameters=parameters),
        due_day=memory.due_day,
        reps=memory.reps,
        lapses=memory.lapses,
        suspended=bool(each.state and each.state.suspended),
        leech=bool(each.state and each.state.leech),
        retired=each.retired,
    )


def _seen(rows: Sequence[LogRow], questions: dict[int, Question]) -> Iterable[SeenQuestion]:
    """Return the questions that were answered, each once, by their number."""
    for number in sorted(questions):
        asked = [row for row in rows if row.question_id == number and row.rating is not None]
        if asked:
            question = questions[number]
            yield SeenQuestion(
                stem=question.stem,
                form=form_words(question.type.value),
                answer=question.answer,
                times=len(asked),
                right=sum(row.rating != Rating.AGAIN for row in asked),
            )


def _line(
    row: LogRow, trace: Trace, question: Question | None, *, told: bool, stands: bool
) -> HistoryLine:
    rated = row.rating is not None
    return HistoryLine(
        at=row.answered_at,
        study_day=row.study_day,
        kind=_KINDS[Kind(row.kind)],
        form=form_words(row.form) if rated else "",
        rating=Rating(row.rating).name.capitalize() if row.rating is not None else "",
        score=row.score,
        hints=row.hints,
        seconds=row.duration_ms / 1000 if row.duration_ms else None,
        elapsed_days=row.elapsed_days,
        recall=trace.recall,
        interval_days=row.interval_days if rated else None,
        stability_days=trace.stability_days,
        stem=question.stem if told and question else "",
        response=_response(row, question) if told and question else "",
        stands=stands,
    )


def _response(row: LogRow, question: Question) -> str:
    """Return the own answer in words; "" for a flashcard, or one that no longer fits."""
    if row.response is None:
        return ""
    try:
        return given_words(question, canonical(question, seed=row.variant, response=row.response))
    except ResponseError:
        return ""


def _curve(
    rows: Sequence[LogRow],
    traces: Mapping[int, Trace],
    *,
    day: int,
    due_day: int | None,
    parameters: Parameters,
) -> tuple[tuple[int, float], ...]:
    """Return predicted recall by study day since the card was last new."""
    reviews: list[LogRow] = []
    for row in rows:
        if row.kind == Kind.MANUAL:
            reviews = []
        elif row.rating is not None and traces[row.seq].stability_days is not None:
            reviews.append(row)
    if not reviews:
        return ()
    first = reviews[0].study_day
    last = max(day, due_day or day, first + 1)
    step = max(1, -(-(last - first) // SAMPLES))
    points = []
    for at in range(first, last + 1, step):
        before = [row for row in reviews if row.study_day <= at] or reviews[:1]
        stability = traces[before[-1].seq].stability_days
        if stability is not None:
            points.append(
                (
                    at,
                    retrievability(
                        stability,
                        elapsed_days=max(0, at - before[-1].study_day),
                        parameters=parameters,
                    ),
                )
            )
    return tuple(points)
