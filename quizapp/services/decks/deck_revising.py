"""One change of a deck by its owner's hand: worked out first, then written in one transaction."""

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import ConflictError, InputError
from quizapp.formats.incoming.incoming import PairContent
from quizapp.services.decks.deck_build import Kept, deck_of
from quizapp.services.decks.deck_draft import UNPUBLISHED, Open, head_of, kept_in, language_of
from quizapp.services.decks.deck_reading import rows_by_fact
from quizapp.services.decks.deck_taking import put_changes
from quizapp.services.publishing.publishing_edition import Edition, edition_of_deck
from quizapp.services.publishing.publishing_relearn import ask_anew
from quizapp.services.publishing.publishing_write import DeckOf, Difference, difference
from quizapp.store.bank import content_queries
from quizapp.store.bank.content_queries import PublishedContent, Row
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.decks import deck_queries, own_card_queries
from quizapp.store.engine import lock_for, reading, writing
from quizapp.store.study import enrolling
from quizapp.store.tables.decks import Deck
from quizapp.store.tables.people import AuditEntry

_TRIES: Final = 2
"""Times that it is worked out before the lock is taken; then it is worked out under it."""
_TICK: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of notes of a deck.

    Attributes:
        put: notes as they are from now on; one without ``position`` goes to the end.
        gone: facts of the notes that go. anew: facts whose cards are begun anew.
    """

    put: tuple[Row, ...] = ()
    gone: tuple[str, ...] = ()
    anew: tuple[str, ...] = ()


Work = Callable[[Session, Deck], Change]
"""Says what becomes of a deck's notes; it may be asked again where somebody was quicker."""


@dataclass(frozen=True, slots=True)
class _Draft:
    seen_at: datetime
    revision: int
    change: Change
    edition: Edition
    changes: Difference


class _ChangedError(Exception):
    """What the draft was made from is no longer so."""


def revise(
    *, user_id: int, article_id: str, work: Work, occasion: str, now: datetime, study: bool = False
) -> None:
    """Change notes of a deck of the person's own, with all that follows from it.

    Cards keep their memory, but for those that are begun anew. Questions are made before the
    database is locked.

    Args:
        user_id: whose. article_id: which.
        work: what becomes of its notes.
        occasion: names this change, and no other.
        now: when.
        study: whether the person studies the deck from then on.

    Raises:
        NotFoundError: it is not theirs. InputError: a card could not be asked.
        ConflictError: nothing is published yet that cards could belong to.
    """
    for _ in range(_TRIES):
        draft = _draft(reading, user_id=user_id, article_id=article_id, work=work)
        try:
            with writing() as session:
                _lock(session, user_id)
                _write(session, draft, user_id, article_id, occasion, now=now, study=study)
        except _ChangedError:
            continue  # The deck was changed in another window, or the bank published.
        else:
            return
    with writing() as session:
        _lock(session, user_id)
        draft = _draft(
            lambda: nullcontext(session), user_id=user_id, article_id=article_id, work=work
        )
        _write(session, draft, user_id, article_id, occasion, now=now, study=study)


def _lock(session: Session, user_id: int) -> None:
    lock_documents(session)
    lock_for(session, user_id)


def _draft(opened: Open, *, user_id: int, article_id: str, work: Work) -> _Draft:
    with opened() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        head, seen_at = head_of(deck, language_of(session, user_id)), deck.changed_at
        change = work(session, deck)
        known = deck_queries.notes_as_rows(session, article_id)
        published = content_queries.load_published(session, deck=article_id)
    if published.revision is None:
        raise ConflictError(UNPUBLISHED)
    change = _placed(change, known)
    before = {str(row["fact_id"]): kept_in(row) for row in known}
    new = {str(row["fact_id"]): kept_in(row) for row in change.put}
    order = [str(row["fact_id"]) for row in _rows_after(known, change)]
    after = [new.get(fact_id) or before[fact_id] for fact_id in order]
    touched = _touched(before.values(), after, change)
    bank, _ = deck_of(head, after)
    standing = [card for card in published.cards.values() if card.row["retired_in"] is None]
    edition = edition_of_deck(
        bank, facts=touched, asked=[card.key for card in standing if card.fact not in touched]
    )
    _check_asked(edition, {card.fact for card in standing}, change)
    changes = difference(edition, _of_facts(published, touched.union(change.gone)))
    return _Draft(seen_at, published.revision.id, change, edition, changes)


