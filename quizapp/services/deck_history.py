"""Past answers of a file -> entries of the review log, so that memory goes on where it was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.formats.incoming import Incoming, ItemContent, Note, PairContent, PastReview
from quizapp.scheduling.card import Memory
from quizapp.scheduling.day import check_rollover_hour, moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import SchedulerSettings, answer
from quizapp.services.ledger_entries import Answered, answer_entry, bare_entry, request_hash
from quizapp.services.ledger_states import fold
from quizapp.services.study_learner import get_learner, moment_of, scheduler_settings
from quizapp.store import deck_queries, fit_queries, log_queries, memory_queries
from quizapp.store.base import EPOCH
from quizapp.store.log_queries import LogRow
from quizapp.store.memory_queries import Learner, State

LONGEST_MS: Final = 60_000
_NAMES: Final = UUID("6f0b6f5a-52c1-4c53-9a4f-2c8f7c0a7d11")
"""Name space of the ids of entries that come from files: the same answer has the same id."""
_OLDEST: Final = datetime(1987, 1, 1, tzinfo=UTC)
"""Before it nobody answered a card on a computer; such a time is a fault of the file."""
_MANY_STEPS: Final = (10.0,) * 50
"""A card that the file shows in learning stays so, however many steps it had there."""
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class History:
    """What entered the log: reviews, and cards that were put away; ``left`` did not enter."""

    reviews: int
    left: int
    suspended: int


def take_history(
    session: Session,
    *,
    user_id: int,
    article_id: str,
    fresh: Sequence[tuple[Note, str]],
    facts: Mapping[str, str],
    incoming: Incoming | None,
    now: datetime,
) -> History:
    """Write past answers and suspensions of a deck into the log, inside the caller's transaction.

    A card that was answered here keeps what it has: its past answers in the file are left.

    Args:
        fresh: notes that are new in the deck, each with its fact.
        facts: key of a note -> its fact.
        incoming: the file, where its past answers are wanted; else None.
    """
    learner = get_learner(session, user_id)
    cards = deck_queries.cards_of(session, article_id)
    views = {fact: _views(note) for note, fact in fresh}
    away = [
        cards[fact, view]
        for note, fact in fresh
        if note.suspended
        for view in views[fact]
        if (fact, view) in cards
    ]
    wanted: dict[int, list[PastReview]] = {}
    left = 0
    for review in incoming.reviews if incoming else ():
        card = _card_of(review, facts, cards)
        at = EPOCH + timedelta(milliseconds=review.answered_at)
        if card is None or not _OLDEST <= at <= now or review.rating not in tuple(Rating):
            left += 1
        else:
            wanted.setdefault(card, []).append(review)
    rollover = learner.rollover_hour
    if incoming is not None and incoming.rollover_hour is not None:
        check_rollover_hour(incoming.rollover_hour)
        rollover = incoming.rollover_hour
    writer = _Writer(session, learner, rollover, now)
    for some in _pieces(sorted({*wanted, *away})):
        left += writer.write(some, wanted, frozenset(away))
    return History(writer.reviews, left, writer.suspended)


class _Writer:
    """Adds entries after those that are there, and the states that they come to."""

    def __init__(self, session: Session, learner: Learner, rollover: int, now: datetime) -> None:
        self._session, self._learner, self._now = session, learner, now
        self._rollover = rollover
        self._seq = learner.last_seq
        self._sets = fit_queries.list_parameter_sets(session, user_id=learner.id)
        self.reviews = 0
        self.suspended = 0

    def write(
        self, cards: Sequence[int], wanted: Mapping[int, list[PastReview]], away: frozenset[int]
    ) -> int:
        """Write the entries of some cards; return how many past answers were left."""
        known = log_queries.find_entries_of_cards(
            self._session, user_id=self._learner.id, card_ids=cards
        )
        states = memory_queries.find_states(self._session, user_id=self._learner.id, card_ids=cards)
        rows: list[LogRow] = []
        after: list[State] = []
        left = 0
        for card in cards:
            before = known.get(card, [])
            past = wanted.get(card, [])
            news = self._news(past, before)
            left += len(past) - len(news)
            added = self._entries(card, news, before)
            if card in away and not before:
                added.append(self._put_away(card))
            rows += added
            if added:
                after.append(
                    fold(
                        [*before, *added],
                        user_id=self._learner.id,
                        card_id=card,
                        parameter_sets=self._sets,
                    )
                )
        if rows:
            log_queries.add_entries(self._session, rows)
        there = [each for each in after if each.card_id in states]
        memory_queries.update_states(self._session, there)
        memory_queries.add_states(
            self._session, [each for each in after if each.card_id not in states]
        )
        return left

    @staticmethod
    def _news(past: Sequence[PastReview], before: Sequence[LogRow]) -> list[PastReview]:
        """Return the past answers that the log does not have and that come after it."""
        if any(row.kind != Kind.IMPORT for row in before):
            return []
        ordered = sorted(past, key=lambda each: each.answered_at)
        last = max((row.answered_at for row in before), default=_OLDEST)
        return [r for r in ordered if EPOCH + timedelta(milliseconds=r.answered_at) > last]

    def _entries(
        self, card: int, reviews: Sequence[PastReview], before: Sequence[LogRow]
    ) -> list[LogRow]:
        memory = Memory()
        if before:
            memory = fold(
                before, user_id=self._learner.id, card_id=card, parameter_sets=self._sets
            ).memory
        rows: list[LogRow] = []
        settings = scheduler_settings(self._learner)
        for place, review in enumerate(reviews):
            following = reviews[place + 1].kind if place + 1 < len(reviews) else ""
            row, memory = self._entry(card, review, memory, _as_it_was(settings, review, following))
            rows.append(row)
        self.reviews += len(rows)
        return rows

    def _entry(
        self, card: int, review: PastReview, memory: Memory, settings: SchedulerSettings
    ) -> tuple[LogRow, Memory]:
        at = EPOCH + timedelta(milliseconds=review.answered_at)
        when = moment(at, zone=self._learner.zone, rollover_hour=self._rollover)
        took = min(max(0, review.duration_ms), LONGEST_MS)
        client = uuid5(_NAMES, f"{card} {review.answered_at}").bytes
        given = Answered(
            client_id=client,
            request_hash=request_hash("import", review.rating),
            card_id=card,
            question_id=None,
            variant="",
            form="",
            shown_at=at - timedelta(milliseconds=took),
            at=when,
            duration_ms=took,
            rating=Rating(review.rating),
            score=None,
            hints=0,
            response=None,
            kind=Kind.IMPORT,
        )
        outcome = answer(memory, rating=given.rating, card_id=card, moment=when, settings=settings)
        self._seq += 1
        row = answer_entry(
            given,
            outcome,
            user_id=self._learner.id,
            seq=self._seq,
            before=memory,
            settings=settings,
        )
        return row, outcome.memory

    def _put_away(self, card: int) -> LogRow:
        self._seq += 1
        self.suspended += 1
        client = uuid5(_NAMES, f"suspend {card}").bytes
        return bare_entry(
            user_id=self._learner.id,
            seq=self._seq,
            client_id=client,
            request_hash=client,
            card_id=card,
            kind=Kind.SUSPEND,
            at=moment_of(self._learner, self._now),
        )


def _as_it_was(
    settings: SchedulerSettings, review: PastReview, following: str
) -> SchedulerSettings:
    """Return settings by which the card is in learning after this answer as it was there.

    What the next answer was says it; after the last one, a failed learning step goes on.
    """
    goes_on = following in {"learn", "relearn"}
    if not following:
        goes_on = review.kind != "review" and review.rating <= Rating.HARD
    steps = _MANY_STEPS if goes_on else ()
    return replace(settings, learning_steps_min=steps, relearning_steps_min=steps)


def _card_of(
    review: PastReview, facts: Mapping[str, str], cards: Mapping[tuple[str, str], int]
) -> int | None:
    fact = facts.get(review.note)
    if fact is None:
        return None
    if review.face == 1:
        return cards.get((fact, "front"))
    return cards.get((fact, "back"), cards.get((fact, "answer")))


def _views(note: Note) -> tuple[str, ...]:
    match note.content:
        case PairContent(both_ways=both):
            return ("back", "front") if both else ("back",)
        case ItemContent():
            return ("answer",)


def _pieces(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
