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
from quizapp.generation.guessing import Rate, guessing_rates
from quizapp.generation.lint import summarise
from quizapp.generation.question import Level

_FEWEST: Final = 30
"""Choices that a guessing rule must have seen before its gain says anything."""


@dataclass(frozen=True, slots=True)
class Questions:
    """The figures of a bank of drafts, or of several banks pooled.

    Attributes:
        refused: drafts that the checks of a bank refuse.
        facts: drafts that they take.
        dropped: questions that broke a rule and are not asked.
        warned: questions with a warning.
        asked_passages, passages: how many passages are asked about, and how many there are.
        rates: how often each rule of a guesser finds the key.
    """

    refused: int
    facts: int = 0
    questions: int = 0
    dropped: int = 0
    warned: int = 0
    asked_passages: int = 0
    passages: int = 0
    rates: tuple[Rate, ...] = ()

    @property
    def clean(self) -> float:
        """Return the share of questions without a warning, 0..1."""
        return 1 - self.warned / self.questions if self.questions else 0.0

    @property
    def asked(self) -> float:
        """Return the share of passages that are asked about, 0..1."""
        return self.asked_passages / self.passages if self.passages else 0.0

    @property
    def per_fact(self) -> float:
        """Return the questions a fact."""
        return self.questions / self.facts if self.facts else 0.0

    @property
    def worst(self) -> Rate | None:
        """Return the rule that gains most over chance among those that saw enough choices."""
        seen = [each for each in self.rates if each.questions >= _FEWEST]
        return max(seen, key=lambda each: each.gain, default=None)


def pooled(banks: Sequence[Questions]) -> Questions | None:
    """Return the figures of several banks as of one, or None without any.

    A guesser meets the choices of each bank in quizzes of that bank; all they saw is counted.
    """
    if not banks:
        return None
    rates: dict[tuple[str, Level], list[Rate]] = {}
    for bank in banks:
        for rate in bank.rates:
            rates.setdefault((rate.rule, rate.level), []).append(rate)
    return Questions(
        refused=sum(each.refused for each in banks),
        facts=sum(each.facts for each in banks),
        questions=sum(each.questions for each in banks),
        dropped=sum(each.dropped for each in banks),
        warned=sum(each.warned for each in banks),
        asked_passages=sum(each.asked_passages for each in banks),
        passages=sum(each.passages for each in banks),
        rates=tuple(_together(each) for each in rates.values()),
    )


def _together(rates: Sequence[Rate]) -> Rate:
    """Return the rates of one rule and level as one, each by the choices it saw."""
    seen = sum(each.questions for each in rates)
    right = sum(each.right * each.questions for each in rates) / seen
    chance = sum(each.chance * each.questions for each in rates) / seen
    return Rate(rates[0].rule, rates[0].level, seen, right, chance)


def questions_of(
    article: Article, facts: Sequence[JsonObject], entities: Sequence[JsonObject]
) -> Questions:
    """Return the figures of the drafts that pass the checks."""
    files = _files(article, facts, entities)
    kept = [each for each in facts if not _refusal(files, each)]
    if not kept:
        return Questions(refused=len(facts), passages=len(article.passages))
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
    return Questions(
        refused=refused,
        facts=summary.facts,
        questions=len(made.questions),
        dropped=len(made.dropped),
        warned=len({each.question for each in made.warnings}),
        asked_passages=summary.asked_passages,
        passages=summary.passages,
        rates=guessing_rates(made.questions, seed="lint"),
    )
