"""Anki packages made by hand, in all three versions, so that tests can make any of them wrong."""

import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import zstandard

Version = Literal["anki2", "anki21", "anki21b"]
VERSIONS: tuple[Version, ...] = ("anki2", "anki21", "anki21b")
LINE = "\n\n<hr id=answer>\n\n"
UPDATE = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."
_LAYOUT = """
CREATE TABLE col (id integer primary key, crt integer, mod integer, scm integer, ver integer,
  dty integer, usn integer, ls integer, conf text, models text, decks text, dconf text, tags text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, mod integer, usn integer,
  tags text, flds text, sfld integer, csum integer, flags integer, data text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, mod integer,
  usn integer, type integer, queue integer, due integer, ivl integer, factor integer, reps integer,
  lapses integer, left integer, odue integer, odid integer, flags integer, data text);
CREATE TABLE revlog (id integer primary key, cid integer, usn integer, ease integer, ivl integer,
  lastIvl integer, factor integer, time integer, type integer);
"""
_TABLES = """
CREATE TABLE notetypes (id integer primary key, name text COLLATE unicase, mtime_secs integer,
  usn integer, config blob);
CREATE TABLE fields (ntid integer, ord integer, name text COLLATE unicase, config blob,
  PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE TABLE templates (ntid integer, ord integer, name text COLLATE unicase, mtime_secs integer,
  usn integer, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
CREATE TABLE decks (id integer primary key, name text COLLATE unicase, mtime_secs integer,
  usn integer, common blob, kind blob);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
CREATE TABLE config (KEY text PRIMARY KEY, usn integer, mtime_secs integer, val blob)
  WITHOUT ROWID;
"""


@dataclass
class Kind:
    """A note type: its fields, and each card's front and back."""

    name: str
    fields: tuple[str, ...]
    cards: tuple[tuple[str, str], ...]
    cloze: bool = False
    stock: int = 0


BASIC = Kind("Basic", ("Front", "Back"), (("{{Front}}", f"{{{{FrontSide}}}}{LINE}{{{{Back}}}}"),))
REVERSED = Kind(
    "Basic (and reversed card)",
    ("Front", "Back"),
    (*BASIC.cards, ("{{Back}}", f"{{{{FrontSide}}}}{LINE}{{{{Front}}}}")),
)
OPTIONAL = Kind(
    "Basic (optional reversed card)",
    ("Front", "Back", "Add Reverse"),
    (
        *BASIC.cards,
        ("{{#Add Reverse}}{{Back}}{{/Add Reverse}}", f"{{{{FrontSide}}}}{LINE}{{{{Front}}}}"),
    ),
)
TYPING = Kind(
    "Basic (type in the answer)",
    ("Front", "Back"),
    (("{{Front}}\n\n{{type:Back}}", f"{{{{Front}}}}{LINE}{{{{type:Back}}}}"),),
)
CLOZE = Kind(
    "Cloze",
    ("Text", "Back Extra"),
    (("{{cloze:Text}}", "{{cloze:Text}}<br>\n{{Back Extra}}"),),
    cloze=True,
)
PICTURE = Kind(
    "Image Occlusion",
    ("Occlusion", "Image", "Header"),
    (("{{Header}}<div>{{cloze:Occlusion}}</div>{{Image}}", "{{Header}}{{Image}}"),),
    cloze=True,
    stock=6,
)


@dataclass
class Made:
    """What a package shall hold. ``change`` is run on the database before it is packed."""

    kinds: list[Kind] = field(default_factory=list)
    decks: dict[int, str] = field(default_factory=lambda: {1: "Default", 7: "Tongues::Czech"})
    notes: list[tuple[object, ...]] = field(default_factory=list)
    cards: list[tuple[object, ...]] = field(default_factory=list)
    reviews: list[tuple[object, ...]] = field(default_factory=list)
    conf: dict[str, object] = field(default_factory=lambda: {"schedVer": 2})
    created: int = 1_500_000_000
    change: Callable[[sqlite3.Connection], object] | None = None
    models: str | None = None

    def note(
        self,
        kind: Kind,
        *values: str,
        guid: object = None,
        tags: str = "",
        deck: int = 7,
        cards: tuple[int, ...] = (0,),
        suspended: tuple[int, ...] = (),
    ) -> tuple[int, ...]:
        """Add a note with cards of these numbers; return the numbers of the cards."""
        if kind not in self.kinds:
            self.kinds.append(kind)
        number = 1_600_000_000_000 + len(self.notes)
        name = f"guid{len(self.notes)}" if guid is None else guid
        self.notes.append(
            (number, name, self.kinds.index(kind) + 100, f" {tags} ", "\x1f".join(values))
        )
        made = []
        for order in cards:
            card = 1_700_000_000_000 + len(self.cards)
            self.cards.append((card, number, deck, order, -1 if order in suspended else 0, 0))
            made.append(card)
        return tuple(made)

    def review(
        self, at: int, card: int, ease: int, kind: int, *, factor: int = 2500, time: int = 4000
    ) -> None:
        """Add an entry to the review log."""
        self.reviews.append((at, card, ease, factor, time, kind))


