"""Every format that is read comes in by the page, and every one that is written goes out by it."""

import os
import re
from collections.abc import Callable

import pytest

from quizapp.formats.readers import READERS
from quizapp.formats.registry import FORMATS
from tests.integration.decks.conftest import upload
from tests.integration.learner.conftest import Browser
from tests.unit.formats.samples import sample

# Packages of Anki and of quizapp have tests of their own: test_to_anki.py, test_taking_along.py.
SAMPLES = {
    "aiken": ("aiken", "bank.aiken"),
    "gift": ("gift", "bank.gift"),
    "moodle": ("moodle", "bank.xml"),
    "canvas": ("canvas", "bank.zip"),
    "qti21": ("qti21", "bank.zip"),
    "xlsx": ("xlsx", "bank.xlsx"),
    "text": ("csv", "bank.csv"),
}

# Each reads its file in a child process: seconds. QUIZAPP_TEST_LONG=1 takes them all.
TAKEN = SAMPLES if os.environ.get("QUIZAPP_TEST_LONG") else ("moodle", "canvas")


def test_no_format_is_forgotten() -> None:
    assert set(SAMPLES) | {"anki", "quizapp"} == set(READERS)


@pytest.mark.parametrize("name", TAKEN)
@pytest.mark.usefixtures("started")
def test_a_file_comes_in_by_the_page(ann: Browser, work: Callable[[], int], name: str) -> None:
    kind, file_name = SAMPLES[name]
    there = upload(ann, sample(kind), file_name, format=name).location
    work()  # What is packed is read by a process of its own.
    done = ann.send(ann.get(there).text, there, target="new", title="A bank")
    found = re.search(r"/decks/(own-[0-9a-f]+)", ann.get(done.location).text)
    assert found
    if name == "moodle":  # Of all samples it holds the most ways of asking.
        check_taking(ann, found[1])


def check_taking(browser: Browser, deck: str) -> None:
    """See that each format shows what it holds and gives its file, or says that it holds none."""
    for form in FORMATS:
        seen = browser.get(f"/decks/{deck}/take?format={form}")
        sent = browser.get(f"/decks/{deck}/take/file?format={form}")
        assert seen.status_code == sent.status_code == 200, form
        assert f'href="/decks/{deck}/take/file?format={form}" download' in seen.text
        assert sent.data
