"""Grades a canonical response to an interaction."""

from itertools import pairwise
from typing import NamedTuple, assert_never

from quizapp.errors import ResponseError, translatable
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Ordering,
    TextEntry,
    TrueFalse,
)
from quizapp.grading.numbers import same_quantity, same_years, short_year
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
from quizapp.grading.verdict import Segment, Verdict


class Grade(NamedTuple):
    """What a response is worth.

    Attributes:
        score: 0..1. "almost" scores 0: the learner decides with "I was right".
        note: how it was scored, to the learner; "" where it is plain.
        diff: for typed answers, what differs from the best accepted answer.
    """

    score: float
    verdict: Verdict
    note: str = ""
    diff: tuple[Segment, ...] = ()


def grade(  # noqa: PLR0911 - one return per member of the closed set
    interaction: Interaction, response: Response
) -> Grade:
    """Return the grade of ``response``; a flashcard's is 0 and is replaced by the self-rating.

    Raises:
        ResponseError: the response is of another interaction.
    """
    match interaction:
        case Choice() if isinstance(response, ChoiceResponse):
            return _exact(right=interaction.options[response.option].correct)
        case MultipleChoice() if isinstance(response, MultipleChoiceResponse):
            return _multiple(interaction, response)
        case TrueFalse() if isinstance(response, TrueFalseResponse):
            return _exact(right=interaction.correct == response.value)
        case TextEntry() if isinstance(response, TextResponse):
            return _text(interaction, response)
        case Matching() if isinstance(response, MatchingResponse):
            return _matching(interaction, response)
        case Ordering() if isinstance(response, OrderingResponse):
            return _ordering(interaction, response)
        case Flashcard() if isinstance(response, FlashcardResponse):
            return Grade(0.0, "wrong", translatable("You rate this one yourself."))
        case (
            Choice()
            | MultipleChoice()
            | TrueFalse()
            | TextEntry()
            | Matching()
            | Ordering()
            | Flashcard()
        ):
            raise ResponseError(
                "a {response} response does not answer {question}",
                response=response.kind,
                question=interaction.kind,
            )
        case _:
            assert_never(interaction)


def _exact(*, right: bool) -> Grade:
    return Grade(1.0, "right") if right else Grade(0.0, "wrong")


def _share(score: float, note: str) -> Grade:
    if score >= 1:
        return Grade(1.0, "right")
    return Grade(score, "partial" if score > 0 else "wrong", note)


def _multiple(interaction: MultipleChoice, response: MultipleChoiceResponse) -> Grade:
    """Grade by right picks minus wrong picks, over the number of right options; never below 0."""
    right = {index for index, option in enumerate(interaction.options) if option.correct}
    picked = set(response.options)
    hits, misses = len(picked & right), len(picked - right)
    score = max(0.0, (hits - misses) / len(right))
    return _share(
        score,
        translatable(
            "{hits} of {right} found, {misses} wrong: each wrong pick takes one away.",
            hits=hits,
            right=len(right),
            misses=misses,
        ),
    )


def _matching(interaction: Matching, response: MatchingResponse) -> Grade:
    """Grade by the share of pairs that are right."""
    right = sum(index == chosen for index, chosen in enumerate(response.rights))
    total = len(interaction.pairs)
    note = translatable("{right} of {total} pairs are right.", right=right, total=total)
    return _share(right / total, note)


def _ordering(interaction: Ordering, response: OrderingResponse) -> Grade:
    """Grade by adjacent pairs: how many steps are directly followed by their next one."""
    kept = sum(second == first + 1 for first, second in pairwise(response.order))
    total = len(interaction.steps) - 1
    return _share(
        kept / total,
        translatable(
            "Scored by neighbours: {kept} of {total} steps are followed by the right next one.",
            kept=kept,
            total=total,
        ),
    )


def _text(interaction: TextEntry, response: TextResponse) -> Grade:
    accept = interaction.accept
    match interaction.rule:
        case "text":
            return _by_words(response.text, interaction)
        case "number":
            given = _without_unit(response.text, interaction.unit)
            right = same_quantity(given, accept=accept, tolerance=interaction.tolerance)
            almost = False
        case "year":
            right = same_years(response.text, accept=accept, tolerance=interaction.tolerance)
            almost = short_year(response.text, accept=accept)
        case _:
            assert_never(interaction.rule)
    # As in _by_words.
    from quizapp.grading.text import differences  # noqa: PLC0415

    diff = differences(response.text, accept[0])
    if right:
        return Grade(1.0, "right")
    if almost:
        return Grade(0.0, "almost", translatable("Write the year with its century."), diff)
    return Grade(0.0, "wrong", "", diff)


def _without_unit(text: str, unit: str) -> str:
    """Return a response without the unit that is shown: "5 m" is five metres, not millions."""
    bare = text.rstrip()
    if not unit or not bare.casefold().endswith(unit.casefold()):
        return text
    number = bare[: -len(unit)]
    # "5 km" is not "5 k" of the unit "m".
    return text if number[-1:].isalpha() else number


def _by_words(text: str, interaction: TextEntry) -> Grade:
    """Return the grade of a typed text by the tolerant matcher."""
    # 3 MB of a library that compares texts, for whoever types.
    from quizapp.grading.text import match as match_text  # noqa: PLC0415

    found = match_text(text, accept=interaction.accept, wrong=interaction.wrong)
    score = 1.0 if found.verdict == "right" else 0.0
    return Grade(score, found.verdict, found.note, found.diff)
