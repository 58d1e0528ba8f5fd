"""What the memory file needs of the database: numbers of cards by their digests and back."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import TypeVar

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from quizapp.store.bank.visibility import visible_to
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow, QuestionSet
from quizapp.store.tables.fitting import ParameterSet
from quizapp.store.tables.memory import CardState, StudySet
from quizapp.store.tables.study_aids import CardNote

Value = TypeVar("Value")
_READ = 5_000
_AT_ONCE = 400
"""Values in one statement: SQLite and PostgreSQL both take more."""


def digest_of(*parts: str) -> str:
    """Return what names a card or a question in a file: its key would give answers away."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def card_digests(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return the digest of each of these cards."""
    found: dict[int, str] = {}
    for some in _pieces(sorted(set(ids))):
        rows = session.execute(select(CardRow.id, CardRow.key).where(CardRow.id.in_(some)))
        found.update((row[0], digest_of(row[1])) for row in rows)
    return found


def cards_by_digest(session: Session, wanted: Collection[str], *, user_id: int) -> dict[str, int]:
    """Return the number of each card of what a person sees here, retired or not."""
    names = frozenset(wanted)
    # A deck that is somebody else's is not asked, however well its cards are known elsewhere.
    rows = session.execute(
        select(CardRow.id, CardRow.key)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(visible_to(user_id, FactRow.article_id))
        .execution_options(yield_per=_READ)
    )
    by_digest = ((digest_of(row[1]), row[0]) for row in rows)
    return {digest: number for digest, number in by_digest if digest in names}


def question_digests(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Return the digest of each of these question versions."""
    found: dict[int, str] = {}
    for some in _pieces(sorted(set(ids))):
        rows = session.execute(
            select(QuestionRow.id, QuestionRow.key, QuestionRow.version).where(
                QuestionRow.id.in_(some)
            )
        )
        found.update((row[0], digest_of(row[1], row[2])) for row in rows)
    return found


def questions_by_digest(
    session: Session, wanted: Collection[str], *, user_id: int
) -> dict[str, int]:
    """Return the number of each question version of what a person sees here."""
    names = frozenset(wanted)
    rows = session.execute(
        select(QuestionRow.id, QuestionRow.key, QuestionRow.version)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(visible_to(user_id, FactRow.article_id))
        .execution_options(yield_per=_READ)
    )
    by_digest = ((digest_of(row[1], row[2]), row[0]) for row in rows)
    return {digest: number for digest, number in by_digest if digest in names}


def list_own_sets(session: Session, *, user_id: int) -> tuple[ParameterSet, ...]:
    """Return the parameter sets that were fitted to a person."""
    return tuple(
        session.scalars(
            select(ParameterSet)
            .where(ParameterSet.user_id == user_id)
            .order_by(ParameterSet.made_at, ParameterSet.name)
        )
    )


def list_studied_keys(session: Session, *, user_id: int) -> tuple[str, ...]:
    """Return the keys of the published sets that a person studies."""
    found = session.scalars(
        select(QuestionSet.key)
        .join(StudySet, StudySet.set_id == QuestionSet.id)
        .where(
            StudySet.user_id == user_id,
            QuestionSet.owner_id.is_(None),
            QuestionSet.key.is_not(None),
        )
        .order_by(QuestionSet.id)
    )
    return tuple(key for key in found if key)


def sets_by_key(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Return the number of each published set that still stands."""
    rows = session.execute(
        select(QuestionSet.key, QuestionSet.id).where(
            QuestionSet.key.in_(list(keys)),
            QuestionSet.owner_id.is_(None),
            QuestionSet.retired_at.is_(None),
        )
    )
    return {str(row[0]): row[1] for row in rows}


def list_own_studied(session: Session, *, user_id: int) -> tuple[str, ...]:
    """Return the keys of the sets of a person's own that they study: of decks, and of passages."""
    found = session.scalars(
        select(QuestionSet.key)
        .join(StudySet, StudySet.set_id == QuestionSet.id)
        .where(
            StudySet.user_id == user_id,
            QuestionSet.owner_id == user_id,
            QuestionSet.kind.in_(("article", "topic", "passage")),
            QuestionSet.key.is_not(None),
            QuestionSet.retired_at.is_(None),
        )
        .order_by(QuestionSet.id)
    )
    return tuple(key for key in found if key)


def keys_of_sets(session: Session, set_ids: Collection[int]) -> dict[int, str]:
    """Return the key of each of these sets that has one."""
    rows = session.execute(
        select(QuestionSet.id, QuestionSet.key).where(
            QuestionSet.id.in_(sorted(set_ids)), QuestionSet.key.is_not(None)
        )
    )
    return {number: str(key) for number, key in rows}


def find_set(session: Session, key: str, *, user_id: int) -> int | None:
    """Return the number of a set that still stands: the site's, or the person's own."""
    return session.scalar(
        select(QuestionSet.id).where(
            QuestionSet.key == key,
            or_(QuestionSet.owner_id.is_(None), QuestionSet.owner_id == user_id),
            QuestionSet.retired_at.is_(None),
        )
    )


def list_notes(session: Session, *, user_id: int) -> tuple[CardNote, ...]:
    """Return a person's own notes."""
    return tuple(
        session.scalars(
            select(CardNote).where(CardNote.user_id == user_id).order_by(CardNote.card_id)
        )
    )


def drop_states(session: Session, *, user_id: int) -> None:
    """Delete the card states of a person without a log: those of cards never asked."""
    session.execute(delete(CardState).where(CardState.user_id == user_id))


def _pieces(values: Sequence[Value]) -> Iterable[Sequence[Value]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def questions_of_deck(session: Session, article_id: str) -> dict[tuple[str, str], int]:
    """Return the number of each question of a deck, by its key and version."""
    rows = session.execute(
        select(QuestionRow.key, QuestionRow.version, QuestionRow.id)
        .join(CardRow, CardRow.id == QuestionRow.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .where(FactRow.article_id == article_id)
    )
    return {(key, version): number for key, version, number in rows}
