"""The next cards to study: chosen, put in order, and shown without their keys."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError
from quizapp.generation.question import Question
from quizapp.generation.rotation import choose
from quizapp.generation.variant import present
from quizapp.scheduling.card import Memory, Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import MATURE_DAYS, Outcome, preview
from quizapp.services.people.study_learner import LEARN_AHEAD_MIN, get_learner, moment_of
from quizapp.services.plans.plans_guide import Guide
from quizapp.services.plans.plans_today import list_extra, list_goals_new
from quizapp.services.questions import variants
from quizapp.services.questions.question_cache import get_questions
from quizapp.services.study.study_day import Done, StudyCounts, StudyDay, today_of
from quizapp.store.engine import reading
from quizapp.store.study import queue_queries, set_queries
from quizapp.store.study.memory_queries import Learner
from quizapp.store.study.queue_queries import QueuedCard

MOST_CARDS: Final = 100
"""In one fetch."""
_SPARE: Final = 2
"""Cards read for each one wanted: siblings of a chosen one are passed over."""
_COUNT_CAP: Final = 1000
"""Due cards are counted no further: no day's budget is larger."""


@dataclass(frozen=True, slots=True)
class Interval:
    """When a card comes back after a rating.

    Attributes:
        minutes: of a learning step, None for a review. days: 0 for a learning step.
        text: for the button ("10 min", "3 d", "2 mo", "1.5 y").
    """

    minutes: float | None
    days: int
    text: str


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A question to ask now. Nothing in it tells its key.

    Attributes:
        variant: to be sent back with the answer.
        form: the question type; ``public`` the question as generation.variant shows it, with the
            ``language`` of its article.
        stage: new, learning, review or relearning.
        intervals: by rating. A wrong answer is AGAIN, a partly right or hinted one HARD, a right
            one GOOD; a flashcard is rated by hand.
    """

    card_id: int
    question_id: int
    variant: str
    form: str
    stage: Stage
    public: JsonObject
    intervals: dict[Rating, Interval]


@dataclass(frozen=True, slots=True)
class StudyBatch:
    """Cards to ask, first to last.

    Attributes:
        counts: what is left of today, these cards included.
        done_today: answers given on this study day.
        day: the study day, days since 1970-01-01.
    """

    cards: tuple[StudyCard, ...]
    counts: StudyCounts
    done_today: int
    day: int

    @property
    def progress(self) -> float:
        """Return how far today's work is, 0..1; 1 when nothing is left."""
        work = self.done_today + self.counts.total
        return self.done_today / work if work else 1.0


def next_cards(*, user_id: int, set_id: int | None, limit: int, now: datetime) -> StudyBatch:
    """Return the cards to study next, and what is left of today.

    Learning steps that are due come first, then reviews by lowest recall with new cards spread
    among them. No two cards of a fact are asked on one study day. When nothing else is left,
    learning steps due within 20 minutes are asked ahead. Plans steer: a goal's last pass and the
    reviews before a holiday are asked though not due, a backlog's day asks nothing new, minutes a
    day end it, a holiday asks nothing.

    Args:
        set_id: only cards of this set, or None for all that the learner studies.
        limit: 1 to 100.

    Raises:
        InputError: the limit is out of range.
        NotFoundError: there is no such set for this person.
    """
    if not 1 <= limit <= MOST_CARDS:
        raise InputError("limit: write a number from 1 to {most}.", most=MOST_CARDS, field="limit")
    with reading() as session:
        learner = get_learner(session, user_id)
        if set_id is not None:
            set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
        guide = Guide(session, learner)
        today = today_of(
            session, learner, guide=guide, set_id=set_id, at=moment_of(learner, now), cap=_COUNT_CAP
        )
        cards = _pick(session, learner, set_id=set_id, today=today, limit=limit)
        return StudyBatch(
            cards=_show(session, learner, cards, at=today.at, guide=guide),
            counts=today.counts,
            done_today=today.done.answers,
            day=today.at.day,
        )


def interval_of(outcome: Outcome, *, at: Moment) -> Interval:
    """Return when the card comes back, as the rating's button says it."""
    due_at = outcome.memory.due_at
    if due_at is None:
        return Interval(None, outcome.interval_days, days_text(outcome.interval_days))
    minutes = (due_at - at.at) / timedelta(minutes=1)
    return Interval(minutes, 0, f"{minutes:.0f} min" if minutes >= 1 else "<1 min")


def days_text(days: int) -> str:
    """Return a number of days for a button: days below a month, then months, then years."""
    if days < 31:  # noqa: PLR2004 - a month
        return f"{days} d"
    if days < 365:  # noqa: PLR2004 - a year
        return f"{days / 30.4:.1f} mo".replace(".0 ", " ")
    return f"{days / 365.25:.1f} y".replace(".0 ", " ")


