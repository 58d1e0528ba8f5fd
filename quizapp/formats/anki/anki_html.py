"""HTML of Anki's fields and templates as plain text; pictures and sounds are counted and named.

Pure, and in one pass: no markup, however broken, takes more than its length.
"""

import html
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from quizapp.formats.incoming.media import Ref

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Around a blank: signs that Unicode keeps for a program's own use and no text may hold."""
_UNWANTED: Final = re.compile(
    # Control characters but for white space, what turns the direction of a line, the mark of byte
    # order, halves of characters, and what is no character.
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_NAMED: Final = re.compile(_UNWANTED.pattern.replace("\ufdd0", "\ufdd2"))
"""The same, of what entities name; the signs around blanks stand there already."""
_WHITE: Final = re.compile("[ \t\r\n\f]+")
_SPACES: Final = re.compile("[ \t\r\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_EDGE: Final = "\v"
"""Where a block begins or ends: one line break, however many stand together."""
_EDGES: Final = re.compile("\n?[ ]?\v[ \v]*")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_QUOTES: Final = re.compile("[>\"']")
_MOST_QUOTES: Final = 100
"""Quotes in one tag; a tag with more ends at its first ">"."""
_SOUND: Final = re.compile(r"\[sound:([^\[\]]{0,300})\]")
_SOURCE: Final = re.compile(
    r"""(?<![\w-])(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_MOST_TAG: Final = 20_000
"""Characters of a tag in which its file's name is looked for."""
_MOST_REFS: Final = 100
"""Files that one text may name; more are counted alone."""
_BLOCK_NAMES: Final = (
    "address article aside blockquote caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table "
    "tbody tfoot thead tr ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_SILENT_NAMES: Final = (
    "applet audio canvas head iframe noscript object rp script style svg template textarea title "
    "video"
)
_SILENT: Final = frozenset(_SILENT_NAMES.split())
"""Elements whose content is no text."""
_DRAWN: Final = frozenset({"img", "svg", "canvas"})
_HEARD: Final = frozenset({"audio", "video", "object", "embed", "applet", "iframe"})
_RAISED: Final = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MOST_SHIFTS: Final = 4
"""Raised or lowered within raised or lowered."""
_CALM: Final = 200
"""Characters of a text in which no run of marks can take time worth counting."""
_MARKS: Final = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{30})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup, and how many pictures, sounds and films stood in it.

    Attributes:
        refs: those of them that name a file.
    """

    text: str
    pictures: int = 0
    sounds: int = 0
    refs: tuple[Ref, ...] = ()


def clean(text: str) -> str:
    """Return a text without signs that no text may hold; white space is kept."""
    if text.isascii() and text.isprintable():
        return text
    return _UNWANTED.sub("", text)


def one_line(text: str) -> str:
    """Return clean text on one line."""
    return " ".join(unicodedata.normalize("NFC", _few_marks(clean(text))).split())


def plain(markup: str) -> Plain:
    """Return the words of HTML whose text was cleaned; blanks keep their signs."""
    scan = _Scan()
    if "<" not in markup and "&" not in markup and "[" not in markup:
        text = " ".join(markup.split())
        return Plain(text if text.isascii() else unicodedata.normalize("NFC", _few_marks(text)))
    if "<pre" not in markup.lower():
        markup = " ".join(markup.split())
    if "<" in markup:
        scan.take(markup)
    else:
        scan.say(markup)
    found = "".join(scan.parts)
    if "[sound:" in found:
        names = _SOUND.findall(found)
        found = _SOUND.sub(" ", found)
        scan.sounds += len(names)
        scan.refs += [Ref(each.strip(), is_picture=False) for each in names]
    return Plain(_lines(found), scan.pictures, scan.sounds, tuple(scan.refs[:_MOST_REFS]))


def without_scripts(markup: str) -> str:
    """Return a template without comments, scripts and styles, and what stands in them."""
    parts: list[str] = []
    place = 0
    while (start := markup.find("<", place)) >= 0:
        parts.append(markup[place:start])
        tag = _TAG.match(markup, start)
        if markup.startswith("<!--", start):
            place = _behind(markup, "-->", start + 4)
        elif tag and not tag.group(1) and tag.group(2).lower() in {"script", "style"}:
            place = _behind_element(markup, tag.group(2), start)
        else:
            parts.append("<")
            place = start + 1
    return "".join((*parts, markup[place:]))


@dataclass(slots=True)
class _Scan:
    """The words of some HTML, gathered in reading order."""

    parts: list[str] = field(default_factory=list)
    pictures: int = 0
    sounds: int = 0
    refs: list[Ref] = field(default_factory=list)
    verbatim: int = 0
    shifts: list[tuple[str, int]] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Take words."""
        if "&" in text:
            text = _NAMED.sub("", html.unescape(text))
        if self.verbatim == 0 and not text.isprintable():
            text = _WHITE.sub(" ", text)
        self.parts.append(text)

    def take(self, markup: str) -> None:
        """Take markup."""
        place = 0
        while (start := markup.find("<", place)) >= 0:
            if start > place:
                self.say(markup[place:start])
            if markup.startswith("<!--", start):
                place = _behind(markup, "-->", start + 4)
                continue
            if markup.startswith(("<!", "<?"), start):
                place = _behind(markup, ">", start)
                continue
            tag = _TAG.match(markup, start)
            end = _tag_end(markup, tag.end()) if tag else 0
            if tag is None or end < 0:
                # "a < b", or a tag that never ends: what a person typed.
                place = start + 1 if tag is None else len(markup)
                self.say(markup[start:place])
                continue
            name = tag.group(2).lower()
            if name == "img" and len(self.refs) < _MOST_REFS:
                self.refs += _picture(markup[tag.end() : min(end, tag.end() + _MOST_TAG)])
            place = self.element(markup, name, closes=bool(tag.group(1)), end=end)
        self.say(markup[place:])

    def element(self, markup: str, name: str, *, closes: bool, end: int) -> int:
        """Take a tag; return where to go on."""
        if not closes:
            self.pictures += name in _DRAWN
            self.sounds += name in _HEARD
        if name == "br":
            self.parts.append("\n")
        elif name in _BLOCKS:
            self.parts.append(_EDGE)
            if name == "pre":
                self.verbatim = max(self.verbatim + (-1 if closes else 1), 0)
            if name == "li" and not closes:
                self.parts.append("\N{BULLET} ")
        elif name in {"img", "td", "th"}:
            self.parts.append(" ")
        elif name in {"sub", "sup"}:
            self.shift(name, closes=closes)
        elif name == "rt":
            self.parts.append(")" if closes else " (")
        elif name in _SILENT and not closes:
            return _behind_element(markup, name, end)
        return end

    def shift(self, name: str, *, closes: bool) -> None:
        """Raise or lower what stood in the element, when it closes."""
        if not closes:
            # Few, for each writes what stands in it once more.
            if len(self.shifts) < _MOST_SHIFTS:
                self.shifts.append((name, len(self.parts)))
        elif self.shifts and self.shifts[-1][0] == name:
            _, first = self.shifts.pop()
            text = "".join(self.parts[first:])
            self.parts[first:] = [_shifted(text, name)]


def _picture(attributes: str) -> list[Ref]:
    """Return the file that a picture's tag names, with what it says that the picture shows."""
    found: dict[str, str] = {}
    for name, *values in _SOURCE.findall(attributes):
        found.setdefault(name.lower(), next(filter(None, values), ""))
    source = found.get("src", "").strip()
    return [Ref(source, True, clean(html.unescape(found.get("alt", ""))))] if source else []  # noqa: FBT003 - a picture


def _shifted(text: str, name: str) -> str:
    """Return text raised or lowered: with such signs where they exist, else with ^ or _."""
    bare = text.strip()
    table = _RAISED if name == "sup" else _LOWERED
    if not bare or OPEN in bare or CLOSE in bare or "\n" in bare:
        return text
    if all(ord(sign) in table for sign in bare):
        return bare.translate(table)
    mark = "^" if name == "sup" else "_"
    return f"{mark}{bare}" if len(bare) == 1 else f"{mark}({bare})"


def _tag_end(markup: str, place: int) -> int:
    """Return the place behind a tag's ">", -1 if there is none; within quotes it is none."""
    first = markup.find(">", place)
    if first < 0:
        return -1
    at = place
    for _ in range(_MOST_QUOTES):
        found = _QUOTES.search(markup, at)
        if found is None:
            break
        if found.group() == ">":
            return found.end()
        at = markup.find(found.group(), found.end()) + 1
        if at == 0:
            break
    return first + 1


def _behind(markup: str, sign: str, place: int) -> int:
    """Return the place behind the next such sign, or the end."""
    found = markup.find(sign, place)
    return len(markup) if found < 0 else found + len(sign)


def _behind_element(markup: str, name: str, place: int) -> int:
    """Return the place behind an element, or the end."""
    found = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(markup, place)
    return len(markup) if found is None else _behind(markup, ">", found.end())


def _lines(text: str) -> str:
    """Return the text with single spaces, without empty lines at its ends."""
    if "  " in text or not text.isascii() or not text.isprintable():
        text = _SPACES.sub(" ", text)
    if _EDGE in text:
        text = _EDGES.sub("\n", text)
    if "\n" in text:
        text = "\n".join(line.strip(" ") for line in text.split("\n"))
        text = _EMPTY_LINES.sub("\n\n", text)
    text = text.strip()
    return text if text.isascii() else unicodedata.normalize("NFC", _few_marks(text))


def _few_marks(text: str) -> str:
    """Return the text with at most 30 marks on a letter: to order more takes for ever."""
    return text if len(text) <= _CALM or text.isascii() else _MARKS.sub(r"\1", text)
