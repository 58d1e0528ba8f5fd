"""Texts of other programs as plain text: decoded, without control characters, without markup.

Pure. What a reader takes from a file goes through ``clean`` or ``from_html`` and nothing else.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from quizapp.errors import InputError, Words, translatable

MOST_TEXT_BYTES: Final = 20_000_000
"""Bytes of a plain-text file; 50 000 questions of 400 bytes."""
MOST_MARKUP: Final = 200_000
"""Characters of one text with its markup; a longer one is no question."""
_DEEPEST: Final = 200
"""Elements within elements; the HTML parser stops near here by itself."""
_MARKS: Final = 30
"""Combining marks after one letter. Source: Unicode Standard Annex 15, Stream-Safe Text."""
_CALM: Final = 200
"""Characters of a text in which no run of marks can take time worth counting."""
_UNWANTED: Final = re.compile(
    # Control characters but for line breaks, invisible marks that turn the direction of a line,
    # the byte order mark, surrogates, and what Unicode says is no character.
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_PARTS: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Signs that part lines or pages; they become line breaks."""
_SPACES: Final = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINES: Final = re.compile(r"\n{3,}")
_PARAGRAPH: Final = re.compile(
    r"\s*<p(?: dir=\"ltr\"| style=\"text-align: ?left;?\")?>([^<]*)</p>\s*"
)
_KNOWN: Final = re.compile(
    r"</?(?:p|br|b|i|u|s|em|strong|span|div|img|ul|ol|li|sub|sup|a|table|tr|td|th|tbody|pre|code"
    r"|font|h[1-6]|hr|blockquote|small|tt|kbd)(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#x?[0-9a-fA-F]{1,6});"
)
_NO_CHARACTER: Final = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_ELEMENT: Final = re.compile(r"<[^<>]*>?")
_LOOKED_AT: Final = 600
"""Characters of a text from which a report shows the beginning."""
_ALTERNATIVE: Final = re.compile(r"\[[^\[\]]*\]")
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody"),
        *("tfoot", "thead", "tr", "ul"),
    }
)
_SILENT: Final = frozenset({"head", "noscript", "script", "style", "template", "title"})
_MEDIA: Final = frozenset({"applet", "audio", "embed", "iframe", "object", "video"})
_DRAWN: Final = frozenset({"canvas", "img", "svg"})
_RAISED: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_CAN_RAISE: Final = frozenset("0123456789+-=()n")
_CAN_LOWER: Final = frozenset("0123456789+-=()")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without its markup.

    Attributes:
        pictures: how many were in it. media: how many sounds, films and embedded pages.
    """

    text: str
    pictures: int = 0
    media: int = 0

    def losses(self) -> tuple[Words, ...]:
        """Return what was taken away, a sentence each."""
        found: list[Words] = []
        if self.pictures:
            found.append(translatable("Pictures were left away: they are not taken yet."))
        if self.media:
            found.append(translatable("Sounds, films and embedded pages were left away."))
        return tuple(found)


class Losses:
    """Takes the texts of one question, and keeps what was lost on the way."""

    def __init__(self) -> None:
        self._said: dict[Words, None] = {}

    def of(self, plain: Plain) -> str:
        """Return the words of a text."""
        self._said |= dict.fromkeys(plain.losses())
        return plain.text

    def part(self, plain: Plain) -> str:
        """Return the words of an option, a side of a pair or a step.

        Raises:
            InputError: it is nothing but a picture.
        """
        if is_picture(plain):
            raise InputError(
                "One of its options, pairs or steps is a picture, and pictures are not taken yet."
            )
        return self.of(plain)

    def add(self, words: Words) -> None:
        """Note something else that was lost."""
        self._said[words] = None

    @property
    def words(self) -> tuple[Words, ...]:
        """What was lost, a sentence each."""
        return tuple(self._said)


def decode(data: bytes) -> str:
    """Return the text of a plain-text file; all its line breaks are line feeds.

    Raises:
        InputError: it is too large, empty, or in another encoding than UTF-8.
    """
    if len(data) > MOST_TEXT_BYTES:
        raise InputError(
            "The file is larger than {most} MB. Split it in parts.",
            most=MOST_TEXT_BYTES // 1_000_000,
            field="file",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError("The file is UTF-16. Save it as UTF-8, and choose it again.", field="file")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            "This is a packed file or a document, not plain text. Choose another format for it.",
            field="file",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "Line {line} is not UTF-8. Save the file as UTF-8, and choose it again.",
            line=line,
            field="file",
        ) from None
    if not text.strip():
        raise InputError("There is nothing in the file.", field="file")
    if text.count("\0") * 4 > len(text):
        raise InputError("The file is UTF-16. Save it as UTF-8, and choose it again.", field="file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number from 1; all at once they would take ten times the text."""
    start, place = 0, 1
    while (end := text.find("\n", start)) >= 0:
        yield place, text[start:end]
        start, place = end + 1, place + 1
    yield place, text[start:]


