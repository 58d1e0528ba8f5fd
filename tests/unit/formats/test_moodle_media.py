"""Pictures and sounds embedded in Moodle XML."""

import base64

import pytest

from quizapp.bank.medium import on
from quizapp.formats.incoming.incoming import Choices, Incoming, ItemContent
from quizapp.formats.moodle import moodle_xml_in
from tests.unit.formats.media_made import MP3, SVG, png


def question(
    stem: str, files: dict[str, bytes], *, feedback: str = "", right: str = "femur"
) -> str:
    held = "".join(
        f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
        for name, data in files.items()
    )
    return (
        '<question type="multichoice"><name><text>q</text></name>'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text>{held}</questiontext>'
        f'<generalfeedback format="html"><text><![CDATA[{feedback}]]></text></generalfeedback>'
        f'<answer fraction="100"><text>{right}</text></answer>'
        '<answer fraction="0"><text>tibia</text></answer></question>'
    )


def read(*questions: str) -> Incoming:
    return moodle_xml_in.read(f"<quiz>{''.join(questions)}</quiz>".encode(), Choices())


def image(name: str, alt: str = "a bone") -> str:
    return f'<img src="@@PLUGINFILE@@/{name}" alt="{alt}">'


def test_a_picture_and_a_sound_come_in_with_their_question() -> None:
    sound = '<audio controls><source src="@@PLUGINFILE@@/s.mp3">s.mp3</audio>'
    files = {"my bone.png": png(), "s.mp3": MP3}
    stem = f"<p>Which bone? {image('my%20bone.png?time=1')}</p>"
    found = read(question(stem, files, feedback=f"Hear it. {sound}"))
    (note,) = found.notes
    assert isinstance(note.content, ItemContent)
    assert note.content.stem == "Which bone?"
    assert [(m.kind, m.side, m.alt) for m in note.content.media] == [
        ("png", "front", "a bone"),
        ("mp3", "more", ""),
    ]
    assert not note.changed
    assert found.spool is not None
    found.spool.seek(0)
    assert found.spool.read() == png() + MP3


def test_a_question_that_is_a_picture_alone_comes_in() -> None:
    (note,) = read(question(image("b.png", "left femur"), {"b.png": png()})).notes
    assert isinstance(note.content, ItemContent)
    assert note.content.stem == "[\N{FRAME WITH PICTURE}]", "its words would tell the answer"
    assert on(note.content.media, "front")[0].alt == "left femur"


def test_each_question_has_names_of_its_own() -> None:
    found = read(
        question(f"one {image('a.png')}", {"a.png": png(1, 1)}),
        question(f"two {image('a.png')}", {"a.png": png(2, 2)}),
        question(f"three {image('a.png')}", {}),
    )
    assert [[m.width for m in note.content.media] for note in found.notes] == [[1], [2], []]
    assert "“a.png” is not in the file." in map(str, found.notes[2].changed)


def test_questions_that_differ_in_their_pictures_alone_are_two() -> None:
    found = read(
        question(image("a.png"), {"a.png": png(1, 1)}),
        question(image("a.png"), {"a.png": png(2, 2)}),
    )
    assert len({note.key for note in found.notes}) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [(SVG, "SVG drawing"), (b"%PDF", "is no picture"), (png() + bytes(8_100_000), "8 MB")],
)
def test_what_does_not_come_in_is_named(data: bytes, reason: str) -> None:
    (note,) = read(question(f"Which? {image('x.png')}", {"x.png": data})).notes
    assert any(reason in str(each) for each in note.changed), note.changed
    assert not note.content.media


def test_damaged_base64_is_named() -> None:
    text = question(f"Which? {image('x.png')}", {"x.png": png()}).replace("iVBOR", "iVBO!")
    (note,) = read(text).notes
    assert not note.content.media
