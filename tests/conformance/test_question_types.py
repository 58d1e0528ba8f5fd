"""Every question type and every question: what graders, pages and exporters may rely on."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, assert_never

import pytest

from quizapp.bank.document import Bank
from quizapp.bank.load import load_bank
from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.generation.codec import from_json, to_json
from quizapp.generation.generate import Generated, generate
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.question_types import QUESTION_TYPES
from quizapp.generation.variant import canonical, present, reveal
from quizapp.grading.grade import grade

BANK = Path(__file__).parents[1] / "golden" / "questions" / "bank"
SEEDS = ("a", "b", "c")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(BANK)


@pytest.fixture(scope="module")
def generated(bank: Bank) -> Generated:
    return generate(bank, seed="conformance")


def right_response(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, *, seed: str
) -> JsonObject:
    """Return the response, as a browser sends it, that the revealed key asks for."""
    key = reveal(question, seed=seed, response=None)
    interaction = question.interaction
    match interaction:
        case Choice():
            return {"option": key["correct"]}
        case MultipleChoice():
            return {"options": key["correct"]}
        case TrueFalse():
            return {"value": key["correct"]}
        case TextEntry():
            return {"text": key["accept"][0]}
        case Matching():
            return {"rights": key["rights"]}
        case Ordering():
            return {"order": key["order"]}
        case Flashcard():
            return {}
        case _:
            assert_never(interaction)


def wrong_responses(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, *, seed: str
) -> list[JsonObject]:
    """Return responses that are valid and not the key."""
    right: dict[str, Any] = right_response(question, seed=seed)
    interaction = question.interaction
    match interaction:
        case Choice(options=options):
            return [{"option": n} for n in range(len(options)) if n != right["option"]]
        case MultipleChoice(options=options):
            return [{"options": []}, {"options": list(range(len(options)))}]
        case TrueFalse():
            return [{"value": not right["value"]}]
        case TextEntry(wrong=wrong):
            return [{"text": ""}, {"text": "qqqq"}, *({"text": each} for each in wrong)]
        case Matching(pairs=pairs):
            rights = right["rights"]
            return [{"rights": [*rights[1:], rights[0]]}, {"rights": [None] * len(pairs)}]
        case Ordering():
            return [{"order": right["order"][::-1]}]
        case Flashcard():
            return [{}]
        case _:
            assert_never(interaction)


INVALID: dict[str, list[Any]] = {
    "choice": [{}, {"option": -1}, {"option": 9}, {"option": "0"}, {"option": True},
               {"option": 0.0}, {"option": float("nan")}, {"option": 0, "x": 1}, {"options": [0]}],
    "multiple": [{}, {"options": 0}, {"options": [0, 0]}, {"options": [99]}, {"options": [None]}],
    "true_false": [{}, {"value": 1}, {"value": "true"}, {"value": None}],
    "text": [{}, {"text": 5}, {"text": "a" * 501}, {"text": "a\x00b"}, {"text": None}],
    "matching": [{}, {"rights": []}, {"rights": [0] * 4}, {"rights": [0] * 3},
                 {"rights": ["0", None, None]}, {"rights": {}}],
    "ordering": [{}, {"order": []}, {"order": [0, 0, 1, 2]}, {"order": [0, 1]}, {"order": "0123"}],
    "flashcard": [{"back": "x"}, {"rating": 4}],
}  # fmt: skip


def test_every_type_is_registered_under_its_own_name() -> None:
    assert set(QUESTION_TYPES) == set(QuestionType)
    assert all(spec.type is name for name, spec in QUESTION_TYPES.items())


def test_every_type_makes_questions(generated: Generated) -> None:
    assert {question.type for question in generated.questions} == set(QuestionType)


def test_every_fact_has_a_question_and_ids_are_unique(bank: Bank, generated: Generated) -> None:
    assert {question.fact for question in generated.questions} == {f.id for f in bank.facts()}
    ids = [question.id for question in generated.questions]
    assert len(set(ids)) == len(ids)


def test_the_same_seed_gives_the_same_set_and_another_another(bank: Bank) -> None:
    one, same, other = (generate(bank, seed=seed) for seed in ("x", "x", "y"))
    assert one == same
    assert one.questions != other.questions


def test_the_key_scores_one_in_every_variant(generated: Generated) -> None:
    for question in generated.questions:
        for seed in SEEDS:
            sent = right_response(question, seed=seed)
            found = grade(question.interaction, canonical(question, seed=seed, response=sent))
            wanted = 0.0 if question.type is QuestionType.FLASHCARD else 1.0
            assert found.score == wanted, question.id


def test_a_wrong_response_scores_less_than_one(generated: Generated) -> None:
    for question in generated.questions:
        for sent in wrong_responses(question, seed="a"):
            found = grade(question.interaction, canonical(question, seed="a", response=sent))
            assert found.score < 1, (question.id, sent)


def test_every_accepted_wording_is_accepted(generated: Generated) -> None:
    for question in generated.questions:
        if isinstance(question.interaction, TextEntry):
            for text in question.interaction.accept:
                sent = canonical(question, seed="a", response={"text": text})
                assert grade(question.interaction, sent).score == 1, (question.id, text)


def test_an_invalid_response_is_refused(generated: Generated) -> None:
    for question in generated.questions:
        for sent in [*INVALID[question.interaction.kind], [], None, "x"]:
            with pytest.raises(ResponseError):
                canonical(question, seed="a", response=sent)


def test_a_question_comes_back_from_json_the_same(generated: Generated) -> None:
    for question in generated.questions:
        assert from_json(json.loads(json.dumps(to_json(question)))) == question


def twin(interaction: Interaction) -> Interaction:  # noqa: PLR0911 - one return per member of the closed set
    """Return the interaction with another key behind the same face."""
    match interaction:
        case Choice(options=options):
            right = [option.correct for option in options]
            moved = [*right[1:], right[0]]
            pairs = zip(options, moved, strict=True)
            return Choice(tuple(replace(option, correct=flag) for option, flag in pairs))
        case MultipleChoice(options=options):
            return MultipleChoice(
                tuple(Option(each.text, not each.correct, each.source) for each in options)
            )
        case TrueFalse():
            return replace(interaction, correct=not interaction.correct, repair="Otherwise.")
        case TextEntry():
            return replace(interaction, accept=("other",), wrong=("another",), tolerance=7.0)
        case Matching(pairs=pairs):
            rights = [right for _, right in pairs]
            lefts = [left for left, _ in pairs]
            moved_pairs = tuple(zip(lefts, [*rights[1:], rights[0]], strict=True))
            return replace(interaction, pairs=moved_pairs)
        case Ordering(steps=steps):
            return Ordering(steps[::-1])
        case Flashcard():
            return Flashcard("other")
        case _:
            assert_never(interaction)


def test_what_the_browser_gets_does_not_depend_on_the_key(generated: Generated) -> None:
    for question in generated.questions:
        other = replace(
            question,
            interaction=twin(question.interaction),
            answer="other",
            explanation="other",
            evidence="other",
            version="0",
        )
        assert other.interaction != question.interaction
        for seed in SEEDS:
            shown = json.dumps(present(question, seed=seed).public)
            assert shown == json.dumps(present(other, seed=seed).public), question.id
