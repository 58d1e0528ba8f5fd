"""A question as it came, with its own options: nothing is generated from it."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from quizapp.bank import wording
from quizapp.bank.document import FactBase, Strict, Text
from quizapp.bank.fact_type import Entities, FactType
from quizapp.bank.interaction import (
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
from quizapp.bank.medium import on
from quizapp.bank.medium_slot import MediaSlot, media_of
from quizapp.bank.view import ItemAnswer, View

BLANK: Final = "_____"
FORMS: Final = (
    *("choice", "multiple", "true_false", "text", "number", "year"),
    *("matching", "ordering", "flashcard"),
)
"""What ``form`` may be."""
_FEWEST: Final = 2


class Pair(Strict):
    """A left with the right that belongs to it."""

    left: Text
    right: Text


class Slots(Strict):
    """The parts of a question; which of them it has depends on its form."""

    question: Text
    """With five underscores where a blank is to be filled in."""
    form: Annotated[str, StringConstraints(pattern=f"^({'|'.join(FORMS)})$")]
    right: list[Text] = Field(default_factory=list)
    """Right options; answers that are accepted, the best first; steps in order; the back of a
    flashcard; "true" or "false"."""
    wrong: list[Text] = Field(default_factory=list)
    """Wrong options; texts that are refused however near."""
    pairs: list[Pair] = Field(default_factory=list)
    left_title: Text | None = None
    right_title: Text | None = None
    tolerance: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    unit: Text | None = None
    repair: Text | None = None
    """The true statement behind a false one."""

    @model_validator(mode="after")
    def _fits_its_form(self) -> Self:
        fault = _fault(self)
        if fault:
            raise PydanticCustomError("unfit", "{what}", {"what": fault[0], "fix": fault[1]})
        return self


class Fact(FactBase):
    """A question as it came."""

    type: Literal["item"]
    slots: Slots
    media: MediaSlot = Field(default_factory=list)
    """Pictures and sounds: they come with decks that people bring in, and with nothing else."""


def _fault(slots: Slots) -> tuple[str, str] | None:  # noqa: PLR0911 - one return per fault
    """Return what does not fit the form and what to write instead, or None."""
    right, wrong = len(slots.right), len(slots.wrong)
    match slots.form:
        case "choice" if right != 1 or not wrong:
            return "a choice has one right option and at least one wrong", "mend right and wrong"
        case "multiple" if not right or not wrong:
            return "right and wrong options are needed", "give at least one of each"
        case "true_false" if right != 1 or slots.right[0] not in {"true", "false"}:
            return 'right is neither "true" nor "false"', 'write "true" or "false" under right'
        case "text" | "number" | "year" if not right:
            return "no answer is accepted", "write one under right"
        case "matching" if len(slots.pairs) < _FEWEST:
            return "there are fewer than two pairs", "write at least two under pairs"
        case "ordering" if right < _FEWEST:
            return "there are fewer than two steps", "write them under right, first to last"
        case "flashcard" if right != 1:
            return "a flashcard has one back", "write it under right"
    if slots.question.count(BLANK) > 1:
        return "there are several blanks", "leave one"
    options = (*slots.right, *slots.wrong)
    if slots.form != "ordering" and len(set(options)) < len(options):
        return "the same text stands there twice", "take one out"
    return None


def interaction_of(slots: Slots) -> Interaction:  # noqa: PLR0911 - one return per form
    """Return the interaction that the slots describe."""
    right, wrong = tuple(slots.right), tuple(slots.wrong)
    match slots.form:
        case "choice":
            return Choice(_options(slots))
        case "multiple":
            return MultipleChoice(_options(slots))
        case "true_false":
            return TrueFalse(slots.question, right == ("true",), slots.repair or "")
        case "matching":
            pairs = tuple(sorted((pair.left, pair.right) for pair in slots.pairs))
            return Matching(pairs, slots.left_title or "", slots.right_title or "")
        case "ordering":
            return Ordering(right)
        case "flashcard":
            return Flashcard(right[0])
    before, _, after = slots.question.partition(BLANK) if BLANK in slots.question else ("",) * 3
    entry = TextEntry(right, wrong, unit=slots.unit or "", before=before, after=after)
    if slots.form == "text":
        return entry
    rule: Literal["number", "year"] = "year" if slots.form == "year" else "number"
    return TextEntry(
        right, (), rule, slots.tolerance or 0.0, entry.unit, before=before, after=after
    )


def _options(slots: Slots) -> tuple[Option, ...]:
    made = [Option(text, correct=True, source=text) for text in slots.right]
    made += [Option(text, correct=False, source=text) for text in slots.wrong]
    return tuple(sorted(made, key=lambda option: option.text))


def build(fact: Fact, entities: Entities) -> tuple[View, ...]:
    """Return the question itself."""
    del entities  # a question as it came names none
    slots, media = fact.slots, media_of(fact.media)
    return (
        View(
            fact=fact.id,
            name="answer",
            slot="right",
            answer=ItemAnswer(interaction_of(slots)),
            stem=wording.as_it_came(fact.status, slots.question),
            status=fact.status,
            falsifiable=False,
            asked_media=on(media, "front"),
            told_media=on(media, "back", "more"),
        ),
    )


TYPE = FactType(name="item", model=Fact, build=build, views={"answer": "right"}, verbatim=True)
