"""A person's memory of a set's cards, for a file of another program that they asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import Words, translatable
from quizapp.formats.remembered import GivenAnswer, Memories, Remembered
from quizapp.generation.question import QuestionType
from quizapp.scheduling.card import NEW, Stage
from quizapp.scheduling.day import Moment, moment
from quizapp.scheduling.kind import Kind
from quizapp.services.exports.past_answers import Past, past_of
from quizapp.services.people.study_learner import get_learner, moment_of, scheduler_settings
from quizapp.store.base import EPOCH
from quizapp.store.study import past_queries
from quizapp.store.study.memory_queries import Learner, State
from quizapp.store.study.past_queries import PastEntry

_QUARTER_MS: Final = 900_000
_NONE: Final = Past((), 0, 0)


@dataclass(frozen=True, slots=True)
class Along:
    """How much of a memory is in a file, and what of it the other program cannot hold.

    Attributes:
        cards: that were answered. answers: that stand. due: cards due today or before.
        in_steps: cards being learnt, or learnt anew. suspended: put away.
        retention: desired, 0..1, by which the due days were worked out.
        losses: each a sentence.
    """

    cards: int
    answers: int
    due: int
    in_steps: int
    suspended: int
    retention: float
    losses: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class OwnMemory:
    """A person's memory as a format takes it, and how much that is."""

    memories: Memories
    along: Along


def read_memory(
    session: Session, *, user_id: int, set_id: int, keys: Mapping[int, str], now: datetime
) -> OwnMemory:
    """Return what a person remembers of the cards of a set.

    Args:
        user_id: whose memory it is: always the one who asks for the file.
        keys: of the items that go along, by the number of their card.

    Raises:
        NotFoundError: there is no such account.
    """
    learner = get_learner(session, user_id)
    at = moment_of(learner, now)
    cards = past_queries.cards_of_set(set_id)
    states = {
        each.card_id: each
        for each in past_queries.list_states(session, cards, user_id=user_id)
        if each.card_id in keys
    }
    entries = past_queries.list_past(session, cards, user_id=user_id)
    past = {
        card: past_of(tuple(group))
        for card, group in groupby(entries, key=attrgetter("card_id"))
        if card in keys
    }
    memories = Memories(
        {
            keys[card]: _remembered(state, past.get(card, _NONE))
            for card, state in sorted(states.items())
        },
        now=at,
        settings=scheduler_settings(learner),
    )
    notes = past_queries.count_notes(session, cards, user_id=user_id)
    losses = tuple(_losses(learner, at, tuple(past.values()), states, notes))
    return OwnMemory(memories, _along(memories, losses))


def _remembered(state: State, past: Past) -> Remembered:
    answers = tuple(
        GivenAnswer(
            answered_at=entry.answered_ms,
            rating=entry.rating or 0,
            kind=kind,
            duration_ms=entry.duration_ms,
            study_day=entry.study_day,
            due_day=entry.study_day if entry.due_day is None else entry.due_day,
            due_at=entry.due_ms,
        )
        for entry, kind in past.stand
    )
    return Remembered(
        # Without an answer that stands there is nothing to remember, whatever a cache says.
        state.memory if answers else NEW,
        answers,
        suspended=state.suspended,
        flag=state.flag,
        leech=state.leech,
    )


def _along(memories: Memories, losses: tuple[Words, ...]) -> Along:
    found = memories.of.values()
    known = [each.memory for each in found if each.answers]
    steps = [each for each in known if each.stage in {Stage.LEARNING, Stage.RELEARNING}]
    today = memories.now.day
    return Along(
        cards=len(known),
        answers=sum(len(each.answers) for each in found),
        due=sum(
            each.answers != ()
            and not each.suspended
            and each.memory.due_day is not None
            and each.memory.due_day <= today
            for each in found
        ),
        in_steps=len(steps),
        suspended=sum(each.suspended for each in found),
        retention=memories.settings.desired_retention,
        losses=losses,
    )


def _losses(
    learner: Learner, at: Moment, past: Sequence[Past], states: Mapping[int, State], notes: int
) -> Iterator[Words]:
    """Yield what stays behind: one sentence for each reason, with how much it is."""
    stand = [entry for each in past for entry, _ in each.stand]
    told = (
        translatable(
            "Answers that you took back stay here: {count}.",
            count=sum(each.taken_back for each in past),
        ),
        translatable(
            "Answers to cards whose answer was changed since stay here: {count}.",
            count=sum(each.of_before for each in past),
        ),
        translatable(
            "Answers that you typed or chose: {count}. Of them the file holds the rating, Again to "
            "Easy, and not what you wrote.",
            count=sum(each.form not in {"", QuestionType.FLASHCARD.value} for each in stand),
        ),
        translatable(
            "Answers that you gave in a quiz: {count}. They go along like all others.",
            count=sum(each.kind == Kind.QUIZ for each in stand),
        ),
        translatable(
            "Answers that count for another day there: {count}. You gave them in another time "
            "zone, or when your day began at another hour.",
            count=_moved(stand, learner),
        ),
        translatable(
            "Cards that you buried until a later day: {count}. There they are asked when they are "
            "due.",
            count=sum(
                each.buried_until_day is not None and each.buried_until_day > at.day
                for each in states.values()
            ),
        ),
        translatable("Your own notes on cards stay here: {count}.", count=notes),
    )
    return (each for each in told if each.values["count"])


def _moved(answers: Sequence[PastEntry], learner: Learner) -> int:
    """Return how many answers the learner's clock of today puts on another day."""
    days: dict[int, int] = {}
    count = 0
    for each in answers:
        # No zone changes its clock, and no day begins, but at a quarter of an hour.
        quarter = each.answered_ms // _QUARTER_MS
        day = days.get(quarter)
        if day is None:
            at = EPOCH + timedelta(milliseconds=each.answered_ms)
            seen = moment(at, zone=learner.zone, rollover_hour=learner.rollover_hour)
            day = days[quarter] = seen.day
        count += day != each.study_day
    return count
