"""What a bank's questions look like as a whole: the figures an author and a teacher need."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.bank.document import Bank
from quizapp.generation.generate import Dropped, Generated, Warning_
from quizapp.generation.question import Choice, Question, QuestionType, TrueFalse
from quizapp.generation.variant import present

_SAMPLE_SEEDS = 5
"""Variants of each question looked at for where the key stands."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The set as a whole.

    Attributes:
        by_type: question type -> number of questions.
        dropped, warnings: everything found, in the order of the bank.
        dropped_by_rule, warnings_by_rule: rule -> how many.
        questions_per_fact: mean over all facts, asked or not.
        silent_facts: facts without a question.
        asked_passages, passages: how many passages are asked about, and how many there are.
        true_share: share of true/false questions that are true, 0..1; None without any.
        key_positions: options shown -> share of keys at each place, over a few variants;
            options in order of time or size are left out.
    """

    facts: int
    questions: int
    by_type: dict[str, int]
    dropped: tuple[Dropped, ...]
    warnings: tuple[Warning_, ...]
    dropped_by_rule: dict[str, int]
    warnings_by_rule: dict[str, int]
    questions_per_fact: float
    silent_facts: tuple[str, ...]
    asked_passages: int
    passages: int
    true_share: float | None
    key_positions: dict[int, tuple[float, ...]]


def summarise(bank: Bank, generated: Generated) -> Summary:
    """Return the figures of what was generated from ``bank``."""
    questions = generated.questions
    facts = bank.facts()
    asked = {question.fact for question in questions}
    return Summary(
        facts=len(facts),
        questions=len(questions),
        by_type=dict(sorted(Counter(each.type.value for each in questions).items())),
        dropped=generated.dropped,
        warnings=generated.warnings,
        dropped_by_rule=dict(sorted(Counter(each.rule for each in generated.dropped).items())),
        warnings_by_rule=dict(sorted(Counter(each.rule for each in generated.warnings).items())),
        questions_per_fact=len(questions) / len(facts) if facts else 0.0,
        silent_facts=tuple(fact.id for fact in facts if fact.id not in asked),
        asked_passages=len({(each.article, each.passage) for each in questions}),
        passages=sum(len(each.article.passages) for each in bank.articles.values()),
        true_share=_true_share(questions),
        key_positions=_key_positions(questions),
    )


def _true_share(questions: Sequence[Question]) -> float | None:
    claims = [
        each.interaction.correct for each in questions if isinstance(each.interaction, TrueFalse)
    ]
    return sum(claims) / len(claims) if claims else None


def _key_positions(questions: Sequence[Question]) -> dict[int, tuple[float, ...]]:
    places: dict[int, Counter[int]] = {}
    for question in questions:
        interaction = question.interaction
        if question.type is not QuestionType.MCQ or not isinstance(interaction, Choice):
            continue
        key = next(option.text for option in interaction.options if option.correct)
        for number in range(_SAMPLE_SEEDS):
            shown = present(question, seed=f"lint {question.id} {number}").public["options"]
            places.setdefault(len(shown), Counter())[shown.index(key)] += 1
    return {
        size: tuple(counts[place] / counts.total() for place in range(size))
        for size, counts in sorted(places.items())
    }
