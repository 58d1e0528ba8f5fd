"""Taking in a file that waits: its notes go into a deck, in one transaction."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from quizapp.bank.document import OWN_PREFIX
from quizapp.errors import ConflictError, InputError, translatable
from quizapp.formats.incoming import Incoming, Note
from quizapp.formats.incoming_codec import (
    content_from_json,
    content_to_json,
    from_json,
    words_to_json,
)
from quizapp.services import deck_media
from quizapp.services.accounts import get_user
from quizapp.services.deck_build import DeckHead, Kept, deck_of, kept_of
from quizapp.services.deck_history import History, take_history
from quizapp.services.deck_reading import (
    NEW,
    Fitted,
    first_words,
    fit,
    get_waiting,
    is_same,
    rows_by_fact,
    title_of,
)
from quizapp.services.publishing_edition import Edition, edition_of_bank
from quizapp.services.publishing_write import DeckOf, difference, write
from quizapp.store import content_queries, deck_queries, memory_queries, search_queries
from quizapp.store.content_queries import Row
from quizapp.store.decks import Deck
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.people import AuditEntry
from quizapp.store.studio_queries import lock_documents

_TITLE_MAX: Final = 200
_UNPUBLISHED: Final = translatable(
    "Nothing is published on this site yet. Its operator has to run `quizapp bank publish` once."
)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file.

    Attributes:
        import_id: number of its report.
        reviews: past answers that entered the log.
    """

    article_id: str
    import_id: int
    added: int
    updated: int
    same: int
    left_out: int
    reviews: int


@dataclass(frozen=True, slots=True)
class _Draft:
    """A deck as it will be, worked out before the transaction that writes it."""

    head: DeckHead
    seen_at: datetime | None
    edition: Edition
    rows: tuple[Row, ...]
    came: tuple[tuple[Note, str, str], ...]
    """Each note of the file with its fact and what becomes of it: added, updated or same."""
    fitted: Fitted
    incoming: Incoming
    source: tuple[str, str]


def take_in(
    *,
    user_id: int,
    import_id: int,
    target: str,
    title: str,
    with_reviews: bool,
    now: datetime,
) -> TakenIn:
    """Take a file in: all of it that can be, or nothing.

    Notes that the deck has already are updated and keep their cards and memory; notes that the
    file does not have stay. The person studies the deck from then on.

    Args:
        target: id of a deck of theirs, or ``NEW``.
        title: of a new deck, or "" to go by the file.
        with_reviews: whether past answers enter the review log.

    Raises:
        NotFoundError: no such file of theirs waits, or there is no such deck of theirs.
        ConflictError: the deck was changed in between.
    """
    draft = _draft(user_id, import_id, target, title)
    with writing() as session:
        lock_documents(session)
        lock_for(session, user_id)
        return _write(session, draft, user_id, import_id, with_reviews=with_reviews, now=now)


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


def _draft(user_id: int, import_id: int, target: str, title: str) -> _Draft:
    with reading() as session:
        row = get_waiting(session, import_id, user_id=user_id)
        incoming = from_json(row.incoming or {})
        source = (row.source_name, row.format)
        language = language_of(session, user_id)
        seen_at, known = None, []
        if target == NEW:
            name = " ".join(title.split())[:_TITLE_MAX] or title_of(incoming, source[0])
            head = DeckHead(f"{OWN_PREFIX}{secrets.token_hex(6)}", name, source[0], language)
        else:
            deck = deck_queries.get_own(session, target, user_id=user_id)
            head, seen_at = head_of(deck, language), deck.changed_at
            known = deck_queries.notes_as_rows(session, target)
    fitted = fit(incoming)
    rows, came = _merged(head.article_id, known, fitted.notes)
    edition = edition_for(head, [kept_in(row) for row in rows])
    return _Draft(head, seen_at, edition, rows, came, fitted, incoming, source)


