"""Which answers are the same to a credit."""

import pytest

from quizapp.generation.response import ChoiceResponse, TextResponse, TrueFalseResponse
from quizapp.services.quizzes.answer_credits import digest_of


@pytest.mark.parametrize(
    ("one", "other"),
    [("Glasnost", "glas nost"), ("the U.S.", "US"), ("Perón", "peron!"), ("1.5 km", " 1.5  KM ")],
)
def test_spellings_of_one_answer_are_one(one: str, other: str) -> None:
    assert digest_of(TextResponse(one)) == digest_of(TextResponse(other))


@pytest.mark.parametrize(
    ("one", "other"), [("1.5", "15"), ("-3", "3"), ("1,5", "15"), ("glasnost", "perestroika")]
)
def test_other_answers_are_others(one: str, other: str) -> None:
    assert digest_of(TextResponse(one)) != digest_of(TextResponse(other))


def test_responses_of_two_kinds_are_never_the_same() -> None:
    assert digest_of(ChoiceResponse(1)) != digest_of(TrueFalseResponse(value=True))
