"""A learner with everything: the site's article, decks with media and answers, plans, notes."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flask import Flask

from quizapp.app import create_app
from quizapp.formats.incoming.incoming import Choices
from quizapp.scheduling.fit_due import named
from quizapp.scheduling.parameters import DEFAULT_PARAMETERS
from quizapp.services.decks import deck_reading, deck_taking, decks
from quizapp.services.decks.deck_draft import Wish
from quizapp.services.people import preferences
from quizapp.services.people.preferences import Preferences
from quizapp.services.plans import plans
from quizapp.services.plans.plans_wishes import BudgetWish, GoalWish, HolidayWish
from quizapp.services.study import habits, sets, study
from quizapp.settings import Settings
from quizapp.store.decks import deck_queries
from quizapp.store.engine import db, reading, sqlite_url, writing
from quizapp.store.study import fit_queries
from quizapp.store.study.memory_queries import list_states
from quizapp.store.tables.content import CardRow
from quizapp.store.tables.people import User
from tests.integration.study.world import answer_next, change_rows, plant, uuid_of
from tests.unit.formats.anki_made import BASIC, REVERSED, Made, package
from tests.unit.formats.media_made import packed, png

FIRST: Final = 1_600_000_000_000
PICTURE: Final = png(30, 20)
PREFERENCES: Final = Preferences(
    zone="Europe/Berlin",
    rollover_hour=3,
    theme="dark",
    language="es",
    desired_retention=0.87,
    new_per_day=33,
    reviews_per_day=444,
    same_day="always",
)
DAY: Final = timedelta(days=1)


def animals() -> bytes:
    """Return a package with pairs asked both ways, a picture, tags, and past answers."""
    made = Made()
    cards = made.note(REVERSED, "ser", "to be", tags="verb", cards=(0, 1))
    cards += made.note(REVERSED, "ir", "to go", tags="verb", cards=(0, 1))
    cards += made.note(BASIC, '<img src="pic.png" alt="a small animal">', "el perro")
    cards += made.note(BASIC, "la casa", "the house", tags="noun")
    for number, card in enumerate(cards * 3):
        made.review(FIRST + number * 90_000_000, card, 3 - number % 3 // 2, 1)
    return package(made, "anki21b", packed({"pic.png": PICTURE}, "anki21b"))


def bring(user_id: int, data: bytes, name: str, *, now: datetime) -> str:
    """Bring a file in as a deck; return its id."""
    number = deck_reading.stage(
        user_id=user_id,
        data=data,
        name=name,
        reader="",
        choices=Choices(scheduling=True),
        now=now,
    )
    wish = Wish(user_id, number, deck_reading.NEW, "", with_reviews=True)
    return deck_taking.take_in(wish, now=now).article_id


def live(user_id: int, *, now: datetime, days: int = 9) -> datetime:
    """Study, mark, plan and note for some days; return the last moment."""
    preferences.change_preferences(user_id=user_id, preferences=PREFERENCES)
    sets.add_set(user_id=user_id, set_id=1, now=now)
    deck = bring(user_id, animals(), "animals.apkg", now=now)
    bring(user_id, b"uno\tone\ndos\ttwo\ntres\tthree\n", "numbers.tsv", now=now)
    own = named([*DEFAULT_PARAMETERS.weights[:-1], 0.2])
    with writing() as session:
        fit_queries.keep_parameter_set(session, user_id=user_id, parameters=own, now=now)
    rng = random.Random(11)  # noqa: S311 - which answers are wrong
    at = now
    for day in range(days):
        at = now + day * DAY
        if day == days // 2:
            change_rows(User, where=User.id == user_id, parameter_set=own.name)
        for turn in range(9):
            at += timedelta(minutes=1)
            if not study.next_cards(user_id=user_id, set_id=None, limit=1, now=at).cards:
                break
            answer_next(user_id, now=at, right=rng.random() < 0.8)
            if turn == 4 and day % 3 == 0:
                study.undo(user_id=user_id, client_id=uuid_of("u", day), now=at)
    _mark(user_id, deck, now=at)
    _plan(user_id, deck, now=at)
    return at


def _mark(user_id: int, deck: str, *, now: datetime) -> None:
    with reading() as session:
        cards = sorted(deck_queries.cards_of(session, deck).values())
    study.suspend(user_id=user_id, card_id=cards[0], client_id=uuid_of("s"), now=now)
    study.bury(user_id=user_id, card_id=cards[1], client_id=uuid_of("b"), now=now)
    study.flag(user_id=user_id, card_id=cards[3], client_id=uuid_of("f"), now=now, number=2)
    study.save_note(user_id=user_id, card_id=cards[2], text="Mine, of a deck", version=0, now=now)
    study.save_note(user_id=user_id, card_id=3, text="Mine, of the site", version=0, now=now)
    habits.choose_rest(user_id=user_id, weekdays=["6"], per_week="1")


def _plan(user_id: int, deck: str, *, now: datetime) -> None:
    with reading() as session:
        set_id = deck_queries.find_whole_set(session, deck)
    assert set_id is not None
    number = sets.study_passage(user_id=user_id, article_id="rivers", number=2, now=now)
    assert number
    on = f"{now + 40 * DAY:%Y-%m-%d}"
    first, last = (f"{now + days * DAY:%Y-%m-%d}" for days in (20, 25))
    for wish in (
        GoalWish(set_id=set_id, on=on, minutes=30),
        HolidayWish(first=first, last=last, ahead=True),
        BudgetWish(minutes=25),
    ):
        plans.take(user_id=user_id, wish=wish, now=now)


def states(user_id: int) -> dict[str, dict[str, Any]]:
    """Return what a person remembers, by what follows from a card's key wherever it is."""
    with reading() as session:
        found = list_states(session, user_id=user_id)
        keys = {each.card_id: session.get_one(CardRow, each.card_id).key for each in found}
        mine = [each.article_id for each in deck_queries.list_own(session, user_id=user_id)]
        titles = {each: decks.get_own_title(user_id=user_id, article_id=each) for each in mine}
    return {
        _plain(keys[each.card_id], titles): {
            name: getattr(each, name) for name in each._fields if name not in {"user_id", "card_id"}
        }
        for each in found
    }


def _plain(key: str, titles: dict[str, str]) -> str:
    for deck, title in titles.items():
        key = key.replace(deck, title)
    return key


@contextmanager
def another_site(folder: Path, template: Path, *, now: datetime) -> Iterator[Flask]:
    """Give another site with the same article, where every number is another one."""
    folder.mkdir(mode=0o700)
    (folder / "quizapp.db").write_bytes(template.read_bytes())
    (folder / "bank").mkdir()
    app = create_app(
        Settings.from_environment(
            {
                "QUIZAPP_DATA_DIR": str(folder),
                "QUIZAPP_DATABASE_URL": sqlite_url(folder / "quizapp.db"),
                "QUIZAPP_SECRET_KEY": "another key of the tests, no secret either",
                "QUIZAPP_BANK": str(folder / "bank"),
            }
        )
    )
    app.testing = True
    with app.app_context():
        plant(now=now)
        yield app
        db.session.remove()
        db.engine.dispose()
