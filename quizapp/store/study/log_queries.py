"""Queries of the review log: find entries, add entries, read it page by page."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    case,
    func,
    insert,
    literal_column,
    null,
    select,
)
from sqlalchemy.orm import Session

from quizapp.scheduling.kind import Kind
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.log.log_form import COLUMNS, ID_BYTES, row_of, stored_form, tag, tag_of
from quizapp.store.log.log_row import LogRow
from quizapp.store.prepared import Bound, Prepared, is_direct
from quizapp.store.study.memory_queries import Learner, select_learner
from quizapp.store.tables.memory import ReviewLog

_HIGHEST_SEQ: Final = 2**31 - 1
_NO_CLIENT: Final = bytes(ID_BYTES)
_SOME: Final = 5_000
_LOG: Final = core_table(ReviewLog)


_COLUMNS: Final = tuple(_LOG.c[name] for name in COLUMNS)
_TO_COLUMNS: Final = tuple(f"to_{name}" for name in COLUMNS)
_UNDOABLE: Final = tuple(
    str(kind)
    for kind in (
        *(Kind.LEARN, Kind.REVIEW, Kind.RELEARN),
        *(Kind.BURY, Kind.SUSPEND, Kind.FLAG, Kind.LEECH),
    )
)
_OF_USER: Final = _LOG.c.user_id == bindparam("user")
_OF_CLIENT: Final = _LOG.alias("of_client")
_IN_KEYS: Final = and_(
    _OF_USER,
    # Chosen by a select that the index on ids covers: else SQLite reads the person's whole log.
    _LOG.c.seq.in_(
        select(_OF_CLIENT.c.seq).where(
            _OF_CLIENT.c.user_id == bindparam("user"),
            tag(_OF_CLIENT).in_(bindparam("tags", expanding=True)),
        )
    ),
)
_BY_CLIENT: Final = Prepared(select(*_COLUMNS).where(_IN_KEYS), lists=("tags",))
_OF_CARD: Final = _LOG.alias("of_card")
_BY_CARD: Final = Prepared(
    select(*_COLUMNS)
    .where(
        _OF_USER,
        # Chosen by a select that the index on cards covers: else SQLite reads the whole log.
        _LOG.c.seq.in_(
            select(_OF_CARD.c.seq).where(
                _OF_CARD.c.user_id == bindparam("user"), _OF_CARD.c.card_id == bindparam("card")
            )
        ),
    )
    .order_by(_LOG.c.seq)
)
_AFTER: Final = (
    select(*_COLUMNS)
    .where(_OF_USER, _LOG.c.seq > bindparam("after"))
    .order_by(_LOG.c.seq)
    .limit(bindparam("limit"))
)
_UNDONE: Final = _LOG.alias("undo")
_STANDING: Final = (
    select(*_COLUMNS)
    .where(
        _OF_USER,
        _LOG.c.kind.in_(_UNDOABLE),
        _LOG.c.seq.not_in(
            select(_UNDONE.c.undoes).where(
                _UNDONE.c.user_id == bindparam("user"),
                _UNDONE.c.seq > bindparam("since"),
                _UNDONE.c.undoes.is_not(None),
            )
        ),
        _LOG.c.seq > bindparam("since"),
    )
    .order_by(_LOG.c.seq.desc())
    .limit(1)
)
_LEARNER_AND: Final = Prepared(
    select_learner().add_columns(*_COLUMNS).outerjoin(_LOG, _IN_KEYS),
    lists=("tags",),
)
_BEFORE: Final = _LOG.alias("earlier")
_DAY: Final = bindparam("to_study_day", type_=Integer)
_DAY_BEFORE: Final = (
    select(_BEFORE.c.study_day)
    .where(
        _BEFORE.c.user_id == bindparam("to_user_id"),
        # Written out: a bulk insert has no parameters but those of its rows.
        _BEFORE.c.seq == bindparam("to_seq", type_=Integer) - literal_column("1"),
    )
    .scalar_subquery()
)
_INSERT: Final = Prepared(
    insert(_LOG).values(
        {
            **{name: bindparam(to) for name, to in zip(COLUMNS, _TO_COLUMNS, strict=True)},
            "opened_day": case((_DAY_BEFORE == _DAY, null()), else_=_DAY),
        }
    )
)


def find_entries(
    session: Reader, *, user_id: int, client_ids: Sequence[bytes]
) -> dict[bytes, LogRow]:
    """Return the entries of a person with these client ids, by client id."""
    if not client_ids:
        return {}
    found = _BY_CLIENT.rows(session, {"user": user_id, "tags": [*map(tag_of, client_ids)]})
    wanted = frozenset(client_ids)
    return {row.client_id: row for row in map(row_of, found) if row.client_id in wanted}


def find_learner_and_entries(
    reader: Reader, *, user_id: int, client_ids: Sequence[bytes]
) -> tuple[Learner | None, dict[bytes, LogRow]]:
    """Return what scheduling needs to know of a person, and their entries with these client ids.

    One statement: it stands on the path of every answer.
    """
    tags = [*map(tag_of, client_ids or (_NO_CLIENT,))]
    rows = _LEARNER_AND.rows(reader, {"user": user_id, "tags": tags})
    if not rows:
        return None, {}
    width = len(rows[0]) - len(COLUMNS)
    wanted = frozenset(client_ids)
    entries = (row_of(row[width:]) for row in rows if row[width] is not None)
    return Learner(*rows[0][:width]), {
        entry.client_id: entry for entry in entries if entry.client_id in wanted
    }


def list_entries_of_card(session: Reader, *, user_id: int, card_id: int) -> tuple[LogRow, ...]:
    """Return a person's entries of one card, in the order stored."""
    return tuple(row_of(row) for row in _BY_CARD.rows(session, {"user": user_id, "card": card_id}))


