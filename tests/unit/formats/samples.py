"""One file of each format that can be read: golden ones in the dialect of the real programs."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from quizapp.formats.exchange import Package, write, zip_of
from quizapp.formats.registry import FORMATS
from tests.unit.formats.conftest import ITEMS

FOLDER = Path(__file__).parents[2] / "golden" / "exchange"
NOW = datetime(2026, 11, 29, tzinfo=UTC)


@cache
def sample(name: str) -> bytes:
    """Return the golden file of a format, a folder of it as a zip, or what we write ourselves."""
    folder = FOLDER / name
    if folder.is_dir():
        files = sorted(each for each in folder.rglob("*") if each.is_file())
        return zip_of([(each.relative_to(folder).as_posix(), each.read_bytes()) for each in files])
    for path in sorted(FOLDER.glob(f"{name}.*")):
        return path.read_bytes()
    return write(FORMATS[name], Package("article:a", "A title", ITEMS, NOW)).data
