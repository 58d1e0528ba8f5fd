"""What a format's writer writes, its reader reads back: every format, every interaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizapp.formats.exchange import Item, Package, write
from quizapp.formats.incoming.incoming import Choices, Content, ItemContent, PairContent
from quizapp.formats.incoming.plain_text import clean, one_line
from quizapp.formats.readers import READERS
from quizapp.formats.registry import FORMATS
from quizapp.generation.question import (
    Choice,
    Flashcard,
    Interaction,
    Matching,
    MultipleChoice,
    Option,
    Ordering,
    TextEntry,
    TrueFalse,
)
from tests.unit.formats.conftest import ITEMS
from tests.unit.formats.strategies import BY_KIND, item, texts

NOW = datetime(2026, 11, 29, tzinfo=UTC)
MINE = ("moodle", "gift", "aiken", "canvas", "qti21", "xlsx")
PAIRS = [
    (name, kind)
    for name in MINE
    for kind in BY_KIND
    if (kind if kind != "number" else "text") in FORMATS[name].kinds
]


def arrowless(text: str) -> str:
    return clean(text.replace("->", "\u2192"))


def same(text: str) -> str:
    return clean(text)


def held(name: str, interaction: Interaction) -> Interaction:
    """Return what of an interaction the format can hold, as ARCHITECTURE and its file say."""
    part: Callable[[str], str] = one_line if name in {"aiken", "xlsx"} else same
    side = arrowless if name == "gift" else part
    match interaction:
        case Choice(options=options):
            return Choice(in_order(options, part))
        case MultipleChoice(options=options):
            return MultipleChoice(in_order(options, part))
        case TextEntry():
            return entry(name, interaction)
        case Matching(pairs=pairs):
            return Matching(tuple(sorted((side(a), side(b)) for a, b in pairs)), "", "")
        case Ordering(steps=steps):
            return Ordering(tuple(map(part, steps)))
        case _:
            return interaction


def in_order(options: tuple[Option, ...], part: Callable[[str], str]) -> tuple[Option, ...]:
    made = (Option(part(each.text), each.correct) for each in options)
    return tuple(sorted(made, key=lambda option: option.text))


def entry(name: str, asked: TextEntry) -> TextEntry:
    accept = tuple(map(arrowless if name == "gift" else one_line, asked.accept))
    kept = replace(asked, accept=accept, wrong=(), before="", after="")
    if name == "qti21":
        return replace(kept, rule="text", tolerance=0.0, unit="")
    return kept if name in {"moodle", "xlsx"} else replace(kept, unit="")


def read_back(name: str, made: Item) -> Content:
    written = write(FORMATS[name], Package("k", "A title", (made,), NOW))
    found = READERS[name].read(written.data, Choices())
    assert found.left_out == ()
    assert len(found.notes) == 1
    assert found.notes[0].changed == ()
    return found.notes[0].content


@pytest.mark.parametrize(("name", "kind"), PAIRS)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_what_is_written_is_read_back(name: str, kind: str, data: st.DataObject) -> None:
    interaction = data.draw(BY_KIND[kind])
    stem, told = data.draw(texts), data.draw(texts)
    if name == "aiken" and one_line(stem).upper().startswith("ANSWER"):
        stem = f"Q {stem}"
    if name == "xlsx" and isinstance(interaction, Matching):
        # The arrow is what parts the sides.
        assume_arrowless = tuple(
            (a.replace("\u2192", "x"), b.replace("\u2192", "y")) for a, b in interaction.pairs
        )
        interaction = replace(interaction, pairs=assume_arrowless)
    made = item(kind, interaction, stem, told)
    found = read_back(name, made)
    text = one_line if name == "aiken" else same
    if isinstance(interaction, Flashcard):
        assert found == PairContent(text(stem), interaction.back, explanation=told)
        return
    assert isinstance(found, ItemContent)
    assert found.stem == text(stem)
    assert found.explanation == ("" if name == "aiken" else told)
    if isinstance(made.interaction, TrueFalse):
        assert isinstance(found.interaction, TrueFalse)
        assert found.interaction.correct == made.interaction.correct
        assert found.interaction.claim in found.stem
    else:
        assert found.interaction == held(name, made.interaction)


@pytest.mark.parametrize("name", MINE)
def test_a_blank_stays_in_its_place(name: str) -> None:
    if "text" not in FORMATS[name].kinds:
        return
    cloze = next(each for each in ITEMS if each.key == "f:d.cloze")
    found = read_back(name, cloze)
    assert isinstance(found, ItemContent)
    assert found.stem == "The _____ flows north."
    assert isinstance(found.interaction, TextEntry)
    assert (found.interaction.before, found.interaction.after) == ("The ", " flows north.")


@pytest.mark.parametrize("name", MINE)
def test_all_items_come_back_in_order_with_keys_of_their_own(name: str) -> None:
    package = Package("k", "A title/with & signs", ITEMS, NOW)
    written = write(FORMATS[name], package)
    found = READERS[name].read(written.data, Choices())
    assert len(found.notes) == written.written
    assert found.left_out == ()
    assert len({note.key for note in found.notes}) == written.written
    again = READERS[name].read(written.data, Choices())
    assert again == found
    kinds = [
        note.content.interaction.kind if isinstance(note.content, ItemContent) else "flashcard"
        for note in found.notes
    ]
    assert kinds == [
        each.interaction.kind for each in ITEMS if each.interaction.kind in FORMATS[name].kinds
    ]
    if name in {"moodle", "gift", "xlsx"}:
        assert [note.key for note in found.notes] == [
            each.key for each in ITEMS if each.interaction.kind in FORMATS[name].kinds
        ]
    if name in {"moodle", "gift", "canvas", "qti21"}:
        assert {note.topic for note in found.notes} == {"A title/with & signs"}


@pytest.mark.parametrize("name", [each for each in MINE if "text" in FORMATS[each].kinds])
def test_a_long_number_keeps_its_last_digit(name: str) -> None:
    asked = TextEntry(("4116290.6",), (), rule="number", tolerance=0.07, unit="km")
    found = read_back(name, item("number", asked, "How far?", "So far."))
    assert isinstance(found, ItemContent)
    assert found.interaction == held(name, asked)
