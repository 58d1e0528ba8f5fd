"""Three of many wrong answers: ranked by nearness to the key, no two of them alike.

Source: GENERATION.md, "Distractors". The seed is the bank's seed with fact, view and level.
"""

from collections.abc import Callable, Iterable
from typing import Final

from quizapp.bank.view import View
from quizapp.generation.context import Context, right_answers
from quizapp.generation.question import Level
from quizapp.generation.seeds import drawing

WANTED: Final = 3
JITTER: Final = 100


Candidate = tuple[str, bool, int, int]
"""A wrong answer to choose from: id of an entity, or a text; whether it is the author's own; points
of nearness to the key; how alike in length they are (0 to 100), and more for what is met in the
article. Bare, as a hundred are weighed for each question.
"""


def by_level(
    candidates: Iterable[Candidate],
    view: View,
    context: Context,
    *,
    level: Level,
    fits: Callable[[str], bool],
    clash: Callable[[str, str], bool],
) -> tuple[str, ...]:
    """Return three of the candidates: the highest ranked when near, the lowest when far.

    The seed breaks ties and moves close ranks, so that not every fact gets the same three.

    Args:
        fits: whether one may be taken at all; asked of the few whose turn comes.
        clash: whether two may not stand together.
    """
    jitter_of = drawing(JITTER, context.seed, view.fact, view.name, level.value)
    if level is Level.FAR:
        ordered = sorted(
            (authored, near // 3 + jitter_of(each) - even, each)
            for each, authored, near, even in candidates
        )
    else:
        ordered = sorted(
            (not authored, -near - jitter_of(each) // 5 - even // 2, each)
            for each, authored, near, even in candidates
        )
    chosen: list[str] = []
    for _, _, each in ordered:
        if len(chosen) == WANTED:
            break
        if fits(each) and not any(clash(each, other) for other in chosen):
            chosen.append(each)
    return tuple(chosen)


def evenness(one: str, other: str) -> int:
    """Return how alike in length two texts are: 100 when equal, near 0 when far from it."""
    return 100 * min(len(one), len(other)) // max(len(one), len(other), 1)


def authored_for(view: View, context: Context) -> list[str]:
    """Return the wrong answers the author wrote for the view, ids or texts."""
    return list(context.facts[view.fact].guards.distractors.get(view.slot, ()))


def barred(view: View, context: Context) -> frozenset[str]:
    """Return ids and texts that may not be offered as wrong for ``view``."""
    guards = context.facts[view.fact].guards
    listed = (*guards.also_true.get(view.slot, ()), *guards.never.get(view.slot, ()))
    return (
        frozenset(listed)
        | frozenset(right_answers(view))
        | context.stems.get(view.stem, frozenset())
    )
