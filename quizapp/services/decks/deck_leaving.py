"""Who no longer sees a deck is no longer asked about it; what was learnt stays in the log."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from quizapp.scheduling.kind import Kind
from quizapp.services.memory.ledger_entries import bare_entry
from quizapp.services.memory.ledger_states import marked
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.store.decks import deck_queries, deck_removal
from quizapp.store.engine import lock_for
from quizapp.store.log.log_row import HASH_BYTES
from quizapp.store.study import enrolling, log_queries, memory_queries

_NAMES: Final = UUID("0d3f1f57-7b0e-4a25-8a64-3ad0b1a5b7c2")
"""Name space of the ids of entries that are made here."""


def leave_unseen(session: Session, *, now: datetime, article_ids: Iterable[str]) -> int:
    """Take decks out of the studies of everybody who no longer sees them; return how many people.

    Cards never answered leave the queue, the others are suspended by an entry of the log: should
    the deck be shared again, their owner can take them up where they were.

    Args:
        now: when. article_ids: the decks, after whatever ended the sight of them.
    """
    people = 0
    for article_id in article_ids:
        for user_id in deck_removal.people_without_sight(session, article_id):
            lock_for(session, user_id)
            for set_id in deck_removal.sets_studied(session, article_id, user_id=user_id):
                enrolling.leave_set(session, user_id=user_id, set_id=set_id)
            _put_away(session, article_id, user_id=user_id, now=now)
            people += 1
    return people


def leave_class_decks(
    session: Session, class_id: int, *, now: datetime, of: int | None = None
) -> None:
    """Do so for the decks that are shared with a class which somebody has just left.

    Args:
        of: a teacher who left: what they shared with the class is shared no longer.
    """
    session.flush()
    decks = deck_queries.shared_with(session, class_id)
    if of is not None:
        # Theirs are among the decks above: each is looked at once, after all sight has ended.
        deck_queries.drop_shares_of(session, class_id, owner_id=of)
        session.flush()
    leave_unseen(session, now=now, article_ids=decks)


def _put_away(session: Session, article_id: str, *, user_id: int, now: datetime) -> None:
    learner = get_learner(session, user_id)
    seq = learner.last_seq
    rows, states = [], []
    for state in deck_removal.asked_states(session, article_id, user_id=user_id):
        seq += 1
        client = uuid5(_NAMES, f"{state.card_id} {seq}").bytes
        row = bare_entry(
            user_id=user_id,
            seq=seq,
            client_id=client,
            request_hash=client[:HASH_BYTES],
            card_id=state.card_id,
            kind=Kind.SUSPEND,
            at=moment_of(learner, now),
        )
        rows.append(row)
        states.append(marked(state, row))
    if not rows:
        return
    log_queries.add_entries(session, rows)
    memory_queries.update_states(session, states)
