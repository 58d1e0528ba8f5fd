"""A deck as it will be once a file came in: worked out before the transaction that writes it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, Words, translatable
from quizapp.formats.incoming.incoming import Incoming, Note
from quizapp.formats.incoming.incoming_codec import content_from_json, content_to_json
from quizapp.services.decks.deck_build import DeckHead, Kept, deck_of, kept_of
from quizapp.services.decks.deck_fitting import from_kept
from quizapp.services.decks.deck_history import History, Ledger, Wanted, read_ledger, work_out
from quizapp.services.decks.deck_reading import (
    NEW,
    get_waiting,
    rows_by_fact,
    title_of,
    what_becomes,
)
from quizapp.services.people.accounts import get_user
from quizapp.services.publishing.publishing_edition import Edition, edition_of_bank
from quizapp.services.publishing.publishing_write import Difference, difference
from quizapp.store.bank import content_queries
from quizapp.store.bank.content_queries import PublishedContent, Row
from quizapp.store.decks import deck_queries
from quizapp.store.study import log_queries
from quizapp.store.tables.decks import Deck

_TITLE_MAX: Final = 200
_KEPT: Final = ("fact_id", "content", "topic", "tags", "edited_at")
UNPUBLISHED: Final = translatable(
    "Nothing is published on this site yet. Its operator has to run `quizapp bank publish` once."
)
QUESTIONS: Final = translatable("Making the questions")
ANSWERS: Final = translatable("Working out what you remember")
STORING: Final = translatable("Storing the deck")
CHANGED_HERE: Final = translatable("You changed it here.")
DELETED_HERE: Final = translatable("You deleted it here.")
STEPS: Final = (QUESTIONS, ANSWERS, STORING)
"""What a person who waits is told."""

Progress = Callable[[str, int, int], None]
"""Is told a step of ``STEPS``, how much of it is done, and of how much; 0 of 0 where none says."""
Open = Callable[[], AbstractContextManager[Session]]
"""Opens what the database holds, to read."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person chose of a file that waits.

    Attributes:
        target: id of a deck of theirs, or ``NEW``.
        title: of a new deck, "" to go by the file.
        with_reviews: whether past answers enter the review log.
        over_own: whether the file's words replace what the person changed here, and bring back
            what they deleted here.
        new_id: what a new deck is called in the database, once that is drawn.
    """

    user_id: int
    import_id: int
    target: str
    title: str
    with_reviews: bool
    over_own: bool = False
    new_id: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """A note of the file with its fact; ``what`` becomes of it: added, updated, same or kept.

    Attributes:
        why: of one that is kept as its owner left it here.
    """

    note: Note
    fact_id: str
    what: str
    why: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is to be written.

    Attributes:
        seen_at: when the deck had last changed; None for a new one.
        revision: that was published then.
        first_card: number of the first card to come, None where none comes.
        incoming: the file, without its past answers. source: its name and format.
    """

    head: DeckHead
    seen_at: datetime | None
    revision: int
    edition: Edition
    changes: Difference
    first_card: int | None
    rows: tuple[Row, ...]
    came: tuple[Came, ...]
    incoming: Incoming
    ledger: Ledger
    history: History
    source: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the database says before the work begins."""

    head: DeckHead
    seen_at: datetime | None
    known: Sequence[Row]
    published: PublishedContent
    cards: Mapping[tuple[str, str], int]
    incoming: Incoming
    source: tuple[str, str]


def draft_of(wish: Wish, *, opened: Open, now: datetime, tell: Progress) -> Draft:
    """Return what taking a file in writes; nothing is stored.

    Raises:
        NotFoundError: no such file of theirs waits, or there is no such deck of theirs.
        ConflictError: nothing is published yet that cards could belong to.
    """
    tell(QUESTIONS, 0, 0)
    with opened() as session:
        ground = _ground(session, wish)
    revision = ground.published.revision
    if revision is None:
        raise ConflictError(UNPUBLISHED)
    rows, came = _merged(ground, over_own=wish.over_own)
    there = {str(row["fact_id"]) for row in rows}
    edition = edition_for(ground.head, [kept_in(row) for row in rows])
    changes = difference(edition, ground.published)
    wanted = Wanted(
        fresh=[(each.note, each.fact_id) for each in came if each.what == "added"],
        facts={each.note.key: each.fact_id for each in came if each.fact_id in there},
        incoming=ground.incoming if wish.with_reviews else None,
    )
    with opened() as session:
        numbers = content_queries.next_card_ids(session, len(changes.cards.added))
        ledger = read_ledger(
            session,
            user_id=wish.user_id,
            article_id=ground.head.article_id,
            cards=ground.cards,
            wanted=wanted,
        )
    changes = numbered(changes, numbers)
    history = work_out(
        ledger,
        wanted,
        cards={**ground.cards, **_cards(changes.cards.added)},
        now=now,
        tell=lambda done, of: tell(ANSWERS, done, of),
    )
    if history.rows:
        with opened() as session:
            history.bound = log_queries.bind_entries(session, history.rows)
    return Draft(
        head=ground.head,
        seen_at=ground.seen_at,
        revision=revision.id,
        edition=edition,
        changes=changes,
        first_card=numbers[0] if numbers else None,
        rows=rows,
        came=came,
        incoming=replace(ground.incoming, reviews=()),
        ledger=ledger,
        history=history,
        source=ground.source,
    )


def silent(step: str, done: int, of: int) -> None:
    """Tell nobody."""
    del step, done, of


def edition_for(head: DeckHead, notes: Sequence[Kept]) -> Edition:
    """Return the rows that a deck of these notes comes to."""
    bank, _ = deck_of(head, notes)
    return edition_of_bank(bank, digest="", owned=True)


def kept_in(row: Row) -> Kept:
    """Return a note of a deck from its row."""
    content: Any = row["content"]
    tags: Any = row["tags"]
    return Kept(str(row["fact_id"]), content_from_json(content), str(row["topic"]), tuple(tags))


def head_of(deck: Deck, language: str) -> DeckHead:
    """Return what a deck is called and where it came from."""
    return DeckHead(deck.article_id, deck.title, deck.source_name, language)


def language_of(session: Session, user_id: int) -> str:
    """Return the language that a person's deck is taken to be in: that of their pages."""
    return get_user(session, user_id=user_id).language or "en"


