"""Grades by interaction: exact, and partial credit."""

import pytest

from quizapp.errors import ResponseError
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.grading.codec import from_json, to_json
from quizapp.grading.grade import grade
from quizapp.grading.response import (
    ChoiceResponse,
    FlashcardResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)

CHOICE = Choice((Option("a", correct=False), Option("b", correct=True)))
MULTIPLE = MultipleChoice(
    (
        Option("a", correct=True),
        Option("b", correct=True),
        Option("c", correct=False),
        Option("d", correct=False),
    )
)
MATCHING = Matching((("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")), "Left", "Right")
ORDERING = Ordering(("one", "two", "three", "four"))
YEAR = TextEntry(("1991",), (), rule="year")


def test_a_choice_is_right_or_wrong() -> None:
    assert grade(CHOICE, ChoiceResponse(1)).score == 1
    assert grade(CHOICE, ChoiceResponse(0)).verdict == "wrong"


@pytest.mark.parametrize(
    ("picks", "score", "verdict"),
    [
        ((0, 1), 1.0, "right"),
        ((0,), 0.5, "partial"),
        ((0, 1, 2), 0.5, "partial"),
        ((0, 2), 0.0, "wrong"),
        ((2, 3), 0.0, "wrong"),
        ((0, 1, 2, 3), 0.0, "wrong"),
        ((), 0.0, "wrong"),
    ],
)
def test_wrong_picks_are_taken_from_right_ones(
    picks: tuple[int, ...], score: float, verdict: str
) -> None:
    found = grade(MULTIPLE, MultipleChoiceResponse(picks))
    assert (found.score, found.verdict) == (score, verdict)


def test_a_matching_is_worth_its_share_of_right_pairs() -> None:
    assert grade(MATCHING, MatchingResponse((0, 1, 2, 3))).score == 1
    half = grade(MATCHING, MatchingResponse((0, 1, 3, 2)))
    assert (half.score, half.verdict) == (0.5, "partial")
    assert grade(MATCHING, MatchingResponse((None, None, None, None))).score == 0


@pytest.mark.parametrize(
    ("order", "score"),
    [((0, 1, 2, 3), 1.0), ((1, 2, 3, 0), 2 / 3), ((3, 2, 1, 0), 0.0), ((0, 1, 3, 2), 1 / 3)],
)
def test_an_ordering_is_scored_by_neighbours(order: tuple[int, ...], score: float) -> None:
    assert grade(ORDERING, OrderingResponse(order)).score == pytest.approx(score)


def test_partial_credit_is_explained_to_the_learner() -> None:
    assert "neighbours" in grade(ORDERING, OrderingResponse((1, 2, 3, 0))).note
    assert "2 of 4 pairs" in grade(MATCHING, MatchingResponse((0, 1, 3, 2))).note


def test_true_or_false_is_exact() -> None:
    assert grade(TrueFalse("It is.", correct=False), TrueFalseResponse(value=False)).score == 1
    assert grade(TrueFalse("It is.", correct=False), TrueFalseResponse(value=True)).score == 0


def test_almost_scores_nothing_but_says_what_is_missing() -> None:
    found = grade(YEAR, TextResponse("'91"))
    assert (found.score, found.verdict) == (0.0, "almost")
    assert found.diff
    assert grade(YEAR, TextResponse("1991")).score == 1
    assert grade(YEAR, TextResponse("1990")).verdict == "wrong"


def test_a_number_is_graded_in_its_unit() -> None:
    cost = TextEntry(("150", "150 billion euros"), (), rule="number", unit="billion euros")
    assert grade(cost, TextResponse("150 bn")).score == 1
    assert grade(cost, TextResponse("160")).score == 0


@pytest.mark.parametrize("response", ["5", "5 m", "5m", "5 M", "5 metres"])
def test_the_unit_shown_is_no_magnitude(response: str) -> None:
    length = TextEntry(("5",), (), rule="number", unit="m")
    assert grade(length, TextResponse(response)).score == 1
    assert grade(length, TextResponse(f"1{response}")).score == 0


def test_a_response_to_another_interaction_is_refused() -> None:
    with pytest.raises(ResponseError, match="does not answer"):
        grade(CHOICE, TextResponse("b"))


def test_a_flashcard_is_left_to_the_learner() -> None:
    assert "yourself" in grade(Flashcard("b"), FlashcardResponse()).note


@pytest.mark.parametrize(
    "response",
    [
        ChoiceResponse(1),
        MultipleChoiceResponse((0, 2)),
        TrueFalseResponse(value=True),
        TextResponse("Gorbachev"),
        MatchingResponse((1, None, 0)),
        OrderingResponse((2, 0, 1)),
        FlashcardResponse(),
    ],
)
def test_a_stored_response_comes_back_the_same(response: Response) -> None:
    assert from_json(to_json(response)) == response


@pytest.mark.parametrize(
    "stored", [{}, {"kind": "choice"}, {"kind": "guess"}, {"kind": "choice", "option": 1, "x": 2}]
)
def test_what_was_never_stored_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ResponseError):
        from_json(stored)
