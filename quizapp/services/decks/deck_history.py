"""Past answers of a file -> entries of the review log, so that memory goes on where it was.

What is read, what is worked out and what is written are three: years of answers take seconds to
work out, and nobody else can store anything while the database's lock is held.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from quizapp.formats.incoming.incoming import Incoming, ItemContent, Note, PairContent, PastReview
from quizapp.scheduling.day import check_rollover_hour, moment
from quizapp.scheduling.kind import Kind
from quizapp.scheduling.parameters import Parameters
from quizapp.scheduling.rating import Rating
from quizapp.scheduling.scheduler import answer
from quizapp.services.memory.ledger_entries import Answered, answer_entry, bare_entry, request_hash
from quizapp.services.memory.ledger_states import Replayed, marked, replayed, reviewed
from quizapp.services.people.study_learner import get_learner, moment_of, scheduler_settings
from quizapp.store.base import EPOCH
from quizapp.store.decks import deck_memory_queries
from quizapp.store.decks.deck_memory_queries import LastEntry
from quizapp.store.log.log_row import HASH_BYTES, LogRow
from quizapp.store.prepared import Bound
from quizapp.store.study import fit_queries, log_queries, memory_queries
from quizapp.store.study.memory_queries import Learner, State

LONGEST_MS: Final = 60_000
_NAMES: Final = UUID("6f0b6f5a-52c1-4c53-9a4f-2c8f7c0a7d11")
"""Name space of the ids of entries that come from files: the same answer has the same id."""
_OLDEST: Final = datetime(1987, 1, 1, tzinfo=UTC)
"""Before it nobody answered a card on a computer; such a time is a fault of the file."""
_MANY_STEPS: Final = (10.0,) * 50
"""A card that the file shows in learning stays so, however many steps it had there."""
_CHUNK: Final = 500
_TELL_EVERY: Final = 5_000
_HASHES: Final = {rating: request_hash("import", int(rating)) for rating in Rating}
_RATINGS: Final = {int(rating): rating for rating in Rating}

Tell = Callable[[int, int], None]
"""Is told how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a file concerns memory.

    Attributes:
        fresh: notes that are new in the deck, each with its fact.
        facts: key of a note -> its fact.
        incoming: the file, where its past answers are wanted; else None.
    """

    fresh: Sequence[tuple[Note, str]]
    facts: Mapping[str, str]
    incoming: Incoming | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a person's log says of a deck before a file comes in.

    Attributes:
        ends: the last entry of each card that has any.
        before: all entries of those cards that get more of them.
        sets: parameter sets by name: the program's and the person's own.
    """

    learner: Learner
    ends: Mapping[int, LastEntry]
    before: Mapping[int, Sequence[LogRow]]
    sets: Mapping[str, Parameters]


@dataclass
class History:
    """What enters the log, and the states that the cards come to.

    Attributes:
        rows: numbered from the entry after the last that the ledger knows.
        left: past answers that do not enter. reviews, suspended: those entries that are so.
        bound: the same in their place, as the database gets them, where that can be made
            beforehand.
    """

    rows: list[LogRow] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    reviews: int = 0
    left: int = 0
    suspended: int = 0
    bound: Bound | None = None


def read_ledger(
    session: Session,
    *,
    user_id: int,
    article_id: str,
    cards: Mapping[tuple[str, str], int],
    wanted: Wanted,
) -> Ledger:
    """Return what the log says of a deck.

    Args:
        cards: number of each card that the deck has by now, by fact and view.
    """
    ends = deck_memory_queries.last_entries(session, article_id, user_id=user_id) if cards else {}
    grown = [
        card
        for card, past in _by_card(wanted, cards).wanted.items()
        if card in ends and _news(past, ends[card])
    ]
    before: dict[int, Sequence[LogRow]] = {}
    for start in range(0, len(grown), _CHUNK):
        some = grown[start : start + _CHUNK]
        before.update(log_queries.find_entries_of_cards(session, user_id=user_id, card_ids=some))
    return Ledger(
        learner=get_learner(session, user_id),
        ends=ends,
        before=before,
        sets=fit_queries.list_parameter_sets(session, user_id=user_id),
    )


