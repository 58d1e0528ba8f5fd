"""Search over passages, over facts that the learner has met, and over the learner's own notes.

Passages are found by everybody: they are open on the article. A fact is found once one of its
cards was answered, since its statement answers them all, and not while a quiz of the person runs
that asks about its article. Notes are found by who wrote them alone, and closed as facts are: what
somebody notes on a card is often its answer.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy.orm import Session

from quizapp.store.bank import search_queries
from quizapp.store.bank.search_queries import Hit, Term
from quizapp.store.engine import reading, writing
from quizapp.store.study import knowing_queries

LONGEST: Final = 200
"""Characters of a query that are read; the rest is left out, and the page says so."""
MOST_TERMS: Final = 10
MOST_HITS: Final = 20
"""Of passages, of facts, and of notes."""
_AROUND: Final = 90
"""Characters shown on either side of the first word found."""
_PHRASE: Final = re.compile(r'"([^"]*)"|([^"]+)')
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST_WORD: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``found`` for words that were looked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A place that was found.

    Attributes:
        heading: of a passage, or the statement of a fact; empty for a note. excerpt: where the
            words stand.
        card_id: the way to a fact, or the card of a note; None for a passage.
        language: of the article. A note is in whatever language its writer chose.
    """

    article: str
    title: str
    passage: int
    heading: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    card_id: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found.

    Attributes:
        words: what was looked for, in words; empty when nothing in the query can be looked for.
        cut: whether part of the query was left out. more: whether there are further places.
        every: whether all the words occur; False where none has all, and these have some.
    """

    words: tuple[str, ...]
    cut: bool
    passages: tuple[Found, ...]
    facts: tuple[Found, ...]
    notes: tuple[Found, ...]
    every: bool
    more: bool


def search(*, user_id: int, query: str, now: datetime) -> Findings:
    """Return the passages, met facts and own notes that have the words: all, or else some.

    Any text is a query: words are found by their beginnings, text in double quotes as it stands;
    every other sign only separates words.
    """
    terms, cut = read_query(query)
    if not terms:
        return Findings((), cut, (), (), (), every=True, more=False)
    with reading() as session:
        closed = knowing_queries.list_closed_articles(session, user_id=user_id, now=now)
        every = True
        hits = _hits(session, terms, user_id=user_id, closed=closed, every=every)
        if not any(hits) and len(terms) > 1:
            every = False
            hits = _hits(session, terms, user_id=user_id, closed=closed, every=every)
    passages, facts, notes = (
        tuple(_found(hit, terms) for hit in each[:MOST_HITS]) for each in hits
    )
    return Findings(
        words=tuple(" ".join(term.words) for term in terms),
        cut=cut,
        passages=passages,
        facts=facts,
        notes=notes,
        every=every,
        more=any(len(each) > MOST_HITS for each in hits),
    )


def _hits(
    session: Session, terms: Sequence[Term], *, user_id: int, closed: frozenset[str], every: bool
) -> tuple[tuple[Hit, ...], tuple[Hit, ...], tuple[Hit, ...]]:
    """Return passages, and the facts and notes that may be told."""
    passages = search_queries.find_passages(
        session, terms, every=every, user_id=user_id, limit=MOST_HITS + 1
    )
    facts = search_queries.find_facts(
        session, terms, every=every, user_id=user_id, limit=MOST_HITS + 1
    )
    notes = (
        hit
        for hit in search_queries.list_notes(session, user_id=user_id)
        if hit.article not in closed and _occur(terms, hit.body, every=every)
    )
    return (
        passages,
        tuple(hit for hit in facts if hit.article not in closed),
        tuple(islice(notes, MOST_HITS + 1)),
    )


def _occur(terms: Sequence[Term], text: str, *, every: bool) -> bool:
    """Return whether every term, or else any, occurs in a note, as the index would find it."""
    words = [_plain(match.group()) for match in _WORD.finditer(text)]
    found = (_occurs(term, words) for term in terms)
    return all(found) if every else any(found)


def _occurs(term: Term, words: Sequence[str]) -> bool:
    wanted = [_plain(word) for word in term.words]
    if not term.exact:
        return any(word.startswith(wanted[0]) for word in words)
    size = len(wanted)
    return any(words[at : at + size] == wanted for at in range(len(words) - size + 1))


def rebuild_index() -> None:
    """Make the search's index anew from what is published."""
    with writing() as session:
        search_queries.rebuild(session)


def index_differences() -> int:
    """Return how many entries the index lacks or has too many."""
    with reading() as session:
        return search_queries.count_differences(session)


def read_query(query: str) -> tuple[tuple[Term, ...], bool]:
    """Return the terms of a query, and whether some of it was left out."""
    text = unicodedata.normalize("NFC", query.encode("utf-8", "replace").decode())
    read = text[:LONGEST]
    if len(text) > LONGEST and text[LONGEST].isalnum():
        # Half a word at the end is none that was asked for.
        read = read.rpartition(" ")[0] or read
    terms: list[Term] = []
    for phrase, loose in _PHRASE.findall(read):
        words = tuple(word[:_LONGEST_WORD].lower() for word in _WORD.findall(phrase or loose))
        if phrase and words:
            terms.append(Term(words, exact=True))
        elif words:
            terms.extend(Term((word,), exact=False) for word in words)
    unique = tuple(dict.fromkeys(terms))
    return unique[:MOST_TERMS], len(text) > LONGEST or len(unique) > MOST_TERMS


def _found(hit: Hit, terms: Sequence[Term]) -> Found:
    wanted = [(_plain(word), term.exact) for term in terms for word in term.words]
    body = _excerpt(hit.body, wanted)
    return Found(
        article=hit.article,
        title=hit.title,
        passage=hit.passage,
        heading=tuple(_pieces(hit.heading, wanted)),
        excerpt=tuple(_pieces(body, wanted)),
        card_id=hit.card_id,
        language=hit.language,
    )


def _pieces(text: str, wanted: Sequence[tuple[str, bool]]) -> Iterable[Piece]:
    """Cut a text into what was looked for and what was not."""
    at = 0
    for match in _WORD.finditer(text):
        if _is_wanted(match.group(), wanted):
            if match.start() > at:
                yield Piece(text[at : match.start()], found=False)
            yield Piece(match.group(), found=True)
            at = match.end()
    if at < len(text):
        yield Piece(text[at:], found=False)


def _excerpt(text: str, wanted: Sequence[tuple[str, bool]]) -> str:
    """Return the text around the first word found, from word to word."""
    first = next((m for m in _WORD.finditer(text) if _is_wanted(m.group(), wanted)), None)
    middle = first.start() if first else 0
    start = max(0, middle - _AROUND)
    end = min(len(text), max(middle, _AROUND) + _AROUND)
    if start:
        start = text.find(" ", start, middle) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", middle, end), middle + 1)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return before + text[start:end].strip() + after


def _is_wanted(word: str, wanted: Sequence[tuple[str, bool]]) -> bool:
    plain = _plain(word)
    return any(plain == each if exact else plain.startswith(each) for each, exact in wanted)


def _plain(word: str) -> str:
    """Return a word casefolded and without accents, as the index on SQLite compares it."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
