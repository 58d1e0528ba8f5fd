"""The search's index: SQLite's FTS5 table, or PostgreSQL's text search over the tables themselves.

On SQLite the index is a table of its own, written by publishing and by migration 0008; on
PostgreSQL it is two indexes that follow the tables. Both ignore accents. A source is one select
with one set of columns. A learner's own notes stand in no index: they are few, of one person, and
read as they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

_INDEX: Final = "search_words"


@dataclass(frozen=True, slots=True)
class Term:
    """What must occur: one word's beginning, or several words in a row.

    Attributes:
        words: letters and digits only, lower case; at least one.
        exact: True for a phrase, whose words must be whole.
    """

    words: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage, a fact or a note that was found.

    Attributes:
        card_id: a card of the fact, by which its page is found, or that of the note; None for a
            passage.
        language: of its article.
        heading, body: of a passage; statement and explanation of a fact; "" and text of a note.
    """

    article: str
    title: str
    passage: int
    heading: str
    body: str
    card_id: int | None
    language: str


def find_passages(
    session: Session, terms: Sequence[Term], *, every: bool, user_id: int, limit: int
) -> tuple[Hit, ...]:
    """Return the passages in which every term, or else any, occurs; the best first.

    Those of documents that the person does not see are left out.
    """
    statement = _PASSAGES_SQLITE if _on_sqlite(session) else _PASSAGES_POSTGRESQL
    rows = session.execute(
        text(statement),
        {"query": _query(session, terms, every=every), "user": user_id, "limit": limit},
    )
    return tuple(Hit(row[0], row[1], row[2], row[3], row[4], None, row[5]) for row in rows)


def find_facts(
    session: Session, terms: Sequence[Term], *, every: bool, user_id: int, limit: int
) -> tuple[Hit, ...]:
    """Return the facts that have the terms and of which the person answered a card."""
    statement = _FACTS_SQLITE if _on_sqlite(session) else _FACTS_POSTGRESQL
    rows = session.execute(
        text(statement),
        {
            "query": _query(session, terms, every=every),
            "user": user_id,
            "limit": limit,
        },
    )
    return tuple(Hit(*row) for row in rows)


def list_notes(session: Session, *, user_id: int) -> tuple[Hit, ...]:
    """Return the person's own notes on cards that are still asked, the newest first."""
    rows = session.execute(text(_NOTES), {"user": user_id})
    return tuple(Hit(row[0], row[1], row[2], "", row[3], row[4], row[5]) for row in rows)


def rebuild(session: Session) -> None:
    """Make the index anew from what is published; PostgreSQL's follows by itself."""
    if not _on_sqlite(session):
        return
    session.flush()
    session.execute(text(_EMPTY))
    for statement in _FILL:
        session.execute(text(statement))


def rebuild_article(session: Session, article_id: str) -> None:
    """Make the entries of one article anew; PostgreSQL's index follows by itself."""
    if not _on_sqlite(session):
        return
    session.flush()
    values = {"article": article_id}
    session.execute(text(f"{_EMPTY} WHERE article = :article"), values)
    for statement in (f"{_FILL[0]} WHERE", f"{_FILL[1]} AND"):
        session.execute(text(f"{statement} article_id = :article"), values)


def count_differences(session: Session) -> int:
    """Return how many entries the index lacks or has too many; PostgreSQL's has none."""
    if not _on_sqlite(session):
        return 0
    return int(session.execute(text(_DIFFERENCES)).scalar_one())


def _on_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _query(session: Session, terms: Sequence[Term], *, every: bool) -> str:
    """Return the terms in the database's own language.

    Words hold letters and digits alone, so that no operator of either can come from them.
    """
    if _on_sqlite(session):
        parts = [f'"{" ".join(term.words)}"' + ("" if term.exact else "*") for term in terms]
        return (" AND " if every else " OR ").join(parts)
    return (" & " if every else " | ").join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + ")"
        if term.exact
        else f"'{term.words[0]}':*"
        for term in terms
    )