def _rows_after(known: Sequence[Row], change: Change) -> list[Row]:
    """Return the notes of a deck after a change, in its order."""
    rows = rows_by_fact(known)
    for row in change.put:
        rows[str(row["fact_id"])] = row
    for fact_id in change.gone:
        rows.pop(fact_id, None)
    return sorted(rows.values(), key=lambda row: (int(str(row["position"])), str(row["fact_id"])))


def _placed(change: Change, known: Sequence[Row]) -> Change:
    """Return the change with a place for each note, at the end where it says none."""
    end = 1 + max((int(str(row["position"])) for row in known), default=-1)
    put = tuple({"position": end + number, **row} for number, row in enumerate(change.put))
    return replace(change, put=put)


def _touched(before: Collection[Kept], after: Sequence[Kept], change: Change) -> set[str]:
    """Return the facts that may have other questions after a change.

    Those that are changed, and all that ask in the words of one of them: whether an answer can be
    typed depends on whether another card asks the same.
    """
    changed = {str(row["fact_id"]) for row in change.put}.union(change.gone)
    words = {each for note in (*before, *after) if note.fact_id in changed for each in _asks(note)}
    return {
        note.fact_id
        for note in after
        if note.fact_id in changed or not words.isdisjoint(_asks(note))
    }


def _asks(note: Kept) -> tuple[str, ...]:
    """Return the words in which a note asks."""
    content = note.content
    if isinstance(content, PairContent):
        return (content.front, content.back) if content.both_ways else (content.front,)
    return (content.stem,)


def _of_facts(published: PublishedContent, facts: set[str]) -> PublishedContent:
    """Return what is published with the questions of some facts alone."""
    cards = {card.id for card in published.cards.values() if card.fact in facts}
    questions = {key: each for key, each in published.questions.items() if each.card_id in cards}
    return replace(published, questions=questions)


def _check_asked(edition: Edition, before: set[str], change: Change) -> None:
    """See that each card that was asked still is, and each new one.

    Raises:
        InputError: one would be kept and never asked.
    """
    asked = {card.fact for card in edition.cards.values()}
    wanted = before | {str(row["fact_id"]) for row in change.put}
    if wanted.difference(change.gone) - asked:
        raise InputError("It cannot be asked as it is.", field="front")


def _write(
    session: Session,
    draft: _Draft,
    user_id: int,
    article_id: str,
    occasion: str,
    *,
    now: datetime,
    study: bool,
) -> None:
    current = content_queries.find_current_revision(session)
    deck = deck_queries.get_own(session, article_id, user_id=user_id)
    if deck.changed_at != draft.seen_at or current is None or current.id != draft.revision:
        raise _ChangedError
    # Two changes of one millisecond are two.
    deck.changed_at = max(now, draft.seen_at + _TICK)
    owned, change = DeckOf(article_id, user_id), draft.change
    put_changes(session, draft.edition, draft.changes, owned, revision=current.id, now=now)
    own_card_queries.put_notes(session, article_id, change.put)
    own_card_queries.set_deleted(session, article_id, change.gone, now=now)
    if change.anew:
        cards = own_card_queries.card_numbers(session, change.anew)
        numbers = [number for each in cards.values() for number in each]
        people = own_card_queries.list_learners(session, article_id)
        ask_anew(session, numbers, occasion=occasion, now=now, among=people)
        session.add(_audit(article_id, by=user_id, now=now, cards=len(numbers)))
    set_id = deck_queries.find_whole_set(session, article_id)
    if study and set_id is not None:
        enrolling.study_set(session, user_id=user_id, set_id=set_id, now=now)
    enrolling.enrol_new_cards(session, deck_id=article_id)


def _audit(article_id: str, *, by: int, now: datetime, cards: int) -> AuditEntry:
    """Return the note that people are asked some cards anew."""
    return AuditEntry(
        at=now,
        actor_id=by,
        action="deck.anew",
        subject=f"article:{article_id}",
        detail={"cards": cards},
    )
