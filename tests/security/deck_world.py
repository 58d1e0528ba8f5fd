"""Decks in the world: one of a learner alone, one of a teacher shared with class A."""

from datetime import datetime
from typing import Final
from unittest import mock

from sqlalchemy import select

from quizapp.formats.incoming.incoming import Choices
from quizapp.services.decks import card_writing, deck_reading, deck_taking, decks
from quizapp.services.decks.card_texts import CardTexts
from quizapp.services.decks.deck_draft import Wish
from quizapp.store.engine import reading
from quizapp.store.tables.content import CardRow, FactRow, QuestionRow, QuestionSet
from tests.unit.formats.anki_made import BASIC, Made, package
from tests.unit.formats.media_made import packed, png

PRIVATE: Final = "own-00000000000a"
SHARED: Final = "own-00000000000b"
NO_DECK: Final = "own-00000000000c"
PRIVATE_PICTURE: Final = png(4, 4)
SHARED_PICTURE: Final = png(5, 5)
SECRET_WORDS: Final = ("zanzibarik", "quokkaform")
"""Front and back of the private deck: nobody else may ever read them."""


def build_decks(*, owner: int, teacher: int, class_a: int, now: datetime) -> dict[str, int]:
    """Bring the decks in; return the numbers of what they are made of."""
    front, back = SECRET_WORDS
    private = _bring(owner, f"{front}\t{back}\n", PRIVATE, now=now)
    shared = _bring(teacher, "la clase\tthe class\n", SHARED, now=now)
    decks.share(user_id=teacher, article_id=SHARED, class_id=class_a, now=now)
    for deck, data in ((PRIVATE, PRIVATE_PICTURE), (SHARED, SHARED_PICTURE)):
        _picture(owner if deck == PRIVATE else teacher, deck, data, now=now)
    waiting = deck_reading.stage(
        user_id=owner,
        data=f"{front} again\t{back}\n".encode(),
        name=f"{front}.tsv",
        reader="",
        choices=Choices(),
        now=now,
    )
    gone = card_writing.write_card(
        user_id=owner,
        article_id=PRIVATE,
        texts=CardTexts(front=f"{front} gone", back=f"{back} gone", tags=front),
        client_id="00000000-0000-4000-8000-00000000000d",
        now=now,
    )[0]
    card_writing.delete_card(user_id=owner, article_id=PRIVATE, card_id=gone, now=now)
    found = {"deck.card.deleted": gone}
    found |= {"import.private": private, "import.shared": shared, "import.waiting": waiting}
    with reading() as session:
        for name, deck in (("private", PRIVATE), ("shared", SHARED)):
            card, question = session.execute(
                select(CardRow.id, QuestionRow.id)
                .join(FactRow, FactRow.id == CardRow.fact_id)
                .join(QuestionRow, QuestionRow.card_id == CardRow.id)
                .where(FactRow.article_id == deck)
                .order_by(CardRow.id, QuestionRow.id)
            ).first() or (0, 0)
            number = session.scalar(
                select(QuestionSet.id).where(
                    QuestionSet.deck_id == deck, QuestionSet.kind == "article"
                )
            )
            found |= {f"deck.card.{name}": card, f"deck.question.{name}": question}
            found |= {f"deck.set.{name}": number or 0}
    return found


def _picture(user_id: int, deck: str, data: bytes, *, now: datetime) -> None:
    """Give a deck a note with a picture."""
    made = Made()
    made.note(BASIC, f'{deck} <img src="p.png" alt="a square">', "a square", guid=f"pic-{deck}")
    number = deck_reading.stage(
        user_id=user_id,
        data=package(made, "anki21", packed({"p.png": data}, "anki21")),
        name="p.apkg",
        reader="",
        choices=Choices(),
        now=now,
    )
    deck_taking.take_in(Wish(user_id, number, deck, title="", with_reviews=False), now=now)


def _bring(user_id: int, text: str, deck: str, *, now: datetime) -> int:
    number = deck_reading.stage(
        user_id=user_id,
        data=text.encode(),
        name=f"{text.split(maxsplit=1)[0]}.tsv",
        reader="",
        choices=Choices(),
        now=now,
    )
    # Ids are drawn by chance; two worlds that differ in one key alone have the same.
    drawn = deck.removeprefix("own-")
    with mock.patch("quizapp.services.decks.deck_taking.secrets.token_hex", return_value=drawn):
        wish = Wish(user_id, number, deck_reading.NEW, title="", with_reviews=False)
        done = deck_taking.take_in(wish, now=now)
    assert done.article_id == deck
    return done.import_id
