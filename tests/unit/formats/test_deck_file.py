"""A deck of quizapp comes back from its file as it was, and no other JSON is taken for one."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapp.errors import InputError
from quizapp.formats.incoming.incoming import Choices, Content, ItemContent, PairContent, PastReview
from quizapp.formats.own.deck_file import FORMAT, FiledNote, read, write
from quizapp.generation.question import TrueFalse
from tests.unit.formats.strategies import BY_KIND, texts

WITH = Choices(scheduling=True)
PAST = (
    PastReview("fact:00", 0, 1_600_000_000_000, 3, "learn", 4000),
    PastReview("fact:00", 1, 1_600_000_100_000, 1, "review", 10),
)


@pytest.mark.parametrize("kind", list(BY_KIND))
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_every_question_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    interaction, stem, told = data.draw(BY_KIND[kind]), data.draw(texts), data.draw(texts)
    if isinstance(interaction, TrueFalse):
        interaction = replace(interaction, claim=stem)
    content: Content = ItemContent(stem, interaction, told)
    note = FiledNote("fact:0123", content, "A::B", ("x", "y::z"), suspended=True)
    found = read(write("T", [note], (), rollover_hour=4), Choices())
    (back,) = found.notes
    assert (back.key, back.topic, back.tags, back.suspended) == (
        "fact:0123", "A::B", ("x", "y::z"), True,
    )  # fmt: skip
    assert back.content == content
    assert found.title == "T"


def test_past_answers_come_only_when_they_are_wanted() -> None:
    note = FiledNote(
        "fact:00", PairContent("a", "b", both_ways=True, typed=True), "", (), suspended=False
    )
    data = write("T", [note], PAST, rollover_hour=3)
    assert read(data, WITH).reviews == PAST
    assert read(data, WITH).rollover_hour == 3
    assert read(data, Choices()).reviews == ()
    assert read(data, WITH).notes[0].content == note.content


def made(**changes: Any) -> bytes:
    """Return a file with something else in it."""
    pair = {"kind": "pair", "front": "a", "back": "b"}
    note = {"key": "k", "content": pair | changes.pop("content", {}), **changes.pop("note", {})}
    return json.dumps(
        {"format": FORMAT, "title": "", "notes": [note], "reviews": [], **changes}
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"[" * 100_000, b"nul\0", b'{"format": NaN}', b"\xff\xfe",
        made(format="quizapp-deck-9"), made(notes={}), made(notes=[1] * 50_001),
        made(reviews=[["k", 0, 1, 9, "learn", 0]]), made(reviews=[["k", 2, 1, 3, "learn", 0]]),
        made(reviews=[["k", 0, 10**30, 3, "learn", 0]]), made(reviews=[["k", 0, 1, 3, "x", 0]]),
        made(reviews=7),
    ],
)  # fmt: skip
def test_what_is_no_deck_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data, WITH)


@pytest.mark.parametrize(
    "changes",
    [
        {"content": {"front": 5}}, {"content": {"front": ["a"]}}, {"content": {"back": ""}},
        {"content": {"kind": "item"}}, {"content": {"typed": "yes"}},
        {"content": {"kind": "item", "stem": "s", "interaction": {"kind": "choice", "options": 1}}},
        {"content": {"front": "x" * 5000}}, {"note": {"tags": "t"}}, {"note": {"key": 1}},
        {"note": {"more": 1}},
    ],
)  # fmt: skip
def test_a_note_that_is_none_is_left_out_by_its_place(changes: dict[str, Any]) -> None:
    found = read(made(**changes), WITH)
    assert found.notes == ()
    assert str(found.left_out[0].place) == "note 1"


def test_script_stays_text() -> None:
    found = read(made(content={"front": "<script>alert(1)</script>\0\x1b"}), WITH)
    (note,) = found.notes
    assert isinstance(note.content, PairContent)
    assert note.content.front == "<script>alert(1)</script>"
