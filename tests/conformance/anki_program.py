"""Makes packages with Anki itself, and tells what it knows of them as JSON.

Run by a Python that has Anki (PyPI ``anki``, AGPL: in the extra ``anki``, for tests alone); it
knows nothing of quizapp. Usage: ``python anki_program.py FOLDER``.
"""

import json
import sys
from pathlib import Path
from typing import Any

from anki.collection import Collection, ExportAnkiPackageOptions
from anki.lang import set_lang
from anki.utils import strip_html

DAY_MS = 86_400_000
DAYS = 6
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def main(folder: Path) -> None:
    """Make the collection, study it, export it in every way, and print what it holds."""
    set_lang("en")
    collection = Collection(str(folder / "collection.anki2"))
    collection.set_config("rollover", 3)
    (folder / "dot.png").write_bytes(PICTURE)
    fill(collection, folder)
    study(collection)
    known = {"cards": cards(collection), "reviews": reviews(collection)}
    for legacy in (True, False):
        name = "legacy" if legacy else "new"
        collection.export_anki_package(
            out_path=str(folder / f"{name}.apkg"),
            options=ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
            ),
            limit=None,
        )
        collection.export_collection_package(
            str(folder / f"{name}.colpkg"), include_media=True, legacy=legacy
        )
        collection.reopen()
    collection.close()
    (folder / "known.json").write_text(json.dumps(known), encoding="utf-8")


def fill(collection: Any, folder: Path) -> None:
    """Add notes of every kind that Anki brings along, and one of a kind of its own."""
    collection.media.write_data("dot.png", PICTURE)
    collection.media.write_data("sound.mp3", b"ID3")
    marked = "<b>dog</b> &lt;and&gt;<br>cat"
    add(collection, "Basic", "pes &amp; kočka", marked, tags="animal x::y")
    add(collection, "Basic", '<img src="dot.png">', "a dot")
    add(collection, "Basic", 'See <img src="dot.png">[sound:sound.mp3]', "a dot", tags="gone")
    add(collection, "Basic (and reversed card)", "dům", "house")
    add(collection, "Basic (optional reversed card)", "strom", "tree", "")
    add(collection, "Basic (optional reversed card)", "les", "wood", "y")
    add(collection, "Basic (type in the answer)", "ryba", "fish")
    text = "{{c1::Praha::city}} lies on the {{c2::Vltava}}, <div>as {{c1::Praha}} does.</div>"
    add(collection, "Cloze", text, "Beside")
    kind = collection.models.copy(collection.models.by_name("Basic"))
    kind["name"] = "Place"
    collection.models.add_field(kind, collection.models.new_field("Flag"))
    template = collection.models.new_template("Third")
    template["qfmt"] = (
        "{{#Flag}}Whose flag is {{Flag}}?{{/Flag}}{{^Flag}}None{{/Flag}} {{hint:Back}}"
    )
    template["afmt"] = "{{FrontSide}}<hr id=answer>{{text:Front}}"
    collection.models.add_template(kind, template)
    collection.models.save(kind)
    add(collection, "Place", "Česko", "Prague", "white, red and blue")
    picture = collection.models.by_name("Image Occlusion")
    hidden = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}<br>"
    collection.add_image_occlusion_note(
        picture["id"], str(folder / "dot.png"), hidden, "Bones", "Beside", ["shape"]
    )
    gone = collection.find_cards("tag:gone")
    collection.sched.suspend_cards(gone)


def add(collection: Any, kind: str, *values: str, tags: str = "") -> None:
    """Add a note."""
    note = collection.new_note(collection.models.by_name(kind))
    for index, value in enumerate(values):
        note.fields[index] = value
    note.tags = tags.split()
    collection.add_note(note, collection.decks.id("Languages::Czech"))


def study(collection: Any) -> None:
    """Answer what is due for some days; the clock stands still, so that the past is moved back."""
    collection.decks.select(collection.decks.id("Languages"))
    for day in range(DAYS):
        for turn in range(30):
            card = collection.sched.getCard()
            if card is None:
                break
            card.start_timer()
            collection.sched.answerCard(card, (3, 4, 1, 2)[(day + turn) % 4])
        collection.db.execute("UPDATE revlog SET id = id - ?", DAY_MS)
        collection.db.execute("UPDATE cards SET due = due - 1 WHERE queue IN (2, 3)")
        collection.db.execute("UPDATE cards SET due = due - 86400 WHERE queue = 1")
    cram(collection)
    reset = collection.find_cards("tag:animal")
    collection.sched.schedule_cards_as_new(reset)
    dated = collection.find_cards("note:Place")
    collection.sched.set_due_date(dated[:1], "5")


def cram(collection: Any) -> None:
    """Answer in a filtered deck that does not let answers count."""
    deck = collection.sched.get_or_create_filtered_deck(deck_id=0)
    deck.name = "Cram"
    deck.config.reschedule = False
    deck.config.search_terms[0].search = '"note:Basic (and reversed card)"'
    made = collection.sched.add_or_update_filtered_deck(deck)
    collection.decks.select(made.id)
    card = collection.sched.getCard()
    card.start_timer()
    collection.sched.answerCard(card, 3)


def cards(collection: Any) -> list[dict[str, object]]:
    """Return every card with its words as Anki shows them."""
    found = []
    for number in collection.find_cards(""):
        card = collection.get_card(number)
        found.append(
            {
                "guid": card.note().guid,
                "kind": card.note_type()["name"],
                "order": card.ord,
                "deck": collection.decks.name(card.did),
                "tags": card.note().tags,
                "suspended": card.queue == -1,
                "question": " ".join(strip_html(card.question()).split()),
                "answer": " ".join(strip_html(card.answer()).split()),
            }
        )
    return found


def reviews(collection: Any) -> list[list[object]]:
    """Return the review log: time, note and number of the card, button, kind, ease, duration."""
    return [
        list(row)
        for row in collection.db.execute(
            "SELECT r.id, n.guid, c.ord, r.ease, r.type, r.factor, r.time FROM revlog r "
            "JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid ORDER BY r.id"
        )
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
