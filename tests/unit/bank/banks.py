"""The invented sample bank, and ways to damage it on purpose."""

from pathlib import Path

from quizapp.bank.load import read_files
from quizapp.bank.parse import parse_bank
from quizapp.errors import BankErrors, Problem

SAMPLE = Path(__file__).parent / "sample"
ENTITIES = "entities.yaml"
ARTICLE = "river/article.yaml"
FACTS = "river/facts-all.yaml"


def sample_files() -> dict[str, str]:
    """Return the sample's files; they are free of problems."""
    return read_files(SAMPLE)


def problems_of(files: dict[str, str]) -> tuple[Problem, ...]:
    """Return the problems of a bank, none when it is sound."""
    try:
        parse_bank(files)
    except BankErrors as error:
        return error.problems
    return ()


def with_change(file: str, old: str, new: str) -> dict[str, str]:
    """Return the sample with one passage of text replaced; it must stand there once."""
    files = sample_files()
    assert files[file].count(old) == 1, f"{old!r} stands {files[file].count(old)} times"
    files[file] = files[file].replace(old, new)
    return files


def place_of(text: str, needle: str) -> tuple[int, int]:
    """Return line and column, from 1, of words that stand once in a text."""
    assert text.count(needle) == 1, f"{needle!r} stands {text.count(needle)} times"
    before = text[: text.index(needle)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
