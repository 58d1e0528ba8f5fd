"""A question and a response to it in words, with the key: for those who may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, assert_never

from quizapp.bank.medium import Medium
from quizapp.errors import translatable
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Matching,
    MultipleChoice,
    Ordering,
    Question,
    QuestionType,
    TextEntry,
    TrueFalse,
)
from quizapp.generation.response import Response

FORMS: Final[Mapping[QuestionType, str]] = {
    QuestionType.MCQ: translatable("Multiple choice"),
    QuestionType.MULTI: translatable("Multiple response"),
    QuestionType.TRUE_FALSE: translatable("True or false"),
    QuestionType.CLOZE: translatable("Cloze"),
    QuestionType.TYPED: translatable("Typed"),
    QuestionType.MATCH: translatable("Matching"),
    QuestionType.ORDER: translatable("Ordering"),
    QuestionType.FLASHCARD: translatable("Flashcard"),
}

VIEWS: Final[Mapping[str, str]] = {
    "actor": translatable("actor"),
    "answer": translatable("answer"),
    "back": translatable("back"),
    "cause": translatable("cause"),
    "effect": translatable("effect"),
    "expansion": translatable("expansion"),
    "front": translatable("front"),
    "gave": translatable("what was given"),
    "gist": translatable("gist"),
    "got": translatable("what was got"),
    "meaning": translatable("meaning"),
    "members": translatable("members"),
    "name": translatable("name"),
    "object": translatable("object"),
    "office": translatable("office"),
    "order": translatable("order"),
    "pairs": translatable("pairs"),
    "parties": translatable("parties"),
    "person": translatable("person"),
    "phrase": translatable("phrase"),
    "place": translatable("place"),
    "pledge": translatable("pledge"),
    "point": translatable("point"),
    "proposer": translatable("proposer"),
    "short": translatable("short form"),
    "speaker": translatable("speaker"),
    "term": translatable("term"),
    "value": translatable("value"),
    "when": translatable("when"),
    "where": translatable("where"),
    "who": translatable("who"),
}
"""What a card asks for; a test holds the names to the views of the fact types."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a question's body; ``right`` is None where nothing is right or wrong."""

    text: str
    right: bool | None = None


@dataclass(frozen=True, slots=True)
class KeyedQuestion:
    """A question with its key, ready to be drawn.

    Attributes:
        form: "Multiple choice", "Cloze"...
        level: near, far or "".
        lines: options, pairs or steps; the key marked.
        accept: typed answers that count, the best first.
        asked_media, told_media: pictures and sounds beside the stem, and beside the answer.
    """

    id: str
    form: str
    level: str
    stem: str
    lines: tuple[Line, ...]
    accept: tuple[str, ...]
    answer: str
    explanation: str
    asked_media: tuple[Medium, ...] = ()
    told_media: tuple[Medium, ...] = ()


def keyed(question: Question) -> KeyedQuestion:
    """Return a question with its key, ready to be drawn."""
    interaction = question.interaction
    accept = interaction.accept if isinstance(interaction, TextEntry) else ()
    return KeyedQuestion(
        id=question.id,
        form=FORMS[question.type],
        level="" if question.level.value == "none" else question.level.value,
        stem=question.stem,
        lines=_lines(question),
        accept=accept,
        answer=question.answer,
        explanation=question.explanation,
        asked_media=question.asked_media,
        told_media=question.told_media,
    )


def _lines(question: Question) -> tuple[Line, ...]:
    """Return the lines below a question's stem."""
    interaction = question.interaction
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return tuple(Line(option.text, option.correct) for option in options)
        case TrueFalse(correct=correct):
            return (Line("True", correct), Line("False", not correct))
        case TextEntry():
            return ()
        case Matching(pairs=pairs):
            return tuple(Line(f"{left} \u2192 {right}") for left, right in pairs)
        case Ordering(steps=steps):
            return tuple(Line(f"{n}. {step}") for n, step in enumerate(steps, start=1))
        case Flashcard(back=back):
            return (Line(back, right=True),)
        case _:
            assert_never(interaction)


def response_words(  # noqa: PLR0911 - one return per member of the closed set
    question: Question, response: Mapping[str, Any] | None
) -> str:
    """Return a stored response (canonical indexes) in words; "" when there is none to tell."""
    if response is None:
        return ""
    interaction = question.interaction
    match interaction:
        case Choice(options=options):
            return _at([option.text for option in options], [response.get("option")])
        case MultipleChoice(options=options):
            return _at([option.text for option in options], response.get("options", ()))
        case TrueFalse():
            return "True" if response.get("value") else "False"
        case TextEntry():
            return str(response.get("text", ""))
        case Matching(pairs=pairs):
            rights = response.get("rights", ())
            return "; ".join(
                f"{left} \u2192 {_at([right for _, right in pairs], [index]) or 'nothing'}"
                for (left, _), index in zip(pairs, rights, strict=False)
            )
        case Ordering(steps=steps):
            return _at(steps, response.get("order", ()))
        case Flashcard():
            return ""
        case _:
            assert_never(interaction)


def given_words(question: Question, response: Response) -> str:
    """Return a canonical response in words; "" when there is none to tell."""
    return response_words(question, asdict(response))


def _at(texts: Sequence[str], indexes: Sequence[object]) -> str:
    """Return the texts at these indexes."""
    found = [texts[n] for n in indexes if isinstance(n, int) and 0 <= n < len(texts)]
    return "; ".join(found)
