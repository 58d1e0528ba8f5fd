"""A canonical response in words, as a teacher's tables and files show it."""

from typing import Final, assert_never

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
    FlashcardResponse,
    MatchingResponse,
    MultipleChoiceResponse,
    OrderingResponse,
    Response,
    TextResponse,
    TrueFalseResponse,
)

BETWEEN: Final = "; "
_GAP: Final = "?"


def response_words(question: Question, response: Response) -> str:  # noqa: PLR0911 - one return per member of the closed set
    """Return what was chosen or written: texts of options, pairs or steps, typed text as it is."""
    interaction = question.interaction
    match response:
        case ChoiceResponse(option=option):
            assert isinstance(interaction, Choice)  # noqa: S101 - canonical for this question
            return interaction.options[option].text
        case MultipleChoiceResponse(options=options):
            assert isinstance(interaction, MultipleChoice)  # noqa: S101 - the same
            return BETWEEN.join(interaction.options[index].text for index in options)
        case TrueFalseResponse(value=value):
            return "True" if value else "False"
        case TextResponse(text=text):
            return text
        case MatchingResponse(rights=rights):
            assert isinstance(interaction, Matching)  # noqa: S101 - the same
            return BETWEEN.join(
                f"{left} \N{EN DASH} {_GAP if right is None else interaction.pairs[right][1]}"
                for (left, _), right in zip(interaction.pairs, rights, strict=True)
            )
        case OrderingResponse(order=order):
            assert isinstance(interaction, Ordering)  # noqa: S101 - the same
            return BETWEEN.join(interaction.steps[index] for index in order)
        case FlashcardResponse():
            return ""
        case _:
            assert_never(response)


def question_line(question: Question) -> str:
    """Return the question in one line, without its key: stem, claim, or text with a blank."""
    match question.interaction:
        case TrueFalse(claim=claim):
            return claim
        case TextEntry(before=before, after=after) if before or after:
            return f"{before}\N{HORIZONTAL ELLIPSIS}{after}"
        case _:
            return question.stem