_LIVE_FACTS: Final = (
    "SELECT 'fact' AS kind, article_id AS article, passage, id AS fact, statement AS heading,"
    " explanation AS body FROM facts WHERE retired_in IS NULL"
)
_LIVE_PASSAGES: Final = (
    "SELECT 'passage' AS kind, article_id AS article, number AS passage, NULL AS fact, heading,"
    " text AS body FROM passages"
)
_EMPTY: Final = f"DELETE FROM {_INDEX}"  # noqa: S608 - our own name
_FILL: Final = (f"INSERT INTO {_INDEX} {_LIVE_PASSAGES}", f"INSERT INTO {_INDEX} {_LIVE_FACTS}")
_INDEXED: Final = f"SELECT kind, article, passage, fact, heading, body FROM {_INDEX}"  # noqa: S608 - our own name
_LIVE: Final = f"{_LIVE_PASSAGES} UNION ALL {_LIVE_FACTS}"
_DIFFERENCES: Final = (
    f"SELECT (SELECT count(*) FROM ({_LIVE} EXCEPT {_INDEXED}))"  # noqa: S608 - constants
    f" + (SELECT count(*) FROM ({_INDEXED} EXCEPT SELECT * FROM ({_LIVE})))"
    f" + abs((SELECT count(*) FROM ({_LIVE})) - (SELECT count(*) FROM {_INDEX}))"
)
_SEEN: Final = (
    "(NOT a.is_owned OR EXISTS (SELECT 1 FROM decks d WHERE d.article_id = a.id AND"
    " (d.owner_id = :user OR EXISTS (SELECT 1 FROM deck_shares h JOIN class_members m"
    " ON m.class_id = h.class_id AND m.user_id = :user AND m.blocked_at IS NULL"
    " WHERE h.article_id = a.id))))"
)
"""Whether the person sees the article: ``store.bank.visibility`` in the words of this room."""
_ANSWERED: Final = (
    "(SELECT min(c.id) FROM cards c JOIN card_states s ON s.card_id = c.id AND s.user_id = :user"
    " WHERE c.fact_id = f.id AND s.stage <> 'new')"
)
"""A card of the fact that the person has answered, or null."""
_PASSAGES_SQLITE: Final = (
    f"SELECT p.article_id, a.title, p.number, p.heading, p.text, a.language FROM {_INDEX} w"  # noqa: S608 - constants
    " JOIN passages p ON p.article_id = w.article AND p.number = w.passage"
    f" JOIN articles a ON a.id = p.article_id AND a.retired_in IS NULL AND {_SEEN}"
    f" WHERE {_INDEX} MATCH :query AND w.kind = 'passage'"
    " ORDER BY bm25(search_words), p.article_id, p.number LIMIT :limit"
)
_FACTS_SQLITE: Final = (
    "SELECT f.article_id, a.title, f.passage, f.statement, f.explanation,"  # noqa: S608 - constants
    f" {_ANSWERED} AS card, a.language FROM {_INDEX} w"
    " JOIN facts f ON f.id = w.fact AND f.retired_in IS NULL"
    f" JOIN articles a ON a.id = f.article_id AND a.retired_in IS NULL AND {_SEEN}"
    f" WHERE {_INDEX} MATCH :query AND w.kind = 'fact' AND {_ANSWERED} IS NOT NULL"
    " ORDER BY bm25(search_words), f.id LIMIT :limit"
)
_NOTES: Final = (
    "SELECT f.article_id, a.title, f.passage, n.text, n.card_id, a.language FROM card_notes n"  # noqa: S608 - constants
    " JOIN cards c ON c.id = n.card_id AND c.retired_in IS NULL"
    " JOIN facts f ON f.id = c.fact_id AND f.retired_in IS NULL"
    f" JOIN articles a ON a.id = f.article_id AND a.retired_in IS NULL AND {_SEEN}"
    " WHERE n.user_id = :user ORDER BY n.changed_at DESC, n.card_id"
)


def _plain(words: str) -> str:
    """Return an expression of PostgreSQL for words without their accents, as SQLite's index has it.

    Both functions are immutable, so that an index may hold what comes of them; the extension
    unaccent is not, and not on every server.
    """
    return f"regexp_replace(normalize({words}, NFKD), '[\\u0300-\\u036f]', '', 'g')"


_PASSAGE_TEXT: Final = _plain("p.heading || ' ' || p.text")
_FACT_TEXT: Final = _plain("f.statement || ' ' || f.explanation")
_PASSAGE_WORDS: Final = f"to_tsvector('simple', {_PASSAGE_TEXT})"
_FACT_WORDS: Final = f"to_tsvector('simple', {_FACT_TEXT})"
_ASKED_WORDS: Final = f"to_tsquery('simple', {_plain('CAST(:query AS text)')})"
_PASSAGES_POSTGRESQL: Final = (
    "SELECT p.article_id, a.title, p.number, p.heading, p.text, a.language FROM passages p"  # noqa: S608 - constants
    f" JOIN articles a ON a.id = p.article_id AND a.retired_in IS NULL AND {_SEEN},"
    f" {_ASKED_WORDS} q WHERE {_PASSAGE_WORDS} @@ q"
    f" ORDER BY ts_rank({_PASSAGE_WORDS}, q) DESC, p.article_id, p.number LIMIT :limit"
)
_FACTS_POSTGRESQL: Final = (
    "SELECT f.article_id, a.title, f.passage, f.statement, f.explanation,"  # noqa: S608 - constants
    f" {_ANSWERED} AS card, a.language FROM facts f"
    f" JOIN articles a ON a.id = f.article_id AND a.retired_in IS NULL AND {_SEEN},"
    f" {_ASKED_WORDS} q WHERE {_FACT_WORDS} @@ q AND f.retired_in IS NULL"
    f" AND {_ANSWERED} IS NOT NULL"
    f" ORDER BY ts_rank({_FACT_WORDS}, q) DESC, f.id LIMIT :limit"
)
