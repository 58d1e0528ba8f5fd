"""What is asked next, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizapp.scheduling import fsrs
from quizapp.scheduling.card import Stage
from quizapp.scheduling.day import Moment
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.scheduling.queue import (
    DoneToday,
    Limits,
    Queue,
    QueueCard,
    build_queue,
    bury_until,
    is_available,
    urgency,
)

TODAY = 20_779
NOW = Moment(
    at=datetime(2026, 11, 22, 12, tzinfo=UTC), day=TODAY, utc_offset_min=60, rollover_hour=4
)


def new(card_id: int, *, fact: str = "", position: int = 0) -> QueueCard:
    return QueueCard(card_id, fact or f"fact-{card_id}", Stage.NEW, position=position)


def review(
    card_id: int, *, fact: str = "", late: int = 0, days: int = 10, stability: float = 10.0
) -> QueueCard:
    return QueueCard(
        card_id,
        fact or f"fact-{card_id}",
        Stage.REVIEW,
        due_day=TODAY - late,
        last_day=TODAY - days,
        stability_days=stability,
    )


def step(card_id: int, *, minutes: float, fact: str = "") -> QueueCard:
    return QueueCard(
        card_id,
        fact or f"fact-{card_id}",
        Stage.LEARNING,
        due_day=TODAY,
        due_at=NOW.at + timedelta(minutes=minutes),
        last_day=TODAY,
        stability_days=1.0,
    )


def queue(*cards: QueueCard, limits: Limits | None = None, done: DoneToday | None = None) -> Queue:
    return build_queue(cards, moment=NOW, limits=limits or Limits(), done=done or DoneToday())


def test_learning_steps_due_now_come_first_the_longest_waiting_first() -> None:
    built = queue(review(1), new(2), step(3, minutes=-1), step(4, minutes=-5), step(5, minutes=5))
    assert built.cards == (4, 3, 1, 2)
    assert (built.counts.learning, built.counts.learning_later) == (2, 1)
    assert built.next_at == NOW.at + timedelta(minutes=5)


def test_reviews_come_by_lowest_recall() -> None:
    fresh = review(1, days=10, stability=100)
    faded = review(2, days=10, stability=2)
    middle = review(3, days=30, stability=20)
    assert queue(fresh, faded, middle).cards == (2, 3, 1)


@given(st.lists(st.tuples(st.integers(1, 400), st.floats(0.01, 400)), min_size=2, max_size=20))
def test_the_order_is_that_of_predicted_recall(cards: list[tuple[int, float]]) -> None:
    rows = [review(n, days=days, stability=s) for n, (days, s) in enumerate(cards)]
    recalls = {
        row.card_id: fsrs.retrievability(s, elapsed_days=days, parameters=DEFAULT_PARAMETERS)
        for row, (days, s) in zip(rows, cards, strict=True)
    }
    ordered = [recalls[card_id] for card_id in queue(*rows).cards]
    assert all(one <= next_ + 1e-12 for one, next_ in pairwise(ordered))


def test_a_review_not_yet_due_is_not_asked_but_tells_the_next_day() -> None:
    later = replace(review(1), due_day=TODAY + 3)
    built = queue(later, replace(review(2), due_day=TODAY + 1))
    assert built.cards == ()
    assert built.next_day == TODAY + 1
    assert built.counts.total == 0


def test_new_cards_are_spread_evenly_among_the_reviews() -> None:
    reviews = [review(n) for n in range(1, 10)]
    built = queue(*reviews, new(101), new(102), new(103))
    assert built.cards == (1, 2, 101, 3, 4, 5, 102, 6, 7, 8, 103, 9)


def test_new_cards_come_by_their_position() -> None:
    assert queue(new(1, position=3), new(2, position=1), new(3, position=1)).cards == (2, 3, 1)


def test_answering_one_by_one_gives_the_order_that_was_shown() -> None:
    cards = [review(n, days=n) for n in range(1, 24)] + [new(n) for n in range(100, 130)]
    limits = Limits(new_per_day=7, reviews_per_day=25)
    planned = queue(*cards, limits=limits).cards
    done, asked = DoneToday(), []
    while built := queue(*cards, limits=limits, done=done).cards:
        card = next(card for card in cards if card.card_id == built[0])
        cards.remove(card)
        asked.append(card.card_id)
        done = DoneToday(
            new=done.new + (card.stage is Stage.NEW),
            reviews=done.reviews + (card.stage is Stage.REVIEW),
            facts=done.facts | {card.fact},
        )
    assert tuple(asked) == planned
    assert len(asked) == 25


def test_new_cards_count_under_the_review_limit() -> None:
    cards = [review(n) for n in range(1, 8)] + [new(n) for n in range(100, 120)]
    built = queue(*cards, limits=Limits(new_per_day=5, reviews_per_day=10))
    assert (built.counts.review, built.counts.new) == (7, 3)
    assert not built.backlog


def test_what_was_done_today_counts_against_both_limits() -> None:
    cards = [review(1), review(2), new(3), new(4), new(5)]
    limits = Limits(new_per_day=3, reviews_per_day=10)
    built = queue(*cards, limits=limits, done=DoneToday(new=2, reviews=5))
    assert (built.counts.review, built.counts.new) == (2, 1)
    nothing = queue(*cards, limits=limits, done=DoneToday(new=4, reviews=7))
    assert nothing.cards == ()
    assert nothing.counts.over_limit == 2


def test_new_cards_wait_while_more_is_due_than_a_days_budget() -> None:
    cards = [review(n, days=n) for n in range(1, 13)] + [new(100)]
    built = queue(*cards, limits=Limits(new_per_day=5, reviews_per_day=10))
    assert built.backlog
    assert (built.counts.review, built.counts.new, built.counts.over_limit) == (10, 0, 2)
    # The two left out are the two best remembered.
    assert set(built.cards) == set(range(3, 13))


def test_learning_steps_know_no_limit() -> None:
    built = queue(step(1, minutes=-1), limits=Limits(new_per_day=0, reviews_per_day=0))
    assert built.cards == (1,)


def test_cards_of_one_fact_are_kept_to_different_days() -> None:
    built = queue(
        review(1, fact="a", stability=5),
        review(2, fact="a", stability=1),
        new(3, fact="a"),
        new(4, fact="b"),
        new(5, fact="b"),
    )
    assert built.cards == (2, 4)
    assert built.counts.siblings == 1


def test_a_fact_asked_today_waits_until_tomorrow() -> None:
    done = DoneToday(facts=frozenset({"a"}))
    assert queue(review(1, fact="a"), new(2, fact="a"), new(3), done=done).cards == (3,)


def test_a_learning_step_is_asked_though_its_fact_was_and_holds_back_its_siblings() -> None:
    done = DoneToday(facts=frozenset({"a"}))
    built = queue(step(1, minutes=-1, fact="a"), review(2, fact="a"), done=done)
    assert built.cards == (1,)
    assert queue(step(1, minutes=40, fact="a"), new(2, fact="a")).cards == ()


def test_a_step_is_asked_ahead_only_when_nothing_else_is_left() -> None:
    soon, far = step(1, minutes=19), step(2, minutes=21)
    assert queue(soon, far, review(3)).cards == (3,)
    alone = queue(soon, far)
    assert alone.cards == (1,)
    assert alone.counts.learning_later == 2
    assert alone.counts.total == 0
    assert queue(far).cards == ()


def test_suspended_and_buried_cards_are_left_out_until_their_day() -> None:
    buried = replace(review(1), buried_until_day=bury_until(NOW))
    suspended = replace(review(2), suspended=True)
    assert queue(buried, suspended).cards == ()
    assert is_available(buried, today=TODAY + 1)
    assert not is_available(suspended, today=TODAY + 1)
    assert queue(replace(buried, buried_until_day=TODAY)).cards == (1,)


def test_a_new_card_has_no_urgency() -> None:
    assert urgency(new(1), today=TODAY) == 0.0


def test_an_empty_queue_says_so() -> None:
    built = queue()
    assert (built.cards, built.next_at, built.next_day, built.backlog) == ((), None, None, False)
