"""An Anki package as large as one wants: notes with a picture each, of noise that nothing packs."""

import json
import secrets
import zipfile
from pathlib import Path
from typing import Final

from tests.unit.formats.anki_made import BASIC, Made, database
from tests.unit.formats.media_made import png

PICTURE_BYTES: Final = 500_000


def write(path: Path, *, megabytes: int) -> int:
    """Write a package of about so many megabytes; return how many notes it has."""
    content, many = Made(), max(1, megabytes * 1_000_000 // PICTURE_BYTES)
    for number in range(many):
        content.note(BASIC, f'Word {number} <img src="p{number}.png">', f"Meaning {number}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("collection.anki21", database(content, tables=False))
        archive.writestr("media", json.dumps({str(each): f"p{each}.png" for each in range(many)}))
        head = png(30, 20)
        for number in range(many):
            # What follows the end of a picture is shown by nobody, and kept as it is.
            archive.writestr(str(number), head + secrets.token_bytes(PICTURE_BYTES - len(head)))
    return many
