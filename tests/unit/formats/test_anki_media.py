"""Pictures and sounds of Anki packages: taken by what they are, named where they are not."""

import hashlib
from collections.abc import Mapping

import pytest

from quizapp.bank.medium import Medium
from quizapp.formats.anki import anki_in
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent, PairContent
from tests.unit.formats.anki_made import (
    BASIC,
    CLOZE,
    REVERSED,
    VERSIONS,
    Made,
    Version,
    package,
)
from tests.unit.formats.media_made import (
    FILM,
    JPEG,
    KINDS,
    MP3,
    OGG,
    SVG,
    packed,
    png,
)


def read(made: Made, files: Mapping[str, bytes], version: Version = "anki21b") -> Incoming:
    return anki_in.read(package(made, version, packed(files, version)), Choices())


def name_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def one(front: str, back: str, files: Mapping[str, bytes]) -> Incoming:
    made = Made()
    made.note(BASIC, front, back)
    return read(made, files)


def changes(found: Incoming) -> list[str]:
    return [str(each) for note in found.notes for each in note.changed]


def reasons(found: Incoming) -> list[str]:
    return [str(each.reason) for each in found.left_out]


@pytest.mark.parametrize("version", VERSIONS)
def test_media_come_in_from_each_version_of_a_package(version: Version) -> None:
    made = Made()
    made.note(BASIC, '<img src="dog.png" alt="A dog">What is it?', "a dog [sound:dog.mp3]")
    found = read(made, {"dog.png": png(), "dog.mp3": MP3, "unused.png": png(9, 9)}, version)
    (note,) = found.notes
    assert note.content == PairContent(
        "What is it?",
        "a dog",
        media=(
            Medium(name_of(png()), "png", "front", "A dog", 3, 2),
            Medium(name_of(MP3), "mp3", "back"),
        ),
    )
    assert not note.changed
    assert [each.file for each in found.media] == [name_of(png()), name_of(MP3)]
    assert found.spool is not None
    found.spool.seek(0)
    assert found.spool.read() == png() + MP3


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_in_whatever_it_is_called(kind: str) -> None:
    found = one('Say it. <img src="x.exe">', "yes", {"x.exe": KINDS[kind]})
    (note,) = found.notes
    assert [each.kind for each in note.content.media] == [kind]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (SVG, "SVG drawing, which can hold programs"),
        (b"\xef\xbb\xbf\n <svg onload=alert(1)>", "SVG drawing"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "is a page or text"),
        (FILM, "is a film"),
        (b"MZ\x90\0", "is no picture or sound that is taken"),
        (b"", "is no picture or sound that is taken"),
        (png()[:20], "is no picture or sound that is taken"),
        (JPEG[:8], "is no picture or sound that is taken"),
        (png(1, 1).replace(b"\0\0\0\1\0\0\0\1", b"\0\0\xff\xff\0\0\xff\xff"), "65535 times 65535"),
        (png(0, 7), "is no picture or sound that is taken"),
        (b"\xff\xfb\x90\0" + b"<script>" * 200, "is no picture or sound that is taken"),
    ],
)
def test_what_is_no_picture_or_sound_is_named(data: bytes, reason: str) -> None:
    found = one('Word <img src="a.png">', "answer", {"a.png": data})
    assert [reason in each for each in changes(found)] == [True], changes(found)
    assert not found.media
    assert not found.notes[0].content.media


def test_a_note_that_asks_by_a_picture_alone_comes_in() -> None:
    found = one('<img src="big_dog.png">', "un perro", {"big_dog.png": png()})
    (note,) = found.notes
    assert isinstance(note.content, PairContent)
    assert note.content.front == "[big dog]"
    assert note.content.media[0].alt == "big dog"
    assert "told the name of its file, “big dog”" in changes(found)[0]


@pytest.mark.parametrize("name", ["perro.png", "El Perro grande.png", "pasted-0a1b2c3d4e.png"])
def test_the_words_for_a_picture_that_asks_never_tell_the_answer(name: str) -> None:
    found = one(f'<img src="{name}">', "el perro", {name: png()})
    (note,) = found.notes
    assert isinstance(note.content, PairContent)
    assert note.content.front == "[\N{FRAME WITH PICTURE}]"


def test_a_picture_of_which_nobody_said_what_it_shows_is_named() -> None:
    found = one('What? <img src="IMG_2041.JPG">', "a dog", {"IMG_2041.JPG": JPEG})
    (note,) = found.notes
    assert note.content.media[0].alt == ""
    assert note.content.media[0].width == 7
    assert "“IMG_2041.JPG”" in changes(found)[0]


def test_a_note_whose_only_answer_is_a_sound_comes_in() -> None:
    found = one("How is it said?", "[sound:perro.ogg]", {"perro.ogg": OGG})
    (note,) = found.notes
    assert isinstance(note.content, PairContent)
    assert note.content.back == "[\N{SPEAKER WITH THREE SOUND WAVES}]"
    assert not changes(found)


