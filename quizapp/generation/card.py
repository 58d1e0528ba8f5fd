"""Cards: the views of a bank that are asked, and the hash that says when a key has changed."""

import json
from dataclasses import dataclass
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
from quizapp.generation.seeds import digest


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to remember about a fact; what is scheduled.

    Attributes:
        id: "fact:view"; never changes.
        topics: topic ids of the fact, within ``article``.
        answer_hash: changes only when the key changes, not when it is reworded.
    """

    id: str
    fact: str
    view: str
    article: str
    topics: tuple[str, ...]
    answer_hash: str


def answer_hash(view: View) -> str:
    """Return a hash (64 hex digits) of what is to be remembered, without how it is worded.

    Case, spaces and punctuation of texts do not count, nor the order of a set or of pairs.
    """
    return digest(json.dumps(_key(view), sort_keys=True, ensure_ascii=False))


def _key(view: View) -> object:  # noqa: PLR0911 - one return per member of the closed set
    match view.answer:
        case EntityAnswer(entity=entity):
            return ["entity", entity]
        case DateAnswer(edtf=edtf):
            return ["date", edtf]
        case NumberAnswer(value=value, unit=unit):
            return ["number", value, _plain(unit)]
        case TextAnswer(text=text):
            return ["text", _plain(text)]
        case SetAnswer(members=members, complete=complete):
            return ["set", sorted(members), complete]
        case OrderAnswer(steps=steps):
            return ["order", [_plain(step) for step in steps]]
        case PairsAnswer(pairs=pairs):
            return ["pairs", sorted([_plain(left), _plain(right)] for left, right in pairs)]
        case BackAnswer(text=text):
            return ["text", _literal(text)]
        case ItemAnswer(interaction=interaction):
            return ["item", interaction.kind, _key_of_item(interaction)]
        case _:
            assert_never(view.answer)


def _key_of_item(interaction: Interaction) -> object:
    """Return what counts as right, without the wrong options and the order they stand in."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return sorted(_literal(option.text) for option in options if option.correct)
        case TrueFalse(correct=correct):
            return correct
        case TextEntry(accept=accept, rule=rule):
            return [rule, _literal(accept[0])]
        case Matching(pairs=pairs):
            return sorted([_literal(left), _literal(right)] for left, right in pairs)
        case Ordering(steps=steps):
            return [_literal(step) for step in steps]
        case Flashcard(back=back):
            return _literal(back)
        case _:
            assert_never(interaction)


def _literal(text: str) -> str:
    """Return ``_plain`` of the text, or the text itself where nothing would be left (":)")."""
    return _plain(text) or text.strip()


def _plain(text: str) -> str:
    """Return ``text`` without case, punctuation and extra spaces."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return " ".join(kept.split())
