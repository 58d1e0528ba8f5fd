"""Bury, suspend, flag, and clear a leech: each an entry of the log, each can be undone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from quizapp.errors import InputError, NotFoundError, translatable
from quizapp.scheduling.kind import Kind
from quizapp.services.memory.ledger_entries import OFF, request_hash
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.services.study.study_marks import Marked, once, open_ledger
from quizapp.store.bank.visibility import sees_card
from quizapp.store.engine import reading
from quizapp.store.log.log_row import LogRow
from quizapp.store.study import memory_queries, seen_queries
from quizapp.store.study.memory_queries import Learner

FLAGS: Final = {
    1: translatable("Look up"),
    2: translatable("Mixed up"),
    3: translatable("Ask about"),
    4: translatable("Important"),
}
"""The names of the flags, by number."""
_NOT_YOURS: Final = "This card is not one that you study."


@dataclass(frozen=True, slots=True)
class SetAside:
    """A card that is suspended or buried, as its list shows it."""

    card_id: int
    statement: str
    article: str
    passage: int
    suspended: bool
    buried_until_day: int | None


def bury(*, user_id: int, card_id: int, client_id: str, now: datetime) -> Marked:
    """Hide a card until tomorrow.

    Raises:
        NotFoundError: the learner has no such card.
    """

    def until(learner: Learner) -> int:
        return moment_of(learner, now).day + 1

    return _mark(user_id, card_id, client_id, now, kind=Kind.BURY, form="", until=until)


def unbury(*, user_id: int, card_id: int, client_id: str, now: datetime) -> Marked:
    """Show a buried card again."""
    return _mark(user_id, card_id, client_id, now, kind=Kind.BURY, form=OFF)


def suspend(*, user_id: int, card_id: int, client_id: str, now: datetime) -> Marked:
    """Hide a card until the learner takes it back.

    Raises:
        NotFoundError: the learner has no such card.
    """
    return _mark(user_id, card_id, client_id, now, kind=Kind.SUSPEND, form="")


def unsuspend(*, user_id: int, card_id: int, client_id: str, now: datetime) -> Marked:
    """Ask a suspended card again."""
    return _mark(user_id, card_id, client_id, now, kind=Kind.SUSPEND, form=OFF)


def flag(*, user_id: int, card_id: int, number: int, client_id: str, now: datetime) -> Marked:
    """Put a flag on a card in place of the one it has; 0 takes it off.

    Raises:
        NotFoundError: the learner has no such card.
        InputError: there is no flag of that number.
    """
    if number not in {0, *FLAGS}:
        raise InputError(
            "There is no flag {number}; write 0 to {most}.",
            number=number,
            most=max(FLAGS),
            field="flag",
        )
    return _mark(user_id, card_id, client_id, now, kind=Kind.FLAG, form=str(number))


def clear_leech(*, user_id: int, card_id: int, client_id: str, now: datetime) -> Marked:
    """Take a card off the list of those that slip away; it may come back onto it."""
    return _mark(user_id, card_id, client_id, now, kind=Kind.LEECH, form=OFF)


def list_set_aside(*, user_id: int, now: datetime) -> tuple[SetAside, ...]:
    """Return the learner's suspended and buried cards, by article and passage."""
    with reading() as session:
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        aside = memory_queries.list_set_aside(session, user_id=user_id, day=day)
        behind = seen_queries.find_passages_behind(session, [each.card_id for each in aside])
    cards = [
        SetAside(
            card_id=each.card_id,
            statement=behind[each.card_id].statement,
            article=behind[each.card_id].article,
            passage=behind[each.card_id].number,
            suspended=each.suspended,
            buried_until_day=each.buried_until_day,
        )
        for each in aside
    ]
    return tuple(sorted(cards, key=lambda each: (each.article, each.passage, each.card_id)))


def _mark(
    user_id: int,
    card_id: int,
    client_id: str,
    now: datetime,
    *,
    kind: Kind,
    form: str,
    until: Callable[[Learner], int] | None = None,
) -> Marked:
    """Add the entry, once."""
    # Burials and suspensions were hashed by yes and no before there were flags.
    wanted = request_hash(str(kind), form if kind is Kind.FLAG else form == OFF, card_id)

    def write(session: Session, learner: Learner, client: bytes) -> LogRow:
        ledger = open_ledger(session, learner, card_id)
        if not ledger.state(card_id).taken_up or not sees_card(
            session, user_id=user_id, card_id=card_id
        ):
            raise NotFoundError(_NOT_YOURS)
        entry = ledger.mark(
            card_id,
            kind=kind,
            client_id=client,
            request_hash=wanted,
            now=moment_of(learner, now),
            until_day=until(learner) if until else None,
            form=form,
        )
        ledger.close()
        return entry

    return once(user_id, client_id, wanted, write)
