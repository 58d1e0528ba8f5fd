"""A question as one learner sees it: shown without its key, read back, and revealed.

The order of everything shown depends on the seed and the texts alone, never on the key: two
questions that differ only in which option is right look the same, byte by byte.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, assert_never

from quizapp.bank.terms import JsonObject
from quizapp.errors import ResponseError
from quizapp.generation import showing
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    Question,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import (
    ChoiceResponse,
    FlashcardResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)
from quizapp.generation.seeds import shuffled

_SETTLED: Final = 4096
"""Lists of options whose order is kept."""
LONGEST_TEXT = 500
"""Characters of a typed response; longer ones are refused."""


@dataclass(frozen=True, slots=True)
class Presented:
    """What goes to the browser: ``public`` holds plain JSON values and no key."""

    public: JsonObject


def present(question: Question, *, seed: str) -> Presented:
    """Return ``question`` without its key, its parts in the order of ``seed``.

    With pictures or sounds it has ``media``, and ``wordless`` where its stem only stands for them.
    """
    interaction = question.interaction
    public: JsonObject = {
        "type": question.type.value,
        "interaction": interaction.kind,
        "stem": question.stem,
    }
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            order = _option_order(options, seed)
            public["options"] = [options[index].text for index in order]
        case TrueFalse(claim=claim):
            public |= {"stem": "True or false?", "claim": claim}
        case TextEntry(before=before, after=after):
            blank = bool(before or after)
            public |= {"before": before, "after": after, "unit": interaction.unit}
            public |= {"rule": interaction.rule, "cloze": blank}
            if blank:
                public["stem"] = "Fill in the blank."
        case Matching(pairs=pairs):
            public["left_title"] = interaction.left_title
            public["right_title"] = interaction.right_title
            public["lefts"] = [pairs[index][0] for index in _left_order(pairs)]
            public["rights"] = [pairs[index][1] for index in _right_order(pairs, seed)]
        case Ordering(steps=steps):
            public["steps"] = [steps[index] for index in _step_order(steps, seed)]
        case Flashcard():
            pass
        case _:
            assert_never(interaction)
    return Presented(public | showing.asked(question))


def canonical(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, *, seed: str, response: JsonObject
) -> Response:
    """Return the response to the variant of ``seed`` with canonical indexes.

    What is read, by interaction: ``{"option": shown index}``, ``{"options": [shown indexes]}``,
    ``{"value": true or false}``, ``{"text": string}``, ``{"rights": [shown index of the right,
    or null, for each left as shown]}``, ``{"order": [shown indexes, first to last]}``, ``{}``.

    Raises:
        ResponseError: other keys, other types, or an index that was not shown.
    """
    interaction = question.interaction
    match interaction:
        case Choice(options=options):
            shown = _index(_only(response, "option"), len(options))
            return ChoiceResponse(_option_order(options, seed)[shown])
        case MultipleChoice(options=options):
            picks = _indexes(_only(response, "options"), len(options))
            order = _option_order(options, seed)
            return MultipleChoiceResponse(tuple(sorted(order[pick] for pick in picks)))
        case TrueFalse():
            value = _only(response, "value")
            if not isinstance(value, bool):
                raise ResponseError("value: expected true or false")
            return TrueFalseResponse(value)
        case TextEntry():
            return TextResponse(_text(_only(response, "text")))
        case Matching(pairs=pairs):
            return _matching(pairs, seed, _only(response, "rights"))
        case Ordering(steps=steps):
            given = _indexes(_only(response, "order"), len(steps))
            if len(given) != len(steps):
                raise ResponseError(
                    "order: expected each of the {steps} steps once", steps=len(steps)
                )
            order = _step_order(steps, seed)
            return OrderingResponse(tuple(order[index] for index in given))
        case Flashcard():
            _only(response)
            return FlashcardResponse()
        case _:
            assert_never(interaction)


def is_shuffled(question: Question) -> bool:
    """Return whether what is shown has an order that depends on the seed."""
    match question.interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return not _settled(tuple(option.text for option in options))[1]
        case Matching() | Ordering():
            return True
        case TrueFalse() | TextEntry() | Flashcard():
            return False
        case _:
            assert_never(question.interaction)


def reveal(question: Question, *, seed: str, response: JsonObject | None) -> JsonObject:
    """Return what may be shown once the response is stored, with shown indexes.

    Holds ``answer`` (the key in words), ``explanation``, ``response`` as it was given, and by
    interaction: ``correct`` (index, list of indexes, or true/false), ``accept``, ``rights``
    (for each left as shown the shown index of its right), ``order`` (shown indexes, first to
    last), ``steps``, ``back``. Where pictures or sounds belong to the answer, ``media``, and
    ``wordless`` where the answer is nothing else.
    """
    interaction = question.interaction
    shown: JsonObject = {
        "answer": question.answer,
        "explanation": question.explanation,
        "response": response,
    }
    match interaction:
        case Choice(options=options):
            right = [options[index].correct for index in _option_order(options, seed)]
            shown["correct"] = right.index(True)
        case MultipleChoice(options=options):
            order = _option_order(options, seed)
            shown["correct"] = [n for n, index in enumerate(order) if options[index].correct]
        case TrueFalse():
            shown |= {"correct": interaction.correct, "repair": interaction.repair}
        case TextEntry(accept=accept):
            shown["accept"] = list(accept)
        case Matching(pairs=pairs):
            rights = _right_order(pairs, seed)
            shown["rights"] = [rights.index(index) for index in _left_order(pairs)]
        case Ordering(steps=steps):
            order = _step_order(steps, seed)
            shown["order"] = [order.index(index) for index in range(len(steps))]
            shown["steps"] = list(steps)
        case Flashcard(back=back):
            shown["back"] = back
        case _:
            assert_never(interaction)
    return shown | showing.told(question)


def _option_order(options: Sequence[Option], seed: str) -> tuple[int, ...]:
    """Return canonical indexes in shown order: by time or size when all are dates or numbers."""
    order, by_size = _settled(tuple(option.text for option in options))
    return order if by_size else shuffled(order, seed, "options")


@lru_cache(maxsize=_SETTLED)
def _settled(texts: tuple[str, ...]) -> tuple[tuple[int, ...], bool]:
    """Return the order of texts and whether it is by time or size, else it is by text.

    Kept, because a report reads the answers of a whole class to each question.
    """
    by_text = _by_text(texts)
    leading = [_leading_number(texts[index]) for index in by_text]
    numbers = [number for number in leading if number is not None]
    if len(numbers) == len(texts) and len(set(numbers)) == len(numbers):
        return tuple(index for _, index in sorted(zip(numbers, by_text, strict=True))), True
    return by_text, False


def _leading_number(text: str) -> float | None:
    """Return the first number of a short option ("December 1991", "150 billion euros")."""
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    if not found or len(text) > 40:  # noqa: PLR2004 - longer options are clauses, not quantities
        return None
    years = [each for each in found if re.fullmatch(r"\d{4}", each)]
    return float((years or found)[0].rstrip(",").replace(",", ""))


def _left_order(pairs: Sequence[tuple[str, str]]) -> tuple[int, ...]:
    return _by_text([left for left, _ in pairs])


def _right_order(pairs: Sequence[tuple[str, str]], seed: str) -> tuple[int, ...]:
    return shuffled(_by_text([right for _, right in pairs]), seed, "rights")


def _step_order(steps: Sequence[str], seed: str) -> tuple[int, ...]:
    return shuffled(_by_text(steps), seed, "steps")


def _by_text(texts: Sequence[str]) -> tuple[int, ...]:
    """Return indexes in the order of the texts, so that the key's own order never matters."""
    return tuple(sorted(range(len(texts)), key=lambda index: texts[index]))