def work_out(
    ledger: Ledger,
    wanted: Wanted,
    *,
    cards: Mapping[tuple[str, str], int],
    now: datetime,
    tell: Tell,
) -> History:
    """Return the entries and states of past answers and suspensions. Pure.

    A card that was answered here keeps what it has: its past answers in the file are left.

    Args:
        cards: number of each card that the deck will have, by fact and view.
    """
    found = _by_card(wanted, cards, now=now)
    away = {
        cards[fact, view]
        for note, fact in wanted.fresh
        if note.suspended
        for view in _views(note)
        if (fact, view) in cards
    }
    rollover = ledger.learner.rollover_hour
    if wanted.incoming is not None and wanted.incoming.rollover_hour is not None:
        check_rollover_hour(wanted.incoming.rollover_hour)
        rollover = wanted.incoming.rollover_hour
    work = _Work(ledger, rollover, now)
    every = sum(map(len, found.wanted.values()))
    done, told = 0, 0
    for card in sorted({*found.wanted, *away}):
        past = found.wanted.get(card, ())
        work.card(card, past, away=card in away)
        done += len(past)
        if done - told >= _TELL_EVERY:
            tell(done, every)
            told = done
    work.history.left += found.left
    return work.history


def write_history(session: Session, history: History, ledger: Ledger, *, article_id: str) -> bool:
    """Write it inside the caller's transaction; False where it no longer holds: work it out anew.

    The person may have answered something else meanwhile: its entries then come before these.
    """
    learner = get_learner(session, ledger.learner.id)
    touched = {state.card_id for state in history.states}
    since = log_queries.list_cards_after(session, user_id=learner.id, after=ledger.learner.last_seq)
    if replace(learner, last_seq=ledger.learner.last_seq) != ledger.learner or touched & since:
        return False
    later = learner.last_seq - ledger.learner.last_seq
    if history.bound is not None:
        log_queries.add_bound_entries(session, history.bound, later=later)
    if history.rows:
        for row in history.rows:
            row.seq += later
        log_queries.add_entries(session, history.rows)
    known = deck_memory_queries.cards_with_state(session, article_id, user_id=learner.id)
    memory_queries.update_states(
        session, [each for each in history.states if each.card_id in known]
    )
    memory_queries.add_states(
        session, [each for each in history.states if each.card_id not in known]
    )
    return True


class _Work:
    """Works out entries after those that are there, card by card."""

    def __init__(self, ledger: Ledger, rollover: int, now: datetime) -> None:
        self._ledger, self._rollover, self._now = ledger, rollover, now
        # Whether a lapse led to learning steps the file says, not what would be done here.
        usual = replace(scheduler_settings(ledger.learner), relearn_when_needed=False)
        self._goes_on = replace(
            usual, learning_steps_min=_MANY_STEPS, relearning_steps_min=_MANY_STEPS
        )
        self._ends = replace(usual, learning_steps_min=(), relearning_steps_min=())
        self._seq = ledger.learner.last_seq
        self.history = History()

    def card(self, card: int, past: Sequence[PastReview], *, away: bool) -> None:
        """Work out the entries of a card, and the state that it comes to."""
        end = self._ledger.ends.get(card)
        news = _news(past, end)
        self.history.left += len(past) - len(news)
        rows: list[LogRow] = []
        before = self._ledger.before.get(card, ())
        told = self._told(card, before)
        state = told.state
        if news:
            rows, state = self._reviews(card, news, told)
        if away and end is None:
            rows.append(self._put_away(card))
            state = marked(state, rows[-1])
        if rows:
            self.history.rows += rows
            self.history.states.append(state)

    def _told(self, card: int, before: Sequence[LogRow]) -> Replayed:
        return replayed(
            before,
            user_id=self._ledger.learner.id,
            card_id=card,
            parameter_sets=self._ledger.sets,
        )

    def _reviews(
        self, card: int, news: Sequence[PastReview], told: Replayed
    ) -> tuple[list[LogRow], State]:
        """Return the entries of answers and the state after them: what a replay comes to.

        An answer from a file is no test that could make a leech: only the count of lapses does.
        """
        rows: list[LogRow] = []
        state = told.state
        learner, memory = self._ledger.learner, state.memory
        for place, review in enumerate(news):
            following = news[place + 1].kind if place + 1 < len(news) else ""
            settings = self._goes_on if _goes_on(review, following) else self._ends
            at = EPOCH + timedelta(milliseconds=review.answered_at)
            given = _answered(card, review, at, learner.zone, self._rollover)
            outcome = answer(
                memory,
                rating=given.rating,
                card_id=card,
                moment=given.at,
                settings=settings,
            )
            self._seq += 1
            row = answer_entry(
                given,
                outcome,
                user_id=learner.id,
                seq=self._seq,
                before=memory,
                settings=settings,
            )
            if outcome.memory.lapses > memory.lapses:
                # Nothing but a lapse makes more of a state than its last answer says.
                state = state._replace(memory=memory)
                state = reviewed(
                    state, row, outcome.memory, past=(*told.past, *rows), recalls=told.recalls
                )
            memory = outcome.memory
            rows.append(row)
        state = state._replace(memory=memory, last_form=rows[-1].form)
        self.history.reviews += len(rows)
        return rows, state

    def _put_away(self, card: int) -> LogRow:
        self._seq += 1
        self.history.suspended += 1
        client = _named(f"suspend {card}")
        return bare_entry(
            user_id=self._ledger.learner.id,
            seq=self._seq,
            client_id=client,
            request_hash=client[:HASH_BYTES],
            card_id=card,
            kind=Kind.SUSPEND,
            at=moment_of(self._ledger.learner, self._now),
        )


