"""How far a learner gets who has not read the article: guessing rules against chance.

Source: GENERATION.md, "Set level": each rule stays within 10 points of chance.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quizapp.generation.likeness import words_of
from quizapp.generation.question import Choice, Level, Question
from quizapp.generation.seeds import digest
from quizapp.generation.selection import select
from quizapp.generation.variant import present

QUIZ_SIZE = 15
_QUIZZES = 40
_TELLING = 4
"""Letters from which a word counts when texts are compared."""
_FEWEST_IN_ORDER = 3

Shown = tuple[str, ...]
"""The options of a question in the order in which the learner sees them."""
Keys = Counter[str]
"""Option text -> how many facts it is the key of."""
Rule = Callable[[Question, Shown, Keys], Sequence[float] | None]
"""Returns how attractive each shown option is, or None where the rule says nothing."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a rule finds the key.

    Attributes:
        rule: "longest", "shortest", "overlap", "odd-one-out", "convergence", "middle",
            "first", "last" or "prevalence".
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
    drawn = [
        (question, _shown(question, seed=f"{seed} {number}"))
        for number in range(_QUIZZES)
        for question in select(choices, count=QUIZ_SIZE, seed=f"{seed} {number}")
    ]
    return tuple(
        rate
        for name, rule in RULES.items()
        for level in Level
        if (rate := _rate(name, rule, level, drawn, keys)) is not None
    )


def _rate(
    name: str,
    rule: Rule,
    level: Level,
    drawn: Sequence[tuple[Question, Shown]],
    keys: dict[str, frozenset[str]],
) -> Rate | None:
    found: list[float] = []
    chance: list[float] = []
    for question, shown in drawn:
        if question.level is not level:
            continue
        others = Counter({text: len(facts - {question.fact}) for text, facts in keys.items()})
        appeal = rule(question, shown, others)
        if appeal is None:
            continue
        best = [text for text, points in zip(shown, appeal, strict=True) if points == max(appeal)]
        found.append(best.count(_key(question)) / len(best))
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


def _longest(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [len(text) for text in shown]


def _shortest(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [-len(text) for text in shown]


def _overlap(question: Question, shown: Shown, _keys: Keys) -> list[float]:
    stem = _telling(question.stem)
    return [len(_telling(text) & stem) for text in shown]


def _odd_one_out(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [-shared for shared in _shared(shown)]


def _convergence(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [float(shared) for shared in _shared(shown)]


def _middle(_question: Question, shown: Shown, _keys: Keys) -> list[float] | None:
    numbers = all(any(letter.isdigit() for letter in text) for text in shown)
    if not numbers or len(shown) < _FEWEST_IN_ORDER:
        return None
    return [0.0, *([1.0] * (len(shown) - 2)), 0.0]


def _first(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [1.0, *([0.0] * (len(shown) - 1))]


def _last(_question: Question, shown: Shown, _keys: Keys) -> list[float]:
    return [*([0.0] * (len(shown) - 1)), 1.0]


def _prevalence(_question: Question, shown: Shown, keys: Keys) -> list[float]:
    return [keys[text] for text in shown]


RULES: dict[str, Rule] = {
    "longest": _longest,
    "shortest": _shortest,
    "overlap": _overlap,
    "odd-one-out": _odd_one_out,
    "convergence": _convergence,
    "middle": _middle,
    "first": _first,
    "last": _last,
    "prevalence": _prevalence,
}
"""What test-wise learners go by, by name."""
