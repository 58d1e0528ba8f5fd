"""What to look at in a question of the item report, with plain advice. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from quizapp.analytics.item_analysis import ItemAnalysis
from quizapp.errors import Words, translatable
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)

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
        text: of the question or a learner; translatable words of ours where ``is_ours``.
        right: None where nothing is right or wrong about it.
        learners: how many gave it. names: of at most ``MOST_NAMES`` of them, by name.
        thirds: learners of the upper, middle and lower third.
    """

    text: str
    is_ours: bool
    right: bool | None
    learners: int
    names: tuple[str, ...]
    thirds: tuple[int, int, int]


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


def flags_of(
    analysis: ItemAnalysis, choices: Sequence[ChoiceLine], *, guess: float | None
) -> tuple[ItemFlag, ...]:
    """Return what speaks for a look at a question.

    Args:
        guess: the mean score of somebody who guesses, 0..1; None where it cannot be said.
    """
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
    if analysis.learners >= _ENOUGH and any(not line.learners for line in wrong):
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
