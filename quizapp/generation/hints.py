"""Hints: what may be told of a question before its answer, a little more each time.

A hint is worked out only when it is asked for: nothing of an unhinted page depends on the key.
The last hint of a question never is its whole answer.
"""

from dataclasses import dataclass
from typing import assert_never

from quizapp.errors import translatable
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.seeds import shuffled
from quizapp.generation.variant import present, reveal

_HALF = 2
_LEAST_OPTIONS = 2
_GAP = "\u00b7"
"""A middle dot for each letter kept back."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint.

    Attributes:
        text: in words, which may be shown in another language.
        removed: shown index of an option that is wrong, to be struck out; None for other hints.
    """

    text: str
    removed: int | None = None


def list_hints(question: Question, *, seed: str, where: str) -> tuple[Hint, ...]:
    """Return the hints of a shown question, the weakest first; at least one.

    Args:
        seed: of the variant that was shown: numbers of options are those on the screen.
        where: the passage in words ("passage 3 of Rivers, “The delta”").
    """
    first = Hint(translatable("It is told in {where}.", where=where))
    return (first, *_of_interaction(question, seed))


def _of_interaction(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, seed: str
) -> tuple[Hint, ...]:
    interaction = question.interaction
    match interaction:
        case Choice():
            return _struck_out(question, seed)
        case MultipleChoice(options=options):
            right = sum(option.correct for option in options)
            return (_how_many(right),)
        case TrueFalse():
            return ()
        case TextEntry(accept=accept):
            return _letters(accept[0])
        case Matching():
            return _pairs(question, seed)
        case Ordering(steps=steps):
            ends = (
                Hint(translatable("First comes: {step}", step=steps[0])),
                Hint(translatable("Last comes: {step}", step=steps[-1])),
            )
            # Of three steps the second is told by first and last.
            return ends if len(steps) > 3 else ends[:1]  # noqa: PLR2004 - see above
        case Flashcard(back=back):
            return _letters(back)
        case _:
            assert_never(interaction)


def _how_many(right: int) -> Hint:
    if right == 1:
        return Hint(translatable("One answer is right."))
    return Hint(translatable("{right} answers are right.", right=right))


def _struck_out(question: Question, seed: str) -> tuple[Hint, ...]:
    """Return one wrong option after the other, until two are left."""
    options = present(question, seed=seed).public["options"]
    right = reveal(question, seed=seed, response=None)["correct"]
    wrong = [place for place in range(len(options)) if place != right]
    order = shuffled(wrong, seed, "hints")
    return tuple(
        Hint(translatable("It is not “{option}”.", option=options[place]), removed=place)
        for place in order[: len(options) - _LEAST_OPTIONS]
    )


def _letters(answer: str) -> tuple[Hint, ...]:
    """Return the first letter and the length of each word, then half of each word."""
    first = " ".join(_begun(word, 1 if place == 0 else 0) for place, word in _words(answer))
    half = " ".join(_begun(word, len(word) // _HALF) for _, word in _words(answer))
    told = (
        [Hint(translatable("It begins like this: {first}", first=first))] if first != answer else []
    )
    if half not in {first, answer}:
        told.append(Hint(translatable("Half of it: {half}", half=half)))
    return tuple(told)


def _words(answer: str) -> list[tuple[int, str]]:
    return list(enumerate(answer.split()))


def _begun(word: str, shown: int) -> str:
    """Return the first letters of a word and a dot for each that is kept back.

    At least the last letter or digit is kept back: a word of one letter is all dots.
    """
    kept = min(shown, len(word) - 1)
    rest = "".join(_GAP if letter.isalnum() else letter for letter in word[kept:])
    return word[:kept] + rest


def _pairs(question: Question, seed: str) -> tuple[Hint, ...]:
    """Return right pairs one by one, until two are left to be told apart."""
    public = present(question, seed=seed).public
    rights = reveal(question, seed=seed, response=None)["rights"]
    lefts = shuffled(range(len(rights)), seed, "hints")
    return tuple(
        Hint(
            translatable(
                "{left}: {right}",
                left=public["lefts"][left],
                right=public["rights"][rights[left]],
            )
        )
        for left in lefts[: max(0, len(rights) - _HALF)]
    )
