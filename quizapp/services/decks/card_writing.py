"""Use cases of writing: a deck of one's own, cards in it, mended, begun anew, deleted, put back."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from quizapp.bank.terms import OWN_PREFIX
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.formats.incoming.incoming import Content
from quizapp.formats.incoming.incoming_codec import content_from_json, content_to_json
from quizapp.services.decks.card_texts import CardTexts, rewritten, texts_of, written
from quizapp.services.decks.deck_build import DeckHead, card_beginning, fact_id_of
from quizapp.services.decks.deck_draft import UNPUBLISHED, edition_for, language_of
from quizapp.services.decks.deck_revising import Change, revise
from quizapp.services.decks.deck_taking import put_new_deck
from quizapp.services.publishing.publishing_write import difference
from quizapp.store.bank import content_queries
from quizapp.store.bank.content_queries import Row
from quizapp.store.bank.studio_queries import lock_documents
from quizapp.store.decks import deck_queries, own_card_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.decks import Deck

WRITTEN: Final = "written"
"""In the place of a format: of a deck that no file began."""
PUT_BACK_FOR: Final = timedelta(days=30)
"""How long a deleted note can be put back."""
_TITLE_MAX: Final = 200
_KEY: Final = "written:"
_NO_CARD: Final = "There is no such card."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the form of a new card shows: the deck, its parts, and what was written last.

    Attributes:
        topics: in which its notes stand; () where there are not several.
        last: the card that was just written, or None.
        texts: what the fields begin with: tags and part of that card.
    """

    title: str
    topics: tuple[str, ...]
    last: "LastCard | None"
    texts: CardTexts


@dataclass(frozen=True, slots=True)
class LastCard:
    """A card that was just written.

    Attributes:
        twins: how many other cards of the deck ask in the same words.
    """

    card_id: int
    texts: CardTexts
    twins: int


@dataclass(frozen=True, slots=True)
class Mending:
    """A card as its form shows it.

    Attributes:
        cards: numbers of all cards of its note, in their order.
        answers: that its owner gave to them. others: people who answered them, too.
        content: what the note asks now.
    """

    title: str
    card_id: int
    cards: tuple[int, ...]
    topics: tuple[str, ...]
    texts: CardTexts
    content: Content
    answers: int
    others: int


def begin_deck(*, user_id: int, title: str, now: datetime) -> str:
    """Begin a deck without cards; return its id.

    Raises:
        InputError: the title is empty or too long.
        ConflictError: nothing is published yet that cards could belong to.
    """
    name = " ".join(title.split())
    if not name or len(name) > _TITLE_MAX:
        raise InputError("A title has 1 to {most} characters.", most=_TITLE_MAX, field="title")
    article_id = f"{OWN_PREFIX}{secrets.token_hex(6)}"
    with writing() as session:
        lock_documents(session)
        published = content_queries.load_published(session, deck=article_id)
        if published.revision is None:
            raise ConflictError(UNPUBLISHED)
        head = DeckHead(article_id, name, "", language_of(session, user_id))
        edition = edition_for(head, ())
        deck = Deck(
            article_id=article_id,
            owner_id=user_id,
            title=name,
            source_name="",
            format=WRITTEN,
            created_at=now,
            changed_at=now,
        )
        put_new_deck(
            session,
            deck,
            edition,
            difference(edition, published),
            (),
            revision=published.revision.id,
            now=now,
        )
    return article_id


def get_desk(*, user_id: int, article_id: str, after: int | None) -> Desk:
    """Return what the form of a new card shows.

    Args:
        after: number of the card that was just written, if one was.

    Raises:
        NotFoundError: the deck is not theirs.
    """
    with reading() as session:
        title = deck_queries.get_own(session, article_id, user_id=user_id).title
        topics = own_card_queries.list_note_topics(session, article_id)
        last = None if after is None else _last_card(session, article_id, after)
    begun = last.texts if last else CardTexts()
    texts = CardTexts(
        kind=begun.kind if begun.kind != "question" else "pair",
        tags=begun.tags,
        topic=begun.topic if last else (topics[-1] if topics else ""),
        both_ways=begun.both_ways,
    )
    return Desk(title, topics if len(topics) > 1 else (), last, texts)


def write_card(
    *, user_id: int, article_id: str, texts: CardTexts, client_id: str, now: datetime
) -> tuple[int, ...]:
    """Write a card into a deck of the person's own; return the numbers of what it made.

    Sent again under the same id it is the same card.

    Args:
        user_id: whose deck. article_id: which.
        texts: what stands in the fields.
        client_id: of this card, a UUID.
        now: when.

    Raises:
        NotFoundError: the deck is not theirs. InputError: a text is missing or too long.
    """
    key = f"{_KEY}{_uuid(client_id)}"
    made = written(texts)
    facts = [fact_id_of(article_id, f"{key}:{place}") for place in range(len(made.contents))]

    def work(session: Session, deck: Deck) -> Change:
        topics = own_card_queries.list_note_topics(session, article_id)
        topic = _topic(texts.topic, topics) or (topics[-1] if topics else deck.title)
        rows = [
            _row(fact, content, topic=topic, tags=made.tags)
            for fact, content in zip(facts, made.contents, strict=True)
        ]
        # One that is there already was sent twice, and may have been mended since.
        return Change(put=tuple(row for row in rows if not _is_there(session, deck, row)))

    revise(
        user_id=user_id,
        article_id=article_id,
        work=work,
        occasion=key,
        now=now,
        study=True,
    )
    with reading() as session:
        numbers = own_card_queries.card_numbers(session, facts)
    return tuple(number for fact in facts for number in numbers[fact])


