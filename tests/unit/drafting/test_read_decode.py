"""Bytes become text, or a refusal that says where and what to do."""
# ruff: noqa: RUF001 - marks of print are what old encodings differ in

import codecs

import pytest

from quizapp.drafting.reading.decode import decode
from quizapp.errors import InputError

ENGLISH = "The minister said “we don’t know” – and left the café before noon.\n" * 12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_a_known_encoding_is_read(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


def test_big_endian_utf_16_with_a_mark_is_read() -> None:
    assert decode(codecs.BOM_UTF16_BE + ENGLISH.encode("utf-16-be")) == ENGLISH


def test_a_declared_encoding_is_believed_when_it_fits() -> None:
    polish = "Łódź leży nad rzeką."
    assert decode(polish.encode("iso8859-2"), declared="iso-8859-2") == polish


def refusal(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.field == "article"
    return str(caught.value)


@pytest.mark.hostile
def test_mixed_encodings_are_refused_with_byte_and_line() -> None:
    data = "A café.\n".encode() + "Another caf\xe9.\n".encode("latin-1")
    message = refusal(data)
    assert "Two encodings are mixed" in message
    byte = data.index(b"\xe9") + 1
    assert f"byte {byte}, on line 2" in message
    assert "UTF-8" in message


@pytest.mark.hostile
def test_bytes_that_no_encoding_fits_are_refused() -> None:
    assert "Save the file as UTF-8" in refusal(bytes(range(128, 256)) * 10)


@pytest.mark.hostile
def test_half_a_character_of_utf_16_is_refused() -> None:
    assert "UTF-16" in refusal(ENGLISH.encode("utf-16")[:-1])


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04rest", "a zip file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 text", "an RTF file"),
        (b"some text\nand \x00 zero", "byte 15, on line 2, is zero"),
        (b"line one\nbell \x07 here", "line 2 holds the control character U+0007"),
    ],
)
@pytest.mark.hostile
def test_what_is_no_text_is_named(data: bytes, what: str) -> None:
    assert what in refusal(data)