def clean(text: str) -> str:
    """Return plain text: NFC, no control characters, single spaces, no empty end or beginning."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    lines = _PARTS.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _UNWANTED.sub("", lines)
    lines = "\n".join(_SPACES.sub(" ", line).strip(" ") for line in lines.split("\n"))
    return unicodedata.normalize("NFC", _few_marks(_LINES.sub("\n\n", lines).strip()))


def one_line(text: str) -> str:
    """Return clean text without line breaks."""
    return " ".join(clean(text).split())


def shown(text: str) -> str:
    """Return the beginning of a text for a report, at most 80 characters on one line."""
    begun = text[:_LOOKED_AT]
    if looks_like_html(begun):
        begun = _unescaped(_ELEMENT.sub(" ", begun))
    line = one_line(begun)
    return line if len(line) <= 80 else f"{line[:79]}\N{HORIZONTAL ELLIPSIS}"  # noqa: PLR2004


def looks_like_html(text: str) -> bool:
    """Return whether a text that does not say how it is marked up holds known elements."""
    return bool(_KNOWN.search(text))


def is_picture(plain: Plain) -> bool:
    """Return whether a text is nothing but pictures; what they show in words does not count."""
    return plain.pictures > 0 and not _ALTERNATIVE.sub("", plain.text).strip()


@lru_cache(maxsize=1024)
def from_html(markup: str) -> Plain:
    """Return the words of HTML: blocks and breaks are lines, raised digits stay raised.

    Raises:
        InputError: the markup is too long or nested too deep.
    """
    if len(markup) > MOST_MARKUP:
        raise InputError("A text is longer than {most} characters.", most=MOST_MARKUP)
    found = _PARAGRAPH.fullmatch(markup)
    if found or "<" not in markup:
        words = found.group(1) if found else markup
        return Plain(clean(" ".join(_unescaped(words).split())))
    return _walked(markup)


def _unescaped(text: str) -> str:
    """Return the text with its entities as characters; no character has that many digits."""
    if "&" not in text:
        return text
    return html.unescape(_NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text))


def _walked(markup: str) -> Plain:
    # The library stays out of a server until a file is read.
    from lxml import etree  # noqa: PLC0415

    visible = _UNWANTED.sub("", markup.replace("\t", " ").replace("\r", "\n"))
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(visible.encode(), parser)
    except (etree.LxmlError, ValueError):
        root = None
    words = _Words()
    if root is not None:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                words.open(element.tag, element.text or "", element.get("alt") or "")
            else:
                words.close(element.tag, element.tail or "")
    return Plain(clean("".join(words.parts)), words.pictures, words.media)


@dataclass(slots=True)
class _Words:
    """The words of a tree, gathered in reading order."""

    parts: list[str] = field(default_factory=list)
    pictures: int = 0
    media: int = 0
    depth: int = 0
    hidden: int = 0
    verbatim: int = 0
    fresh: bool = True
    shift: list[str] = field(default_factory=list)

    def open(self, tag: str, text: str, alternative: str) -> None:
        """Take the beginning of an element."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise InputError("A text is nested too deep.")
        if tag in _DRAWN and not self.hidden:
            self.pictures += 1
            self.take(f" [{alternative}] " if alternative.strip() else " ")
        self.media += tag in _MEDIA and not self.hidden
        if tag in _SILENT or tag in _MEDIA or tag == "svg" or self.hidden:
            self.hidden += 1
            return
        self.verbatim += tag == "pre"
        if tag == "br":
            self.fresh = False
        if tag == "br" or tag in _BLOCKS:
            self.line()
        if tag == "li":
            self.take("\N{BULLET} ")
        if tag in {"td", "th"}:
            self.take(" ")
        if tag in {"sub", "sup"}:
            self.shift.append(tag)
        self.take(text)

    def close(self, tag: str, tail: str) -> None:
        """Take the end of an element, and the words after it."""
        self.depth -= 1
        if self.hidden:
            self.hidden -= 1
        else:
            self.verbatim -= tag == "pre"
            if tag in {"sub", "sup"} and self.shift:
                self.shift.pop()
            if tag in _BLOCKS:
                self.line()
        self.take(tail)

    def line(self) -> None:
        """Begin a line, unless one has just begun."""
        if not self.fresh:
            self.parts.append("\n")
        self.fresh = True

    def take(self, text: str) -> None:
        """Take words as they are shown."""
        if self.hidden or not text:
            return
        if not self.verbatim:
            text = re.sub(r"\s+", " ", text)
        if self.shift and text.strip():
            text = _shifted(text.strip(), self.shift[-1])
        if text.strip():
            self.fresh = False
        elif self.fresh:
            return
        self.parts.append(text)


def _shifted(text: str, tag: str) -> str:
    """Return text raised or lowered: with such signs where they exist, else with ^ or _."""
    signs, can, table = ("^", _CAN_RAISE, _RAISED) if tag == "sup" else ("_", _CAN_LOWER, _LOWERED)
    if set(text) <= can:
        return text.translate(table)
    return f"{signs}{text}" if len(text) == 1 else f"{signs}({text})"


def _few_marks(text: str) -> str:
    """Return the text with at most 30 combining marks in a row: sorting more takes for ever."""
    if len(text) <= _CALM or text.isascii():
        return text
    kept: list[str] = []
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.combining(letter) else 0
        if run <= _MARKS:
            kept.append(letter)
    return "".join(kept)
