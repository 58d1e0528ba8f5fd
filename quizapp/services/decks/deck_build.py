"""Notes -> the document they make: its passages are topics, each note a fact. Pure."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from pydantic import ValidationError

from quizapp.bank.document import Article, ArticleFacts, Bank, FactBase, Guards, Passage, Source
from quizapp.bank.fact_types import item, pair
from quizapp.bank.medium_slot import slot_of
from quizapp.bank.terms import Status
from quizapp.errors import Words, translatable
from quizapp.formats.incoming.incoming import Content, ItemContent, Note, PairContent
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
from quizapp.generation.wording import item_answer
from quizapp.services.decks.deck_topics import Place, topics_of

_KEY_DIGITS: Final = 16
_KNOWN: Final = "fact:"
"""Begins the key of a note that comes from a deck of quizapp, which knows no other."""
_DIGITS: Final = frozenset("0123456789abcdef")
_NO_TOPIC: Final = "notes"
_SHORT: Final = 1500
"""Characters of each side in a fact's statement, which may have 4000 in all."""
_LICENCE: Final = "private"


@dataclass(frozen=True, slots=True)
class DeckHead:
    """What a deck is called and where it came from; ``language`` is that of its owner's pages."""

    article_id: str
    title: str
    source_name: str
    language: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A note with the id of the fact it makes."""

    fact_id: str
    content: Content
    topic: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unfit:
    """A note that makes no fact, and why."""

    fact_id: str
    reason: Words


def fact_id_of(article_id: str, key: str) -> str:
    """Return the id of the fact that a note of this key makes in a deck: always the same."""
    return f"{article_id}-{key_digest(key)}"


def key_digest(key: str) -> str:
    """Return what the ids of the facts of all notes of this key end in, whatever the deck."""
    if key.startswith(_KNOWN) and len(key) == len(_KNOWN) + _KEY_DIGITS:
        digits = key.removeprefix(_KNOWN)
        if set(digits) <= _DIGITS:
            return digits
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()[:_KEY_DIGITS]


def key_of(fact_id: str) -> str:
    """Return a key by which a note makes a fact of the same ending again, in whatever deck."""
    return f"{_KNOWN}{fact_id[-_KEY_DIGITS:]}"


def kept_of(article_id: str, note: Note) -> Kept:
    """Return a note as the deck keeps it."""
    return Kept(fact_id_of(article_id, note.key), note.content, note.topic, note.tags)


def deck_of(head: DeckHead, notes: Sequence[Kept]) -> tuple[Bank, tuple[Unfit, ...]]:
    """Return the document that notes make, and the notes that fit no fact."""
    topics = topics_of(notes)
    facts: list[FactBase] = []
    unfit: list[Unfit] = []
    for note in notes:
        place = topics.places[note.topic]
        try:
            facts.append(_fact(note, place, topics.of(note)))
        except ValidationError as error:
            unfit.append(Unfit(note.fact_id, _reason(error)))
    article = Article(
        id=head.article_id,
        title=head.title,
        language=head.language,
        source=Source(publication=head.source_name or head.title, licence=_LICENCE),
        topics=dict(topics.titles) or {_NO_TOPIC: head.source_name or head.title},
        passages=[
            Passage(id=number, text=text)
            for number, text in sorted({(p.passage, p.text) for p in topics.places.values()})
        ]
        or [Passage(id=1, text=head.source_name or head.title)],
    )
    return Bank({article.id: ArticleFacts(article, tuple(facts))}, {}), tuple(unfit)


def _fact(note: Kept, place: Place, topics: list[str]) -> FactBase:
    content = note.content
    match content:
        case PairContent():
            statement = _statement(content.front, content.back)
            return pair.Fact(
                id=note.fact_id,
                type="pair",
                passage=place.passage,
                evidence=place.text,
                status=Status.STATED,
                statement=statement,
                explanation=content.explanation or statement,
                topics=topics,
                guards=_NO_GUARDS,
                media=[slot_of(each) for each in content.media],
                slots=pair.Slots(
                    front=content.front,
                    back=content.back,
                    both_ways=content.both_ways,
                    typed=content.typed,
                ),
            )
        case ItemContent():
            statement = _statement(content.stem, item_answer(content.interaction))
            return item.Fact(
                id=note.fact_id,
                type="item",
                passage=place.passage,
                evidence=place.text,
                status=Status.STATED,
                statement=statement,
                explanation=content.explanation or statement,
                topics=topics,
                guards=_NO_GUARDS,
                media=[slot_of(each) for each in content.media],
                slots=slots_of(content.stem, content.interaction),
            )
        case _:
            assert_never(content)


_NO_GUARDS: Final = Guards()


def slots_of(stem: str, interaction: Interaction) -> item.Slots:
    """Return the parts of a question that came with its own options."""
    match interaction:
        case Choice(options=options) | MultipleChoice(options=options):
            return item.Slots(
                question=stem,
                form="choice" if isinstance(interaction, Choice) else "multiple",
                right=[each.text for each in options if each.correct],
                wrong=[each.text for each in options if not each.correct],
            )
        case TrueFalse(claim=claim, correct=correct, repair=repair):
            return item.Slots(
                question=claim or stem,
                form="true_false",
                right=["true" if correct else "false"],
                repair=repair or None,
            )
        case TextEntry():
            return _text_slots(stem, interaction)
        case Matching(pairs=pairs, left_title=left, right_title=right):
            return item.Slots(
                question=stem,
                form="matching",
                pairs=[item.Pair(left=one, right=other) for one, other in pairs],
                left_title=left or None,
                right_title=right or None,
            )
        case Ordering(steps=steps):
            return item.Slots(question=stem, form="ordering", right=list(steps))
        case Flashcard(back=back):
            return item.Slots(question=stem, form="flashcard", right=[back])
        case _:
            assert_never(interaction)


def _text_slots(stem: str, entry: TextEntry) -> item.Slots:
    question = stem
    if (entry.before or entry.after) and item.BLANK not in stem:
        blank = f"{entry.before}{item.BLANK}{entry.after}"
        question = blank if not stem or stem in blank else f"{stem} {blank}"
    return item.Slots(
        question=question,
        form=entry.rule,
        right=list(entry.accept),
        wrong=list(entry.wrong),
        tolerance=entry.tolerance or None,
        unit=entry.unit or None,
    )


def card_beginning(content: Content) -> str:
    """Return how the statement of a note begins whose front has these words."""
    front = content.front if isinstance(content, PairContent) else content.stem
    return _statement(front, "").removesuffix("”.")


def _statement(asked: str, answer: str) -> str:
    """Return question and answer as one line that stands alone, in no language's words."""
    return f"“{_flat(asked)}”: “{_flat(answer)}”."


def _flat(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHORT else f"{flat[:_SHORT]}…"


def _reason(error: ValidationError) -> Words:
    first = error.errors()[0]
    match first["type"]:
        case "string_too_long":
            return translatable("A text of it has more than 4000 characters.")
        case "string_too_short":
            return translatable("A text of it is empty.")
        case "unfit":
            return translatable(
                "It cannot be asked: {what}.", what=str(first.get("ctx", {}).get("what", ""))
            )
        case _:
            return translatable("It cannot be asked as it is.")
