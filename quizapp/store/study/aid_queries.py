"""Queries of notes, hints taken and practice rounds, and of the cards a learner set apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Table, bindparam, delete, false, func, or_, select
from sqlalchemy.orm import Session

from quizapp.bank.terms import JsonObject
from quizapp.store.bank.visibility import is_asked, is_public, visible_to
from quizapp.store.base import core_table
from quizapp.store.engine import Reader
from quizapp.store.prepared import Prepared
from quizapp.store.tables.content import ArticleRow, CardRow, FactRow
from quizapp.store.tables.memory import CardState
from quizapp.store.tables.study_aids import CardNote, HintsTaken, PracticeRound

Which = Literal["all", "buried", "suspended", "flagged", "leech", "noted"]
_STATES: Final = core_table(CardState)
_NOTES: Final = core_table(CardNote)
_HINTS: Final = core_table(HintsTaken)
_MANY: Final = 5
"""Learners who must have lost a card before its author hears of it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A learner's note on a card; version 0 and no text where there is none."""

    text: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class KeptCard:
    """A card that its learner set apart, or wrote on.

    Attributes:
        is_new: never answered: its statement must not be shown.
        retired: the author withdrew it.
        flag: 0 for none. note: "" for none.
        language: that its article is written in.
    """

    card_id: int
    article: str
    article_title: str
    language: str
    passage: int
    statement: str
    is_new: bool
    retired: bool
    suspended: bool
    buried_until_day: int | None
    flag: int
    leech: bool
    lapses: int
    note: str
    note_version: int


@dataclass(frozen=True, slots=True)
class LostCard:
    """A card that slips away from many learners."""

    card_id: int
    fact: str
    article_title: str
    statement: str
    learners: int
    slipping: int


def _of_cards(table: Table, *columns: str) -> Prepared:
    """Return the select of a person's rows of some cards: card, then these columns."""
    chosen = select(table.c.card_id, *(table.c[name] for name in columns))
    theirs = table.c.user_id == bindparam("user")
    return Prepared(
        chosen.where(theirs, table.c.card_id.in_(bindparam("cards", expanding=True))),
        lists=("cards",),
    )


_NOTES_OF: Final = _of_cards(_NOTES, "text", "version")
_FLAGS_OF: Final = _of_cards(_STATES, "flag")
_HINTS_OF: Final = _of_cards(_HINTS, "variant", "hints")


def find_notes(session: Reader, *, user_id: int, card_ids: Sequence[int]) -> dict[int, Note]:
    """Return a learner's notes on these cards, by card id."""
    rows = _NOTES_OF.rows(session, {"user": user_id, "cards": list(card_ids)})
    return {card_id: Note(text, version) for card_id, text, version in rows}


def put_note(session: Session, *, user_id: int, card_id: int, text: str, now: datetime) -> Note:
    """Write a note over the one that is there; an empty one takes it away."""
    row = session.get(CardNote, (user_id, card_id))
    if not text:
        session.execute(
            delete(CardNote).where(CardNote.user_id == user_id, CardNote.card_id == card_id)
        )
        return Note()
    if row is None:
        row = CardNote(user_id=user_id, card_id=card_id, text=text, version=0, changed_at=now)
        session.add(row)
    row.text, row.version, row.changed_at = text, row.version + 1, now
    session.flush()
    return Note(row.text, row.version)


def find_flags(session: Reader, *, user_id: int, card_ids: Sequence[int]) -> dict[int, int]:
    """Return the flags of these cards, by card id; 0 for none."""
    rows = _FLAGS_OF.rows(session, {"user": user_id, "cards": list(card_ids)})
    return {card_id: flag for card_id, flag in rows}  # noqa: C416 - a row is not a pair to mypy


def find_hints(
    session: Reader, *, user_id: int, card_ids: Sequence[int]
) -> dict[tuple[int, str], int]:
    """Return how many hints were taken of showings of these cards, by card and variant."""
    rows = _HINTS_OF.rows(session, {"user": user_id, "cards": list(card_ids)})
    return {(card_id, variant): hints for card_id, variant, hints in rows}


def put_hints(session: Session, *, user_id: int, card_id: int, variant: str, hints: int) -> None:
    """Note how many hints were taken of the present showing of a card."""
    session.merge(HintsTaken(user_id=user_id, card_id=card_id, variant=variant, hints=hints))


def find_round(
    session: Session, *, user_id: int, set_id: int, mode: str
) -> tuple[JsonObject, int] | None:
    """Return a round of practice with its version, or None."""
    row = session.get(PracticeRound, (user_id, set_id, mode))
    return None if row is None else (dict(row.content), row.version)


def put_round(
    session: Session,
    *,
    user_id: int,
    set_id: int,
    mode: str,
    content: JsonObject,
    now: datetime,
) -> int:
    """Write a round of practice over the one that is there; return its version."""
    row = session.get(PracticeRound, (user_id, set_id, mode))
    if row is None:
        row = PracticeRound(
            user_id=user_id, set_id=set_id, mode=mode, content={}, version=0, changed_at=now
        )
        session.add(row)
    row.content, row.version, row.changed_at = content, row.version + 1, now
    session.flush()
    return row.version


