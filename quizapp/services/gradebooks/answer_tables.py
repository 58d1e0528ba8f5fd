"""Who answered what to one question: options, typed answers or pairs, each with its learners."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quizapp.errors import ResponseError, translatable
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
_EMPTY: Final = translatable("left empty")
_OTHERS: Final = translatable("other answers")
_TRUTH: Final = (translatable("True"), translatable("False"))
_ORDERS: Final = (translatable("The whole order"), translatable("Another order"))


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer that could be given, or was.

    Attributes:
        text: of the question or a learner; translatable words of ours where ``is_ours``.
        right: whether it is (part of) the key; None for "left empty" and the rest.
        who: who gave it, as places in what was given, ascending.
    """

    text: str
    right: bool | None
    who: tuple[int, ...]
    is_ours: bool = False


def answer_table(question: Question, given: Sequence[Response | None]) -> tuple[AnswerLine, ...]:
    """Return who gave which answer; empty answers come last, and only when there are some.

    A multiple response counts under each option it holds; a pair of a matching counts who
    matched it right; an order counts who has it all right, and who has not.

    Args:
        given: each learner's response; None when it was left empty.

    Raises:
        ResponseError: a response is of another interaction.
    """
    answered = [(place, each) for place, each in enumerate(given) if each is not None]
    lines = _lines(question, answered)
    empty = tuple(place for place, each in enumerate(given) if each is None)
    return (*lines, AnswerLine(_EMPTY, None, empty, is_ours=True)) if empty else lines


_Answered = Sequence[tuple[int, Response]]


def _lines(question: Question, answered: _Answered) -> tuple[AnswerLine, ...]:
    interaction = question.interaction
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return _counted(((each.text, each.correct) for each in options), answered, _picks)
        case TrueFalse(correct=correct):
            words = zip(_TRUTH, (correct, not correct), strict=True)
            by_truth = _counted(words, answered, lambda each: (0 if _truth(each) else 1,))
            return tuple(replace(line, is_ours=True) for line in by_truth)
        case TextEntry():
            return _typed(question, answered)
        case Matching(pairs=pairs):
            together = ((f"{left} \N{EN DASH} {right}", True) for left, right in pairs)
            return _counted(together, answered, _matched)
        case Ordering(steps=steps):
            key = tuple(range(len(steps)))
            orders = zip(_ORDERS, (True, False), strict=True)
            by_order = _counted(orders, answered, lambda each: (0 if _order(each) == key else 1,))
            return tuple(replace(line, is_ours=True) for line in by_order)
        case _:
            return ()


def _counted(
    words: Iterable[tuple[str, bool]],
    answered: _Answered,
    places_of: Callable[[Response], Iterable[int]],
) -> tuple[AnswerLine, ...]:
    """Return a line for each of the answers that could be given, with who gave it.

    Args:
        words: of each, and whether it is right.
        places_of: the places, among these, that a response counts under.
    """
    named = tuple(words)
    who: list[list[int]] = [[] for _ in named]
    for number, response in answered:
        for place in places_of(response):
            who[place].append(number)
    return tuple(
        AnswerLine(text, right, tuple(mine)) for (text, right), mine in zip(named, who, strict=True)
    )


def _typed(question: Question, answered: _Answered) -> tuple[AnswerLine, ...]:
    """Return the typed answers, the most frequent first; case and surplus space do not matter."""
    groups: dict[str, tuple[str, bool, list[int]]] = {}
    for number, response in answered:
        text = response.text if isinstance(response, TextResponse) else ""
        key = " ".join(text.split()).casefold()
        if key not in groups:
            right = grade(question.interaction, response).verdict == "right"
            groups[key] = (text, right, [])
        groups[key][2].append(number)
    ranked = sorted(groups.values(), key=lambda group: (-len(group[2]), group[0].casefold()))
    lines = [AnswerLine(text, right, tuple(who)) for text, right, who in ranked[:_MOST_TYPED]]
    rest = sorted(number for _, _, who in ranked[_MOST_TYPED:] for number in who)
    if not rest:
        return tuple(lines)
    return (*lines, AnswerLine(_OTHERS, None, tuple(rest), is_ours=True))


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


def _matched(response: Response) -> tuple[int, ...]:
    """Return the pairs that were matched right."""
    if isinstance(response, MatchingResponse):
        return tuple(at for at, right in enumerate(response.rights) if right == at)
    raise _other(response)


def _order(response: Response) -> tuple[int, ...]:
    if isinstance(response, OrderingResponse):
        return response.order
    raise _other(response)


def _other(response: Response) -> ResponseError:
    return ResponseError("a {kind} response does not answer this question", kind=response.kind)
