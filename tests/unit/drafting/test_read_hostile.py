"""Text made to keep a pattern busy is read or refused at once."""

import time
from contextlib import suppress

import pytest

from quizapp.drafting.reading.read import read_article
from quizapp.errors import InputError

START = "The town of the mayor had an old bridge and it was in the middle of the river. " * 2
UNITS = ("*a ", "[", "[a](", "`a", "_a ", "<a ", "1,", "a | ", "A. ", "# ", "“", "- ", "www.")


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.hostile
def test_a_line_of_marks_without_an_end_costs_little(unit: str, name: str) -> None:
    data = f"{START}\n{unit * 20_000}".encode()
    begun = time.process_time()
    with suppress(InputError):
        read_article(data, name=name)
    assert time.process_time() - begun < 3
