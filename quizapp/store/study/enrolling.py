"""Sets that a person studies, and the new states that make their cards one scan of the queue."""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.orm import Session

from quizapp.scheduling.card import Memory
from quizapp.store.base import core_table
from quizapp.store.tables.content import CardRow, QuestionSet, SetCard
from quizapp.store.tables.memory import CardState, ReviewLog, StudySet

_STATES: Final = core_table(CardState)
_NEW_DEFAULTS: Final = {
    **{name: value for name, value in Memory()._asdict().items() if value is not None},
    "stage": "new",
    "suspended": False,
    "leech": False,
    "flag": 0,
}
_NEW_VALUES: Final = tuple(
    literal(value, type_=_STATES.c[name].type) for name, value in _NEW_DEFAULTS.items()
)


def study_set(session: Session, *, user_id: int, set_id: int, now: datetime) -> bool:
    """Add a set to what a person studies; return False when it was there already.

    Each of its cards that they have no state of gets one, new.
    """
    known = session.get(StudySet, (user_id, set_id))
    if known is None:
        session.add(StudySet(user_id=user_id, set_id=set_id, added_at=now))
        session.flush()
    enrol_new_cards(session, user_id=user_id)
    return known is None


def leave_set(session: Session, *, user_id: int, set_id: int) -> bool:
    """Take a set out of what a person studies; return False when it was not there.

    Cards never asked that no other of their sets holds are taken out of the queue. What was learnt
    stays, and stays due.
    """
    known = session.get(StudySet, (user_id, set_id))
    if known is None:
        return False
    session.delete(known)
    session.flush()
    still = (
        select(SetCard.card_id)
        .join(StudySet, StudySet.set_id == SetCard.set_id)
        .where(StudySet.user_id == user_id)
    )
    logged = select(ReviewLog.card_id).where(ReviewLog.user_id == user_id)
    session.execute(
        delete(_STATES).where(
            _STATES.c.user_id == user_id,
            _STATES.c.stage == "new",
            _STATES.c.suspended.is_(False),
            _STATES.c.card_id.in_(select(SetCard.card_id).where(SetCard.set_id == set_id)),
            _STATES.c.card_id.not_in(still),
            _STATES.c.card_id.not_in(logged),
        )
    )
    return True


def enrol_new_cards(
    session: Session, *, user_id: int | None = None, deck_id: str | None = None
) -> int:
    """Give every learner a new state of each card of their sets they have none of; return how many.

    Call it after the cards of sets have changed. The new states make the queue one index scan,
    however much a learner already knows.

    Args:
        user_id: one learner only, or None for all.
        deck_id: the sets of one deck only, or None for all.
    """
    mine = select(_STATES.c.card_id).where(
        _STATES.c.user_id == StudySet.user_id, _STATES.c.card_id == SetCard.card_id
    )
    wanted = (
        select(StudySet.user_id, SetCard.card_id, *_NEW_VALUES)
        .join(SetCard, SetCard.set_id == StudySet.set_id)
        .join(QuestionSet, QuestionSet.id == StudySet.set_id)
        .join(CardRow, CardRow.id == SetCard.card_id)
        .where(CardRow.retired_in.is_(None), QuestionSet.retired_at.is_(None), ~mine.exists())
        .distinct()
    )
    if user_id is not None:
        wanted = wanted.where(StudySet.user_id == user_id)
    if deck_id is not None:
        wanted = wanted.where(QuestionSet.deck_id == deck_id)
    done = session.execute(
        insert(_STATES).from_select(
            ["user_id", "card_id", *_NEW_DEFAULTS], wanted, include_defaults=False
        )
    )
    return int(getattr(done, "rowcount", 0))