def _merged(
    article_id: str, known: Sequence[Row], notes: Sequence[Note]
) -> tuple[tuple[Row, ...], tuple[tuple[Note, str, str], ...]]:
    """Return the rows of the deck's notes with those of the file over them, and what came."""
    rows = rows_by_fact(known)
    came: list[tuple[Note, str, str]] = []
    for note in notes:
        kept = kept_of(article_id, note)
        before = rows.get(kept.fact_id)
        what = "added" if before is None else "same" if is_same(before, kept) else "updated"
        came.append((note, kept.fact_id, what))
        rows[kept.fact_id] = {
            "fact_id": kept.fact_id,
            "content": content_to_json(kept.content),
            "topic": kept.topic,
            "tags": list(kept.tags),
        }
    bare = [{name: row[name] for name in _KEPT} for row in rows.values()]
    return tuple(bare), tuple(came)


_KEPT: Final = ("fact_id", "content", "topic", "tags")


def _write(
    session: Session,
    draft: _Draft,
    user_id: int,
    import_id: int,
    *,
    with_reviews: bool,
    now: datetime,
) -> TakenIn:
    head = draft.head
    waiting = get_waiting(session, import_id, user_id=user_id)
    deck = _put_deck(session, draft, user_id=user_id, now=now)
    write_edition(session, draft.edition, DeckOf(head.article_id, user_id), now=now, new=deck)
    deck_queries.replace_notes(session, head.article_id, draft.rows)
    deck_media.take_up(
        session,
        (note.content for note in draft.fitted.notes),
        article_id=head.article_id,
        user_id=user_id,
        import_id=import_id,
    )
    set_id = deck_queries.find_whole_set(session, head.article_id)
    if set_id is None:
        raise InputError("Nothing of this file can be asked.", field="file")
    memory_queries.study_set(session, user_id=user_id, set_id=set_id, now=now)
    memory_queries.enrol_new_cards(session)
    history = take_history(
        session,
        user_id=user_id,
        article_id=head.article_id,
        fresh=[(note, fact) for note, fact, what in draft.came if what == "added"],
        facts={note.key: fact for note, fact, _ in draft.came},
        incoming=draft.incoming if with_reviews else None,
        now=now,
    )
    counts = {
        what: sum(w == what for _, _, w in draft.came) for what in ("added", "updated", "same")
    }
    waiting.article_id = head.article_id
    waiting.taken_at = now
    waiting.incoming = None
    waiting.report = _report(draft, history, counts)
    session.add(
        AuditEntry(
            at=now,
            actor_id=user_id,
            action="deck.import",
            subject=f"article:{head.article_id}",
            detail={**counts, "left_out": len(draft.fitted.left_out), "reviews": history.reviews},
        )
    )
    return TakenIn(
        article_id=head.article_id,
        import_id=import_id,
        left_out=len(draft.fitted.left_out),
        reviews=history.reviews,
        **counts,
    )


def _put_deck(session: Session, draft: _Draft, *, user_id: int, now: datetime) -> Deck | None:
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


def write_edition(
    session: Session, edition: Edition, deck: DeckOf, *, now: datetime, new: Deck | None = None
) -> None:
    """Write what a deck comes to inside the caller's transaction.

    Args:
        edition: the deck as it will be.
        deck: which, and whose.
        now: when.
        new: its row, where it is new: it stands after its article and before its sets.

    Raises:
        ConflictError: nothing is published yet that cards could belong to.
    """
    current = content_queries.find_current_revision(session)
    if current is None:
        raise ConflictError(_UNPUBLISHED)
    published = content_queries.load_published(session, deck=deck.id)
    changes = difference(edition, published)
    write(session, edition, changes, revision=current.id, now=now, deck=deck)
    if new is not None:
        session.add(new)
        session.flush()
    search_queries.rebuild_article(session, deck.id)


def _report(draft: _Draft, history: History, counts: dict[str, int]) -> dict[str, object]:
    """Return what came of each note, to be kept."""
    lines: list[dict[str, object]] = [
        {
            "place": note.place,
            "what": first_words(note.content),
            "outcome": what,
            "why": [words_to_json(each) for each in note.changed],
        }
        for note, _, what in draft.came
    ]
    lines += [
        {
            "place": each.place,
            "what": each.what,
            "outcome": "left_out",
            "why": [words_to_json(each.reason)],
        }
        for each in draft.fitted.left_out
    ]
    return {
        "counts": {**counts, "left_out": len(draft.fitted.left_out)},
        "reviews": history.reviews,
        "reviews_left": history.left,
        "suspended": history.suspended,
        "lines": lines,
    }