def package(
    made: Made, version: Version = "anki21b", files: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the package, with the note that asks for an update beside a newer collection."""
    found: dict[str, bytes] = {}
    if version == "anki21b":
        found["meta"] = message((1, 3))
        found["collection.anki21b"] = zstandard.compress(database(made, tables=True))
        found["media"] = zstandard.compress(b"")
    else:
        found[f"collection.{version}"] = database(made, tables=False)
        found["media"] = b"{}"
    if version != "anki2":
        found["collection.anki2"] = dummy()
    return archive({**found, **(files or {})})


def dummy() -> bytes:
    """Return the collection that newer packages hold for older programs."""
    asks = Made()
    asks.note(BASIC, UPDATE, "", deck=1)
    return database(asks, tables=False)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return buffer.getvalue()


def database(made: Made, *, tables: bool) -> bytes:
    """Return the collection's bytes: with JSON in one row, or with tables and messages."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "c"
        with closing(sqlite3.connect(path)) as connection:
            connection.create_collation("unicase", lambda a, b: (a > b) - (a < b))
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
            connection.executescript(_LAYOUT)
            _fill(connection, made)
            if tables:
                _fill_tables(connection, made)
            else:
                _fill_json(connection, made)
            if made.change is not None:
                made.change(connection)
            connection.commit()
        return path.read_bytes()


def message(*parts: tuple[int, int | str | bytes]) -> bytes:
    """Return a message in the wire format of protocol buffers."""
    found = bytearray()
    for number, value in parts:
        if isinstance(value, int):
            found += varint(number << 3) + varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            found += varint(number << 3 | 2) + varint(len(data)) + data
    return bytes(found)


def varint(value: int) -> bytes:
    """Return a whole number, seven bits a byte."""
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*found, value))


def _fill(connection: sqlite3.Connection, made: Made) -> None:
    connection.executemany(
        "INSERT INTO notes (id, guid, mid, tags, flds) VALUES (?, ?, ?, ?, ?)", made.notes
    )
    connection.executemany(
        "INSERT INTO cards (id, nid, did, ord, queue, odid) VALUES (?, ?, ?, ?, ?, ?)", made.cards
    )
    connection.executemany(
        "INSERT INTO revlog (id, cid, ease, factor, time, type) VALUES (?, ?, ?, ?, ?, ?)",
        made.reviews,
    )


def _fill_json(connection: sqlite3.Connection, made: Made) -> None:
    models = {
        str(100 + index): {
            "name": kind.name,
            "type": int(kind.cloze),
            "originalStockKind": kind.stock,
            "flds": [{"name": name, "ord": order} for order, name in enumerate(kind.fields)],
            "tmpls": [
                {"name": f"Card {order + 1}", "ord": order, "qfmt": front, "afmt": back}
                for order, (front, back) in enumerate(kind.cards)
            ],
        }
        for index, kind in enumerate(made.kinds)
    }
    decks = {str(number): {"id": number, "name": name} for number, name in made.decks.items()}
    source = json.dumps(models) if made.models is None else made.models
    connection.execute(
        "INSERT INTO col (id, crt, ver, conf, models, decks) VALUES (1, ?, 11, ?, ?, ?)",
        (made.created, json.dumps(made.conf), source, json.dumps(decks)),
    )


def _fill_tables(connection: sqlite3.Connection, made: Made) -> None:
    connection.executescript(_TABLES)
    connection.execute(
        "INSERT INTO col (id, crt, ver, conf, models, decks) VALUES (1, ?, 18, '', '', '')",
        (made.created,),
    )
    for index, kind in enumerate(made.kinds):
        number = 100 + index
        config = message((1, int(kind.cloze)), (3, ".card {}"), (8, b"\x1a\x01\x00"))
        config += message((9, kind.stock))
        connection.execute(
            "INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (number, kind.name, config)
        )
        for order, name in enumerate(kind.fields):
            connection.execute("INSERT INTO fields VALUES (?, ?, ?, ?)", (number, order, name, b""))
        for order, (front, back) in enumerate(kind.cards):
            connection.execute(
                "INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)",
                (number, order, f"Card {order + 1}", message((1, front), (2, back), (8, 77))),
            )
    connection.executemany(
        "INSERT INTO decks VALUES (?, ?, 0, 0, x'', x'')",
        [(number, name.replace("::", "\x1f")) for number, name in made.decks.items()],
    )
    connection.executemany(
        "INSERT INTO config VALUES (?, 0, 0, ?)",
        [(key, json.dumps(value).encode()) for key, value in made.conf.items()],
    )