def _answered(card: int, review: PastReview, at: datetime, zone: str, rollover: int) -> Answered:
    rating = _RATINGS[review.rating]
    took = min(max(0, review.duration_ms), LONGEST_MS)
    return Answered(
        client_id=_named(f"{card} {review.answered_at}"),
        request_hash=_HASHES[rating],
        card_id=card,
        question_id=None,
        variant="",
        form="",
        shown_at=at - timedelta(milliseconds=took),
        at=moment(at, zone=zone, rollover_hour=rollover),
        duration_ms=took,
        rating=rating,
        score=None,
        hints=0,
        response=None,
        kind=Kind.IMPORT,
    )


def _named(name: str) -> bytes:
    """Return the bytes of ``uuid5`` of the name space and a name, in a fifth of its time."""
    made = bytearray(
        hashlib.sha1(_NAMES.bytes + name.encode(), usedforsecurity=False).digest()[:16]
    )
    made[6] = made[6] & 0x0F | 0x50
    made[8] = made[8] & 0x3F | 0x80
    return bytes(made)


def _goes_on(review: PastReview, following: str) -> bool:
    """Return whether the card was in learning after this answer.

    What the next answer was says it; after the last one the file does, or else a failed learning
    step goes on.
    """
    if following:
        return following in {"learn", "relearn"}
    return review.stepped or (review.kind != "review" and review.rating <= Rating.HARD)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Past answers by card; ``left`` are of no card, or cannot have been given."""

    wanted: Mapping[int, Sequence[PastReview]]
    left: int


def _by_card(
    wanted: Wanted, cards: Mapping[tuple[str, str], int], *, now: datetime | None = None
) -> _Sorted:
    if wanted.incoming is None:
        return _Sorted({}, 0)
    oldest = _milliseconds(_OLDEST)
    newest = None if now is None else _milliseconds(now)
    found: dict[int, list[PastReview]] = {}
    left = 0
    for review in wanted.incoming.reviews:
        card = _card_of(review, wanted.facts, cards)
        at = review.answered_at
        fits = at >= oldest and (newest is None or at <= newest) and review.rating in _RATINGS
        if card is None or not fits:
            left += 1
        else:
            found.setdefault(card, []).append(review)
    return _Sorted(found, left)


def _news(past: Sequence[PastReview], end: LastEntry | None) -> list[PastReview]:
    """Return the past answers that the log does not have and that come after it, each time once."""
    if end is not None and not end.imports_only:
        return []
    last = _milliseconds(_OLDEST) - 1 if end is None else _milliseconds(end.answered_at)
    news: list[PastReview] = []
    for each in sorted(past, key=lambda review: review.answered_at):
        if each.answered_at > last:
            news.append(each)
            last = each.answered_at
    return news


def _milliseconds(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


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
