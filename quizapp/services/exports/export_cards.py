"""Which question each card of a set goes along by, in a format that holds flashcards alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from quizapp.generation import codec
from quizapp.generation.question import Flashcard, Question, QuestionType
from quizapp.store.bank.export_queries import QuestionOfSet

_TYPED: Final = frozenset({QuestionType.CLOZE, QuestionType.TYPED})
"""Forms without options: they can be thought of as well as written."""


def list_cards(
    found: Sequence[QuestionOfSet], *, forms: frozenset[QuestionType]
) -> Iterator[tuple[QuestionOfSet, Question]]:
    """Yield the question that each card goes along by, as a flashcard.

    Args:
        found: the questions of a set.
        forms: beside flashcards; of a card that has no flashcard, what is typed is one, where its
            form is among them.
    """
    for each in _chosen(found, forms):
        question = codec.from_json(each.content)
        if question.type is not QuestionType.FLASHCARD:
            card = Flashcard(question.answer)
            question = replace(question, type=QuestionType.FLASHCARD, interaction=card)
        yield each, question


def keys_of_cards(
    found: Sequence[QuestionOfSet], *, forms: frozenset[QuestionType]
) -> dict[int, str]:
    """Return the key under which each card goes along, by the card's number."""
    return {each.card_id: each.key for each in _chosen(found, forms)}


def without_card(
    found: Sequence[QuestionOfSet], wanted: Sequence[tuple[QuestionOfSet, Question]]
) -> Iterator[tuple[QuestionType, str]]:
    """Yield form and stem of each card that goes along by no question."""
    told = {each.card_id for each, _ in wanted}
    for each in found:
        if each.card_id not in told:
            told.add(each.card_id)
            question = codec.from_json(each.content)
            yield question.type, question.stem


def _chosen(
    found: Sequence[QuestionOfSet], forms: frozenset[QuestionType]
) -> Iterator[QuestionOfSet]:
    done = {each.card_id for each in found if each.type == QuestionType.FLASHCARD}
    for each in found:
        if each.type == QuestionType.FLASHCARD:
            yield each
        elif each.card_id not in done and each.type in _TYPED & forms:
            done.add(each.card_id)
            yield each
