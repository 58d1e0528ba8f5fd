"""What is said with less at its end: without a reason, an aside, a time or a place."""

# ruff: noqa: RUF001 - articles are written with typographic dashes

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from quizapp.drafting.proposers.said_words import point_of
from quizapp.drafting.shapes.analysis import Clause, Sentence
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.rephrase import is_clause
from quizapp.drafting.voices.sayings import Saying

_FEWEST_SPOKEN: Final = 5
_ADDED: Final = re.compile(
    r"(?:,? (?:perhaps|possibly|probably|presumably|maybe))?"
    r",? (?<!not )(?<!only )(?<!just )(?<!partly )"
    r"(?:since|because|although|though|while|whereas|so that)\b"
    r"|, (?:which|who|where|as|so|but)\b"
    r"|, an? (?:[\w-]+ ){1,3}(?:that|which|who)\b"
    r"|(?:, |\s?[–—]\s?)(?:potentially |thus |thereby )?[a-z]+ing\b"
    r"|,? (?:after|before) [a-z]{2,}ing\b"
)
"""What may be left out of a point with all that follows it."""
_WHERE_OR_WHEN: Final = frozenset(
    {
        "in",
        "on",
        "at",
        "from",
        "to",
        "during",
        "since",
        "after",
        "before",
        "until",
        "near",
        "within",
    }
)
_TURNING: Final = frozenset(
    {"not", "n't", "n’t", "no", "never", "only", "just", "than", "rather", "hardly", "less", "if"}
    | {"unless", "more", "most", "least", "every", "all", "any", "alone", "except", "without"}
)
"""Words with which a place or a time at the end may be what matters."""


def shorter(point: str) -> Iterator[str]:
    """Yield a point without the reason or the aside at its end; conditions stay."""
    for match in reversed(list(_ADDED.finditer(point))):
        less = point[: match.start()]
        if match[0].endswith("since") and not is_clause(point[match.end() :]):
            continue  # "since 1987" is no reason
        if len(less.split()) >= _FEWEST_SPOKEN and is_clause(less):
            yield less


def without_tail(page: Page, sentence: Sentence, saying: Saying) -> Iterator[str]:
    """Yield a point without the times and places at its end, one after the other."""
    if saying.start <= saying.frame_start < saying.end:
        return
    tokens = [each for each in sentence.tokens if saying.start <= each.start < saying.end]
    if len(tokens) < _FEWEST_SPOKEN or {each.low for each in tokens} & _TURNING:
        return
    outer = next(
        (
            each
            for each in sentence.clauses
            if each.verb is not None
            and each.subject is not None
            and each.subject.first >= tokens[0].index
            and each.verb.head <= tokens[-1].index
        ),
        None,
    )
    if outer is None or outer.verb is None:
        return
    for at in _tails(outer, tokens[-1].index + 1):
        less = sentence.tokens[at - 1]
        if less.index - tokens[0].index + 1 < _FEWEST_SPOKEN or not less.text[-1].isalnum():
            return
        if less.end < saying.end:
            point = point_of(page, sentence, replace(saying, end=less.end))
            if point is not None:
                yield point


def _tails(outer: Clause, reached: int) -> Iterator[int]:
    """Yield where the times and places at the end of a clause begin, the last one first.

    Args:
        reached: one past the last token of what is said.
    """
    head = outer.verb.head if outer.verb is not None else 0
    behind = [each for each in outer.adverbials if each.prep_first > head + 1]
    for each in sorted(behind, key=lambda one: -one.end):
        if each.prep not in _WHERE_OR_WHEN or each.end < reached:
            return  # "take matters in the north into its own hands"
        reached = each.prep_first
        # "From 58,000 in 2022 to 33,000" goes as one.
        if not any(one.prep == "from" and one.first < each.first for one in outer.adverbials):
            yield each.prep_first
