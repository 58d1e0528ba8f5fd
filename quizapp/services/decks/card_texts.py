"""The texts of a form as what a note asks, and back: with the limits of a note that came in."""

from dataclasses import dataclass, replace
from typing import Final, Literal

from pydantic import ValidationError

from quizapp.bank.fact_types import item
from quizapp.errors import InputError, translatable
from quizapp.formats.anki import anki_typed
from quizapp.formats.incoming.checked import LONGEST_STEM
from quizapp.formats.incoming.gathering import Draft, Gathering, tags_of
from quizapp.formats.incoming.incoming import Content, ItemContent, PairContent
from quizapp.formats.incoming.plain_text import clean
from quizapp.services.decks.deck_build import slots_of

Kind = Literal["pair", "cloze", "question"]
_BETWEEN: Final = ", "
_LINED: Final = frozenset({"choice", "multiple", "text", "number", "year", "ordering"})
"""Forms of questions whose answers are written one a line."""
_OPTIONED: Final = frozenset({"choice", "multiple", "text"})
"""Those of them that have wrong ones, too."""


@dataclass(frozen=True, slots=True)
class CardTexts:
    """What stands in the fields of a form.

    Attributes:
        kind: a pair has front and back; a cloze its text as front; a question that came in from
            elsewhere its stem as front.
        more: what is told with the answer.
        tags: parted by commas. topic: the part of the deck that it stands in.
        right, wrong: answers of a question, one a line.
    """

    kind: Kind = "pair"
    front: str = ""
    back: str = ""
    more: str = ""
    tags: str = ""
    topic: str = ""
    both_ways: bool = False
    right: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What texts come to: contents, each a note of its own, and their tags."""

    contents: tuple[Content, ...]
    tags: tuple[str, ...]


def written(texts: CardTexts) -> Written:
    """Return the notes that texts come to: one of a pair, one for each thing hidden in a cloze.

    Raises:
        InputError: a text is missing or too long; its field is named.
    """
    more = _side(texts.more, "more", needed=False)
    if texts.kind == "cloze":
        contents = anki_typed.contents_of(_side(texts.front, "front"), more=more)
    else:
        front, back = _side(texts.front, "front"), _side(texts.back, "back")
        contents = (PairContent(front, back, both_ways=texts.both_ways, explanation=more),)
    return Written(tuple(map(_sound, contents)), read_tags(texts.tags))


def rewritten(texts: CardTexts, *, before: Content, tags: tuple[str, ...]) -> Written:
    """Return a note after its texts were changed; pictures and sounds stay.

    Args:
        texts: as they are from now on.
        before: what the note asked. tags: that it had.

    Raises:
        InputError: a text is missing or too long, or a cloze hides more than one thing.
    """
    content: Content
    match before:
        case PairContent():
            content = replace(
                before,
                front=_side(texts.front, "front"),
                back=_side(texts.back, "back"),
                both_ways=texts.both_ways,
                explanation=_side(texts.more, "more", needed=False),
            )
        case ItemContent() if anki_typed.text_of(before) is not None:
            content = _cloze_again(texts, before)
        case ItemContent():
            content = _question_again(texts, before)
    # Tags from elsewhere may hold commas: untouched they stay as they are.
    kept = tags if texts.tags.strip() == _BETWEEN.join(tags) else read_tags(texts.tags)
    return Written((_sound(content),), kept)


def texts_of(content: Content, *, tags: tuple[str, ...], topic: str) -> CardTexts:
    """Return the fields in which a note is changed."""
    told = CardTexts(more=content.explanation, tags=_BETWEEN.join(tags), topic=topic)
    if isinstance(content, PairContent):
        return replace(told, front=content.front, back=content.back, both_ways=content.both_ways)
    cloze = anki_typed.text_of(content)
    if cloze is not None:
        return replace(told, kind="cloze", front=cloze)
    slots = slots_of(content.stem, content.interaction)
    told = replace(told, kind="question", front=slots.question)
    if not has_lines(content):
        return told
    return replace(told, right="\n".join(slots.right), wrong="\n".join(slots.wrong))


def has_lines(content: Content) -> bool:
    """Return whether the answers of a question can be written one a line."""
    if not isinstance(content, ItemContent) or anki_typed.text_of(content) is not None:
        return False
    slots = slots_of(content.stem, content.interaction)
    return slots.form in _LINED and not any("\n" in each for each in (*slots.right, *slots.wrong))


def has_wrong(content: Content) -> bool:
    """Return whether a question has wrong answers beside its right ones."""
    return (
        has_lines(content)
        and isinstance(content, ItemContent)
        and slots_of(content.stem, content.interaction).form in _OPTIONED
    )


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags in a field, clean, each once."""
    return tags_of(text.replace("\n", ",").split(","))


def _cloze_again(texts: CardTexts, before: ItemContent) -> Content:
    more = _side(texts.more, "more", needed=False)
    found = anki_typed.contents_of(_side(texts.front, "front"), more=more)
    if len(found) > 1:
        raise InputError(
            "A card hides one thing. Leave one pair of double braces, and write another card for "
            "the rest.",
            field="front",
        )
    return replace(found[0], media=before.media)


def _question_again(texts: CardTexts, before: ItemContent) -> Content:
    slots = slots_of(before.stem, before.interaction)
    changed = slots.model_dump()
    changed["question"] = _side(texts.front, "front")
    if has_lines(before):
        changed["right"] = _lines(texts.right)
        if has_wrong(before):
            changed["wrong"] = _lines(texts.wrong)
    try:
        sound = item.Slots.model_validate(changed)
    except ValidationError as error:
        first = error.errors()[0]
        what = str(first.get("ctx", {}).get("what", "")) or str(first["msg"])
        raise InputError("It cannot be asked: {what}.", what=what, field="right") from None
    return replace(
        before,
        stem=sound.question,
        interaction=item.interaction_of(sound),
        explanation=_side(texts.more, "more", needed=False),
    )


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, clean(text).split("\n")) if line]


def _side(text: str, field: str, *, needed: bool = True) -> str:
    """Return a text as it is kept.

    Raises:
        InputError: it is empty though it is needed, or too long.
    """
    plain = clean(text)
    if needed and not plain:
        raise InputError(_EMPTY[field], field=field)
    if len(plain) > LONGEST_STEM:
        raise InputError(
            "A side has {found} characters; at most {most} fit on a card.",
            found=len(plain),
            most=LONGEST_STEM,
            field=field,
        )
    return plain


def _sound(content: Content) -> Content:
    """Return a content as a file's would come in.

    Raises:
        InputError: it would be left out there, for the same reason.
    """
    gathering = Gathering()
    gathering.take("", "", lambda: (Draft(content),))
    found = gathering.done()
    if found.left_out:
        reason = found.left_out[0].reason
        raise InputError(reason.template, field="front", **reason.values)
    return found.notes[0].content


_EMPTY: Final = {
    "front": translatable("Write what is asked."),
    "back": translatable("Write the answer."),
}
