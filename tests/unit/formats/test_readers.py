"""Every reader: refuses what it cannot read, brings notes that can be studied, and nothing else."""

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.incoming.checked import checked
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Choices,
    Incoming,
    ItemContent,
    Note,
    PairContent,
)
from quizapp.formats.readers import READERS
from quizapp.generation.codec import texts_of
from quizapp.generation.question import TextEntry
from tests.unit.formats.samples import sample

PLACES = 200
every_reader = pytest.mark.parametrize("name", list(READERS))
calm = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def attempt(name: str, data: bytes) -> Incoming | None:
    """Return what a reader makes of any bytes; the only exception it may raise is InputError."""
    refusal = ""
    try:
        found = READERS[name].read(data, Choices())
    except InputError as error:
        refusal = str(error) or "without a word"
    if refusal:
        assert refusal != "without a word"
        return None
    sound(found)
    return found


def sound(found: Incoming) -> None:
    """Check what every reader promises."""
    assert found.notes or found.left_out
    assert len(found.notes) + len(found.left_out) <= MOST_NOTES
    keys = [note.key for note in found.notes]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    for note in found.notes:
        assert note.place
        for text in words_of(note):
            assert text == text.strip("\n")
            assert not any(sign < " " and sign != "\n" for sign in text), repr(text)
            assert not any("\ud800" <= sign <= "\udfff" for sign in text)
        if isinstance(note.content, ItemContent):
            assert checked(note.content.interaction).interaction == note.content.interaction
            assert checked(note.content.interaction).changed == ()
        else:
            assert note.content.front
            assert note.content.back
    for each in found.left_out:
        assert each.place
        assert each.reason
        assert len(each.what) <= 80


def words_of(note: Note) -> tuple[str, ...]:
    content = note.content
    if isinstance(content, PairContent):
        return content.front, content.back, content.explanation, note.topic, *note.tags, note.key
    typed = content.interaction.accept if isinstance(content.interaction, TextEntry) else ()
    around = texts_of(content.interaction)
    return (content.stem, content.explanation, note.topic, *note.tags, note.key, *typed, *around)


@every_reader
def test_a_sample_brings_notes(name: str) -> None:
    found = attempt(name, sample(name))
    assert found is not None
    assert found.notes
    assert attempt(name, sample(name)) == found, "the same bytes bring the same notes"


@every_reader
@pytest.mark.parametrize(
    "data",
    [b"", b" \n ", b"\0", b"\0" * 5000, b"PK", b"PK\x03\x04", b"<", b"<a>", b"\xef\xbb\xbf",
     b"\xff\xfe", b"<?xml version='1.0'?>", b"{" * 5000, b"\xff" * 100, b"SQLite format 3\0"],
)  # fmt: skip
def test_what_is_no_file_of_any_format_brings_no_note(name: str, data: bytes) -> None:
    found = attempt(name, data)
    assert found is None or not found.notes


@every_reader
def test_a_file_cut_off_anywhere_raises_nothing_else(name: str) -> None:
    data = sample(name)
    whole = attempt(name, data)
    assert whole is not None
    for place in range(PLACES):
        found = attempt(name, data[: place * len(data) // PLACES])
        assert found is None or len(found.notes) <= len(whole.notes)


@every_reader
def test_a_file_with_bytes_changed_raises_nothing_else(name: str) -> None:
    data = sample(name)
    chance = random.Random(7)  # noqa: S311 - the same changes each time
    for _ in range(PLACES):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        attempt(name, bytes(changed))


@every_reader
@calm
@given(data=st.binary(max_size=3000))
def test_any_bytes_raise_nothing_else(name: str, data: bytes) -> None:
    attempt(name, data)


@every_reader
@calm
@given(data=st.data())
def test_pieces_of_a_file_in_any_order_raise_nothing_else(name: str, data: st.DataObject) -> None:
    whole = sample(name)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), min_size=2, max_size=8)))
    pieces = [whole[start:end] for start, end in pairwise((0, *cuts, len(whole)))]
    attempt(name, b"".join(data.draw(st.permutations(pieces))))


def test_names_and_suffixes_are_what_a_page_can_show() -> None:
    for name, reader in READERS.items():
        assert reader.name == name
        assert reader.title
        assert reader.used_for
        assert reader.suffixes
        assert all(each.startswith(".") and each == each.lower() for each in reader.suffixes)
