"""What a browser is told of a question's pictures and sounds, before and after the answer. Pure."""

from collections.abc import Sequence

from quizapp.bank.medium import Medium, is_stand_in, tells
from quizapp.bank.terms import JsonObject
from quizapp.generation.codec import texts_of
from quizapp.generation.question import Flashcard, Question, TextEntry, TrueFalse


def asked(question: Question) -> JsonObject:
    """Return what is shown beside a stem; nothing where there is nothing."""
    if not question.asked_media:
        return {}
    kept = _untold(question)
    return {
        "media": [_shown(each, hiding=kept) for each in question.asked_media],
        "wordless": is_stand_in(question.stem, question.asked_media),
    }


def told(question: Question) -> JsonObject:
    """Return what is shown beside an answer; nothing where there is nothing."""
    if not question.told_media:
        return {}
    return {
        "media": [_shown(each) for each in question.told_media],
        "wordless": is_stand_in(question.answer, _of_answer(question)),
    }


def needs_media(question: Question) -> bool:
    """Return whether a question makes no sense where pictures and sounds cannot be had."""
    return (
        any(each.is_picture for each in question.asked_media)
        or is_stand_in(question.stem, question.asked_media)
        or is_stand_in(question.answer, _of_answer(question))
    )


def _shown(medium: Medium, *, hiding: Sequence[str] = ()) -> JsonObject:
    """Return a picture or sound as it goes to the browser, without words that tell the key."""
    return {
        "file": medium.file,
        "kind": medium.kind,
        "is_picture": medium.is_picture,
        "alt": "" if tells(medium.alt, hiding) else medium.alt,
        "width": medium.width,
        "height": medium.height,
    }


def _untold(question: Question) -> tuple[str, ...]:
    """Return what words about a picture may not say before the answer.

    Of options it is all of them: else it could be read from what is said which of them is right.
    """
    match question.interaction:
        case TextEntry(accept=accept, wrong=wrong):
            return (*accept, *wrong)
        case Flashcard(back=back):
            return (back,)
        case TrueFalse():
            return ()
        case _:
            return texts_of(question.interaction)


def _of_answer(question: Question) -> list[Medium]:
    """Return the media that are the answer, without those that tell more."""
    return [each for each in question.told_media if each.side != "more"]
