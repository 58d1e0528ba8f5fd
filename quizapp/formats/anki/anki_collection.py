"""What a collection of Anki says of itself: note types, decks, scheduler and beginning of the day.

Both layouts: JSON in one row (to schema 11, in all older packages), and tables with messages
(from schema 15 on). Source: ankitects/anki, proto/anki/notetypes.proto, and rslib/src/storage.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from quizapp.errors import InputError
from quizapp.formats.anki.anki_database import Database, text, whole
from quizapp.formats.anki.anki_wire import fields, text_of

_MOST_JSON: Final = 8_000_000
"""Characters of the JSON of note types or decks."""
_MOST_PARTS: Final = 20_000
"""Note types, fields, templates or decks; more is no collection of a person."""
_MOST_MESSAGE: Final = 1_000_000
_CLOZE: Final = 1
_PICTURE: Final = 6
"""As ``original_stock_kind`` of a note type: parts of a picture are hidden."""
_DEFAULT_DECK: Final = 1
_PARTED: Final = "\x1f"
"""Parts the levels of a deck's name in tables; in JSON it is "::"."""
_SETTINGS: Final = ("schedVer", "rollover", "creationOffset")
_TABLES: Final = ("notetypes", "fields", "templates", "decks", "config")
_MINUTES_A_DAY: Final = 1_440


