"""Taking in a file that waits: its notes go into a deck, in one transaction."""

import secrets
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.terms import OWN_PREFIX
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.formats.incoming.incoming_codec import place_to_json, words_to_json
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_draft import (
    STORING,
    UNPUBLISHED,
    Draft,
    Progress,
    Wish,
    draft_of,
    silent,
)
from quizapp.services.decks.deck_fitting import first_words
from quizapp.services.decks.deck_history import write_history
from quizapp.services.processes.uncollected import uncollected
from quizapp.services.publishing.publishing_edition import Edition
from quizapp.services.publishing.publishing_write import DeckOf, Difference, difference, write
from quizapp.store.bank import content_queries, search_queries
from quizapp.store.bank.content_queries import Row
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.decks import deck_queries
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import enrolling
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.people import AuditEntry

_TRIES: Final = 2
"""Times that it is worked out before the lock is taken; then it is worked out under it."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file.

    Attributes:
        import_id: number of its report.
        kept: notes that stay as their owner changed them here, or deleted.
        reviews: past answers that entered the log.
    """

    article_id: str
    import_id: int
    added: int
    updated: int
    same: int
    kept: int
    left_out: int
    reviews: int


class _ChangedError(Exception):
    """What the draft was made from is no longer so."""


def take_in(wish: Wish, *, now: datetime, tell: Progress = silent) -> TakenIn:
    """Take a file in: all of it that can be, or nothing.

    Notes that the deck has already are updated and keep their cards and memory, but for those
    that the person changed or deleted here; notes that the file does not have stay. The person
    studies the deck from then on.

    Args:
        wish: what is taken in, where, and with what.
        now: when.
        tell: is told how far it is, outside of any transaction.

    Raises:
        NotFoundError: no such file of theirs waits, or there is no such deck of theirs.
        ConflictError: the deck was changed in between, or nothing is published yet.
    """
    with uncollected():
        return _take_in(
            replace(wish, new_id=f"{OWN_PREFIX}{secrets.token_hex(6)}"), now=now, tell=tell
        )


def _take_in(wish: Wish, *, now: datetime, tell: Progress) -> TakenIn:
    for _ in range(_TRIES):
        draft = draft_of(wish, opened=reading, now=now, tell=tell)
        tell(STORING, 0, 0)
        try:
            with writing() as session:
                _lock(session, wish.user_id)
                return _write(session, draft, wish, now=now)
        except _ChangedError:
            continue  # Somebody answered a card of it, or published, while it was worked out.
    with writing() as session:
        _lock(session, wish.user_id)
        draft = draft_of(wish, opened=lambda: nullcontext(session), now=now, tell=silent)
        return _write(session, draft, wish, now=now)


def write_edition(session: Session, edition: Edition, deck: DeckOf, *, now: datetime) -> None:
    """Write what a deck comes to inside the caller's transaction.

    Args:
        edition: the deck as it will be.
        deck: which, and whose.
        now: when.

    Raises:
        ConflictError: nothing is published yet that cards could belong to.
    """
    published = content_queries.load_published(session, deck=deck.id)
    if published.revision is None:
        raise ConflictError(UNPUBLISHED)
    changes = difference(edition, published)
    put_changes(session, edition, changes, deck, revision=published.revision.id, now=now)


def put_new_deck(
    session: Session,
    deck: Deck,
    edition: Edition,
    changes: Difference,
    rows: Sequence[Row],
    *,
    revision: int,
    now: datetime,
) -> None:
    """Write a deck that is not there yet, inside the caller's transaction.

    Args:
        deck: its row, not added yet.
        edition: what it comes to. changes: all of that. rows: its notes.
        revision: that is published.
        now: when.
    """
    owned = DeckOf(deck.article_id, deck.owner_id)
    put_changes(session, edition, changes, owned, revision=revision, now=now, new=deck)
    deck_queries.replace_notes(session, deck.article_id, rows)


def put_changes(
    session: Session,
    edition: Edition,
    changes: Difference,
    deck: DeckOf,
    *,
    revision: int,
    now: datetime,
    new: Deck | None = None,
) -> None:
    """Write changes of a deck; the row of a new one stands after its article, before its sets."""
    write(session, edition, changes, revision=revision, now=now, deck=deck)
    if new is not None:
        session.add(new)
        session.flush()
    search_queries.rebuild_article(session, deck.id)