def get_mending(*, user_id: int, article_id: str, card_id: int) -> Mending:
    """Return a card of a deck of the person's own as its form shows it.

    Raises:
        NotFoundError: there is no such card of theirs.
    """
    with reading() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        title, row = deck.title, _note(session, deck, card_id)
        cards = own_card_queries.card_numbers(session, [str(row["fact_id"])])
        numbers = cards[str(row["fact_id"])]
        topics = own_card_queries.list_note_topics(session, article_id)
        people = own_card_queries.list_learners(session, article_id)
        answers = own_card_queries.count_answers(session, numbers, user_id=user_id)
        others = own_card_queries.count_learnt(
            session, numbers, people=[each for each in people if each != user_id]
        )
    content, tags = _content(row), _tags(row)
    return Mending(
        title=title,
        card_id=card_id,
        cards=numbers,
        topics=topics if len(topics) > 1 else (),
        texts=texts_of(content, tags=tags, topic=str(row["topic"])),
        content=content,
        answers=answers,
        others=others,
    )


def mend_card(
    *,
    user_id: int,
    article_id: str,
    card_id: int,
    texts: CardTexts,
    anew: bool,
    client_id: str,
    now: datetime,
) -> None:
    """Give a card other words: what is remembered of it stays, unless it is to begin anew.

    Args:
        user_id: whose deck. article_id: which. card_id: one of the note's cards.
        texts: what stands in the fields.
        anew: whether all who had learnt it are asked as if it were new.
        client_id: of this change, a UUID.
        now: when.

    Raises:
        NotFoundError: there is no such card of theirs. InputError: a text is missing or too long.
    """
    occasion = f"mend:{_uuid(client_id)}"

    def work(session: Session, deck: Deck) -> Change:
        row = _note(session, deck, card_id)
        made = rewritten(texts, before=_content(row), tags=_tags(row))
        topic = _topic(texts.topic, own_card_queries.list_note_topics(session, article_id))
        fact_id = str(row["fact_id"])
        after = _row(fact_id, made.contents[0], topic=topic or str(row["topic"]), tags=made.tags)
        same = all(after[name] == row[name] for name in ("content", "topic", "tags"))
        put = () if same else ({**after, "position": row["position"], "edited_at": now},)
        return Change(put=put, anew=(fact_id,) if anew else ())

    revise(user_id=user_id, article_id=article_id, work=work, occasion=occasion, now=now)


def delete_card(*, user_id: int, article_id: str, card_id: int, now: datetime) -> None:
    """Delete the note of a card: nobody is asked about it any more; its answers stay in the log.

    Raises:
        NotFoundError: there is no such card of theirs.
    """

    def work(session: Session, deck: Deck) -> Change:
        return Change(gone=(str(_note(session, deck, card_id)["fact_id"]),))

    revise(user_id=user_id, article_id=article_id, work=work, occasion="", now=now)


def put_card_back(*, user_id: int, article_id: str, card_id: int, now: datetime) -> None:
    """Put a deleted note back where it stood, with what is remembered of it.

    Raises:
        NotFoundError: there is no such deleted card of theirs, or it is too long ago.
    """

    def work(session: Session, deck: Deck) -> Change:
        fact_id = own_card_queries.find_fact(session, card_id, article_id=deck.article_id)
        row = own_card_queries.find_deleted(session, fact_id or "", article_id=deck.article_id)
        if row is None:
            raise NotFoundError(_NO_CARD)
        return Change(put=(row,))

    revise(user_id=user_id, article_id=article_id, work=work, occasion="", now=now)


def forget_deleted(*, now: datetime) -> int:
    """Forget the notes that were deleted too long ago to be put back; return how many."""
    with writing() as session:
        return own_card_queries.sweep_deleted(session, before=now - PUT_BACK_FOR)


def _last_card(session: Session, article_id: str, card_id: int) -> LastCard | None:
    fact_id = own_card_queries.find_fact(session, card_id, article_id=article_id)
    row = own_card_queries.find_note(session, fact_id or "", article_id=article_id)
    if row is None or fact_id is None:
        return None
    content = _content(row)
    twins = own_card_queries.count_same_beginning(
        session, article_id, beginning=card_beginning(content), but=fact_id
    )
    texts = texts_of(content, tags=_tags(row), topic=str(row["topic"]))
    return LastCard(card_id, texts, twins)


def _note(session: Session, deck: Deck, card_id: int) -> Row:
    """Return the note of a card of a deck.

    Raises:
        NotFoundError: the deck has no such card.
    """
    fact_id = own_card_queries.find_fact(session, card_id, article_id=deck.article_id)
    row = own_card_queries.find_note(session, fact_id or "", article_id=deck.article_id)
    if row is None:
        raise NotFoundError(_NO_CARD)
    return row


def _is_there(session: Session, deck: Deck, row: Row) -> bool:
    fact_id = str(row["fact_id"])
    return own_card_queries.find_note(session, fact_id, article_id=deck.article_id) is not None


def _row(fact_id: str, content: Content, *, topic: str, tags: tuple[str, ...]) -> Row:
    return {
        "fact_id": fact_id,
        "content": content_to_json(content),
        "topic": topic,
        "tags": list(tags),
        "edited_at": None,
    }


def _content(row: Row) -> Content:
    found: Any = row["content"]
    return content_from_json(found)


def _tags(row: Row) -> tuple[str, ...]:
    found: Any = row["tags"]
    return tuple(found)


def _topic(wanted: str, topics: tuple[str, ...]) -> str:
    """Return the part of the deck that was chosen, or "" where there is none such."""
    return wanted if wanted in topics else ""


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InputError("{id} is not a UUID.", id=repr(text[:40]), field="id") from None
