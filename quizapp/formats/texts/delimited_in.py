"""Tables as text: CSV, TSV, Anki's notes in plain text with their headers, Quizlet's export."""

import csv
import hashlib
import html
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from quizapp.bank.terms import LONGEST_PARAGRAPH
from quizapp.errors import InputError, Words, translatable
from quizapp.formats.incoming.incoming import (
    MOST_NOTES,
    Choices,
    Incoming,
    LeftOut,
    Note,
    PairContent,
    Reader,
)
from quizapp.formats.incoming.plain_text import clean

_BOM: Final = b"\xef\xbb\xbf"
_OTHER_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")
_LONGEST: Final = LONGEST_PARAGRAPH
"""Characters of one side; a card that is longer is no card."""
_SEPARATORS: Final[Mapping[str, str]] = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_GUESSED: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 200
"""Lines that the separator is guessed from."""
_MOST_LEFT_OUT: Final = 20_000
_SHOWN: Final = 80
_TRUE: Final = "true"
_NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("front", "term", "question", "word", "prompt"), "front"),
    **dict.fromkeys(("back", "definition", "answer", "meaning", "translation"), "back"),
    **dict.fromkeys(("tags", "tag"), "tags"),
    **dict.fromkeys(("deck", "topic", "category"), "topic"),
    **dict.fromkeys(("guid", "id", "key"), "key"),
    **dict.fromkeys(("explanation", "extra", "note", "notes"), "explanation"),
}
"""What columns are called, lower case -> what they hold."""
_BREAK: Final = re.compile(r"<\s*(?:br|/p|/div|/li|hr)\b[^<>]*>", re.IGNORECASE)
_DROPPED: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_SOUND: Final = re.compile(r"\[sound:[^\]]*\]")
_IMAGE: Final = re.compile(r"<\s*(?:img|audio|video)\b", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_MEDIA: Final = translatable("Pictures and sounds are not in such a file; the text came without.")
_TWICE: Final = translatable("The line repeats an earlier note of this file.")


@dataclass(slots=True)
class _Head:
    """What the lines at the top of an Anki file say."""

    separator: str = ""
    is_html: bool = False
    names: list[str] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    deck: str = ""
    tags: tuple[str, ...] = ()
    not_asked: set[int] = field(default_factory=set)
    lines: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    """A record and the line that it begins on."""

    line: int
    cells: list[str]


def read(data: bytes, choices: Choices) -> Incoming:
    """Return the notes of a table as text: one a line.

    Raises:
        InputError: it is no text in UTF-8, holds NUL, is empty or has too many lines.
    """
    text = _decoded(data)
    if text.count("\n") > 4 * MOST_NOTES:
        raise _too_many()
    head = _head(text)
    # A file of nothing but headers may lack its last line break.
    body = [*text.split("\n", head.lines), ""][head.lines] if head.lines else text
    separator = choices.separator or head.separator or _guess(body)
    rows = _rows(body, separator, first=head.lines + 1)
    return _notes(rows, head, choices)


def _decoded(data: bytes) -> str:
    if data.startswith(_OTHER_BOMS) or data[1:8:2] == b"\0" * 4 or data[0:8:2] == b"\0" * 4:
        raise InputError(
            "This file is in UTF-16. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”) and bring it "
            "again.",
            field="file",
        )
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            "Line {line} is not UTF-8: the file is in another encoding, such as Latin-1, or is no "
            "text at all. Save it as UTF-8 and bring it again.",
            line=line,
            field="file",
        ) from None
    if "\0" in text:
        raise InputError(
            "Line {line} holds a NUL character: this is no text. Export it as text and bring it "
            "again.",
            line=text.count("\n", 0, text.index("\0")) + 1,
            field="file",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError("The file is empty: there is nothing to bring in.", field="file")
    return text


def _head(text: str) -> _Head:
    """Return what ``#key:value`` lines at the top say; other lines with # there are comments."""
    head = _Head()
    for line in text.split("\n", 40)[:40]:
        if not line.startswith("#"):
            break
        head.lines += 1
        name, colon, value = line[1:].partition(":")
        if colon:
            _say(head, name.strip().casefold(), value.strip() or value)
    return head


def _say(head: _Head, name: str, value: str) -> None:
    number = int(value) - 1 if value.isascii() and value.isdigit() and 0 < len(value) < 4 else None  # noqa: PLR2004 - columns
    match name:
        case "separator":
            head.separator = _SEPARATORS.get(value.casefold(), value[:1])
        case "html":
            head.is_html = value.casefold() == _TRUE
        case "columns":
            head.names = _columns(value, head.separator)
        case "tags":
            head.tags = tuple(value.split())
        case "deck":
            head.deck = value
        case "deck column" | "tags column" | "guid column" if number is not None:
            role = {"deck": "topic", "tags": "tags", "guid": "key"}[name.split(maxsplit=1)[0]]
            head.roles[number] = role
        case "notetype column" if number is not None:
            head.not_asked.add(number)
        case _:
            return


def _columns(value: str, separator: str) -> list[str]:
    return [each.strip().casefold() for each in value.split(separator or _guess(value))]


def _guess(text: str) -> str:
    """Return the sign that parts the most lines into the same number of columns."""
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    best, most = "\t", 0
    for sign in _GUESSED:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        found = max(counts.values(), default=0)
        if found > most:
            best, most = sign, found
    return best


def _rows(body: str, separator: str, *, first: int) -> Iterator[_Row]:
    """Yield the records; one whose quotes do not close stops at the place where it began."""
    if len(separator) != 1 or separator in '"\n\r':
        raise InputError("A separator is one sign: a tab, a comma, a semicolon.", field="separator")
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(1_000_000)
    begins = first
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise InputError(
                "The quotation marks of line {line} do not close, or stand in the middle of a "
                'field. Write a mark within quotes twice: "".',
                line=begins,
                field="file",
            ) from None
        yield _Row(begins, cells)
        begins = first + reader.line_num


def _notes(rows: Iterator[_Row], head: _Head, choices: Choices) -> Incoming:
    roles: dict[int, str] = {}
    width = 0
    notes: list[Note] = []
    left: list[LeftOut] = []
    seen: dict[str, str] = {}
    for row in rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        if not roles:
            roles, is_heading = _roles(row.cells, head, choices)
            width = len(row.cells)
            if is_heading:
                continue
        found = _note(row, roles, width, head, choices)
        if isinstance(found, Note) and found.key in seen:
            found = LeftOut(found.place, _front(found), _TWICE)
        if isinstance(found, LeftOut):
            left.append(found)
        else:
            seen[found.key] = found.place
            notes.append(found)
        if len(notes) > MOST_NOTES or len(left) > _MOST_LEFT_OUT:
            raise _too_many()
    if not notes and not left:
        raise InputError("The file has no line with a front and a back.", field="file")
    return Incoming(title=head.deck, notes=tuple(notes), left_out=tuple(left))


def _roles(first: list[str], head: _Head, choices: Choices) -> tuple[dict[int, str], bool]:
    """Return what each column holds, and whether the first row only names the columns."""
    if choices.columns:
        return dict(choices.columns), _is_heading(first)
    names = head.names or (
        [cell.strip().casefold() for cell in first] if _is_heading(first) else []
    )
    roles = dict(head.roles)
    for number, name in enumerate(names):
        role = _NAMES.get(name)
        if role and number not in roles and role not in roles.values():
            roles[number] = role
    for role in ("front", "back"):
        free = [n for n in range(len(first)) if n not in roles and n not in head.not_asked]
        if role not in roles.values() and free:
            roles[free[0]] = role
    return roles, not head.names and _is_heading(first)


def _is_heading(cells: list[str]) -> bool:
    known = [_NAMES.get(cell.strip().casefold()) for cell in cells]
    return "front" in known and "back" in known


def _note(
    row: _Row, roles: Mapping[int, str], width: int, head: _Head, choices: Choices
) -> Note | LeftOut:
    place = translatable("line {line}", line=row.line)
    what = " ".join(row.cells)[:_SHOWN].strip()
    if len(row.cells) != width:
        reason = translatable(
            "The line has {found} fields where the first has {wanted}: a separator is missing or "
            "stands within a field without quotes.",
            found=len(row.cells),
            wanted=width,
        )
        return LeftOut(place, clean(what), reason)
    raw = {role: row.cells[number] for number, role in roles.items() if number < width}
    sides = {
        role: _plain(raw.get(role, ""), is_html=head.is_html)
        for role in ("front", "back", "explanation")
    }
    fault = _fault(sides)
    if fault:
        return LeftOut(place, clean(what), fault)
    media = any(
        _SOUND.search(cell) or (head.is_html and _IMAGE.search(cell)) for cell in raw.values()
    )
    return Note(
        key=raw.get("key", "").strip()[:200] or _digest(sides["front"]),
        place=place,
        content=PairContent(
            sides["front"],
            sides["back"],
            both_ways=choices.both_ways,
            explanation=sides["explanation"],
        ),
        topic=clean(raw.get("topic", "").strip() or head.deck)[:200],
        tags=tuple(dict.fromkeys((*head.tags, *clean(raw.get("tags", "")).split())))[:50],
        changed=(_MEDIA,) if media else (),
    )


def _fault(sides: Mapping[str, str]) -> Words | None:
    if not sides["front"]:
        return translatable("The front is empty.")
    if not sides["back"]:
        return translatable("The back is empty.")
    for text in sides.values():
        if len(text) > _LONGEST:
            return translatable(
                "A side has {found} characters; at most {most} fit on a card.",
                found=len(text),
                most=_LONGEST,
            )
    return None


def _plain(cell: str, *, is_html: bool) -> str:
    """Return a cell as plain text; markup is taken away only where the file says it has any."""
    text = _SOUND.sub("", cell)
    if is_html:
        text = _DROPPED.sub("", text)
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
    return clean(text)


def _digest(front: str) -> str:
    return hashlib.sha256(front.casefold().encode()).hexdigest()[:32]


def _front(note: Note) -> str:
    return note.content.front[:_SHOWN] if isinstance(note.content, PairContent) else ""


def _too_many() -> InputError:
    return InputError(
        "The file has more than {most} lines to bring in. Split it into several files.",
        most=MOST_NOTES,
        field="file",
    )


READER: Final = Reader(
    name="text",
    title=translatable("CSV, TSV, Anki text, Quizlet"),
    suffixes=(".csv", ".tsv", ".txt"),
    used_for=translatable(
        "Spreadsheets, “Notes in Plain Text” of Anki, the export of Quizlet: one note a line."
    ),
    read=read,
)
"""The reader of tables as text."""
