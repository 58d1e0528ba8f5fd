"""What responses are worth by a corrected key, by hand."""

import pytest

from quizapp.generation.question import (
    Choice,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import (
    ChoiceResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)
from quizapp.services.marking.grading_keys import (
    Wanted,
    by_version,
    foreseen,
    right_options,
    taken_back,
    wanted_credits,
    with_key,
)
from quizapp.services.quizzes.answer_credits import digest_of


def _options(*texts: str, right: str) -> tuple[Option, ...]:
    return tuple(Option(text, text in right) for text in texts)


ASKED = Choice(_options("A", "B", "C", right="A"))
SEVERAL = MultipleChoice(_options("A", "B", "C", right="AB"))
CLAIM = TrueFalse("It rained.", correct=True)
TYPED = TextEntry(accept=("Paris",), wrong=())
PAIRS = Matching((("a", "1"), ("b", "2"), ("c", "3")), "letter", "number")
STEPS = Ordering(("one", "two", "three"))


def _changes(
    interaction: Interaction, right: tuple[int, ...], *, lower: bool
) -> dict[Response, tuple[float, float, bool]]:
    worth = with_key(interaction, right)
    assert worth is not None
    found = wanted_credits(
        interaction, worth=worth, candidates=foreseen(interaction), held={}, lower=lower
    )
    return {each.response: (each.before, each.after, each.credited) for each in found}


def test_raising_leaves_the_old_key_right() -> None:
    assert _changes(ASKED, (1,), lower=False) == {ChoiceResponse(1): (0.0, 1.0, True)}


def test_both_ways_takes_the_old_key_away() -> None:
    assert _changes(ASKED, (1,), lower=True) == {
        ChoiceResponse(0): (1.0, 0.0, True),
        ChoiceResponse(1): (0.0, 1.0, True),
    }


def test_several_answers_may_be_right() -> None:
    assert _changes(ASKED, (0, 2), lower=True) == {ChoiceResponse(2): (0.0, 1.0, True)}
    assert _changes(CLAIM, (0, 1), lower=True) == {TrueFalseResponse(value=False): (0.0, 1.0, True)}


def test_a_multiple_response_is_graded_anew_in_all_its_answers() -> None:
    # Key A, B becomes A, C: (hits - misses) / 2.
    found = _changes(SEVERAL, (0, 2), lower=True)
    assert found == {
        MultipleChoiceResponse((1,)): (0.5, 0.0, True),
        MultipleChoiceResponse((2,)): (0.0, 0.5, True),
        MultipleChoiceResponse((0, 1)): (1.0, 0.0, True),
        MultipleChoiceResponse((0, 2)): (0.0, 1.0, True),
    }


def test_a_key_that_names_nothing_is_no_key() -> None:
    assert with_key(ASKED, ()) is None
    assert with_key(ASKED, (3,)) is None
    assert with_key(CLAIM, (2,)) is None
    assert with_key(TYPED, (0,)) is None
    assert right_options(SEVERAL) == (0, 1)
    assert right_options(CLAIM) == (1,)


def test_a_credit_that_says_what_the_key_says_is_taken_away() -> None:
    digest = digest_of(ChoiceResponse(0))
    worth = with_key(ASKED, (0,))
    assert worth is not None
    found = wanted_credits(
        ASKED, worth=worth, candidates=foreseen(ASKED), held={digest: 0.25}, lower=False
    )
    assert found == (Wanted(digest, ChoiceResponse(0), 0.25, 1.0, credited=False),)
    back = taken_back(ASKED, digests=[digest], held={digest: (ChoiceResponse(0), 0.25)})
    assert back == found


def test_a_later_version_is_read_by_its_texts() -> None:
    # The options are in another order there, and C is right.
    worth = by_version(ASKED, Choice(_options("C", "A", "D", right="C")))
    assert worth is not None
    assert [worth(ChoiceResponse(index)) for index in range(3)] == [0.0, 0.0, 1.0]
    assert by_version(ASKED, Choice(_options("A", "D", right="D"))) is None
    assert by_version(ASKED, TYPED) is None
    assert by_version(CLAIM, TrueFalse("It snowed.", correct=False)) is None
    turned = by_version(CLAIM, TrueFalse("It rained.", correct=False))
    assert turned is not None
    assert turned(TrueFalseResponse(value=False)) == 1.0


def test_a_later_version_of_a_typed_question_foresees_its_wordings() -> None:
    fresh = TextEntry(accept=("London", "Londres"), wrong=())
    worth = by_version(TYPED, fresh)
    assert worth is not None
    found = wanted_credits(
        TYPED, worth=worth, candidates=foreseen(TYPED, fresh), held={}, lower=False
    )
    assert [(each.response, each.after) for each in found] == [
        (TextResponse("London"), 1.0),
        (TextResponse("Londres"), 1.0),
    ]


def test_pairs_and_steps_are_found_again_by_their_texts() -> None:
    # a-1, b-3, c-2 there: who answered a-1, b-2, c-3 has one of three right.
    worth = by_version(PAIRS, Matching((("a", "1"), ("b", "3"), ("c", "2")), "x", "y"))
    assert worth is not None
    assert worth(MatchingResponse((0, 1, 2))) == pytest.approx(1 / 3)
    assert worth(MatchingResponse((0, 2, 1))) == 1.0
    assert worth(MatchingResponse((0, None, None))) == pytest.approx(1 / 3)
    assert by_version(PAIRS, Matching((("a", "1"), ("b", "2")), "x", "y")) is None
    # three, one, two there: "one, two, three" keeps one neighbour of two.
    order = by_version(STEPS, Ordering(("three", "one", "two")))
    assert order is not None
    assert order(OrderingResponse((0, 1, 2))) == 0.5
    assert order(OrderingResponse((2, 0, 1))) == 1.0
    assert by_version(STEPS, Ordering(("one", "two", "four"))) is None
