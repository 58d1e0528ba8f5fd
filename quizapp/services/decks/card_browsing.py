"""Looking through the cards of one's own deck: by words, by state, page by page."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args

from sqlalchemy.orm import Session

from quizapp.errors import NotFoundError
from quizapp.formats.incoming.incoming import Content, PairContent
from quizapp.formats.incoming.incoming_codec import content_from_json
from quizapp.generation.wording import item_answer
from quizapp.services.decks.card_writing import PUT_BACK_FOR
from quizapp.services.decks.deck_build import slots_of
from quizapp.services.people.study_learner import get_learner, moment_of
from quizapp.store.decks import card_list_queries, deck_queries
from quizapp.store.decks.card_list_queries import CardLine, DeletedLine, SearchedCard, Which
from quizapp.store.engine import reading

PAGE: Final = 50
"""Cards on one page."""
LONGEST: Final = 200
"""Characters of what is looked for that are read."""
DELETED: Final = "deleted"
"""In the place of a kind of cards: the notes that can be put back."""
_MOST_TERMS: Final = 10
_PHRASE: Final = re.compile(r'"([^"]*)"|(\S+)')
_TAG_SIGN: Final = "#"


@dataclass(frozen=True, slots=True)
class BrowsedCard:
    """A card as the list shows it.

    Attributes:
        asked, told: its sides as this card asks them.
        backwards: whether it asks the back of its note for the front.
        stage: new, learning, review or relearning; "" where its owner does not study it.
        due_day: study day, or None.
        buried: whether it is hidden until a later day. flag: 0 for none.
        pictures: whether pictures or sounds belong to it.
        edited: whether its owner changed it here.
    """

    card_id: int
    asked: str
    told: str
    backwards: bool
    topic: str
    tags: tuple[str, ...]
    stage: str
    due_day: int | None
    suspended: bool
    buried: bool
    flag: int
    leech: bool
    media: bool
    edited: bool


@dataclass(frozen=True, slots=True)
class GoneCard:
    """A deleted note; ``until`` when it can be put back."""

    card_id: int
    asked: str
    told: str
    tags: tuple[str, ...]
    deleted_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of the cards of a deck.

    Attributes:
        which: the kind that is shown, or ``DELETED``.
        counts: cards of each kind, whatever words are looked for.
        deleted: how many notes can be put back.
        found: cards of the kind that have the words.
        page, pages: from 1. day: the person's study day. zone: of their clock.
    """

    article_id: str
    title: str
    which: str
    counts: dict[Which, int]
    deleted: int
    found: int
    cards: tuple[BrowsedCard, ...]
    gone: tuple[GoneCard, ...]
    page: int
    pages: int
    day: int
    zone: str