def find_entries_of_cards(
    session: Session, *, user_id: int, card_ids: Sequence[int]
) -> dict[int, list[LogRow]]:
    """Return the entries of a person about each of these cards, oldest first."""
    found: dict[int, list[LogRow]] = {}
    rows = session.execute(
        select(*_COLUMNS)
        .where(_LOG.c.user_id == user_id, _LOG.c.card_id.in_(list(card_ids)))
        .order_by(_LOG.c.seq)
    )
    for values in rows:
        row = row_of(values)
        found.setdefault(row.card_id, []).append(row)
    return found


def list_entries_after(
    session: Session, *, user_id: int, after: int, limit: int
) -> tuple[LogRow, ...]:
    """Return a person's entries with a seq above ``after``, in order, at most ``limit``."""
    # A cursor above every seq that PostgreSQL's integer can hold has nothing after it.
    cursor = min(after, _HIGHEST_SEQ)
    rows = session.execute(_AFTER, {"user": user_id, "after": cursor, "limit": limit})
    return tuple(row_of(row) for row in rows)


def list_cards_after(session: Session, *, user_id: int, after: int) -> frozenset[int]:
    """Return the cards that a person's entries with a seq above ``after`` are about."""
    rows = session.execute(
        select(_LOG.c.card_id).where(_OF_USER, _LOG.c.seq > bindparam("after")),
        {"user": user_id, "after": after},
    )
    return frozenset(row[0] for row in rows)


def find_entry(session: Session, *, user_id: int, seq: int) -> LogRow | None:
    """Return one entry of a person's log, or None."""
    row = session.execute(
        select(*_COLUMNS).where(_OF_USER, _LOG.c.seq == seq), {"user": user_id}
    ).first()
    return None if row is None else row_of(row)


def find_last_standing(session: Session, *, user_id: int, since: int) -> LogRow | None:
    """Return the newest entry above seq ``since`` that can be, and was not yet, taken back."""
    row = session.execute(_STANDING, {"user": user_id, "since": since}).first()
    return None if row is None else row_of(row)


def list_standing_refits(
    session: Session, *, user_id: int, first: int, last: int
) -> tuple[LogRow, ...]:
    """Return the refit entries of one reschedule whose cards have not changed since.

    Args:
        first: seq of the reschedule's first entry. last: of its last.
    """
    later = session.execute(
        select(_LOG.c.seq, _LOG.c.card_id, _LOG.c.kind, _LOG.c.rating, _LOG.c.undoes).where(
            _OF_USER, _LOG.c.seq > last
        ),
        {"user": user_id},
    ).all()
    undone = {row.undoes for row in later if row.undoes is not None}
    changing = {str(Kind.MANUAL), str(Kind.REFIT)}
    changed = {
        row.card_id
        for row in later
        if row.seq not in undone and (row.rating is not None or row.kind in changing)
    }
    rows = session.execute(
        select(*_COLUMNS)
        .where(_OF_USER, _LOG.c.seq.between(first, last), _LOG.c.kind == str(Kind.REFIT))
        .order_by(_LOG.c.seq),
        {"user": user_id},
    )
    return tuple(
        entry
        for entry in (row_of(row) for row in rows)
        if entry.seq not in undone and entry.card_id not in changed
    )


def undo_horizon(session: Session, *, user_id: int, steps: int) -> int:
    """Return the seq that lies just below a person's last ``steps`` entries that can be undone."""
    found = session.execute(
        select(_LOG.c.seq)
        .where(_OF_USER, _LOG.c.kind.in_(_UNDOABLE))
        .order_by(_LOG.c.seq.desc())
        .limit(1)
        .offset(steps - 1),
        {"user": user_id},
    ).scalar()
    return 0 if found is None else found - 1


def list_logged_people(session: Session) -> tuple[int, ...]:
    """Return the ids of all people who have a log."""
    return tuple(session.scalars(select(_LOG.c.user_id).distinct().order_by(_LOG.c.user_id)))


def count_entries(session: Session, *, user_id: int) -> int:
    """Return how many entries a person's log has."""
    return session.execute(select(func.count()).where(_OF_USER), {"user": user_id}).scalar_one()


def bind_entries(session: Reader, rows: list[LogRow]) -> Bound | None:
    """Return entries as the database gets them, where that can be made beforehand.

    The list is used up, some at a time: both together would take twice the memory.
    """
    if not is_direct(session):
        return None
    bound = _INSERT.bind(session, _TO_COLUMNS, [])
    rows.reverse()
    while rows:
        some = rows[-_SOME:]
        del rows[-_SOME:]
        bound.rows.extend(
            _INSERT.bind(session, _TO_COLUMNS, [*map(stored_form, reversed(some))]).rows
        )
    return bound


def add_bound_entries(session: Reader, bound: Bound, *, later: int) -> None:
    """Add entries that were bound before.

    Args:
        later: added to the seq of each.

    Raises:
        IntegrityError: a client id is there already.
    """
    if later:
        bound.add_to("to_seq", later)
    _INSERT.write_bound(session, bound)


def add_entries(session: Reader, rows: Iterable[LogRow]) -> None:
    """Add entries to the log.

    Raises:
        IntegrityError: a client id is there already.
    """
    _INSERT.write(session, _TO_COLUMNS, [stored_form(row) for row in rows])
