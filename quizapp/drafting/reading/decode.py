"""Bytes of a text file -> text, or a refusal that says where the bytes stop making sense."""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from quizapp.errors import InputError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; those of UTF-32 first, since UTF-16's begins one of them."""

_OTHER_FORMATS: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip file (a .docx, .odt or .epub?)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc?)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UTF8_PAIR: Final = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
_LIKELY: Final = ("cp1252", "latin_1", "mac_roman")
"""Encodings of English text before UTF-8, preferred among those that give the same text."""

SAVE_AS: Final = "Save the file as UTF-8 and send it again."


def _place(data: bytes, offset: int) -> str:
    line = data.count(b"\n", 0, offset) + 1
    return f"byte {offset + 1}, on line {line}"


def _checked(text: str) -> str:
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise InputError(
            f"This is not a text file: line {line} holds the control character"
            f" U+{ord(found.group()):04X}. {SAVE_AS}",
            field="article",
        )
    return text


def _guessed(data: bytes, failure: UnicodeDecodeError) -> str:
    """Return the text in an old encoding, where only one reading is likely."""
    where = _place(data, failure.start)
    if any(_is_utf8(found.group()) for found in _UTF8_PAIR.finditer(data)):
        raise InputError(
            "Two encodings are mixed in this file: parts are UTF-8,"
            f" but {where}, is not. {SAVE_AS}",
            field="article",
        )
    best = from_bytes(data).best()
    if best is None or best.percent_chaos > 0 or best.percent_coherence < 20:  # noqa: PLR2004 - in per cent; real English text reaches 60 and more
        raise InputError(
            f"{where[0].upper()}{where[1:]}, cannot be read as text. {SAVE_AS}", field="article"
        )
    same = best.could_be_from_charset
    return data.decode(next((each for each in _LIKELY if each in same), best.encoding))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, *, declared: str = "") -> str:
    """Return the text of the bytes.

    Args:
        data: a whole file.
        declared: the encoding that the file itself names (HTML), tried after UTF-8.

    Raises:
        InputError: the bytes are no text, or no encoding fits them for certain.
    """
    for start, what in _OTHER_FORMATS:
        if data.startswith(start):
            raise InputError(
                f"This is {what}, not a text file. Send .txt, .md, .html or .docx,"
                " or paste the text.",
                field="article",
            )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding))
    if b"\x00" in data:
        where = _place(data, data.index(b"\x00"))
        raise InputError(f"This is not a text file: {where}, is zero. {SAVE_AS}", field="article")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        failure = error
    if declared and (text := _as_declared(data, declared)):
        return _checked(text)
    return _checked(_guessed(data, failure))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file says that it is {encoding.removesuffix('-sig').upper()}, but"
            f" {_place(data, error.start)}, is not. {SAVE_AS}",
            field="article",
        ) from None


def _as_declared(data: bytes, declared: str) -> str:
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return ""
