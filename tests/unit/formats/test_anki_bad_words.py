"""Hostile words in Anki packages: fields, tags, templates and numbers stay inert, in time."""

import time
from typing import Any

import pytest
from hypothesis import given, settings

from quizapp.formats.anki.anki_in import read
from quizapp.formats.incoming.incoming import Choices, ItemContent, PairContent
from quizapp.generation.question import TextEntry
from tests.unit.formats.anki_bad import ALL, LONGEST_S, refused, run, small
from tests.unit.formats.anki_made import (
    BASIC,
    CLOZE,
    VERSIONS,
    Kind,
    Made,
    package,
)
from tests.unit.formats.test_anki_html import MARKUP

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>x</svg>"


def test_script_stays_out_or_stays_text() -> None:
    made = Made(decks={7: f"{EVIL}::b"})
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;"
    kind = Kind(
        f"K{EVIL}",
        ("F", "B"),
        ((f"{EVIL}{{{{F}}}}<a href='javascript:alert(1)'>q</a>", "{{Type}} {{Tags}} {{B}}"),),
    )
    made.note(kind, f"{EVIL}word", shown, tags="<script>x</script>")
    (note,) = read(package(made), ALL).notes
    assert note.content == PairContent(
        "wordq", f"K{EVIL} <script>x</script> <script>alert(1)</script>"
    ), "what was escaped is text, and is escaped again wherever it is shown"
    assert note.tags == ("<script>x</script>",)


THREE = Kind(
    "T",
    ("a", "b", "Extra"),
    (
        ("{{a}} {{hint:b}}", "{{FrontSide}}<hr id=answer>{{b}}{{Extra}}"),
        ("{{b}}", "{{FrontSide}}<hr id=answer>{{a}}{{Extra}}"),
        ("{{type:a}}{{b}}", "{{a}}"),
    ),
)


@settings(max_examples=60, deadline=None)
@given(MARKUP, MARKUP, MARKUP, MARKUP)
def test_any_words_anywhere_make_sound_notes_or_reasons(
    one: str, two: str, three: str, four: str
) -> None:
    made = Made(decks={7: three})
    made.note(CLOZE, f"{one}{{{{c1::{two}}}}}{three}", two, cards=(0, 1), tags=four)
    made.note(THREE, one, two, three, cards=(0, 1, 2), suspended=(1,))
    made.note(BASIC, one, two, guid=four)
    made.note(Kind("U", ("a",), ((four, three),)), one)
    found = read(package(made, "anki21"), Choices(both_ways=True))
    keys = [note.key for note in found.notes]
    assert len(set(keys)) == len(keys)
    assert found.notes or found.left_out
    for note in found.notes:
        content = note.content
        if isinstance(content, PairContent):
            texts = [content.front, content.back]
        else:
            assert isinstance(content.interaction, TextEntry)
            assert content.stem.count("_____") == 1
            texts = [content.stem, *content.interaction.accept]
        assert all(texts)
        for text in (*texts, content.explanation, note.topic, note.key, *note.tags):
            assert text == text.strip()
            assert not any(sign < " " and sign != "\n" for sign in text)
    assert all(each.place and each.reason and len(each.what) <= 80 for each in found.left_out)


def test_control_characters_are_gone() -> None:
    made = Made(decks={7: "a\x00b\x1b"})
    made.note(BASIC, "f\x00r\x07o\u202en\ufdd0t&#0;&#x202e;", "b\x00", tags="t\x00\u202eag")
    (note,) = read(package(made), ALL).notes
    assert isinstance(note.content, PairContent)
    assert note.content.front.replace("\ufffd", "") == "front"
    assert note.content.back == "b"
    assert note.tags == ("tag",)
    assert note.topic == "ab"


def test_signs_of_our_own_in_a_template_are_no_blanks() -> None:
    made = Made()
    signs = "\ufdd0\ufdd1"
    kind = Kind(
        f"K{signs}", ("Text",), ((f"{signs}{{{{Type}}}}{{{{cloze:Text}}}}", ""),), cloze=True
    )
    made.note(kind, "no deletion")
    made.note(kind, "a {{c1::b}}")
    (note,) = read(package(made), ALL).notes
    assert isinstance(note.content, ItemContent)
    assert note.content.stem == "Ka _____"


def test_a_hundred_thousand_marks_on_a_letter_are_few() -> None:
    made = Made()
    made.note(BASIC, "a" + "\u0301\u0327" * 4000, "b")
    (note,) = read(package(made), ALL).notes
    assert isinstance(note.content, PairContent)
    assert len(note.content.front) < 40


def test_huge_and_odd_values_are_left_out_or_read() -> None:
    big = 2**63 - 1
    odd: list[Any] = [big, -big, 0, None, "x", b"\xff\xfe", 1e300, ""]
    made = small()
    for value in odd:
        made.cards.append((None, value, value, value, value, value))
        made.cards.append((None, 1_600_000_000_000, value, 0, value, value))
        made.reviews.append((None, value, value, value, value, value))
        made.notes.append((None, value, 100, value, value))
        made.notes.append((None, "ok", value, value, "a\x1fb\x1fc\x1fd"))
    for version in VERSIONS:
        found = read(package(made, version), ALL)
        assert [note.key for note in found.notes] == ["guid0"]


def test_texts_that_are_no_utf8_are_read_with_signs_for_what_is_wrong() -> None:
    change = run("UPDATE notes SET flds = CAST(x'66ff1f62' AS TEXT)")
    (note,) = read(package(small(change)), ALL).notes
    assert note.content == PairContent("f\ufffd", "b")


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("{{F}}" * 50_000, "{{B}}"),
        ("{{#F}}" * 30 + "x" + "{{/F}}" * 30, "{{B}}"),
        ("{{#F}}x", "{{B}}"),
        ("{{F}}{{/F}}", "{{B}}"),
        ("{{#F}}{{#B}}{{/F}}{{/B}}", "{{B}}"),
        ("x" * 300_001, "{{B}}"),
        ("{{F}}", "{{B}}" + "<b>" * 200_000),
        ("", ""),
    ],
)
def test_a_template_that_cannot_be_used_leaves_out_its_notes(front: str, back: str) -> None:
    made = Made()
    made.note(Kind("K", ("F", "B"), ((front, back),)), "front " * 20, "back")
    made.note(BASIC, "fine", "too")
    begun = time.process_time()
    for version in VERSIONS:
        found = read(package(made, version), ALL)
        assert [note.key for note in found.notes] == ["guid1"]
        assert len(found.left_out) == 1
    assert time.process_time() - begun < LONGEST_S


@pytest.mark.slow
def test_templates_that_ask_for_endless_work_are_refused() -> None:
    made = Made()
    kind = Kind("K", ("F", "B"), (("{{F}}" + "<b>" * 90_000, "{{B}}"),))
    for number in range(2_000):
        made.note(kind, f"front {number}", "back")
    assert "more markup than may be read" in refused(package(made))


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<a ",
        '<a "',
        "<a '\">",
        "<sup>",
        "&",
        "&#",
        "[sound:",
        "{{c1::",
        "}}",
        "<hr id",
    ],
)
def test_broken_markup_takes_no_more_than_its_length(piece: str) -> None:
    made = Made()
    text = (piece * 240_000)[:240_000]
    made.note(BASIC, text, text)
    made.note(CLOZE, f"{{{{c1::a}}}}{text}", text)
    begun = time.process_time()
    read(package(made), ALL)
    assert time.process_time() - begun < LONGEST_S / 2
