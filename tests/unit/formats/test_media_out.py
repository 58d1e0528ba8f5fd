"""Pictures and sounds go out where a format holds them, and come in again as they were."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from quizapp.bank.medium import Medium, MediumKind, Side
from quizapp.formats import exchange
from quizapp.formats.exchange import Item, Package
from quizapp.formats.incoming.incoming import Choices, Incoming
from quizapp.formats.readers import READERS
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import Choice, Flashcard, Interaction, Option
from tests.unit.formats.conftest import item
from tests.unit.formats.media_made import MP3, png

RIGHT, WRONG = True, False
PICTURE, SOUND = png(4, 3), MP3
PACKAGE = Package("set:1", "Shapes", (), datetime(2026, 3, 2, 10, tzinfo=UTC))
FILES = {hashlib.sha256(each).hexdigest(): each for each in (PICTURE, SOUND)}


def medium(data: bytes, kind: MediumKind, side: Side, alt: str = "") -> Medium:
    width, height = (4, 3) if kind == "png" else (0, 0)
    return Medium(hashlib.sha256(data).hexdigest(), kind, side, alt, width, height)


def shown(interaction: Interaction, stem: str = "[a <b> & 'c']") -> Item:
    made = item("f:a", interaction, stem=stem)
    return replace(
        made,
        asked_media=(medium(PICTURE, "png", "front", "a <b> & 'c'"),),
        told_media=(medium(SOUND, "mp3", "back"),),
        needs_media=True,
    )


def there_and_back(name: str, what: Item) -> Incoming:
    package = Package(PACKAGE.key, PACKAGE.title, (what,), PACKAGE.now, FILES)
    written = exchange.write(FORMATS[name], package)
    assert not written.left_out
    return READERS[name].read(written.data, Choices())


def test_an_anki_package_takes_them_along() -> None:
    found = there_and_back("anki", shown(Flashcard("the answer")))
    (note,) = found.notes
    assert [(m.file in FILES, m.kind, m.side, m.alt) for m in note.content.media] == [
        (True, "png", "front", "a <b> & 'c'"),
        (True, "mp3", "back", ""),
    ]
    assert {each.file for each in found.media} == set(FILES)
    assert not note.changed


def test_moodle_xml_takes_them_along() -> None:
    what = shown(Choice((Option("one", RIGHT), Option("two", WRONG))), stem="Which?")
    found = there_and_back("moodle", what)
    (note,) = found.notes
    assert [(m.file in FILES, m.kind, m.alt) for m in note.content.media] == [
        (True, "png", "a <b> & 'c'"),
        (True, "mp3", ""),
    ]
    assert not note.changed


@pytest.mark.parametrize("name", [name for name, form in FORMATS.items() if not form.holds_media])
def test_what_cannot_hold_them_leaves_out_by_name_what_needs_them(name: str) -> None:
    form = FORMATS[name]
    interaction: Interaction = (
        Flashcard("back")
        if "flashcard" in form.kinds
        else Choice((Option("one", RIGHT), Option("two", WRONG)))
    )
    plain = item("f:b", interaction)
    asked = shown(interaction)
    package = Package(PACKAGE.key, PACKAGE.title, (plain, asked), PACKAGE.now, FILES)
    written = exchange.write(form, package)
    assert written.left_out == (asked,)
    assert written.written == 1
