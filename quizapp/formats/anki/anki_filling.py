"""Fills a package of new cards with a person's memory: its cards, its review log, its days."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import pysqlite3.dbapi2 as sqlite

from quizapp.formats.anki.anki_memory import CardRow, Rows

_COLLECTION: Final = "collection.anki2"
_DEFAULT: Final = "1"
"""The number of the deck and of the preset that every collection has."""
_PRESET: Final = 1_607_392_320
"""The number of our preset: it must never change, or every import would make a new one."""
_PRESET_NAME: Final = "quizapp"
_NOT_SYNCED: Final = -1
"""As ``usn``: the next synchronisation sends it."""
_CARD: Final = (
    "UPDATE cards SET type = ?, queue = ?, due = coalesce(?, due), ivl = ?, factor = ?, reps = ?, "
    "lapses = ?, left = ?, flags = ?, data = ? WHERE id = ?"
)
_columns: Final = attrgetter(*(each.name for each in fields(CardRow)))
_ANSWER: Final = (
    "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def fill(path: Path, rows: Rows, guids: Mapping[str, str]) -> None:
    """Fill a package in its place.

    Args:
        path: of the package, its cards new.
        guids: names of the notes, by the key of the item. Where a note has no card, nothing of it
            is remembered either.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as name:
        collection, filled = Path(name) / _COLLECTION, Path(name) / path.name
        with zipfile.ZipFile(path) as old:
            old.extract(_COLLECTION, name)
            _fill(collection, rows, guids)
            with zipfile.ZipFile(filled, "w") as new:
                new.write(collection, _COLLECTION, zipfile.ZIP_DEFLATED)
                for info in old.infolist():
                    if info.filename != _COLLECTION:
                        new.writestr(info, old.read(info))
        shutil.move(filled, path)


def _fill(collection: Path, rows: Rows, guids: Mapping[str, str]) -> None:
    with closing(sqlite.connect(str(collection))) as database:
        # Nobody needs this copy once the machine has stopped: nothing waits for the disk.
        database.execute("PRAGMA synchronous = OFF")
        found = "SELECT notes.guid, cards.id FROM cards JOIN notes ON notes.id = cards.nid"
        by_guid = dict(database.execute(found).fetchall())
        numbers = {key: by_guid[guid] for key, guid in guids.items() if guid in by_guid}
        texts = database.execute("SELECT conf, dconf, decks FROM col").fetchone()
        settings, presets, decks = (json.loads(each) for each in texts)
        settings |= rows.settings
        presets[str(_PRESET)] = _preset(presets[_DEFAULT], rows.preset)
        for number, deck in decks.items():
            if number != _DEFAULT:
                deck["conf"] = _PRESET
        database.execute(
            "UPDATE col SET crt = ?, conf = ?, dconf = ?, decks = ?",
            (rows.created_at, *(json.dumps(each) for each in (settings, presets, decks))),
        )
        database.executemany(_CARD, _cards(rows.cards, numbers))
        database.executemany(_ANSWER, _answers(rows, numbers))
        database.commit()


def _preset(usual: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Return a preset: the usual one, and over it what is the person's own, group by group."""
    groups = {
        name: {**usual[name], **value} if isinstance(value, dict) else value
        for name, value in own.items()
    }
    return {**usual, **groups, "id": _PRESET, "name": _PRESET_NAME}


def _cards(cards: Mapping[str, CardRow], numbers: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    """Yield the columns of each card, its number last."""
    return ((*_columns(row), numbers[key]) for key, row in cards.items() if key in numbers)


def _answers(rows: Rows, numbers: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for each in rows.answers:
        if each.key in numbers:
            yield (
                each.id,
                numbers[each.key],
                _NOT_SYNCED,
                each.ease,
                each.ivl,
                each.last_ivl,
                each.factor,
                each.time,
                each.type,
            )