def list_kept(
    session: Session, *, user_id: int, day: int, which: Which, limit: int, offset: int = 0
) -> tuple[KeptCard, ...]:
    """Return the cards of a kind, by article and passage."""
    rows = session.execute(
        _kept(
            select(
                CardRow.id,
                FactRow.article_id,
                ArticleRow.title,
                ArticleRow.language,
                FactRow.passage,
                FactRow.statement,
                func.coalesce(_STATES.c.stage == "new", True),
                CardRow.retired_in.is_not(None),
                func.coalesce(_STATES.c.suspended, False),
                _STATES.c.buried_until_day,
                func.coalesce(_STATES.c.flag, 0),
                func.coalesce(_STATES.c.leech, False),
                func.coalesce(_STATES.c.lapses, 0),
                func.coalesce(_NOTES.c.text, ""),
                func.coalesce(_NOTES.c.version, 0),
            ),
            user_id,
        )
        .where(_is(which, day))
        .order_by(FactRow.article_id, FactRow.passage, CardRow.id)
        .limit(limit)
        .offset(offset)
    )
    return tuple(_kept_card(row, day) for row in rows)


def count_kept(session: Session, *, user_id: int, day: int) -> dict[Which, int]:
    """Return how many cards there are of each kind."""
    kinds: tuple[Which, ...] = ("all", "buried", "suspended", "flagged", "leech", "noted")
    row = session.execute(
        _kept(select(*(func.count().filter(_is(kind, day)) for kind in kinds)), user_id)
    ).one()
    return dict(zip(kinds, row, strict=True))


def list_lost_by_many(session: Session, *, limit: int) -> tuple[LostCard, ...]:
    """Return cards that at least five learners lose again and again, most of them first.

    Lost: a leech, or forgotten four times.
    """
    slips = or_(_STATES.c.leech.is_(True), _STATES.c.lapses >= _MANY - 1)
    # Counted by themselves: joined to its card first, each card would look through all states.
    lost = (
        select(_STATES.c.card_id, func.count().label("learners"))
        .where(slips)
        .group_by(_STATES.c.card_id)
        .having(func.count() >= _MANY)
        .cte("lost")
    )
    studied = (
        select(_STATES.c.card_id, func.count().label("learners"))
        .where(_STATES.c.card_id.in_(select(lost.c.card_id)), _STATES.c.reps > 0)
        .group_by(_STATES.c.card_id)
        .cte("studied")
    )
    rows = session.execute(
        select(
            CardRow.id,
            FactRow.id,
            ArticleRow.title,
            FactRow.statement,
            func.coalesce(studied.c.learners, 0),
            lost.c.learners,
        )
        .select_from(lost)
        .outerjoin(studied, studied.c.card_id == lost.c.card_id)
        .join(CardRow, CardRow.id == lost.c.card_id)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .where(is_asked(CardRow.retired_in), is_public(FactRow.article_id))
        .order_by(lost.c.learners.desc(), CardRow.id)
        .limit(limit)
    )
    return tuple(LostCard(*row) for row in rows)


def _kept(found: Any, user_id: int) -> Any:
    """Join the cards that the learner has a state of or wrote on."""
    return (
        found.select_from(CardRow)
        .join(FactRow, FactRow.id == CardRow.fact_id)
        .join(ArticleRow, ArticleRow.id == FactRow.article_id)
        .outerjoin(_STATES, (_STATES.c.card_id == CardRow.id) & (_STATES.c.user_id == user_id))
        .outerjoin(_NOTES, (_NOTES.c.card_id == CardRow.id) & (_NOTES.c.user_id == user_id))
        .where(visible_to(user_id, FactRow.article_id))
    )


def _is(which: Which, day: int) -> ColumnElement[bool]:
    marks: dict[str, ColumnElement[bool]] = {
        "buried": func.coalesce(_STATES.c.buried_until_day > day, false()),
        "suspended": func.coalesce(_STATES.c.suspended, false()).is_(True),
        "flagged": func.coalesce(_STATES.c.flag, 0) > 0,
        "leech": func.coalesce(_STATES.c.leech, false()).is_(True),
        "noted": _NOTES.c.card_id.is_not(None),
    }
    return or_(*marks.values()) if which == "all" else marks[which]


def _kept_card(row: Any, day: int) -> KeptCard:
    (
        card,
        article,
        title,
        language,
        passage,
        statement,
        is_new,
        retired,
        suspended,
        buried,
        *rest,
    ) = row
    return KeptCard(
        card_id=card,
        article=article,
        article_title=title,
        language=language,
        passage=passage,
        statement="" if is_new else statement,
        is_new=bool(is_new),
        retired=bool(retired),
        suspended=bool(suspended),
        buried_until_day=buried if buried is not None and buried > day else None,
        flag=rest[0],
        leech=bool(rest[1]),
        lapses=rest[2],
        note=rest[3],
        note_version=rest[4],
    )