def test_a_note_with_nothing_but_what_is_missing_is_left_out_with_the_reason() -> None:
    found = one('<img src="gone.png">', "answer", {})
    assert not found.notes
    assert reasons(found) == [
        "Nothing but a picture or sound is asked. “gone.png” is not in the file."
    ]


def test_two_notes_share_a_file_and_its_bytes_come_once() -> None:
    made = Made()
    for word in ("one", "two"):
        made.note(BASIC, f'{word} <img src="a.png" alt="x">', word)
    made.note(BASIC, 'three <img src="copy.png" alt="x">', "three")
    found = read(made, {"a.png": png(), "copy.png": png()})
    assert {note.content.media[0].file for note in found.notes} == {name_of(png())}
    assert len(found.media) == 1


@pytest.mark.parametrize(
    "source",
    ["a%20b.png", "a b.png", "A B.PNG", "a&#32;b.png", "  a b.png "],
)
def test_a_name_is_found_however_it_is_written(source: str) -> None:
    assert one(f'w <img src="{source}" alt="x">', "v", {"a b.png": png()}).media


def test_names_that_differ_in_capitals_alone_are_told_apart_and_never_guessed() -> None:
    files = {"a.png": png(1, 1), "A.png": png(2, 2)}
    exact = one('w <img src="A.png" alt="x">', "v", files)
    assert exact.notes[0].content.media[0].width == 2
    neither = one('w <img src="a.PNG" alt="x">', "v", files)
    assert changes(neither) == ["“a.PNG” is not in the file."]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "C:\\x.png", "collection.anki21b", "media", "0", "meta"],
)
def test_names_are_never_paths_or_entries(name: str) -> None:
    assert "is not in the file" in changes(one(f'w <img src="{name}">', "v", {"a.png": png()}))[0]


def test_a_name_that_leads_out_is_only_a_name() -> None:
    found = one('w <img src="../../x.png" alt="x">', "v", {"../../x.png": png()})
    assert [each.file for each in found.media] == [name_of(png())]


@pytest.mark.parametrize("source", ["https://a.example/x.png", "//a.example/x", "data:image/png,"])
def test_nothing_is_fetched(source: str) -> None:
    assert "was not fetched" in changes(one(f'w <img src="{source}">', "v", {}))[0]


def test_both_directions_have_each_its_own_media() -> None:
    made = Made()
    made.note(REVERSED, '<img src="d.png" alt="a friend">', "[sound:d.mp3]perro", cards=(0, 1))
    found = read(made, {"d.png": png(), "d.mp3": MP3})
    (note,) = found.notes
    assert note.content == PairContent(
        "[a friend]",
        "perro",
        both_ways=True,
        media=(
            Medium(name_of(png()), "png", "front", "a friend", 3, 2),
            Medium(name_of(MP3), "mp3", "back"),
        ),
    )


def test_a_cloze_keeps_what_stands_beside_its_blank() -> None:
    made = Made()
    made.note(CLOZE, 'The {{c1::heart}} <img src="h.png" alt="an organ"> beats.', "[sound:h.mp3]")
    found = read(made, {"h.png": png(), "h.mp3": MP3})
    (note,) = found.notes
    assert isinstance(note.content, ItemContent)
    assert [(each.kind, each.side) for each in note.content.media] == [
        ("png", "front"),
        ("mp3", "more"),
    ]


def test_a_cloze_that_hides_a_picture_is_thought_of() -> None:
    made = Made()
    made.note(CLOZE, 'The heart: {{c1::<img src="h.png">}}', "")
    found = read(made, {"h.png": png()})
    (note,) = found.notes
    assert isinstance(note.content, PairContent)
    assert note.content.back == "[\N{FRAME WITH PICTURE}]"
    assert "thought of, not typed" in " ".join(changes(found))


def test_ten_thousand_media_are_no_more_than_what_notes_refer_to() -> None:
    files = {f"{n}.png": png(1 + n % 50, 1 + n // 50) for n in range(10_000)}
    made = Made()
    for n in range(0, 10_000, 1_000):
        made.note(BASIC, f'w{n} <img src="{n}.png" alt="x">', f"v{n}")
    assert len(read(made, files).media) == 10


def test_a_bomb_among_the_media_is_named_and_the_rest_comes_in() -> None:
    made = Made()
    made.note(BASIC, 'one <img src="bomb.png" alt="x">', "1")
    made.note(BASIC, 'two <img src="a.png" alt="x">', "2")
    found = read(made, {"bomb.png": png() + bytes(300_000_000), "a.png": png()})
    assert changes(found) == ["“bomb.png” is larger than 8 MB."]
    assert len(found.media) == 1


def test_more_media_than_a_page_holds_are_cut() -> None:
    files = {f"p{n}.png": png(1, 1 + n) for n in range(20)}
    found = one("".join(f'<img src="{n}" alt="x">' for n in files) + "w", "v", files)
    assert len(found.notes[0].content.media) == 12
    assert "the first 12 come in" in changes(found)[-1]
