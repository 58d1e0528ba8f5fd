"""Rounds of practice: asked until right often enough, never the same card twice running."""

import random

import pytest

from quizapp.scheduling import rounds as rules

CARDS = (1, 2, 3)


def test_a_card_is_settled_when_it_was_right_as_often_as_needed() -> None:
    rounds = rules.begin(CARDS, need=2)
    for form in ("mcq", "typed"):
        for _ in CARDS:
            rounds = rules.answered(rounds, form=form, right=True, order=CARDS)
    assert rounds.current is None
    assert rounds.open_cards == ()
    assert rounds.right == dict.fromkeys(CARDS, ("mcq", "typed"))
    assert (rounds.asked, rounds.missed, rounds.number) == (6, 0, 2)


def test_a_missed_card_comes_in_the_next_round_alone() -> None:
    rounds = rules.begin(CARDS, need=1)
    for right in (True, False, True):
        rounds = rules.answered(rounds, form="mcq", right=right, order=CARDS)
    assert (rounds.number, rounds.queue, rounds.size, rounds.missed) == (2, (2,), 1, 1)


def test_the_card_asked_last_does_not_open_the_next_round() -> None:
    rounds = rules.begin(CARDS, need=1)
    for _ in CARDS:
        rounds = rules.answered(rounds, form="mcq", right=False, order=(3, 1, 2))
    assert rounds.queue == (1, 2, 3)


def test_nothing_can_be_answered_when_all_is_settled() -> None:
    with pytest.raises(ValueError, match="nothing to answer"):
        rules.answered(rules.begin((), need=1), form="mcq", right=True, order=())


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_right_now_and_then_comes_to_the_end(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - steps that can be drawn again
    cards = tuple(range(rng.randint(1, 12)))
    rounds = rules.begin(cards, need=2)
    while rounds.current is not None:
        order = rng.sample(cards, len(cards))
        assert len(set(rounds.queue)) == len(rounds.queue)
        rounds = rules.answered(rounds, form="mcq", right=rng.random() < 0.6, order=order)
        assert rounds.asked < 1000
    assert all(len(forms) == 2 for forms in rounds.right.values())
    assert rounds.asked - rounds.missed == 2 * len(cards)