@dataclass(frozen=True, slots=True)
class Template:
    """A card template: the markup of both sides, with their places for fields."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """How notes are laid out.

    Attributes:
        fields: names, in the order of a note's values.
        templates: by the number that a card bears; a cloze has one, whatever the number.
        cloze: whether a card's number is that of a deletion.
        picture: whether parts of a picture are hidden.
    """

    name: str
    fields: tuple[str, ...]
    templates: Mapping[int, Template]
    cloze: bool
    picture: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """What holds for all of a collection.

    Attributes:
        note_types: by number. decks: names by number, levels parted by "::", "" for Anki's own
            default deck.
        scheduler: 1 for the oldest, whose buttons in learning had other numbers.
        rollover_hour: at which its day begins; None if it is not said.
    """

    note_types: Mapping[int, NoteType]
    decks: Mapping[int, str]
    scheduler: int
    rollover_hour: int | None


def read(database: Database) -> Collection:
    """Read what the collection says of itself.

    Raises:
        InputError: tables are missing or damaged, or their JSON is broken.
    """
    for table in ("col", "notes", "cards"):
        if not database.check(table):
            raise InputError(
                "The collection in the package has no table “{table}”. Use “Check Database” in "
                "Anki's menu Tools, and export it again.",
                table=table,
                field="file",
            )
    row = next(
        database.rows(
            "SELECT crt, CASE WHEN octet_length(models) <= ?1 THEN models ELSE '!' END, "
            "CASE WHEN octet_length(decks) <= ?1 THEN decks ELSE '!' END, "
            "CASE WHEN octet_length(conf) <= ?1 THEN conf ELSE '!' END FROM col LIMIT 1",
            _MOST_JSON,
        ),
        None,
    )
    if row is None:
        raise _broken()
    created, models, decks, conf = row
    if all(database.check(table) for table in _TABLES):
        return _collection(
            _types_in_tables(database),
            _decks_in_tables(database),
            created,
            _settings_in_tables(database),
        )
    return _collection(_types(_object(models)), _decks(_object(decks)), created, _object(conf))


def _collection(
    types: Mapping[int, NoteType],
    decks: Mapping[int, str],
    created: object,
    settings: Mapping[str, Any],
) -> Collection:
    version = whole(settings.get("schedVer", 1)) or 1
    return Collection(types, decks, version, _rollover(settings, created, version))


def _rollover(settings: Mapping[str, Any], created: object, version: int) -> int | None:
    hour = whole(settings.get("rollover"))
    offset, begun = whole(settings.get("creationOffset")), whole(created)
    if version == 1 and offset is not None and begun is not None:
        # The oldest scheduler begins its days at the hour at which the collection was begun.
        hour = (begun // 60 - offset) % _MINUTES_A_DAY // 60
    return hour if hour is not None and 0 <= hour <= 23 else None  # noqa: PLR2004 - hours of a day


def _object(source: object) -> Mapping[str, Any]:
    """Return a JSON object; an empty text is one without members."""
    try:
        found = json.loads(text(source) or "{}")
    except (ValueError, RecursionError):
        raise _broken() from None
    if not isinstance(found, dict):
        raise _broken()
    return found


def _types(models: Mapping[str, Any]) -> dict[int, NoteType]:
    """Return the note types of JSON; one that cannot be read is left away, with its notes."""
    found: dict[int, NoteType] = {}
    for number, model in models.items():
        try:
            found[int(number)] = NoteType(
                name=str(model["name"]),
                fields=tuple(str(each["name"]) for each in _in_order(model["flds"])),
                templates={
                    order: Template(str(each["name"]), str(each["qfmt"]), str(each["afmt"]))
                    for order, each in enumerate(_in_order(model["tmpls"]))
                },
                cloze=model.get("type") == _CLOZE,
                picture=model.get("originalStockKind") == _PICTURE,
            )
        except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
            continue
    return found


def _in_order(parts: Any) -> list[Any]:
    return sorted(parts, key=lambda each: int(each.get("ord") or 0))


def _decks(decks: Mapping[str, Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    for number, deck in decks.items():
        if number.isdecimal() and len(number) < 20 and isinstance(deck, dict):  # noqa: PLR2004 - 64 bits
            found[int(number)] = str(deck.get("name", "")) if int(number) != _DEFAULT_DECK else ""
    return found


def _types_in_tables(database: Database) -> dict[int, NoteType]:
    names: dict[int, list[str]] = {}
    for kind, name in database.rows(
        "SELECT ntid, name FROM fields ORDER BY ntid, ord LIMIT ?", _MOST_PARTS
    ):
        names.setdefault(whole(kind) or 0, []).append(text(name))
    templates: dict[int, dict[int, Template]] = {}
    length = 0
    for kind, order, name, config in _messages(database, "ntid, ord, name, config", "templates"):
        try:
            sides = fields(_bytes(config))
            side = Template(text(name), text_of(sides, 1), text_of(sides, 2))
        except ValueError:
            continue
        length += len(side.front) + len(side.back)
        if length > _MOST_JSON:
            raise InputError(
                "The card templates of the collection hold more than may be read here. Export its "
                "decks one by one.",
                field="file",
            )
        templates.setdefault(whole(kind) or 0, {})[whole(order) or 0] = side
    found: dict[int, NoteType] = {}
    for kind, name, config in _messages(database, "id, name, config", "notetypes"):
        number = whole(kind) or 0
        try:
            about = fields(_bytes(config))
        except ValueError:
            continue
        found[number] = NoteType(
            name=text(name),
            fields=tuple(names.get(number, ())),
            templates=templates.get(number, {}),
            cloze=about.get(1) == _CLOZE,
            picture=about.get(9) == _PICTURE,
        )
    return found


def _messages(database: Database, columns: str, table: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table that ends in a message; a huge message is left away."""
    statement = f"SELECT {columns} FROM {table} WHERE octet_length(config) <= ? LIMIT ?"  # noqa: S608 - our names
    return database.rows(statement, _MOST_MESSAGE, _MOST_PARTS)


def _decks_in_tables(database: Database) -> dict[int, str]:
    rows = database.rows("SELECT id, name FROM decks LIMIT ?", _MOST_PARTS)
    return {
        whole(number) or 0: text(name).replace(_PARTED, "::") if number != _DEFAULT_DECK else ""
        for number, name in rows
    }


def _settings_in_tables(database: Database) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in database.rows(
        "SELECT key, val FROM config WHERE key IN (?, ?, ?) AND octet_length(val) < 100", *_SETTINGS
    ):
        try:
            found[text(key)] = json.loads(text(value))
        except (ValueError, RecursionError):
            continue
    return found


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _broken() -> InputError:
    return InputError(
        "The note types and decks of the collection cannot be read: their JSON is broken. Use "
        "“Check Database” in Anki's menu Tools, and export it again.",
        field="file",
    )