def _ground(session: Session, wish: Wish) -> _Ground:
    row = get_waiting(session, wish.import_id, user_id=wish.user_id)
    found = row.incoming or {}
    # Years of answers are read only where they are wanted.
    incoming = from_kept(found if wish.with_reviews else {**found, "reviews": []})
    source = (row.source_name, row.format)
    language = language_of(session, wish.user_id)
    if wish.target == NEW:
        name = " ".join(wish.title.split())[:_TITLE_MAX] or title_of(incoming, source[0])
        head, seen_at, known = DeckHead(wish.new_id, name, source[0], language), None, []
    else:
        deck = deck_queries.get_own(session, wish.target, user_id=wish.user_id)
        head, seen_at = head_of(deck, language), deck.changed_at
        known = deck_queries.notes_as_rows(session, wish.target)
    return _Ground(
        head=head,
        seen_at=seen_at,
        known=known,
        published=content_queries.load_published(session, deck=head.article_id),
        cards=deck_queries.cards_of(session, head.article_id),
        incoming=incoming,
        source=source,
    )


def _merged(ground: _Ground, *, over_own: bool) -> tuple[tuple[Row, ...], tuple[Came, ...]]:
    """Return the rows of the deck's notes with those of the file over them, and what came.

    Args:
        over_own: whether they lie over what their owner changed or deleted here, too.
    """
    rows = rows_by_fact(ground.known)
    facts = ground.published.facts
    deleted = {key for key, row in facts.items() if row["retired_in"] is not None} - rows.keys()
    came: list[Came] = []
    for note in ground.incoming.notes:
        kept = kept_of(ground.head.article_id, note)
        before = rows.get(kept.fact_id)
        what = what_becomes(before, kept, was_deleted=kept.fact_id in deleted, over_own=over_own)
        why = CHANGED_HERE if before else DELETED_HERE
        came.append(Came(note, kept.fact_id, what, (why,) if what == "kept" else ()))
        if what in {"kept", "same"}:
            continue
        rows[kept.fact_id] = {
            "fact_id": kept.fact_id,
            "content": content_to_json(kept.content),
            "topic": kept.topic,
            "tags": list(kept.tags),
            "edited_at": None,
        }
    bare = [{name: row[name] for name in _KEPT} for row in rows.values()]
    return tuple(bare), tuple(came)


def numbered(changes: Difference, numbers: Sequence[int]) -> Difference:
    """Return the changes with a number for each card that is new."""
    added = tuple(
        {"id": number, **row} for number, row in zip(numbers, changes.cards.added, strict=True)
    )
    return replace(changes, cards=replace(changes.cards, added=added))


def _cards(rows: Sequence[Row]) -> dict[tuple[str, str], int]:
    return {(str(row["fact_id"]), str(row["view"])): int(str(row["id"])) for row in rows}
