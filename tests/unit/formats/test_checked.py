"""An interaction from elsewhere: repaired where its meaning stays, refused by name where not."""

import pytest

from quizapp.errors import InputError
from quizapp.formats.incoming.checked import MOST_OPTIONS, checked
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)


def options(text: str) -> tuple[Option, ...]:
    """Return options of words; one with a star is right."""
    return tuple(Option(word.strip("*"), word.endswith("*")) for word in text.split(","))


@pytest.mark.parametrize(
    ("given", "expected", "changes"),
    [
        (Choice(options("b*,a")), Choice(options("a,b*")), 0),
        (Choice(options("a,b*,c*")), Choice(options("a,b*")), 1),
        (Choice(options("a,b*,a")), Choice(options("a,b*")), 1),
        (Choice(options("a\0 ,b*")), Choice(options("a,b*")), 0),
        (MultipleChoice(options("c*,b,a*")), MultipleChoice(options("a*,b,c*")), 0),
        (TextEntry((" a  b ", "a b", "?!"), ("a b", "c", "")), TextEntry(("a b",), ("c",)), 1),
        (
            Matching((("b", "2"), ("a", "1"), ("a", "1")), "", ""),
            Matching((("a", "1"), ("b", "2")), "", ""),
            1,
        ),
        (Ordering((" b", "a")), Ordering(("b", "a")), 0),
        (TrueFalse("x\x1b y", correct=True), TrueFalse("x y", correct=True), 0),
        (Flashcard(" a\r\nb "), Flashcard("a\nb"), 0),
    ],
)  # fmt: skip
def test_what_can_be_repaired_is(given: Interaction, expected: Interaction, changes: int) -> None:
    found = checked(given)
    assert found.interaction == expected
    assert len(found.changed) == changes
    assert checked(found.interaction).interaction == expected


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (Choice(options("a,b")), "None of its options is right"),
        (Choice(options("a*")), "no wrong option"),
        (Choice(options("a*,a,b")), "right and wrong at once"),
        (Choice(options("a*,,b")), "no text"),
        (Choice(options(",".join(map(str, range(MOST_OPTIONS + 1))) + "*")), "more than"),
        (Choice((Option("a" * 3000, correct=True), Option("b", correct=False))), "longer than"),
        (MultipleChoice(options("a*,b*")), "no wrong option"),
        (MultipleChoice(options("a,b")), "None of its options is right"),
        (TextEntry((), ()), "no right answer"),
        (TextEntry(("?",), ()), "cannot be typed"),
        (TextEntry(("a" * 501,), ()), "cannot be typed"),
        (TextEntry(("many",), (), rule="number"), "cannot be typed"),
        (TextEntry(("19",), (), rule="year"), "cannot be typed"),
        (Matching((("a", "1"),), "", ""), "fewer than two"),
        (Matching((("a", "1"), ("b", "1")), "", ""), "which is meant"),
        (Matching((("a", "1"), ("a", "2")), "", ""), "which is meant"),
        (Ordering(("a",)), "fewer than two"),
        (Ordering(("a", "b", "a ")), "Two of its steps"),
        (TrueFalse(" \0", correct=True), "empty"),
        (Flashcard("\u202e"), "empty"),
    ],
)
def test_what_cannot_be_asked_or_graded_is_refused(given: Interaction, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        checked(given)