def _only(response: JsonObject, key: str = "") -> object:
    """Return the value of the one key a response may have; no key is allowed when "" is asked."""
    if not isinstance(response, dict):
        raise ResponseError("expected an object")
    expected = {key} if key else set()
    if set(response) != expected:
        got = sorted(map(str, response))
        if key:
            raise ResponseError("expected exactly the key {key}, got {got}", key=repr(key), got=got)
        raise ResponseError("expected an empty object, got {got}", got=got)
    return response.get(key)


def _index(value: object, size: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < size:
        raise ResponseError("expected a whole number from 0 to {last}", last=size - 1)
    return value


def _indexes(value: object, size: int) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > size:
        raise ResponseError("expected a list of at most {most} whole numbers", most=size)
    indexes = tuple(_index(each, size) for each in value)
    if len(set(indexes)) != len(indexes):
        raise ResponseError("the same index stands twice")
    return indexes


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ResponseError("text: expected a string")
    if len(value) > LONGEST_TEXT:
        raise ResponseError("text: at most {most} characters", most=LONGEST_TEXT)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value.strip()):
        raise ResponseError("text: control characters cannot be part of an answer")
    return unicodedata.normalize("NFC", value).strip()


def _matching(pairs: Sequence[tuple[str, str]], seed: str, value: object) -> MatchingResponse:
    if not isinstance(value, list) or len(value) != len(pairs):
        raise ResponseError("rights: expected a list of {pairs} indexes or nulls", pairs=len(pairs))
    order = _right_order(pairs, seed)
    chosen = [None if each is None else order[_index(each, len(pairs))] for each in value]
    used = [each for each in chosen if each is not None]
    if len(set(used)) != len(used):
        raise ResponseError("rights: the same right stands twice")
    by_left = dict(zip(_left_order(pairs), chosen, strict=True))
    return MatchingResponse(tuple(by_left[index] for index in range(len(pairs))))
