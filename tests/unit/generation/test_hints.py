"""Hints: weaker ones first, never the whole answer, and options by their shown places."""

import pytest

from quizapp.generation.hints import list_hints
from quizapp.generation.question import (
    Flashcard,
    Ordering,
    QuestionType,
    TextEntry,
)
from quizapp.generation.variant import present, reveal
from tests.integration.study.world import TYPES, make_question

SEEDS = tuple(f"seed {number}" for number in range(12))
WHERE = "passage 3 of “Rivers”"


def _with(interaction: object, kind: QuestionType) -> object:
    from dataclasses import replace  # noqa: PLC0415 - one use

    made = make_question(TYPES.index(kind), card="river:v")
    return replace(made, interaction=interaction)  # type: ignore[arg-type]  # the test's choice


@pytest.mark.parametrize("number", range(len(TYPES)), ids=[kind.value for kind in TYPES])
@pytest.mark.parametrize("seed", SEEDS)
def test_no_hint_of_any_type_holds_the_answer(number: int, seed: str) -> None:
    question = make_question(number, card="river:v")
    hints = list_hints(question, seed=seed, where=WHERE)
    assert hints[0].text == "It is told in passage 3 of “Rivers”."
    assert len({hint.text for hint in hints}) == len(hints)
    words = " ".join(hint.text for hint in hints[1:])
    if question.type in {QuestionType.MCQ, QuestionType.CLOZE, QuestionType.TYPED}:
        assert "Danube" not in words
    if question.type is QuestionType.FLASHCARD:
        assert "Danube" not in words


@pytest.mark.parametrize("seed", SEEDS)
def test_the_options_struck_out_are_wrong_and_two_are_left(seed: str) -> None:
    question = make_question(0, card="river:v")
    shown = present(question, seed=seed).public["options"]
    right = reveal(question, seed=seed, response=None)["correct"]
    removed = [hint.removed for hint in list_hints(question, seed=seed, where=WHERE)[1:]]
    assert len(removed) == len(shown) - 2
    assert right not in removed
    assert len(set(removed)) == len(removed)


def test_letters_come_first_letter_then_half_of_each_word() -> None:
    question = _with(TextEntry(("Neil Armstrong",), ()), QuestionType.TYPED)
    first, half = list_hints(question, seed="s", where=WHERE)[1:]  # type: ignore[arg-type]  # see _with
    assert first.text == "It begins like this: N··· ·········"
    assert half.text == "Half of it: Ne·· Arms·····"


@pytest.mark.parametrize("answer", ["a", "7", "NATO", "x y", "1969", "é", "—", ""])
def test_however_short_the_answer_it_is_never_told(answer: str) -> None:
    for interaction in (TextEntry((answer,), ()), Flashcard(answer)):
        question = _with(interaction, QuestionType.TYPED)
        for hint in list_hints(question, seed="s", where=WHERE)[1:]:  # type: ignore[arg-type]  # see _with
            told = hint.text.partition(": ")[2]
            assert told != answer


@pytest.mark.parametrize(("steps", "hints"), [(3, 1), (4, 2), (8, 2)])
def test_of_an_order_the_ends_are_told_where_a_middle_is_left(steps: int, hints: int) -> None:
    question = _with(Ordering(tuple(f"step {n}" for n in range(steps))), QuestionType.ORDER)
    assert len(list_hints(question, seed="s", where=WHERE)) == 1 + hints  # type: ignore[arg-type]  # see _with
