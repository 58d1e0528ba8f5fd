"""Brings packages into Anki itself, twice each, and tells as JSON what Anki then knows.

Run by a Python that has Anki, as ``anki_program.py`` is; it knows nothing of quizapp.
Usage: ``python anki_takes_up.py FSRS PACKAGE...`` with FSRS 0 or 1.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.lang import set_lang

_TOLD = ("new", "updated", "duplicate", "conflicting")


def main(fsrs: str, packages: list[str]) -> None:
    """Bring all packages into one new collection, one after the other."""
    set_lang("en")
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        collection.set_config("fsrs", fsrs == "1")
        taken = [[take_up(collection, each) for _ in range(2)] for each in packages]
        found = {
            "taken": taken,
            "cards": cards(collection),
            "log": collection.db.all(
                "SELECT r.id, n.guid, r.ease, r.ivl, r.lastIvl, r.type, r.time FROM revlog r "
                "JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid ORDER BY r.id"
            ),
            "today": collection.sched.today,
            "presets": presets(collection),
            "due": due(collection),
            "checked": collection.fix_integrity(),
            "answered": answer_one(collection),
        }
        collection.close()
    sys.stdout.write(json.dumps(found))


def take_up(collection: Any, package: str) -> dict[str, int]:
    """Bring a package in with its learning progress; return how many notes were what."""
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=package, options=options)
    log = collection.import_anki_package(request).log
    return {name: len(getattr(log, name)) for name in _TOLD}


def cards(collection: Any) -> list[dict[str, Any]]:
    """Return what Anki knows of each card, as its own statistics tell it."""
    found = []
    for number in collection.find_cards(""):
        card = collection.get_card(number)
        told = collection.card_stats_data(number)
        memory = card.memory_state
        found.append(
            {
                "guid": card.note().guid,
                "tags": card.note().tags,
                "type": card.type,
                "queue": card.queue,
                "due": card.due,
                "interval": card.ivl,
                "factor": card.factor,
                "reps": card.reps,
                "lapses": card.lapses,
                "flag": card.user_flag(),
                "retention": card.desired_retention,
                "memory": memory and [memory.stability, memory.difficulty],
                "answers": len(told.revlog),
                "recall": told.fsrs_retrievability,
            }
        )
    return found


def presets(collection: Any) -> list[dict[str, Any]]:
    """Return the options of each deck but Anki's own."""
    found = [
        collection.decks.config_dict_for_deck_id(each.id)
        for each in collection.decks.all_names_and_ids()
    ]
    return [each for each in found if each["id"] != 1]


def due(collection: Any) -> list[int]:
    """Return how many cards Anki would ask today: new, in steps, due."""
    for deck in collection.decks.all_names_and_ids():
        collection.decks.select(deck.id)
    tree = collection.sched.deck_due_tree()
    return [tree.new_count, tree.learn_count, tree.review_count]


def answer_one(collection: Any) -> int:
    """Answer what comes first; return how many entries the log has more."""
    before = collection.db.scalar("SELECT count(*) FROM revlog")
    for deck in collection.decks.all_names_and_ids():
        collection.decks.select(deck.id)
        card = collection.sched.getCard()
        if card is not None:
            card.start_timer()
            collection.sched.answerCard(card, 3)
            break
    return int(collection.db.scalar("SELECT count(*) FROM revlog") - before)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
