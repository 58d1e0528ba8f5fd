"""Recall by passage, and the five steps of the scale."""

import pytest

from quizapp.analytics.recall_map import (
    STEP_BOUNDS,
    STEP_LABELS,
    count_steps,
    recall_map,
    recall_step,
)
from quizapp.scheduling.card import NEW, Memory, Stage

TODAY = 20_779


def seen(*, days: int, stability: float) -> Memory:
    return Memory(
        stage=Stage.REVIEW, stability_days=stability, difficulty=5.0, last_day=TODAY - days
    )


@pytest.mark.parametrize(
    ("recall", "step"),
    [
        (None, 0),
        (0.0, 1),
        (0.4999, 1),
        (0.5, 2),
        (0.6999, 2),
        (0.7, 3),
        (0.7999, 3),
        (0.8, 4),
        (0.8999, 4),
        (0.9, 5),
        (1.0, 5),
    ],
)
def test_a_bound_belongs_to_the_step_above_it(recall: float | None, step: int) -> None:
    assert recall_step(recall) == step


def test_each_step_has_its_words() -> None:
    assert len(STEP_LABELS) == len(STEP_BOUNDS) + 2
    for step, bound in enumerate(STEP_BOUNDS, start=2):
        assert STEP_LABELS[step].startswith(f"{bound:.0%}".rstrip("%"))


def test_the_map_gives_each_passage_its_recall_and_its_size() -> None:
    cards = [(1, seen(days=0, stability=3)), (1, seen(days=7, stability=7)), (1, NEW), (2, NEW)]
    found = recall_map(cards, day=TODAY)
    assert found[1].recall == pytest.approx(0.95)
    assert (found[1].cards, found[1].seen) == (3, 2)
    assert found[1].coverage == pytest.approx(1.9 / 3)
    assert found[2].recall is None


def test_a_strip_counts_the_cards_of_each_step() -> None:
    cards = [NEW, seen(days=0, stability=1), seen(days=400, stability=1), seen(days=9, stability=4)]
    # After 400 stabilities recall is some four tenths; after nine quarters, some 0.83.
    assert count_steps(cards, day=TODAY) == (1, 1, 0, 0, 1, 1)
