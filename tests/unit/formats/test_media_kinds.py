"""What a file is, is told by its bytes: sizes are read, and nothing of a stranger's breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.incoming.media import meaning
from quizapp.formats.incoming.media_kinds import Seen, look
from tests.unit.formats.media_made import GIF, JPEG, KINDS, WEBP, WEBP_WIDE, png

HEADS = tuple(data[:length] for data in KINDS.values() for length in (4, 12, 20, 30, len(data)))


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        (png(640, 480), Seen("png", 640, 480)),
        (JPEG, Seen("jpeg", 7, 5)),
        (GIF, Seen("gif", 4, 3)),
        (WEBP, Seen("webp", 9, 8)),
        (WEBP_WIDE, Seen("webp", 12, 6)),
        (b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + KINDS["mp3"], Seen("mp3")),
    ],
)
def test_the_size_of_a_picture_is_read(data: bytes, seen: Seen) -> None:
    assert look(data, "x") == seen


@given(st.sampled_from(HEADS), st.binary(max_size=200))
def test_any_bytes_are_something_known_or_refused(head: bytes, rest: bytes) -> None:
    try:
        seen = look(head + rest, "x")
    except InputError:
        return
    assert seen.kind in KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_what_looks_like_markup_is_never_taken(kind: str) -> None:
    for before in (b"<html>", b" \n<svg>", b"\xef\xbb\xbf<!DOCTYPE html>"):
        with pytest.raises(InputError):
            look(before + KINDS[kind], "x")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("big_dog-2.png", "big dog 2"),
        ("El_perro.jpg", "El perro"),
        ("folder/map of Peru.webp", "map of Peru"),
        ("IMG_2041.JPG", ""),
        ("paste-3f2a9c8e7d.png", ""),
        ("0a1b2c3d4e5f.gif", ""),
        ("123.png", ""),
        ("Screenshot 2024-01-02.png", ""),
        ("\u72ac\u306e\u7d75.png", "\u72ac\u306e\u7d75"),
    ],
)
def test_a_name_that_a_person_gave_tells_what_is_seen(name: str, words: str) -> None:
    assert meaning(name) == words
