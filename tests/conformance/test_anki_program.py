"""Packages that Anki itself has made are read as Anki shows them.

Those in ``golden/anki`` were made by Anki 26.09.3 with ``anki_program.py``. The same is done anew
where Anki is there: put the extra ``anki`` into an environment of its own, and name its Python in
``QUIZAPP_TEST_ANKI_PYTHON``.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, PairContent

SCRIPT = Path(__file__).with_name("anki_program.py")
PYTHON = os.environ.get("QUIZAPP_TEST_ANKI_PYTHON") or (sys.executable if find_spec("anki") else "")
GOLDEN = Path(__file__).parents[1] / "golden" / "anki"
SEEN_AND_NOT_ASKED = {"", "See[anki:play:q:0]"}
NO_ANKI = pytest.mark.skipif(not PYTHON, reason="needs Anki (QUIZAPP_TEST_ANKI_PYTHON)")


@dataclass
class World:
    """What Anki said of its collection, and what was read of each package."""

    cards: list[dict[str, Any]]
    reviews: list[list[Any]]
    read: dict[str, Incoming]

    @property
    def guids(self) -> frozenset[str]:
        """Return the names of all notes."""
        return frozenset(card["guid"] for card in self.cards)


@pytest.fixture(
    scope="module",
    params=["kept", pytest.param("fresh", marks=[NO_ANKI, pytest.mark.extra])],
)
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = GOLDEN
    if request.param == "fresh":
        folder = tmp_path_factory.mktemp("anki")
        subprocess.run([PYTHON, str(SCRIPT), str(folder)], check=True, timeout=120)
    known = json.loads((folder / "known.json").read_text("utf-8"))
    found = {
        path.name: read(path.read_bytes(), Choices(scheduling=True))
        for path in sorted(folder.glob("*.*pkg"))
    }
    assert len(found) == (2 if folder == GOLDEN else 4)
    return World(known["cards"], known["reviews"], found)


def test_every_package_gives_the_same(world: World) -> None:
    first = world.read["new.colpkg"]
    assert len(first.notes) == 11
    for name, found in world.read.items():
        assert found.notes == first.notes, name
        assert found.reviews == first.reviews, name
        assert found.left_out == first.left_out, name
        assert found.title == "Languages::Czech"
        # An exported deck does not say when its collection's day begins.
        assert found.rollover_hour == (3 if name.endswith(".colpkg") else None)


def test_every_card_is_asked_in_the_words_of_anki(world: World) -> None:
    asked = dict(_faces(world.read["new.colpkg"], world.guids))
    for card in world.cards:
        question = _bare(str(card["question"]).removesuffix("[[type:Back]]"))
        answer = _bare(card["answer"])
        if question in SEEN_AND_NOT_ASKED or card["kind"] == "Image Occlusion":
            continue
        front, back = asked.pop((card["guid"], card["order"]))
        if card["kind"] == "Cloze":
            front = (
                front.replace("_____(city)", "[city]")
                .replace("_____", "[...]")
                .replace("[…]", "[...]")
            )
            assert answer.endswith("Beside")
            assert back in answer
        elif "[[type" in card["answer"]:
            assert back == "fish"
        else:
            # The words of a hint are in the page of the card, but not seen.
            assert answer == f"{question}{back}"
        assert question.removesuffix("BackPrague") == front
    assert {key for key, _ in asked} == {
        card["guid"] for card in world.cards if _bare(card["question"]) in SEEN_AND_NOT_ASKED
    }


def test_tags_decks_and_what_is_put_away_come_in(world: World) -> None:
    cards = {(card["guid"], card["order"]): card for card in world.cards}
    for note in world.read["legacy.apkg"].notes:
        guid, order = _split(note.key, world.guids)
        card = cards[guid, order]
        assert list(note.tags) == card["tags"]
        assert note.topic == "Languages::Czech"
        assert note.suspended == card["suspended"]
    assert sum(note.suspended for note in world.read["new.colpkg"].notes) == 1


def test_what_is_asked_by_a_picture_comes_in_with_it(world: World) -> None:
    for found in world.read.values():
        shown = {note.place: note for note in found.notes if note.content.media}
        assert list(shown) == ["note 2", "note 3"]
        (dot,) = shown["note 2"].content.media
        assert (dot.kind, dot.side, dot.width, dot.height) == ("png", "front", 1, 1)
        assert found.spool is not None
        found.spool.seek(0)
        assert hashlib.sha256(found.spool.read()).hexdigest() == dot.file
        assert "“sound.mp3” is no picture or sound" in " ".join(map(str, shown["note 3"].changed))
        first = found.left_out[0]
        assert (first.place, first.what) == ("note 10", "Bones")
        assert "parts of a picture" in first.reason


def test_the_answers_of_all_days_come_in(world: World) -> None:
    resets = {
        (guid, order): at
        for at, guid, order, _, kind, factor, _ in world.reviews
        if (kind, factor) == (4, 0)
    }
    left_out = {
        (card["guid"], card["order"]) for card in world.cards if card["kind"] == "Image Occlusion"
    }
    expected = [
        (at, guid, order, ease, ("learn", "review", "relearn", "review")[kind])
        for at, guid, order, ease, kind, factor, _ in world.reviews
        if ease > 0
        and (kind, factor) != (3, 0)
        and at > resets.get((guid, order), 0)
        and (guid, order) not in left_out
    ]
    faces = {
        (note.key, 1): (note.key, 1)
        for note in world.read["new.colpkg"].notes
        if isinstance(note.content, PairContent) and note.content.both_ways
    }
    for found in world.read.values():
        got = []
        for each in found.reviews:
            guid, order = faces.get((each.note, each.face)) or _split(each.note, world.guids)
            got.append((each.answered_at, guid, order, each.rating, each.kind))
        assert got == expected
    days = {each.answered_at // 86_400_000 for each in world.read["new.colpkg"].reviews}
    assert len(days) >= 4
    assert {kind for *_, kind in expected} == {"learn", "review", "relearn"}
    told = " ".join(str(each.reason) for each in world.read["new.colpkg"].left_out)
    for word in ("without one", "filtered deck", "reset"):
        assert word in told


def _faces(
    found: Incoming, guids: Collection[str]
) -> list[tuple[tuple[str, int], tuple[str, str]]]:
    """Return front and back of every card, by guid and number, without white space."""
    faces = []
    for note in found.notes:
        guid, order = _split(note.key, guids)
        content = note.content
        if isinstance(content, ItemContent):
            back = content.interaction.accept[0]  # type: ignore[union-attr]  # Clozes alone
            faces.append(((guid, order), (_bare(content.stem), _bare(back))))
            continue
        front, back = _bare(content.front), _bare(content.back)
        faces.append(((guid, order), (front, back)))
        if content.both_ways:
            faces.append(((guid, 1), (back, front)))
    return faces


def _split(key: str, guids: Collection[str]) -> tuple[str, int]:
    """Return guid and number of the card; a guid may hold a colon of its own."""
    if key in guids:
        return key, 0
    guid, _, order = key.rpartition(":")
    return guid, int(order)


def _bare(text: str) -> str:
    return "".join(text.split())
