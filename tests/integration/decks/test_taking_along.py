"""A deck is taken along: into another account with its memory, and to other programs."""

import io
import re
import zipfile

from flask import Flask

from quizapp import clock
from quizapp.formats.incoming.incoming import Choices
from quizapp.formats.own.deck_file import SUFFIX
from quizapp.services.decks import deck_reading, deck_taking
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.memory import study_log
from quizapp.store.decks import deck_queries
from quizapp.store.engine import reading
from quizapp.store.study import memory_queries
from quizapp.store.study.memory_queries import State
from tests.integration.decks.conftest import SPANISH, bring
from tests.integration.decks.test_decks import user_id
from tests.integration.decks.test_import_jobs import anki
from tests.integration.learner.conftest import Browser


def states(site: Flask, name: str, deck: str) -> dict[tuple[str, str], State]:
    """Return a person's states of a deck's cards, by the fact's ending and view."""
    with site.app_context(), reading() as session:
        cards = deck_queries.cards_of(session, deck)
        found = {
            each.card_id: each
            for each in memory_queries.list_states(session, user_id=user_id(site, name))
        }
    return {(fact[-16:], view): found[card] for (fact, view), card in cards.items()}


def test_a_deck_goes_to_another_account_with_its_memory(
    site: Flask, ann: Browser, bob: Browser
) -> None:
    deck = bring_package(site)
    assert ann.get(f"/decks/{deck}/take").status_code == 200
    sent = ann.get(f"/decks/{deck}/take/quizapp?answers=yes")
    name = re.search(r"filename=([\w.-]+)", sent.headers["Content-Disposition"])
    assert name
    assert name[1].endswith(SUFFIX)
    there = bring(bob, sent.data, name[1], scheduling="yes")
    assert there != deck
    mine, theirs = states(site, "Ann", deck), states(site, "Bob", there)
    assert mine.keys() == theirs.keys()
    for key, state in mine.items():
        memory = theirs[key].memory
        assert memory.stability_days == state.memory.stability_days, key
        assert (memory.reps, memory.last_day) == (state.memory.reps, state.memory.last_day)
        assert memory.stage is state.memory.stage
    with site.app_context():
        assert not study_log.verify_replay().differences


def test_the_file_it_once_came_from_updates_it_there_too(ann: Browser, bob: Browser) -> None:
    deck = bring(ann, SPANISH.encode())
    data = ann.get(f"/decks/{deck}/take/quizapp").data
    there = bring(bob, data, "s.deck.json")
    again = bring(bob, SPANISH.encode())
    assert again == there
    assert re.search(r"<dt>as it was</dt><dd>3</dd>", bob.get("/decks/imports/3").text)


def test_another_program_gets_what_it_can_hold_and_the_rest_is_named(
    ann: Browser,
) -> None:
    deck = bring(ann, SPANISH.encode())
    page = ann.get(f"/decks/{deck}/take?format=anki").text
    assert "spanish.apkg" in page
    packed = zipfile.ZipFile(io.BytesIO(ann.get(f"/decks/{deck}/take/file?format=anki").data))
    assert any(each.startswith("collection") for each in packed.namelist())
    aiken = ann.get(f"/decks/{deck}/take?format=aiken")
    assert aiken.status_code == 400
    assert "can hold none" in aiken.text
    assert ann.get(f"/decks/{deck}/take/file?format=nonsense").status_code == 400


def bring_package(site: Flask) -> str:
    """Bring an Anki package with answers in, as the process of its own does."""
    with site.app_context():
        who = user_id(site, "Ann")
        number = deck_reading.stage(
            user_id=who,
            data=anki(),
            name="s.apkg",
            reader="",
            choices=Choices(scheduling=True),
            now=clock.now(),
        )
        wish = Wish(who, number, deck_reading.NEW, "", with_reviews=True)
        return deck_taking.take_in(wish, now=clock.now()).article_id
