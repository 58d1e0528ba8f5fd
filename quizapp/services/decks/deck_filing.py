"""A deck taken along: as a file of quizapp with its owner's answers, or to another program."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Final

from quizapp.bank.slug import slug
from quizapp.errors import NotFoundError
from quizapp.formats.incoming.incoming import PastReview
from quizapp.formats.own.deck_file import SUFFIX, FiledNote, write
from quizapp.generation.question import QuestionType
from quizapp.services.decks import deck_media
from quizapp.services.decks.deck_build import key_of
from quizapp.services.decks.deck_draft import kept_in
from quizapp.services.exports import exporting
from quizapp.services.exports.exporting import Export, ExportChoice
from quizapp.services.exports.past_answers import past_of
from quizapp.services.exports.set_taking import own_memory
from quizapp.store.decks import deck_memory_queries, deck_queries
from quizapp.store.engine import reading
from quizapp.store.study import memory_queries, past_queries
from quizapp.store.study.past_queries import PastEntry

_FACES: Final = {"back": 0, "answer": 0, "front": 1}
_NAME_MAX: Final = 60


def take_along(*, user_id: int, article_id: str, with_answers: bool) -> tuple[str, bytes]:
    """Return the name and bytes of a deck as a file of quizapp.

    Args:
        with_answers: whether the owner's answers go along, from which memory is worked out anew.

    Raises:
        NotFoundError: it is not theirs.
    """
    with reading() as session:
        deck = deck_queries.get_own(session, article_id, user_id=user_id)
        title = deck.title
        rows = deck_queries.notes_as_rows(session, article_id)
        # The file holds words: media stay, and with them notes that say a side by nothing else.
        every = [kept_in(row) for row in rows]
        kept = [each for each in every if deck_media.says_all_in_words(each.content)]
        cards = deck_queries.cards_of(session, article_id)
        away = deck_memory_queries.suspended_cards(session, article_id, user_id=user_id)
        past = (
            past_queries.list_past(
                session, deck_memory_queries.cards_of_deck(article_id), user_id=user_id
            )
            if with_answers
            else ()
        )
        learner = memory_queries.find_learner(session, user_id)
    of_card = {number: (fact, view) for (fact, view), number in cards.items()}
    put_away = {of_card[card][0] for card in away if card in of_card}
    notes = [
        FiledNote(
            key_of(each.fact_id),
            replace(each.content, media=()),
            each.topic,
            each.tags,
            suspended=each.fact_id in put_away,
        )
        for each in kept
    ]
    facts = {each.fact_id for each in kept}
    reviews: list[PastReview] = []
    for card, entries in groupby(past, key=attrgetter("card_id")):
        fact, view = of_card[card]
        if fact in facts and view in _FACES:
            reviews += _reviews(tuple(entries), key_of(fact), _FACES[view])
    reviews.sort(key=attrgetter("answered_at"))
    data = write(title, notes, reviews, rollover_hour=learner.rollover_hour if learner else None)
    return f"{slug(title, most=_NAME_MAX) or 'deck'}{SUFFIX}", data


def take_to(
    *,
    user_id: int,
    article_id: str,
    format_name: str,
    now: datetime,
    with_memory: bool = False,
) -> Export:
    """Return a deck as a file of another program, with its keys.

    Args:
        with_memory: whether the owner's memory goes along, in a format that holds it.

    Raises:
        NotFoundError: it is not theirs.
        InputError: the format is not known, or holds nothing of it.
    """
    graded = frozenset(kind for kind in QuestionType if kind is not QuestionType.FLASHCARD)
    choice = ExportChoice(format=format_name, forms=graded, level="both", one_per_fact=False)
    with reading() as session:
        deck_queries.get_own(session, article_id, user_id=user_id)
        set_id = deck_queries.find_whole_set(session, article_id)
        if set_id is None:
            raise NotFoundError("There is no such deck.")
        ground = exporting.read_ground(session, set_id=set_id, user_id=user_id)
        own = own_memory(
            session, ground, user_id=user_id, choice=choice, now=now, wanted=with_memory
        )
    return exporting.export_ground(ground, user_id=user_id, choice=choice, now=now, own=own)


def _reviews(entries: Sequence[PastEntry], key: str, face: int) -> Iterator[PastReview]:
    """Yield the answers of a card that stand, since its answer was last changed."""
    for each, kind in past_of(entries).stand:
        yield PastReview(key, face, each.answered_ms, each.rating or 0, kind, each.duration_ms)
