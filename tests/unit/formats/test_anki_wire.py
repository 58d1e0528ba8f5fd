"""The wire format of protocol buffers: what is written is read, and nothing else gets through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.formats.anki.anki_wire import entries, fields, text_of
from tests.unit.formats.anki_made import message, varint

PARTS = st.lists(
    st.tuples(
        st.integers(1, 2**29 - 1),
        st.one_of(st.integers(0, 2**64 - 1), st.binary(max_size=300)),
    ),
    max_size=20,
)


@given(PARTS)
def test_what_is_written_is_read(parts: list[tuple[int, int | bytes]]) -> None:
    assert list(entries(message(*parts))) == parts


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    try:
        found = list(entries(data))
    except ValueError:
        return
    assert sum(len(value) for _, value in found if isinstance(value, bytes)) <= len(data)


def test_numbers_of_fixed_length_are_passed_over() -> None:
    data = varint(5 << 3 | 1) + bytes(8) + varint(6 << 3 | 5) + bytes(4) + message((1, "q"))
    assert text_of(fields(data), 1) == "q"


def test_the_last_value_counts_and_a_missing_text_is_empty() -> None:
    found = fields(message((1, "old"), (1, "new"), (2, 7)))
    assert text_of(found, 1) == "new"
    assert text_of(found, 3) == ""
    with pytest.raises(ValueError, match="number"):
        text_of(found, 2)


@pytest.mark.parametrize(
    "data", [b"\x0a", b"\x0a\x05abc", b"\x80" * 11, b"\x08", b"\x0b", b"\x0c", b"\x09\x00"]
)
def test_a_broken_message_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut off|too long|unknown"):
        list(entries(data))
