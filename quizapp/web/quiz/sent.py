"""Reads what the form of a running attempt sends: answers, and where the learner goes on to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from werkzeug.datastructures import MultiDict

from quizapp.errors import ResponseError
from quizapp.services.quizzes.attempts import Saving
from quizapp.services.quizzes.quiz_taking import AttemptPage, AttemptQuestion
from quizapp.web.language import words_of
from quizapp.web.responses import read_response

_MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent.

    Attributes:
        problems: by item, why its answer can't be stored.
        sequence: the last save that the page had seen; None where it does not say.
        final: items whose answer is final from now on.
        place: number of the only question on the page; 0 for a page of all.
        action: save, review, next, back or check.
    """

    answers: tuple[Saving, ...] = ()
    problems: Mapping[int, str] = field(default_factory=dict)
    sequence: int | None = None
    final: tuple[int, ...] = ()
    place: int = 0
    action: str = "save"


def read_sent(form: MultiDict[str, str], found: AttemptPage) -> Sent:
    """Return what was sent for an attempt.

    A page that shows some of the questions says which ("here"); what it does not show keeps
    its answer. On the page of a conflict a question with "keep" = "saved" does so too.
    """
    here = {_number(each) for each in form.getlist("here")}
    action, _, checked = form.get("do", "save").partition("-")
    answers: list[Saving] = []
    problems: dict[int, str] = {}
    for question in found.questions:
        item_id = question.item_id
        if (here and item_id not in here) or question.told is not None or question.dropped_as:
            continue
        if form.get(f"q{item_id}-keep") == "saved":
            continue
        try:
            answers.append(read_one(form, question))
        except ResponseError as error:
            problems[item_id] = words_of(error)
    final = _number(checked) if action == "check" else None
    stored = {each.item_id: each for each in answers}
    if final is not None and final in stored and stored[final].response is None:
        problems[final] = words_of(ResponseError("Answer the question first, then check it."))
    return Sent(
        answers=tuple(answers),
        problems=problems,
        sequence=sequence_sent(form),
        final=() if final is None or final not in stored or final in problems else (final,),
        place=_number(form.get("place", "")) or 0,
        action=action,
    )


def read_one(form: MultiDict[str, str], question: AttemptQuestion) -> Saving:
    """Return what the page sent for one question.

    Raises:
        ResponseError: something that its controls cannot send, or an incomplete order.
    """
    prefix = f"q{question.item_id}-"
    return Saving(
        item_id=question.item_id,
        response=read_response(form, public=question.public, prefix=prefix),
        flagged=f"{prefix}flag" in form,
    )


def sequence_sent(form: MultiDict[str, str]) -> int | None:
    """Return the last save that the page had seen; None where it does not say."""
    return _number(form.get("sequence", ""))


def _number(text: str) -> int | None:
    """Return a whole number in plain digits; None for anything else."""
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS:
        return int(text)
    return None
