"""ASVS.md is complete, counts right, and names nothing that is not there."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
PAGE: Final = (HERE / "ASVS.md").read_text("utf-8")
STATUSES: Final = ("test", "configuration", "does not apply", "not met")
_PLACE: Final = re.compile(r"^`([^`]+)`")
_NAMED: Final = re.compile(r"`((?:tests|quizapp|question_bank|migrations)/[^`]+)`")
_COUNTS: Final = re.compile(r"^(\d+) requirements: (.+)\.$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One requirement as the page has it; ``where`` is its last cell."""

    number: str
    level: str
    asks: str
    status: str
    where: str


ROWS: Final = [
    Row(*(cell.strip() for cell in line.strip("|").split("|")))
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


def _asked() -> list[tuple[str, str]]:
    """Return (number, level) of every requirement of levels 1 and 2, in the standard's order."""
    found = []
    for line in (HERE / "asvs_numbers.txt").read_text("ascii").splitlines():
        section, numbers = line.split(": ")
        found += [
            (f"{section}.{each.rstrip('*')}", "1" if each.endswith("*") else "2")
            for each in numbers.split()
        ]
    return found


@cache
def _tests_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def is_there(place: str) -> bool:
    """Return whether a file, or a test as file::name, is part of this checkout."""
    file, _, name = place.partition("::")
    return (ROOT / file).exists() and (not name or name in _tests_of(file))


def test_each_requirement_of_the_two_levels_is_there_once() -> None:
    assert [(row.number, row.level) for row in ROWS] == _asked()
    assert Counter(level for _, level in _asked()) == {"1": 70, "2": 183}


def test_the_counts_are_right() -> None:
    counted = Counter(row.status for row in ROWS)
    told = _COUNTS.search(PAGE)
    assert told
    words = ", ".join(f"{counted[status]} {status}" for status in STATUSES)
    assert (int(told[1]), told[2]) == (len(ROWS), words)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_row_is_answered_by_what_is_there(row: Row) -> None:
    assert row.status in STATUSES
    assert row.asks
    assert row.where
    place = _PLACE.match(row.where)
    if row.status == "test":
        assert place, "no test is named"
        assert "::test_" in place[1]
    if row.status == "configuration":
        assert place, "no file is named"
    if place and row.status in {"test", "configuration"}:
        assert is_there(place[1]), f"{place[1]} is not there"


@pytest.mark.parametrize("page", ["tests/security/ASVS.md", "tests/RELIABILITY.md"])
def test_whatever_a_page_names_is_there(page: str) -> None:
    named = _NAMED.findall((ROOT / page).read_text("utf-8"))
    assert named
    assert [place for place in named if not is_there(place)] == []


def test_what_is_not_there_is_noticed() -> None:
    assert is_there("tests/security/test_asvs.py::test_the_counts_are_right")
    assert not is_there("tests/security/test_asvs.py::test_that_nobody_wrote")
    assert not is_there("tests/security/test_nothing.py")