def _pick(
    session: Session, learner: Learner, *, set_id: int | None, today: StudyDay, limit: int
) -> tuple[QueuedCard, ...]:
    """Return the cards to ask, in order, one of each fact."""
    at, counts = today.at, today.counts
    if today.steering.holiday is not None:
        return ()
    most = limit * _SPARE + 8
    queued = queue_queries.list_queue(
        session,
        user_id=learner.id,
        set_id=set_id,
        day=at.day,
        due_before=at.at + timedelta(minutes=LEARN_AHEAD_MIN),
        limit=most,
        new_limit=most if counts.new else 0,
    )
    queued = _with_planned(session, learner, queued, set_id=set_id, today=today, most=most)
    learning = [card for card in queued if card.memory.due_at is not None]
    now = [card for card in learning if card.memory.due_at and card.memory.due_at <= at.at]
    begun = {card.fact for card in learning}
    reviews = _one_of_each_fact(
        (card for card in queued if card.memory.stage is Stage.REVIEW), taken=begun
    )[: counts.review]
    new = _one_of_each_fact(
        (card for card in queued if card.memory.stage is Stage.NEW),
        taken=begun | {card.fact for card in reviews},
    )[: counts.new]
    order = now + _interleave(reviews, new, done=today.done, counts=counts)
    return tuple((order or learning)[:limit])


def _with_planned(
    session: Session,
    learner: Learner,
    queued: tuple[QueuedCard, ...],
    *,
    set_id: int | None,
    today: StudyDay,
    most: int,
) -> tuple[QueuedCard, ...]:
    """Return the queue with what plans ask: reviews after those due, a goal's new cards first."""
    day = today.at.day
    known = {card.card_id for card in queued}
    more: tuple[int, ...] = ()
    if today.extra.cards:
        more = list_extra(
            session,
            user_id=learner.id,
            steering=today.steering,
            extra=today.extra,
            day=day,
            limit=most,
        )
    first: tuple[int, ...] = ()
    if today.counts.new and set_id is None and today.steering.on_the_way(day):
        first = list_goals_new(
            session, user_id=learner.id, steering=today.steering, day=day, limit=most
        )
    if not more and not first:
        return queued
    wanted = [each for each in (*more, *first) if each not in known]
    read = queue_queries.read_queued(session, user_id=learner.id, card_ids=wanted)
    by_id = {card.card_id: card for card in (*queued, *read)}
    old_new = [card for card in queued if card.memory.stage is Stage.NEW]
    begun = [card for card in queued if card.memory.stage is not Stage.NEW]
    ahead = [by_id[each] for each in more if each not in known]
    ahead_new = [by_id[each] for each in first]
    return tuple(
        begun + ahead + ahead_new + [card for card in old_new if card.card_id not in set(first)]
    )


def _one_of_each_fact(cards: Iterable[QueuedCard], *, taken: set[str]) -> list[QueuedCard]:
    seen, kept = set(taken), []
    for card in cards:
        if card.fact not in seen:
            seen.add(card.fact)
            kept.append(card)
    return kept


def _interleave(
    reviews: Sequence[QueuedCard], new: Sequence[QueuedCard], *, done: Done, counts: StudyCounts
) -> list[QueuedCard]:
    """Return both in one row, the new ones spread evenly over all of the day's work.

    The place of a card follows from what was done and what is left today, so that fetching one
    card at a time gives the same order as fetching all.
    """
    placed = [
        ((before + index + 0.5) / (before + total), order, card)
        for order, (cards, before, total) in enumerate(
            ((reviews, done.reviews, counts.review), (new, done.new, counts.new))
        )
        for index, card in enumerate(cards)
    ]
    return [card for _, _, card in sorted(placed, key=lambda each: each[:2])]


def _choose(card: QueuedCard, ids: Sequence[int], questions: Mapping[int, Question]) -> int:
    """Return the id of the question to ask: another form than last time, by how mature it is."""
    by_key = {questions[number].id: number for number in ids}
    chosen = choose(
        [questions[number] for number in ids],
        mature=is_mature_memory(card.memory),
        last_form=card.last_form,
        seed=f"{card.card_id}:{card.memory.reps}",
    )
    return by_key[chosen.id]


def is_mature_memory(memory: Memory) -> bool:
    """Return whether the card is asked by recall: in review, and stable for 21 days or more."""
    return memory.stage is Stage.REVIEW and (memory.stability_days or 0.0) >= MATURE_DAYS


def _show(
    session: Session, learner: Learner, cards: Sequence[QueuedCard], *, at: Moment, guide: Guide
) -> tuple[StudyCard, ...]:
    """Return the cards with the question that is asked of each."""
    current = queue_queries.list_current_questions(session, [card.card_id for card in cards])
    questions = get_questions(session, (question for _, question, _, _ in current))
    by_card: dict[int, list[int]] = {}
    for card_id, question_id, _, _ in current:
        by_card.setdefault(card_id, []).append(question_id)
    guide.read_loads([(card.card_id, card.memory) for card in cards], moment=at)
    languages = set_queries.find_languages(session, {each.article for each in questions.values()})
    shown = []
    for card in cards:
        ids = by_card.get(card.card_id)
        if not ids:
            continue  # Nothing of it is asked at present; its memory stays.
        question_id = _choose(card, ids, questions)
        variant = variants.issue_variant(learner.id, question_id=question_id, reps=card.memory.reps)
        question = questions[question_id]
        settings = guide.settings(card.card_id, day=at.day)
        outcomes = preview(
            card.memory,
            card_id=card.card_id,
            moment=at,
            settings=settings,
            balance=guide.balance(card.card_id, card.memory, moment=at, settings=settings),
        )
        shown.append(
            StudyCard(
                card_id=card.card_id,
                question_id=question_id,
                variant=variant,
                form=question.type.value,
                stage=card.memory.stage,
                public=present(question, seed=variant).public
                | {"language": languages[question.article]},
                intervals={
                    rating: interval_of(outcome, at=at) for rating, outcome in outcomes.items()
                },
            )
        )
    return tuple(shown)