def browse(
    *, user_id: int, article_id: str, query: str, which: str, page: int, now: datetime
) -> Browsed:
    """Return a page of the cards of a deck of the person's own.

    Args:
        user_id: whose. article_id: which deck.
        query: words that all occur on a card, in what is told with it, or in its tags; one with a
            "#" before it is looked for in the tags alone. Case and accents do not count.
        which: a kind of cards, or ``DELETED``.
        page: from 1; one beyond the end is the last.
        now: when.

    Raises:
        NotFoundError: the deck is not theirs, or there is no such kind.
    """
    with reading() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        title = deck.title
        learner = get_learner(session, user_id)
        day = moment_of(learner, now).day
        counts = card_list_queries.count_cards(session, article_id, user_id=user_id, day=day)
        deleted = card_list_queries.count_deleted(session, article_id)
        looked = _Look(session, article_id, user_id, day)
        cards: tuple[BrowsedCard, ...] = ()
        gone: tuple[GoneCard, ...] = ()
        if which == DELETED:
            found, (shown, pages) = deleted, _pages(page, deleted)
            gone = looked.gone(shown)
        else:
            found, shown, pages, cards = looked.page(_which(which), query, page, counts)
    return Browsed(
        article_id=article_id,
        title=title,
        which=which,
        counts=counts,
        deleted=deleted,
        found=found,
        cards=cards,
        gone=gone,
        page=shown,
        pages=pages,
        day=day,
        zone=learner.zone,
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """The cards of a deck, one page at a time."""

    session: Session
    article_id: str
    user_id: int
    day: int

    def gone(self, page: int) -> tuple[GoneCard, ...]:
        """Return the deleted notes of a page."""
        rows = card_list_queries.list_deleted(
            self.session, self.article_id, limit=PAGE, offset=(page - 1) * PAGE
        )
        return tuple(map(_gone, rows))

    def page(
        self, which: Which, query: str, page: int, counts: dict[Which, int]
    ) -> tuple[int, int, int, tuple[BrowsedCard, ...]]:
        """Return how many cards of a kind have the words, the page of how many, and its cards."""
        terms = read_terms(query)
        if not terms:
            shown, pages = _pages(page, counts[which])
            cards = card_list_queries.list_cards(
                self.session,
                self.article_id,
                user_id=self.user_id,
                day=self.day,
                which=which,
                limit=PAGE,
                offset=(shown - 1) * PAGE,
            )
            return counts[which], shown, pages, self._cards(cards)
        every = card_list_queries.list_searched(
            self.session, self.article_id, user_id=self.user_id, day=self.day, which=which
        )
        hits = [each.card_id for each in every if _has(each, terms)]
        shown, pages = _pages(page, len(hits))
        some = hits[(shown - 1) * PAGE : shown * PAGE]
        cards = card_list_queries.list_cards_of(
            self.session, self.article_id, user_id=self.user_id, card_ids=some
        )
        return len(hits), shown, pages, self._cards(cards)

    def _cards(self, lines: Iterable[CardLine]) -> tuple[BrowsedCard, ...]:
        return tuple(_card(line, day=self.day) for line in lines)


def read_terms(query: str) -> tuple[str, ...]:
    """Return what is looked for: words, and what stands in double quotes, folded."""
    found = (quoted or word for quoted, word in _PHRASE.findall(query[:LONGEST]))
    folded = (_folded(" ".join(each.split())) for each in found)
    return tuple(dict.fromkeys(each for each in folded if each))[:_MOST_TERMS]


def _has(card: SearchedCard, terms: Sequence[str]) -> bool:
    tags = [f"{_TAG_SIGN}{_folded(tag)}" for tag in card.tags]
    words = _folded("\n".join((card.statement, card.explanation, *tags)))
    return all(
        any(tag.startswith(term) for tag in tags)
        if term.startswith(_TAG_SIGN) and len(term) > 1
        else term in words
        for term in terms
    )


def _folded(text: str) -> str:
    """Return text without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _pages(page: int, count: int) -> tuple[int, int]:
    """Return the page that is shown, and how many there are."""
    pages = max(1, -(-count // PAGE))
    return min(max(page, 1), pages), pages


def _which(name: str) -> Which:
    for each in get_args(Which):
        if each == name:
            kind: Which = each
            return kind
    raise NotFoundError("There is no such list.")


def _card(line: CardLine, *, day: int) -> BrowsedCard:
    content = content_from_json(line.content)
    backwards = isinstance(content, PairContent) and line.view == "front"
    asked, told = _sides(content, backwards=backwards)
    return BrowsedCard(
        card_id=line.card_id,
        asked=asked,
        told=told,
        backwards=backwards,
        topic=line.topic,
        tags=line.tags,
        stage=line.stage or "",
        due_day=line.due_day,
        suspended=line.suspended,
        buried=line.buried_until_day is not None and line.buried_until_day > day,
        flag=line.flag,
        leech=line.leech,
        media=bool(content.media),
        edited=line.edited_at is not None,
    )


def _gone(line: DeletedLine) -> GoneCard:
    return GoneCard(
        line.card_id,
        *_sides(content_from_json(line.content), backwards=False),
        line.tags,
        line.deleted_at,
        line.deleted_at + PUT_BACK_FOR,
    )


def _sides(content: Content, *, backwards: bool) -> tuple[str, str]:
    """Return what a card asks, and its answer in words."""
    if isinstance(content, PairContent):
        front, back = content.front, content.back
        return (back, front) if backwards else (front, back)
    asked = slots_of(content.stem, content.interaction).question
    return asked, item_answer(content.interaction)
