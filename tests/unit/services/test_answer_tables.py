"""Who answered what: one line for each answer, with its learners."""

from quizapp.generation.question import (
    Choice,
    Interaction,
    Level,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import (
    ChoiceResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    TextResponse,
    TrueFalseResponse,
)
from quizapp.services.answer_tables import EMPTY, Given, answer_table

OPTIONS = (
    Option("Bonn", correct=True),
    Option("Rome", correct=False),
    Option("Oslo", correct=True),
)


def _question(interaction: Interaction) -> Question:
    return Question(
        id="f:what.mcq",
        card="f:what",
        fact="f",
        fact_type="event",
        view="what",
        type=QuestionType.MCQ,
        status="stated",  # type: ignore[arg-type]  # the word is enough here
        level=Level.NONE,
        stem="Where?",
        interaction=interaction,
        answer="Bonn",
        explanation="",
        article="a",
        passage=1,
        evidence="",
    )


def _lines(
    interaction: Interaction, *given: Given
) -> list[tuple[str, bool | None, tuple[str, ...]]]:
    return [
        (line.text, line.right, line.names) for line in answer_table(_question(interaction), given)
    ]


def test_every_option_has_a_line_and_empty_answers_come_last() -> None:
    lines = _lines(
        Choice(OPTIONS[:2]),
        Given("zoe", ChoiceResponse(0)),
        Given("Ann", ChoiceResponse(0)),
        Given("Ben", None),
    )
    assert lines == [
        ("Bonn", True, ("Ann", "zoe")),
        ("Rome", False, ()),
        (EMPTY, None, ("Ben",)),
    ]


def test_a_multiple_response_counts_under_each_option() -> None:
    lines = _lines(MultipleChoice(OPTIONS), Given("Ann", MultipleChoiceResponse((0, 1))))
    assert lines == [("Bonn", True, ("Ann",)), ("Rome", False, ("Ann",)), ("Oslo", True, ())]


def test_true_and_false() -> None:
    lines = _lines(
        TrueFalse("It rains.", correct=False),
        Given("Ann", TrueFalseResponse(value=True)),
        Given("Ben", TrueFalseResponse(value=False)),
    )
    assert lines == [("True", False, ("Ann",)), ("False", True, ("Ben",))]


def test_typed_answers_are_grouped_and_the_most_frequent_comes_first() -> None:
    lines = _lines(
        TextEntry(accept=("Bonn",), wrong=()),
        Given("Ann", TextResponse("Rome")),
        Given("Ben", TextResponse("bonn ")),
        Given("Cem", TextResponse("Bonn")),
    )
    assert lines == [("bonn ", True, ("Ben", "Cem")), ("Rome", False, ("Ann",))]


def test_many_different_typed_answers_end_in_one_line() -> None:
    many = [Given(f"n{n:02}", TextResponse(f"guess {n:02}")) for n in range(20)]
    lines = _lines(TextEntry(accept=("Bonn",), wrong=()), *many)
    assert len(lines) == 13
    assert lines[-1] == ("other answers", None, tuple(f"n{n}" for n in range(12, 20)))


def test_a_pair_counts_who_matched_it_right() -> None:
    pairs = Matching((("France", "Paris"), ("Italy", "Rome")), "Country", "Capital")
    lines = _lines(
        pairs, Given("Ann", MatchingResponse((0, 1))), Given("Ben", MatchingResponse((0, None)))
    )
    assert lines == [
        ("France \u2013 Paris", True, ("Ann", "Ben")),
        ("Italy \u2013 Rome", True, ("Ann",)),
    ]


def test_an_order_is_right_as_a_whole_or_not() -> None:
    lines = _lines(
        Ordering(("one", "two", "three")),
        Given("Ann", OrderingResponse((0, 1, 2))),
        Given("Ben", OrderingResponse((1, 0, 2))),
    )
    assert lines == [("The whole order", True, ("Ann",)), ("Another order", False, ("Ben",))]
