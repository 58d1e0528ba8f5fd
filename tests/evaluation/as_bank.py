"""What questions the shown drafts would make, were they published as they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.document import Article, Bank
from quizapp.bank.emit import emit_article, emit_entity, emit_fact
from quizapp.bank.parse import parse_bank
from quizapp.bank.terms import JsonObject
from quizapp.errors import BankErrors
from quizapp.generation.generate import generate
from quizapp.generation.guessing import guessing_rates
from quizapp.generation.lint import summarise

_FEWEST: Final = 30
"""Choices that a guessing rule must have seen before its gain says anything."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The figures of a bank of drafts.

    Attributes:
        refused: drafts that the checks of a bank refuse.
        dropped: questions that broke a rule and are not asked.
        clean: share of questions without a warning, 0..1.
        asked: share of the article's passages that are asked about, 0..1.
        guessing: largest gain of a guessing rule over chance, 0..1, and which rule it was.
    """

    refused: int
    questions: int
    dropped: int
    clean: float
    asked: float
    per_fact: float
    guessing: float
    rule: str


def questions_of(
    article: Article, facts: Sequence[JsonObject], entities: Sequence[JsonObject]
) -> Questions:
    """Return the figures of the drafts that pass the checks."""
    files = _files(article, facts, entities)
    kept = [each for each in facts if not _refusal(files, each)]
    if not kept:
        return Questions(len(facts), 0, 0, 0.0, 0.0, 0.0, 0.0, "")
    return _figures(_bank(files, kept), refused=len(facts) - len(kept))


def _bank(files: dict[str, str], facts: Sequence[JsonObject]) -> Bank:
    written = "facts:\n" + "".join(emit_fact(each) for each in facts)
    return parse_bank({**files, "facts.yaml": written})


def refusal(article: Article, fact: JsonObject, entities: Sequence[JsonObject]) -> str:
    """Return what the check of a bank refuses in a draft, or "" where it takes the draft."""
    return _refusal(_files(article, [fact], entities), fact)


def _files(
    article: Article, facts: Sequence[JsonObject], entities: Sequence[JsonObject]
) -> dict[str, str]:
    """Return the files of a bank that lacks only its facts, whose topics it declares."""
    head = article.model_dump(mode="json", exclude_none=True)
    head["topics"] = {topic: topic for each in facts for topic in each["topics"]} or head["topics"]
    return {
        "article.yaml": emit_article(head),
        "entities.yaml": "entities:\n" + "".join(emit_entity(each) for each in entities),
    }


def _refusal(files: dict[str, str], fact: JsonObject) -> str:
    try:
        _bank(files, [fact])
    except BankErrors as error:
        first = error.problems[0]
        return f"{first.path}: {first.what}"
    return ""


def _figures(bank: Bank, *, refused: int) -> Questions:
    made = generate(bank, seed="evaluation")
    summary = summarise(bank, made)
    rates = [
        each for each in guessing_rates(made.questions, seed="lint") if each.questions >= _FEWEST
    ]
    worst = max(rates, key=lambda each: each.gain, default=None)
    warned = {each.question for each in made.warnings}
    total = len(made.questions)
    return Questions(
        refused=refused,
        questions=total,
        dropped=len(made.dropped),
        clean=1 - len(warned) / total if total else 0.0,
        asked=summary.asked_passages / summary.passages,
        per_fact=summary.questions_per_fact,
        guessing=worst.gain if worst else 0.0,
        rule=f"{worst.rule} ({worst.level.value})" if worst else "",
    )
