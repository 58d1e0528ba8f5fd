"""Answers in words: names, dates, numbers, and the small words around them."""

import re
from typing import assert_never

from quizapp.bank.interaction import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.bank.numerals import NUMERALS
from quizapp.bank.view import (
    BackAnswer,
    DateAnswer,
    EntityAnswer,
    ItemAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    SetAnswer,
    TextAnswer,
    View,
)
from quizapp.generation.context import Context
from quizapp.generation.naming import forms_of

__all__ = [
    "NUMBER",
    "YEAR",
    "answer_text",
    "capital",
    "forms_of",
    "is_plain_year",
    "item_answer",
    "name_of",
    "number_label",
    "number_text",
    "number_word",
    "shift_years",
]

YEAR = re.compile(r"\b\d{4}(?=s?\b)")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_WORDS = NUMERALS[:13]
"""Counts in words up to twelve; beyond, digits read better."""


def capital(text: str) -> str:
    """Return ``text`` with its first letter as a capital ("iPhone"-like words stay)."""
    return text[:1].upper() + text[1:] if text[1:2] == text[1:2].lower() else text


def is_plain_year(label: str) -> bool:
    """Return whether a date's label names one exact year, as "1991" and "December 1991" do."""
    years = YEAR.findall(label)
    vague = re.search(r"\d{4}s|\b(?:about|around|early|late|mid|circa|since|by|after)\b", label)
    return len(years) == 1 and not vague


def shift_years(label: str, years: int) -> str:
    """Return the label with each of its years moved by ``years``."""
    return YEAR.sub(lambda found: str(int(found.group()) + years), label)


def number_text(value: float) -> str:
    """Return ``value`` as people write it: 1,500 and 2.5, no trailing zeros."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.6g}"


def number_word(number: int) -> str:
    """Return a count in words up to twelve, in digits beyond."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else str(number)


def number_label(value: float, answer: NumberAnswer) -> str:
    """Return the label of ``answer`` with another number in the place of its own."""
    for found in NUMBER.finditer(answer.label):
        if float(found.group().replace(",", "")) == answer.value:
            return answer.label[: found.start()] + number_text(value) + answer.label[found.end() :]
    small = int(value) if float(value).is_integer() and 0 <= value < len(_WORDS) else None
    if small is not None and answer.value in range(len(_WORDS)):
        own = re.compile(rf"\b{_WORDS[int(answer.value)]}\b", re.IGNORECASE)
        if own.search(answer.label):
            return own.sub(_WORDS[small], answer.label, count=1)
    return f"{number_text(value)} {answer.unit}".strip()


def answer_text(view: View, context: Context) -> str:  # noqa: PLR0911 - one return per member of the closed set
    """Return the view's answer in the words shown after the response."""
    answer = view.answer
    match answer:
        case EntityAnswer(entity=entity):
            return name_of(entity, context)
        case DateAnswer(label=label):
            return label
        case NumberAnswer(label=label):
            return label
        case TextAnswer(text=text, typeable=typeable):
            return text if typeable else capital(text)
        case SetAnswer(members=members):
            return ", ".join(name_of(member, context) for member in members)
        case OrderAnswer(steps=steps):
            return _numbered(steps)
        case PairsAnswer(pairs=pairs):
            return _paired(pairs)
        case BackAnswer(text=text):
            return text
        case ItemAnswer(interaction=interaction):
            return item_answer(interaction)
        case _:
            assert_never(answer)


def item_answer(interaction: Interaction) -> str:
    """Return the answer of a question that came with its own interaction, in words."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return "; ".join(option.text for option in options if option.correct)
        case TrueFalse(correct=correct, repair=repair):
            return "True" if correct else f"False. {repair}".strip()
        case TextEntry(accept=accept):
            return accept[0]
        case Matching(pairs=pairs):
            return _paired(pairs)
        case Ordering(steps=steps):
            return _numbered(steps)
        case Flashcard(back=back):
            return back
        case _:
            assert_never(interaction)


def _numbered(steps: tuple[str, ...]) -> str:
    return "; ".join(f"{n}. {step}" for n, step in enumerate(steps, start=1))


def _paired(pairs: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{left}: {right}" for left, right in pairs)


def name_of(entity: str, context: Context) -> str:
    """Return the name of the entity with this id; a text that is no id is returned as it is."""
    known = context.entities.get(entity)
    return known.name if known else entity
