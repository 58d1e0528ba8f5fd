"""Anki package (.apkg): a deck of notes with stable ids, the passage on the back.

A second import of a later file updates the notes it knows and adds none of them again. Cards are
new, or scheduled as the person whose file it is remembers them.
Source: the package layout of genanki, which writes it.
"""

import hashlib
import html
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizapp.bank.medium import Medium, is_stand_in
from quizapp.errors import translatable
from quizapp.formats.anki import anki_filling, anki_memory
from quizapp.formats.exchange import Format, Item, Package, file_name, paragraphs
from quizapp.formats.remembered import Remembered
from quizapp.formats.texts.delimited import back

if TYPE_CHECKING:
    import genanki

_MODEL_ID: Final = 1_607_392_319
"""Of our note type: it must never change, or every import would make a new one."""
_LEECH: Final = "leech"
"""The tag by which Anki marks what slips away again and again."""
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
    of: Mapping[str, Remembered] = package.memories.of if package.memories else {}
    for place, item in enumerate(package.items, start=1):
        deck.add_note(_note(model, item, of.get(item.key), place=place))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deck.apkg"
        files = _files(package, Path(folder))
        made = genanki.Package(deck, media_files=files)
        made.write_to_file(str(path), timestamp=package.now.timestamp())
        if package.memories:
            rows = anki_memory.rows_of(package.memories)
            anki_filling.fill(path, rows, {key: _guid(key) for key in rows.cards})
        return path.read_bytes()


def _files(package: Package, folder: Path) -> list[str]:
    """Put the pictures and sounds into a folder; return their paths."""
    media = (each for item in package.items for each in (*item.asked_media, *item.told_media))
    paths: dict[str, None] = {}
    for each in media:
        data = package.bytes_of(each)
        if data:
            path = folder / file_name(each)
            path.write_bytes(data)
            paths[str(path)] = None
    return list(paths)


def _shown(media: Iterable[Medium]) -> str:
    """Return what shows pictures and plays sounds in a field."""
    return "".join(
        f'<img src="{file_name(each)}" alt="{html.escape(each.alt)}">'
        if each.is_picture
        else f"[sound:{file_name(each)}]"
        for each in media
    )


def _words(text: str, media: Iterable[Medium]) -> str:
    """Return a side: what only stands for its media is left away beside them."""
    there = tuple(media)
    return f"{'' if is_stand_in(text, there) else paragraphs(text)}{_shown(there)}"


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


def _guid(key: str) -> str:
    """Return what names a note in Anki: the same for the same item for ever."""
    import genanki  # noqa: PLC0415

    return str(genanki.guid_for("quizapp", key))


def _note(
    model: "genanki.Model", item: Item, remembered: Remembered | None, *, place: int
) -> "genanki.Note":
    """Return an item as a note; ``place`` is that of its card among the new ones."""
    import genanki  # noqa: PLC0415

    tags = [tag.replace(" ", "-") for tag in item.tags]
    if remembered is not None and remembered.leech:
        tags.append(_LEECH)
    source = f"{item.source}, {item.passage_number}" if item.passage else item.source
    return genanki.Note(
        model=model,
        fields=[
            _words(item.stem, item.asked_media),
            _words(back(item), (m for m in item.told_media if m.side != "more")),
            _words(item.explanation, (m for m in item.told_media if m.side == "more")),
            paragraphs(item.passage),
            paragraphs(source),
        ],
        guid=_guid(item.key),
        tags=tags,
        due=place,
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
    holds_media=True,
    holds_memory=True,
)
