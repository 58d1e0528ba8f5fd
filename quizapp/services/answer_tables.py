"""Who answered what to one question: options, typed answers or pairs, each with its learners."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.errors import ResponseError
from quizapp.generation.question import (
    Choice,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
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
from quizapp.grading.grade import grade

_MOST_TYPED: Final = 12
"""Different typed answers that a table lists; the rest are counted together."""
EMPTY: Final = "left empty"


@dataclass(frozen=True, slots=True)
class Given:
    """One learner's response to the question; None when it was left empty."""

    name: str
    response: Response | None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer that could be given, or was.

    Attributes:
        right: whether it is (part of) the key; None for "left empty" and the rest.
        names: who gave it, by name.
    """

    text: str
    right: bool | None
    names: tuple[str, ...]


def answer_table(question: Question, given: Iterable[Given]) -> tuple[AnswerLine, ...]:
    """Return who gave which answer; empty answers come last, and only when there are some.

    A multiple response counts under each option it holds; a pair of a matching counts who
    matched it right; an order counts who has it all right, and who has not.

    Raises:
        ResponseError: a response is of another interaction.
    """
    all_given = sorted(given, key=lambda each: each.name.casefold())
    answered = [(each.name, each.response) for each in all_given if each.response is not None]
    lines = _lines(question, answered)
    empty = tuple(each.name for each in all_given if each.response is None)
    return (*lines, AnswerLine(EMPTY, None, empty)) if empty else lines


def _lines(question: Question, answered: Sequence[tuple[str, Response]]) -> tuple[AnswerLine, ...]:
    interaction = question.interaction
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return tuple(
                AnswerLine(
                    option.text,
                    option.correct,
                    tuple(name for name, response in answered if index in _picks(response)),
                )
                for index, option in enumerate(options)
            )
        case TrueFalse():
            return tuple(
                AnswerLine(
                    words,
                    interaction.correct is value,
                    tuple(name for name, response in answered if _truth(response) is value),
                )
                for words, value in (("True", True), ("False", False))
            )
        case TextEntry():
            return _typed(question, answered)
        case Matching(pairs=pairs):
            return tuple(
                AnswerLine(
                    text=f"{left} \N{EN DASH} {right}",
                    right=True,
                    names=tuple(n for n, response in answered if _rights(response)[index] == index),
                )
                for index, (left, right) in enumerate(pairs)
            )
        case Ordering(steps=steps):
            key = tuple(range(len(steps)))
            return tuple(
                AnswerLine(
                    words,
                    all_right,
                    tuple(n for n, response in answered if (_order(response) == key) is all_right),
                )
                for words, all_right in (("The whole order", True), ("Another order", False))
            )
        case _:
            return ()


def _typed(question: Question, answered: Sequence[tuple[str, Response]]) -> tuple[AnswerLine, ...]:
    """Return the typed answers, the most frequent first; case and surplus space do not matter."""
    groups: dict[str, tuple[str, bool, list[str]]] = {}
    for name, response in answered:
        text = response.text if isinstance(response, TextResponse) else ""
        key = " ".join(text.split()).casefold()
        if key not in groups:
            right = grade(question.interaction, response).verdict == "right"
            groups[key] = (text, right, [])
        groups[key][2].append(name)
    ranked = sorted(groups.values(), key=lambda group: (-len(group[2]), group[0].casefold()))
    lines = [AnswerLine(text, right, tuple(names)) for text, right, names in ranked[:_MOST_TYPED]]
    rest = [name for _, _, names in ranked[_MOST_TYPED:] for name in names]
    return (*lines, AnswerLine("other answers", None, tuple(rest))) if rest else tuple(lines)


def _picks(response: Response) -> tuple[int, ...]:
    match response:
        case ChoiceResponse(option=option):
            return (option,)
        case MultipleChoiceResponse(options=options):
            return options
        case _:
            raise _other(response)


def _truth(response: Response) -> bool:
    if isinstance(response, TrueFalseResponse):
        return response.value
    raise _other(response)


def _rights(response: Response) -> tuple[int | None, ...]:
    if isinstance(response, MatchingResponse):
        return response.rights
    raise _other(response)


def _order(response: Response) -> tuple[int, ...]:
    if isinstance(response, OrderingResponse):
        return response.order
    raise _other(response)


def _other(response: Response) -> ResponseError:
    return ResponseError("a {kind} response does not answer this question", kind=response.kind)
