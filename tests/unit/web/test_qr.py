"""QR codes of addresses: the shapes that are drawn are the modules of the code."""

import re

import pytest
import segno

from quizapp.web.qr import QUIET, qr_of

ADDRESS = "https://quiz.school.example/slip"
_RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def drawn(path: str) -> set[tuple[int, int]]:
    """Return the (column, row) of every module that a path fills."""
    found: set[tuple[int, int]] = set()
    runs = _RUN.findall(path)
    assert "".join(f"M{x} {y}h{n}v1h-{m}z" for x, y, n, m in runs) == path
    for column, row, length, back in runs:
        assert length == back
        here = {(int(column) + step, int(row)) for step in range(int(length))}
        assert not here & found
        found |= here
    return found


@pytest.mark.parametrize("text", [ADDRESS, "http://127.0.0.1:8000/join/KTYGYS4A", "x" * 400])
def test_the_path_fills_exactly_the_dark_modules(text: str) -> None:
    code = qr_of(text)
    matrix = segno.make(text, error="q", micro=False).matrix
    dark = {
        (column + QUIET, row + QUIET)
        for row, modules in enumerate(matrix)
        for column, module in enumerate(modules)
        if module
    }
    assert drawn(code.path) == dark
    assert code.size == len(matrix) + 2 * QUIET
    assert code.text == text


def test_a_quiet_zone_stays_around_the_code() -> None:
    code = qr_of(ADDRESS)
    places = drawn(code.path)
    assert {min(column for column, _ in places), min(row for _, row in places)} == {QUIET}
    assert max(max(place) for place in places) == code.size - QUIET - 1
