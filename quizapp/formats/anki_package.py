"""Anki package (.apkg): a deck of notes with stable ids, the passage on the back.

A second import of a later file updates the notes it knows and adds none of them again.
Source: the package layout of genanki, which writes it.
"""

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizapp.errors import translatable
from quizapp.formats.delimited import back
from quizapp.formats.exchange import Format, Item, Package, paragraphs

if TYPE_CHECKING:
    import genanki

_MODEL_ID: Final = 1_607_392_319
"""Of our note type: it must never change, or every import would make a new one."""
_CSS: Final = """
.card { font-family: sans-serif; font-size: 20px; line-height: 1.5; text-align: left;
  max-width: 38rem; margin: 0 auto; padding: 1rem; }
.passage { font-size: 16px; opacity: .8; border-inline-start: 3px solid; padding-inline-start: 1rem;
  margin-block-start: 1.5rem; }
.source { font-size: 14px; opacity: .7; }
"""
_BACK: Final = (
    '{{FrontSide}}<hr id="answer">{{Answer}}{{Explanation}}'
    '{{#Passage}}<div class="passage">{{Passage}}</div>{{/Passage}}'
    '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}'
)


def write(package: Package) -> bytes:
    """Return the package."""
    # The library stays out of a server until somebody asks for a package.
    import genanki  # noqa: PLC0415

    deck = genanki.Deck(_number(package.key), package.title)
    model = _model()
    for item in package.items:
        deck.add_note(_note(model, item))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(str(path), timestamp=package.now.timestamp())
        return path.read_bytes()


def _model() -> "genanki.Model":
    import genanki  # noqa: PLC0415

    names = ("Question", "Answer", "Explanation", "Passage", "Source")
    return genanki.Model(
        _MODEL_ID,
        "quizapp",
        fields=[{"name": name} for name in names],
        templates=[{"name": "Card", "qfmt": "{{Question}}", "afmt": _BACK}],
        css=_CSS,
    )


def _note(model: "genanki.Model", item: Item) -> "genanki.Note":
    import genanki  # noqa: PLC0415

    source = f"{item.source}, {item.passage_number}" if item.passage else item.source
    return genanki.Note(
        model=model,
        fields=[
            paragraphs(item.stem),
            paragraphs(back(item)),
            paragraphs(item.explanation),
            paragraphs(item.passage),
            paragraphs(source),
        ],
        guid=genanki.guid_for("quizapp", item.key),
        tags=[tag.replace(" ", "-") for tag in item.tags],
    )


def _number(key: str) -> int:
    """Return the deck's number: the same for the same set, in the range that Anki uses."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(key.encode()).digest()[:3])


ANKI: Final = Format(
    name="anki",
    title=translatable("Anki package"),
    suffix=".apkg",
    media="application/apkg",
    kinds=frozenset({"flashcard"}),
    used_for=translatable("For Anki: File, Import. A later import updates and adds nothing twice."),
    write=write,
)