def _lock(session: Session, user_id: int) -> None:
    lock_documents(session)
    lock_for(session, user_id)


def _write(session: Session, draft: Draft, wish: Wish, *, now: datetime) -> TakenIn:
    article_id, user_id = draft.head.article_id, wish.user_id
    if not deck_queries.is_waiting(session, wish.import_id, user_id=user_id):
        raise NotFoundError("No such file waits to be taken in.")
    if not still_holds(session, revision=draft.revision, first_card=draft.first_card):
        raise _ChangedError
    deck = _put_deck(session, draft, user_id=user_id, now=now)
    put_changes(
        session,
        draft.edition,
        draft.changes,
        DeckOf(article_id, user_id),
        revision=draft.revision,
        now=now,
        new=deck,
    )
    deck_queries.replace_notes(session, article_id, draft.rows)
    deck_media.take_up(
        session,
        (each.note.content for each in draft.came),
        article_id=article_id,
        user_id=user_id,
        import_id=wish.import_id,
    )
    set_id = deck_queries.find_whole_set(session, article_id)
    if set_id is None:
        raise InputError("Nothing of this file can be asked.", field="file")
    if not write_history(session, draft.history, draft.ledger, article_id=article_id):
        raise _ChangedError
    enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)
    enrolling.enrol_new_cards(session, deck_id=article_id)
    counts = _counts(draft)
    deck_queries.note_taken(
        session, wish.import_id, article_id=article_id, now=now, report=_report(draft, counts)
    )
    reviews = draft.history.reviews
    session.add(
        AuditEntry(
            at=now,
            actor_id=user_id,
            action="deck.import",
            subject=f"article:{article_id}",
            detail={**counts, "reviews": reviews},
        )
    )
    return TakenIn(article_id=article_id, import_id=wish.import_id, reviews=reviews, **counts)


def still_holds(session: Session, *, revision: int, first_card: int | None) -> bool:
    """Return whether a draft can be written: nothing was published since, its numbers are free.

    Args:
        revision: that was published when it was worked out.
        first_card: number of its first card to come, None where none comes.
    """
    current = content_queries.find_current_revision(session)
    if current is None or current.id != revision:
        return False
    # Somebody's cards may have been quicker to take the next numbers.
    return first_card is None or not content_queries.is_card(session, first_card)


def _put_deck(session: Session, draft: Draft, *, user_id: int, now: datetime) -> Deck | None:
    """Return the row of a new deck, to be added after its article; None for one that is there."""
    if draft.seen_at is None:
        head, (source, kind) = draft.head, draft.source
        return Deck(
            article_id=head.article_id,
            owner_id=user_id,
            title=head.title,
            source_name=source,
            format=kind,
            created_at=now,
            changed_at=now,
        )
    deck = deck_queries.get_own(session, draft.head.article_id, user_id=user_id)
    if deck.changed_at != draft.seen_at:
        raise ConflictError("The deck was changed in between. Nothing was stored: look again.")
    deck.changed_at = now
    return None


def _counts(draft: Draft) -> dict[str, int]:
    """Return how many notes became what."""
    counts = {
        what: sum(each.what == what for each in draft.came)
        for what in ("added", "updated", "same", "kept")
    }
    return {**counts, "left_out": len(draft.incoming.left_out)}


def _report(draft: Draft, counts: dict[str, int]) -> dict[str, object]:
    """Return what came of each note, to be kept."""
    lines: list[dict[str, object]] = [
        {
            "place": place_to_json(each.note.place),
            "what": first_words(each.note.content),
            "outcome": each.what,
            "why": [words_to_json(words) for words in (*each.why, *each.note.changed)],
        }
        for each in draft.came
    ]
    lines += [
        {
            "place": place_to_json(each.place),
            "what": each.what,
            "outcome": "left_out",
            "why": [words_to_json(each.reason)],
        }
        for each in draft.incoming.left_out
    ]
    return {
        "counts": counts,
        "reviews": draft.history.reviews,
        "reviews_left": draft.history.left,
        "suspended": draft.history.suspended,
        "lines": lines,
    }
