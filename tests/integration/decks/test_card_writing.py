"""Cards that a person writes: new in the queue, mended with their memory, deleted, put back."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.errors import InputError, NotFoundError
from quizapp.formats.incoming.incoming import Choices
from quizapp.services.decks import (
    card_browsing,
    card_writing,
    deck_filing,
    deck_reading,
    deck_taking,
)
from quizapp.services.decks.card_browsing import Browsed
from quizapp.services.decks.card_texts import CardTexts
from quizapp.services.decks.deck_draft import Wish, edition_for, head_of, kept_in
from quizapp.services.decks.deck_taking import TakenIn
from quizapp.services.memory import study_log
from quizapp.services.publishing.publishing_write import difference
from quizapp.services.study import searching, study
from quizapp.store.bank import content_queries
from quizapp.store.decks import deck_queries
from quizapp.store.engine import reading
from quizapp.store.study import log_queries, memory_queries
from quizapp.store.study.memory_queries import State
from quizapp.store.tables.content import CardRow
from tests.integration.decks.conftest import SPANISH, bring, upload
from tests.integration.decks.test_decks import shared, user_id
from tests.integration.learner.conftest import Browser
from tests.integration.study.world import review_of

CLOZE = "{{Madrid}} is the capital of {{Spain::a country}}."


class Desk:
    """Ann at her own deck."""

    def __init__(self, site: Flask, browser: Browser, now: datetime, deck: str = "") -> None:
        self.site, self.browser, self.now = site, browser, now
        self.who = user_id(site, "Ann")
        with site.app_context():
            searching.rebuild_index()  # The planted article was never published.
            self.deck = deck or card_writing.begin_deck(user_id=self.who, title="Mine", now=now)

    def write(self, front: str, back: str = "", *, key: str = "", **more: object) -> int:
        """Write a card and return its number."""
        texts = CardTexts(front=front, back=back, **more)  # type: ignore[arg-type]  # spread
        with self.site.app_context():
            return card_writing.write_card(
                user_id=self.who,
                article_id=self.deck,
                texts=texts,
                client_id=key or str(uuid4()),
                now=self.now,
            )[0]

    def mend(self, card: int, *, anew: bool = False, **changed: object) -> None:
        """Give a card other words."""
        with self.site.app_context():
            found = self._found(card)
            card_writing.mend_card(
                user_id=self.who,
                article_id=self.deck,
                card_id=card,
                texts=CardTexts(**{**_fields(found.texts), **changed}),  # type: ignore[arg-type]  # spread
                anew=anew,
                client_id=str(uuid4()),
                now=self.now,
            )

    def delete(self, card: int) -> None:
        """Delete a card."""
        with self.site.app_context():
            card_writing.delete_card(
                user_id=self.who, article_id=self.deck, card_id=card, now=self.now
            )

    def put_back(self, card: int) -> None:
        """Put a deleted card back."""
        with self.site.app_context():
            card_writing.put_card_back(
                user_id=self.who, article_id=self.deck, card_id=card, now=self.now
            )

    def browse(self, query: str = "", which: str = "all", page: int = 1) -> Browsed:
        """Return a page of the deck's cards."""
        with self.site.app_context():
            return card_browsing.browse(
                user_id=self.who,
                article_id=self.deck,
                query=query,
                which=which,
                page=page,
                now=self.now,
            )

    def asked(self, query: str = "", which: str = "all") -> list[str]:
        """Return the fronts of the cards that are found."""
        return [card.asked for card in self.browse(query, which).cards]

    def bring_again(self, data: bytes, *, over_own: bool = False) -> TakenIn:
        """Bring a file into the deck."""
        with self.site.app_context():
            number = deck_reading.stage(
                user_id=self.who,
                data=data,
                name="spanish.tsv" if data[:1] != b"{" else "mine.deck.json",
                reader="",
                choices=Choices(),
                now=self.now,
            )
            wish = Wish(self.who, number, self.deck, "", with_reviews=False, over_own=over_own)
            return deck_taking.take_in(wish, now=self.now)

    def state(self, card: int) -> State:
        """Return what Ann remembers of a card."""
        with self.site.app_context(), reading() as session:
            return memory_queries.find_states(session, user_id=self.who, card_ids=[card])[card]

    def answer_all(self) -> None:
        """Answer each card of the queue once, and know it."""
        with self.site.app_context():
            cards = study.next_cards(user_id=self.who, set_id=None, limit=50, now=self.now).cards
            for card in cards:
                review = review_of(card, shown_at=self.now, client_id=str(uuid4()))
                (done,) = study.submit_reviews(user_id=self.who, reviews=[review], now=self.now)
                assert done.status == "stored", done

    def replays(self) -> bool:
        """Return whether the log gives the states that are stored, and the notes what is asked."""
        with self.site.app_context():
            with reading() as session:
                deck = deck_queries.get_own(session, self.deck, user_id=self.who)
                notes = [kept_in(row) for row in deck_queries.notes_as_rows(session, self.deck)]
                edition = edition_for(head_of(deck, "en"), notes)
                published = content_queries.load_published(session, deck=self.deck)
            assert not difference(edition, published)
            assert not searching.index_differences()
            return not study_log.verify_replay().differences

    def _found(self, card: int) -> card_writing.Mending:
        return card_writing.get_mending(user_id=self.who, article_id=self.deck, card_id=card)


