"""How far a learner gets who has not read the article: guessing rules against chance.

Source: GENERATION.md, "Set level": each rule stays within 10 points of chance.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.generation.likeness import initials
from quizapp.generation.question import Choice, Level, Question
from quizapp.generation.seeds import digest
from quizapp.generation.selection import select
from quizapp.generation.variant import present
from quizapp.generation.wording import NUMBER, YEAR
from quizapp.generation.words import mentions, words_of

QUIZ_SIZE = 15
_QUIZZES = 40
_TELLING = 4
"""Letters from which a word counts when texts are compared."""
_FEWEST_IN_ORDER = 3
_EXACT = re.compile(r"\d+|(?<=\s)[A-Z]\w+|[\"\u201c(]")
_SHORT = re.compile(r"\b[A-Z]{2,6}\b")

Shown = tuple[str, ...]
"""The options of a question in the order in which the learner sees them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a learner sees who takes a quiz and knows nothing of the article.

    Attributes:
        question: one choice of the quiz.
        shown: its options, in the order shown.
        keys: option text -> how many other facts of the bank it is the key of.
        others: stems and options of the other questions of the quiz.
    """

    question: Question
    shown: Shown
    keys: Counter[str]
    others: tuple[str, ...]


Rule = Callable[[Sight], Sequence[float] | None]
"""Returns how attractive each shown option is, or None where the rule says nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a rule finds the key.

    Attributes:
        rule: a name of ``RULES``.
        level: how close the distractors were.
        questions: questions of the sample the rule says something about, repeats counted.
        right: share of them that it gets right, 0..1; among equals it picks by chance.
        chance: share that blind choice gets right, 0..1.
    """

    rule: str
    level: Level
    questions: int
    right: float
    chance: float

    @property
    def gain(self) -> float:
        """Return what the rule gains over chance, -1..1."""
        return self.right - self.chance


def guessing_rates(questions: Sequence[Question], *, seed: str) -> tuple[Rate, ...]:
    """Return the rate of every rule in quizzes of 15 choices, drawn as a quiz draws them.

    A rule without a single question to go by is left out.
    """
    choices = [each for each in questions if isinstance(each.interaction, Choice)]
    keys = _keys(choices)
    seen = [
        sight for number in range(_QUIZZES) for sight in _quiz(choices, keys, f"{seed} {number}")
    ]
    return tuple(
        rate
        for name, rule in RULES.items()
        for level in Level
        if (rate := _rate(name, rule, level, seen)) is not None
    )


def _quiz(
    choices: Sequence[Question], keys: dict[str, frozenset[str]], seed: str
) -> tuple[Sight, ...]:
    """Return what is seen of each question of one quiz."""
    drawn = [
        (each, _shown(each, seed=seed)) for each in select(choices, count=QUIZ_SIZE, seed=seed)
    ]
    texts = {each.id: (each.stem, *shown) for each, shown in drawn}
    return tuple(
        Sight(
            question,
            shown,
            Counter({text: len(keys.get(text, frozenset()) - {question.fact}) for text in shown}),
            tuple(text for other, _ in drawn if other is not question for text in texts[other.id]),
        )
        for question, shown in drawn
    )


def _rate(name: str, rule: Rule, level: Level, seen: Sequence[Sight]) -> Rate | None:
    found: list[float] = []
    chance: list[float] = []
    for sight in seen:
        if sight.question.level is not level:
            continue
        appeal = rule(sight)
        if appeal is None:
            continue
        shown = sight.shown
        best = [text for text, points in zip(shown, appeal, strict=True) if points == max(appeal)]
        found.append(best.count(_key(sight.question)) / len(best))
        chance.append(1 / len(shown))
    if not found:
        return None
    return Rate(name, level, len(found), sum(found) / len(found), sum(chance) / len(chance))


def _shown(question: Question, *, seed: str) -> Shown:
    return tuple(present(question, seed=digest(seed, question.id)).public["options"])


def _key(question: Question) -> str:
    interaction = question.interaction
    if not isinstance(interaction, Choice):
        raise TypeError(f"{question.id} is not a choice")
    return next(option.text for option in interaction.options if option.correct)


def _keys(choices: Sequence[Question]) -> dict[str, frozenset[str]]:
    """Return key -> facts it answers: what a learner meets as right elsewhere in the bank."""
    facts: dict[str, set[str]] = {}
    for question in choices:
        facts.setdefault(_key(question), set()).add(question.fact)
    return {text: frozenset(of) for text, of in facts.items()}


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in words_of(text) if len(word) >= _TELLING)


def _shared(shown: Shown) -> list[int]:
    """Return how many telling words each option shares with the others."""
    words = [_telling(text) for text in shown]
    return [sum(len(mine & other) for other in words) - len(mine) for mine in words]


def _longest(sight: Sight) -> list[float]:
    return [len(text) for text in sight.shown]


def _shortest(sight: Sight) -> list[float]:
    return [-len(text) for text in sight.shown]


def _specificity(sight: Sight) -> list[float] | None:
    """Go for the most exact option: numbers, names inside it, quotation marks, brackets."""
    marks = [float(len(_EXACT.findall(text))) for text in sight.shown]
    return marks if any(marks) else None


def _overlap(sight: Sight) -> list[float]:
    stem = _telling(sight.question.stem)
    return [len(_telling(text) & stem) for text in sight.shown]


def _odd_one_out(sight: Sight) -> list[float]:
    return [-shared for shared in _shared(sight.shown)]


def _convergence(sight: Sight) -> list[float]:
    return [float(shared) for shared in _shared(sight.shown)]


def _middle(sight: Sight) -> list[float] | None:
    shown = sight.shown
    numbers = all(any(letter.isdigit() for letter in text) for text in shown)
    if not numbers or len(shown) < _FEWEST_IN_ORDER:
        return None
    return [0.0, *([1.0] * (len(shown) - 2)), 0.0]


def _roundest(sight: Sight) -> list[float] | None:
    """Go for the number with the fewest digits before its noughts; years are left out."""
    shown = [NUMBER.findall(text) for text in sight.shown]
    years = any(YEAR.fullmatch(text) for text in sight.shown)
    if years or any(len(numbers) != 1 for numbers in shown):
        return None
    digits = [len(re.sub(r"\D", "", number).strip("0")) for (number,) in shown]
    return [-float(count) for count in digits] if len(set(digits)) > 1 else None


def _initials(sight: Sight) -> list[float] | None:
    """Go for the option that an abbreviation in the stem spells, or that spells the stem."""
    shorts = set(_SHORT.findall(sight.question.stem))
    spelled = initials(sight.question.stem)
    fits = [
        float(initials(text) in shorts or (_SHORT.fullmatch(text) is not None and text in spelled))
        for text in sight.shown
    ]
    return fits if any(fits) else None


def _first(sight: Sight) -> list[float]:
    return [1.0, *([0.0] * (len(sight.shown) - 1))]


def _last(sight: Sight) -> list[float]:
    return [*([0.0] * (len(sight.shown) - 1)), 1.0]


def _prevalence(sight: Sight) -> list[float]:
    return [sight.keys[text] for text in sight.shown]


def _cross_item(sight: Sight) -> list[float] | None:
    """Go for the option that the rest of the quiz speaks of most."""
    named = [float(sum(mentions(text, option) for text in sight.others)) for option in sight.shown]
    return named if any(named) else None


RULES: dict[str, Rule] = {
    "longest": _longest,
    "shortest": _shortest,
    "specificity": _specificity,
    "overlap": _overlap,
    "odd-one-out": _odd_one_out,
    "convergence": _convergence,
    "middle": _middle,
    "roundest": _roundest,
    "initials": _initials,
    "first": _first,
    "last": _last,
    "prevalence": _prevalence,
    "cross-item": _cross_item,
}
"""What test-wise learners go by, by name."""
