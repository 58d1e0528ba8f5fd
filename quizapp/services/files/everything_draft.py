"""A file of everything as this site will hold it: worked out before the transaction that writes it.

Each deck gets an id that is free here; its facts keep their endings, so each of its cards is found
by the digest of the key that it had where the file was made. Entries of the log stay as they are,
in their order; only cards, questions and their own numbers are those of this site.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from quizapp.bank.terms import OWN_PREFIX
from quizapp.errors import ConflictError, Words, translatable
from quizapp.formats.incoming.incoming import Incoming, Note
from quizapp.formats.incoming.incoming_codec import content_to_json
from quizapp.formats.own import memory_file
from quizapp.formats.own.everything_file import LARGEST_PART, Everything, FiledDeck
from quizapp.formats.own.memory_file import MemoryFile
from quizapp.services.decks.deck_build import DeckHead, Kept, deck_of, kept_of
from quizapp.services.decks.deck_draft import (
    ANSWERS,
    QUESTIONS,
    UNPUBLISHED,
    Open,
    Progress,
    numbered,
)
from quizapp.services.decks.deck_fitting import first_words
from quizapp.services.decks.deck_reading import Loss
from quizapp.services.files.memory_file import known_here
from quizapp.services.files.memory_fitting import Fitted, Fitting, Known
from quizapp.services.publishing.publishing_edition import Edition, edition_of_bank
from quizapp.services.publishing.publishing_write import Difference, difference
from quizapp.store.bank import content_queries
from quizapp.store.bank.content_queries import Row
from quizapp.store.people.memory_file_queries import digest_of
from quizapp.store.study.memory_queries import State

_UNTITLED: Final = "…"
_TITLE_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class DeckDraft:
    """A deck as it will be.

    Attributes:
        filed: what the file says of it. incoming: its notes.
        kept: those that make facts. losses: those that do not, and what was changed.
    """

    filed: FiledDeck
    head: DeckHead
    incoming: Incoming
    kept: tuple[Kept, ...]
    edition: Edition
    changes: Difference
    losses: tuple[Loss, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return its notes as rows."""
        return tuple(
            {
                "fact_id": each.fact_id,
                "content": content_to_json(each.content),
                "topic": each.topic,
                "tags": list(each.tags),
            }
            for each in self.kept
        )

    def name_there(self, name: str) -> str:
        """Return the key that a card or question of it had where the file was made."""
        return f"{self.filed.id}{name[len(self.head.article_id) :]}"


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is to be written.

    Attributes:
        revision: that was published when it was worked out.
        first_card: number of the first card to come, None where none comes.
        fitted: the memory; states: that it comes to.
        awaited: digest of a question to come -> its deck, key and version.
    """

    user_id: int
    revision: int
    decks: tuple[DeckDraft, ...]
    first_card: int | None
    fitted: Fitted
    states: tuple[State, ...]
    awaited: Mapping[str, tuple[str, str, str]]

    @property
    def ids(self) -> dict[str, str]:
        """Return the id of each deck here, by its id in the file."""
        return {each.filed.id: each.head.article_id for each in self.decks}


def draft_of(
    found: Everything, *, user_id: int, opened: Open, now: datetime, tell: Progress
) -> Draft:
    """Return what taking a file up writes; nothing is stored.

    Args:
        opened: opens what the database holds, to read.
        tell: is told how far it is.

    Raises:
        InputError: the memory does not fit together.
        ConflictError: nothing is published yet that cards could belong to.
    """
    language = found.head.account.preferences.language or "en"
    decks: list[DeckDraft] = []
    for place, (filed, incoming) in enumerate(zip(found.head.decks, found.decks, strict=True)):
        tell(QUESTIONS, place, len(found.decks))
        decks.append(_deck(filed, incoming, language=language, opened=opened))
    tell(ANSWERS, 0, len(found.memory))
    cards, questions = _names(found.memory)
    with opened() as session:
        current = content_queries.find_current_revision(session)
        if current is None:
            raise ConflictError(UNPUBLISHED)
        many = sum(len(each.changes.cards.added) for each in decks)
        numbers = content_queries.next_card_ids(session, many)
        known = known_here(session, user_id=user_id, cards=cards, questions=questions)
    decks = list(_numbered(decks, numbers))
    awaited = _questions(decks)
    known = Known({**known.cards, **_cards(decks)}, known.questions, awaited.keys())
    fitting = Fitting(known, user_id=user_id, now=now)
    for place, part in enumerate(found.memory):
        tell(ANSWERS, place, len(found.memory))
        fitting.take(_part(part))
    return Draft(
        user_id=user_id,
        revision=current.id,
        decks=tuple(decks),
        first_card=numbers[0] if numbers else None,
        fitted=fitting.found,
        states=tuple(fitting.found.states()),
        awaited=awaited,
    )


def _deck(filed: FiledDeck, incoming: Incoming, *, language: str, opened: Open) -> DeckDraft:
    article_id = f"{OWN_PREFIX}{secrets.token_hex(6)}"
    title = incoming.title[:_TITLE_MAX] or filed.source_name or _UNTITLED
    head = DeckHead(article_id, title, filed.source_name, language)
    kept: dict[str, Kept] = {}
    notes: dict[str, Note] = {}
    for note in incoming.notes:
        one = kept_of(article_id, note)
        kept.setdefault(one.fact_id, one)
        notes.setdefault(one.fact_id, note)
    bank, unfit = deck_of(head, tuple(kept.values()))
    losses = list(_losses(incoming, title))
    for each in unfit:
        del kept[each.fact_id]
        losses.append(_loss(notes[each.fact_id].place, notes[each.fact_id], each.reason, title))
    edition = edition_of_bank(bank, digest="", owned=True)
    with opened() as session:
        published = content_queries.load_published(session, deck=article_id)
    return DeckDraft(
        filed=filed,
        head=head,
        incoming=incoming,
        kept=tuple(kept.values()),
        edition=edition,
        changes=difference(edition, published),
        losses=tuple(losses),
    )


def _losses(incoming: Incoming, title: str) -> Iterator[Loss]:
    for left in incoming.left_out:
        yield Loss(_place(left.place, title), left.what, left.reason)
    for note in incoming.notes:
        for words in note.changed:
            yield _loss(note.place, note, words, title)


def _loss(place: str, note: Note, reason: Words, title: str) -> Loss:
    return Loss(_place(place, title), first_words(note.content), reason)


def _place(place: str, title: str) -> Words:
    return translatable("{deck}, {place}", deck=title, place=place)


def _names(parts: Sequence[bytes]) -> tuple[set[str], set[str]]:
    """Return the digests of all cards and questions that a memory names."""
    cards: set[str] = set()
    questions: set[str] = set()
    for part in parts:
        file = _part(part)
        cards.update(file.cards)
        questions.update(file.questions)
    return cards, questions


def _part(part: bytes) -> MemoryFile:
    return memory_file.read(part, largest=LARGEST_PART)


def _numbered(decks: Sequence[DeckDraft], numbers: Sequence[int]) -> Iterator[DeckDraft]:
    """Yield the decks with a number for each of their cards."""
    at = 0
    for each in decks:
        many = len(each.changes.cards.added)
        yield replace(each, changes=numbered(each.changes, numbers[at : at + many]))
        at += many


def _cards(decks: Sequence[DeckDraft]) -> dict[str, int]:
    """Return the numbers of the cards to come, by the digests that the file has for them."""
    return {
        digest_of(deck.name_there(str(row["key"]))): int(str(row["id"]))
        for deck in decks
        for row in deck.changes.cards.added
    }


def _questions(decks: Sequence[DeckDraft]) -> dict[str, tuple[str, str, str]]:
    """Return the questions to come, by the digests that the file has for them."""
    return {
        digest_of(deck.name_there(key), question.version): (
            deck.head.article_id,
            key,
            question.version,
        )
        for deck in decks
        for key, question in deck.edition.questions.items()
    }