def _fields(texts: CardTexts) -> dict[str, object]:
    return {name: getattr(texts, name) for name in CardTexts.__slots__}


@pytest.fixture
def desk(site: Flask, ann: Browser, now: datetime) -> Desk:
    """Return Ann at a deck of her own without cards."""
    return Desk(site, ann, now)


def test_a_written_card_is_asked_like_one_that_came_in(desk: Desk) -> None:
    assert desk.browse().counts["all"] == 0
    desk.write("el gato", "the cat", tags="animals, pets , animals", more="It says miau.")
    assert "el gato" in desk.browser.get("/study").text
    card = desk.browse(which="new").cards[0]
    assert (card.asked, card.told, card.tags) == ("el gato", "the cat", ("animals", "pets"))
    assert desk.replays()


def test_a_card_that_is_sent_twice_is_written_once(desk: Desk) -> None:
    key = str(uuid4())
    first = desk.write("el gato", "the cat", key=key)
    desk.mend(first, back="the tomcat")
    assert desk.write("el gato", "the cat", key=key) == first
    assert [card.told for card in desk.browse().cards] == ["the tomcat"]


def test_a_text_with_hidden_words_is_a_card_for_each(desk: Desk) -> None:
    desk.write(CLOZE, kind="cloze")
    assert [(card.asked, card.told) for card in desk.browse().cards] == [
        ("_____ is the capital of Spain.", "Madrid"),
        ("Madrid is the capital of _____ (a country).", "Spain"),
    ]
    assert desk.replays()
    card = desk.browse().cards[0].card_id
    desk.mend(card, front="{{Lisbon}} is the capital of Portugal.")
    assert desk.asked("lisbon") == ["_____ is the capital of Portugal."]
    with pytest.raises(InputError, match="hides one thing"):
        desk.mend(card, front=CLOZE)


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"front": " \n", "back": "b"}, "front"),
        ({"front": "a", "back": "\u200f "}, "back"),
        ({"front": "a" * 4001, "back": "b"}, "front"),
        ({"front": "a", "back": "b" * 4001}, "back"),
        ({"front": "a", "back": "b", "more": "c" * 4001}, "more"),
        ({"front": "nothing hidden", "kind": "cloze"}, "front"),
        ({"front": "{{all}}", "kind": "cloze"}, "front"),
        ({"front": " ".join(f"{{{{w{n}}}}}" for n in range(21)), "kind": "cloze"}, "front"),
    ],
)
def test_what_cannot_be_a_card_is_told_at_its_field(
    desk: Desk, texts: dict[str, str], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        desk.write(**texts)
    assert refused.value.field == field
    assert desk.browse().counts["all"] == 0


def test_other_words_keep_the_memory_and_the_place(desk: Desk) -> None:
    card = desk.write("el gatto", "the cat")
    desk.write("el perro", "the dog")
    desk.answer_all()
    before = desk.state(card)
    assert before.memory.reps == 1
    desk.mend(card, front="el gato", tags="animals", both_ways=True)
    assert desk.state(card).memory == before.memory
    assert desk.asked() == ["el gato", "the cat", "el perro"]
    assert [card.backwards for card in desk.browse().cards] == [False, True, False]
    assert [card.stage for card in desk.browse("cat").cards] == [before.memory.stage, "new"]
    assert desk.replays()


def test_another_question_begins_anew_by_an_entry_of_the_log(desk: Desk) -> None:
    card = desk.write("el gato", "the cat")
    desk.answer_all()
    desk.mend(card, front="la rana", back="the frog", anew=True)
    desk.mend(card, anew=True)  # Nothing to forget any more: no second entry.
    assert desk.state(card).memory.reps == 0
    assert desk.asked(which="new") == ["la rana"]
    desk.now += timedelta(days=1)
    desk.answer_all()
    desk.mend(card, anew=True)
    with desk.site.app_context(), reading() as session:
        rows = log_queries.list_entries_of_card(session, user_id=desk.who, card_id=card)
    assert [row.kind for row in rows] == ["learn", "manual", "learn", "manual"]
    assert desk.replays()


def test_a_deleted_card_is_asked_no_more_and_comes_back_with_its_memory(desk: Desk) -> None:
    card = desk.write("el gato", "the cat", both_ways=True)
    desk.write("el perro", "the dog")
    desk.write("la rana", "the frog")
    desk.answer_all()
    before = desk.state(card)
    desk.delete(card)
    assert desk.asked() == ["el perro", "la rana"]
    assert "el gato" not in desk.browser.get("/study").text
    found = desk.browse(which="deleted")
    assert [(each.card_id, each.asked) for each in found.gone] == [(card, "el gato")]
    assert desk.replays()
    with pytest.raises(NotFoundError):
        desk.delete(card)
    desk.put_back(card)
    assert desk.asked() == ["el gato", "the cat", "el perro", "la rana"]
    assert desk.state(card).memory == before.memory
    assert desk.browse().deleted == 0
    assert desk.replays()
    with pytest.raises(NotFoundError):
        desk.put_back(card)


def test_a_deck_may_lose_its_last_card_and_get_another(desk: Desk) -> None:
    desk.delete(desk.write("el gato", "the cat"))
    assert "No cards yet" in desk.browser.get(f"/decks/{desk.deck}/cards").text
    assert desk.browser.get(f"/decks/{desk.deck}").status_code == 200
    assert desk.browser.get("/sets").status_code == 200
    desk.write("el perro", "the dog")
    assert "el perro" in desk.browser.get("/study").text
    assert desk.replays()


def test_a_deleted_card_is_forgotten_after_a_while(desk: Desk) -> None:
    card = desk.write("el gato", "the cat")
    desk.delete(card)
    with desk.site.app_context():
        assert card_writing.forget_deleted(now=desk.now + timedelta(days=29)) == 0
        assert card_writing.forget_deleted(now=desk.now + timedelta(days=31)) == 1
    with pytest.raises(NotFoundError):
        desk.put_back(card)


def test_cards_are_found_by_words_tags_and_state(desk: Desk) -> None:
    desk.write("el árbol", "the tree", tags="nature")
    desk.write("la nature morte", "the still life", more="Painters' word")
    desk.write("犬が好き", "I like dogs", tags="irregular verbs")
    assert desk.asked("ARBOL") == ["el árbol"]
    assert desk.asked("nature") == ["el árbol", "la nature morte"]
    assert desk.asked("#nature") == ["el árbol"]
    assert desk.asked("painters life") == ["la nature morte"]
    assert desk.asked('"still life"') == ["la nature morte"]
    assert desk.asked('"life still"') == []
    assert desk.asked('"#irregular verbs"') == ["犬が好き"]
    assert desk.asked("好き") == ["犬が好き"]
    desk.answer_all()
    assert desk.asked(which="new") == []
    assert desk.asked(which="due") == []
    desk.now += timedelta(days=400)
    assert desk.browse(which="due").counts["due"] == 3
    with pytest.raises(NotFoundError):
        desk.browse(which="odd")


def test_pages_hold_fifty_cards_in_the_order_of_the_deck(
    site: Flask, ann: Browser, now: datetime
) -> None:
    lines = "".join(f"front {n:03}\tback {n}\n" for n in range(120))
    desk = Desk(site, ann, now, bring(ann, lines.encode()))
    pages = [desk.browse(page=number) for number in (0, 1, 2, 3, 9)]
    assert [(len(each.cards), each.page, each.pages) for each in pages] == [
        (50, 1, 3),
        (50, 1, 3),
        (50, 2, 3),
        (20, 3, 3),
        (20, 3, 3),
    ]
    assert pages[2].cards[0].asked == "front 050"
    assert [card.asked for card in desk.browse("front 11", page=1).cards][:2] == [
        "front 011",
        "front 110",
    ]


def test_a_file_brought_again_leaves_what_was_changed_here(
    site: Flask, ann: Browser, now: datetime
) -> None:
    desk = Desk(site, ann, now, bring(ann, SPANISH.encode()))
    ser, go, dog = (card.card_id for card in desk.browse().cards)
    desk.mend(ser, back="to be (for good)")
    desk.delete(dog)
    newer = SPANISH.replace("to go", "to go away").encode()
    again = desk.bring_again(newer)
    assert (again.added, again.updated, again.same, again.kept) == (0, 1, 0, 2)
    assert [card.told for card in desk.browse().cards] == ["to be (for good)", "to go away"]
    report = ann.get(f"/decks/imports/{again.import_id}").text
    assert "You changed it here." in report
    assert "You deleted it here." in report
    over = desk.bring_again(newer, over_own=True)
    assert (over.added, over.updated, over.same, over.kept) == (1, 1, 1, 0)
    assert [card.told for card in desk.browse().cards] == ["to be", "to go away", "the dog"]
    assert desk.browse().deleted == 0
    assert [card.card_id for card in desk.browse().cards] == [ser, go, dog]
    # What a file has put right is the file's again.
    assert desk.bring_again(SPANISH.encode()).updated == 1
    assert desk.replays()


def test_the_preview_says_what_stays_and_asks(site: Flask, ann: Browser, now: datetime) -> None:
    desk = Desk(site, ann, now, bring(ann, SPANISH.encode()))
    ser, _, dog = (card.card_id for card in desk.browse().cards)
    desk.mend(ser, back="to be (for good)")
    desk.delete(dog)
    preview = ann.get(upload(ann, SPANISH.encode()).location).text
    assert re.search(r"0 new, 0 updated, 1 as they are, 2 as you left them", preview)
    assert 'name="over_own"' in preview


def test_a_deck_taken_along_comes_back_the_same(desk: Desk, now: datetime) -> None:
    desk.write("el gato", "the cat", tags="animals", both_ways=True, more="miau")
    desk.write(CLOZE, kind="cloze")
    with desk.site.app_context():
        _, data = deck_filing.take_along(user_id=desk.who, article_id=desk.deck, with_answers=False)
        assert deck_filing.take_to(
            user_id=desk.who, article_id=desk.deck, format_name="anki", now=now
        ).data
    again = desk.bring_again(data)
    assert (again.added, again.updated, again.same) == (0, 0, 3)


def test_a_question_of_a_file_is_mended_in_its_own_form(
    site: Flask, ann: Browser, now: datetime
) -> None:
    gift = "A town in France? {=Paris ~Madrid ~Rome}\n\nA town in Spain? {=Madrid =Toledo}\n"
    desk = Desk(site, ann, now, bring(ann, gift.encode(), "towns.gift"))
    france, spain = (card.card_id for card in desk.browse().cards)
    desk.mend(spain, right="Aranjuez\nMadrid", front="A Spanish town?")
    desk.mend(france, wrong="Milan\nRome\n\nMadrid")
    assert [card.told for card in desk.browse().cards] == ["Paris", "Aranjuez"]
    assert "Milan" in ann.get(f"/decks/{desk.deck}/cards/{france}").text
    with pytest.raises(InputError, match="cannot be asked"):
        desk.mend(france, right="Paris\nLyon")
    with pytest.raises(InputError, match="cannot be asked"):
        desk.mend(france, wrong="Paris")


def test_lines_to_fill_in_are_asked(desk: Desk) -> None:
    desk.write("The _____ is _____ today.", "sky, blue")
    desk.write("{{c1::One}} and {{c1::another}} make two.", kind="cloze")
    assert desk.browse().counts["new"] == 2


def test_a_front_that_stands_there_already_is_told(desk: Desk) -> None:
    desk.write("el gato", "the cat")
    card = desk.write("EL GATO", "the tomcat")
    desk.write("el gato montés", "the wildcat")
    with desk.site.app_context():
        last = card_writing.get_desk(user_id=desk.who, article_id=desk.deck, after=card).last
    assert last is not None
    assert last.twins == 1


def test_who_shares_a_deck_changes_it_for_its_class(
    site: Flask, sign_in: "object", now: datetime
) -> None:
    tess, lea, deck, _ = shared(site, sign_in, now)  # type: ignore[arg-type]  # the fixture
    del tess
    sets = lea.get("/sets").text
    set_id = re.search(r'/sets/(\d+)/study"', sets[sets.index("shared with you") :])
    assert set_id
    lea.send(sets, f"/sets/{set_id[1]}/study")
    who = user_id(site, "Tess")
    with site.app_context():
        card = card_writing.write_card(
            user_id=who,
            article_id=deck,
            texts=CardTexts(front="la casa", back="the house"),
            client_id=str(uuid4()),
            now=now,
        )[0]
        with reading() as session:
            states = memory_queries.find_states(
                session, user_id=user_id(site, "Lea"), card_ids=[card]
            )
        assert card in states, "her class is asked the new card, too"
        with pytest.raises(NotFoundError):
            card_writing.delete_card(
                user_id=user_id(site, "Lea"), article_id=deck, card_id=card, now=now
            )
        card_writing.delete_card(user_id=who, article_id=deck, card_id=card, now=now)
        with reading() as session:
            assert session.scalar(select(CardRow.retired_in).where(CardRow.id == card))
    assert "la casa" not in lea.get("/study").text


def test_what_asks_in_the_same_words_is_typed_no_more_until_it_is_alone_again(desk: Desk) -> None:
    """Questions are made of the changed cards alone: of others where their words are met."""
    cat = desk.write("el gato", "the cat", both_ways=True)
    hound = desk.write("the cat", "a jazz player", tags="a, b")
    desk.write("el perro", "the dog", tags="b")
    assert desk.replays()
    desk.mend(hound, front="el gato")
    assert desk.replays()
    desk.mend(hound, front="el perro", tags="c")
    assert desk.replays()
    desk.delete(cat)
    desk.mend(hound, front="la rana", tags="b, c")
    assert desk.replays()
    desk.put_back(cat)
    assert desk.replays()
