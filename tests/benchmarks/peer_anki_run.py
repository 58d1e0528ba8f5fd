"""Runs in Anki's own environment: makes a package, answers cards, imports the package.

Started by ``peer_anki``; nothing of quizapp is imported here, nor is Anki anywhere else. Prints one
line of JSON. ``python peer_anki_run.py FOLDER NOTES REVIEWS SECONDS``
"""

import json
import sys
import time
from pathlib import Path

from anki.buildinfo import version
from anki.collection import (
    AddNoteRequest,
    Collection,
    DeckIdLimit,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)
from anki.decks import DeckId
from anki.scheduler.v3 import CardAnswer

_FIRST = 1_500_000_000_000
_PAST = """
with recursive nth(n) as (select 0 union all select n + 1 from nth where n + 1 < ?2),
cards_in_order(id, place) as (select id, row_number() over (order by id) - 1 from cards)
insert into revlog
select ?1 + n * 1000000, id, -1, 1 + n % 4, 10, 10, 2500, 4000, 1
from nth join cards_in_order on place = n % ?3
"""


def filled(folder: Path, *, notes: int, reviews: int) -> tuple[Collection, DeckId]:
    """Return a collection of two cards a note, with past answers, FSRS on, no limits of a day."""
    made = Collection(str(folder / "made.anki2"))
    kind, deck = made.models.by_name("Basic (and reversed card)"), made.decks.id("Words")
    asked = []
    for number in range(notes):
        note = made.new_note(kind)
        note["Front"], note["Back"] = f"Word <i>{number}</i>", f"Meaning {number} {'more ' * 20}"
        asked.append(AddNoteRequest(note=note, deck_id=deck))
    made.add_notes(asked)
    # One statement: each one outside of a transaction is committed by itself.
    made.db.execute(_PAST, _FIRST, reviews, notes * 2)
    settings = made.decks.config_dict_for_deck_id(deck)
    settings["new"]["perDay"] = settings["rev"]["perDay"] = 9999
    made.decks.update_config(settings)
    made.set_config("fsrs", val=True)
    return made, deck


def answer(made: Collection, deck: DeckId, *, seconds: float) -> float:
    """Return answers a second, each with the next card read as Anki's reviewer does."""
    made.decks.select(deck)
    begun, count = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        queued = made.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = made.get_card(queued.card.id)
        card.start_timer()
        made.sched.answer_card(
            made.sched.build_answer(card=card, states=queued.states, rating=CardAnswer.GOOD)
        )
        count += 1
    return count / (time.perf_counter() - begun)


def main(folder: Path, notes: int, reviews: int, seconds: float) -> None:
    """Do all of it, and print."""
    made, deck = filled(folder, notes=notes, reviews=reviews)
    package = folder / "deck.apkg"
    made.export_anki_package(
        out_path=str(package),
        options=ExportAnkiPackageOptions(with_scheduling=True, legacy=False),
        limit=DeckIdLimit(deck),
    )
    rates = [answer(made, deck, seconds=seconds) for _ in range(5)]
    empty, begun = Collection(str(folder / "empty.anki2")), time.perf_counter()
    empty.import_anki_package(
        ImportAnkiPackageRequest(
            package_path=str(package), options=ImportAnkiPackageOptions(with_scheduling=True)
        )
    )
    import_s = time.perf_counter() - begun
    told = {
        "version": version,
        "synchronous": made.db.scalar("pragma synchronous"),
        "answers_per_s": rates,
        "import_s": import_s,
        "imported": empty.db.scalar("select count(*) from revlog"),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
