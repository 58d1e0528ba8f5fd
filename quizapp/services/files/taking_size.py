"""How large a file to take along would be, counted in one statement: small ones a page makes."""

from dataclasses import dataclass, replace
from typing import Final

from quizapp.errors import NotFoundError
from quizapp.store.decks import deck_queries, media_queries
from quizapp.store.engine import reading
from quizapp.store.study import log_queries, past_queries, set_queries

SMALL_CARDS: Final = 1_500
SMALL_ANSWERS: Final = 10_000
SMALL_MEDIA_BYTES: Final = 20_000_000
"""So much takes half a second to write, with all that is told of it
(``python -m tests.benchmarks.anki_export``: 6.5 s for 16 666 cards and 100 000 answers)."""


@dataclass(frozen=True, slots=True)
class Size:
    """Cards of a set, and entries of the person's log about them.

    Attributes:
        media_bytes: of pictures and sounds, where they are counted.
    """

    cards: int
    answers: int
    media_bytes: int = 0

    @property
    def without_media(self) -> "Size":
        """Return how large it is where media go another way."""
        return replace(self, media_bytes=0)

    @property
    def only_media(self) -> "Size":
        """Return how large the media are by themselves."""
        return Size(0, 0, self.media_bytes)

    @property
    def is_large(self) -> bool:
        """Return whether nobody should wait for the file in a page."""
        return (
            self.cards > SMALL_CARDS
            or self.answers > SMALL_ANSWERS
            or self.media_bytes > SMALL_MEDIA_BYTES
        )


def size_of_set(*, user_id: int, set_id: int) -> Size:
    """Return how large a set is that a person may study.

    Raises:
        NotFoundError: there is no such set for this person.
    """
    with reading() as session:
        set_queries.get_visible_set(session, set_id=set_id, user_id=user_id)
        return Size(*past_queries.count_of_set(session, set_id, user_id=user_id))


def size_of_deck(*, user_id: int, article_id: str) -> Size:
    """Return how large a deck of the person's own is.

    Raises:
        NotFoundError: it is not theirs.
    """
    with reading() as session:
        deck_queries.get_own(session, article_id, user_id=user_id)
        set_id = deck_queries.find_whole_set(session, article_id)
        if set_id is None:
            raise NotFoundError("There is no such deck.")
        return Size(*past_queries.count_of_set(session, set_id, user_id=user_id))


def size_of_memory(*, user_id: int) -> Size:
    """Return how many entries a person's log has."""
    with reading() as session:
        return Size(0, log_queries.count_entries(session, user_id=user_id))


def size_of_person(*, user_id: int) -> Size:
    """Return how many notes of decks, entries and bytes of media a person has in all."""
    with reading() as session:
        facts = deck_queries.own_fact_ids(session, user_id=user_id).values()
        return Size(
            sum(map(len, facts)),
            log_queries.count_entries(session, user_id=user_id),
            media_queries.bytes_of(session, owner_id=user_id),
        )
