"""What people write is text in every page: markup in names, titles and reports does nothing."""

import csv
import io
import json
from collections.abc import Iterator

import pytest
import time_machine

from tests.conftest import NOW
from tests.security.access.case import ALL
from tests.security.access.table import TABLE
from tests.security.conftest import make, open_site
from tests.security.pages import check_page
from tests.security.site import Site
from tests.security.world import NAMES, Words

MARK = "pwned"
"""Stands in each text: an element or attribute of that name would be markup that worked."""
HOSTILE = Words(
    names={who: f"<{MARK} onload=x>{number}'\"" for number, who in enumerate(NAMES)},
    class_name=f"=1+1</title><{MARK}>&amp;\"'",
    category=f"<b {MARK}>x",
    quiz_title=f"</script><script {MARK}>alert(1)</script>",
    report=f"<img src=x onerror=alert(1) {MARK}> javascript:alert(1) {{{{ 7*7 }}}}",
    outcome=f"<a href=javascript:alert(1) {MARK}>x</a>",
    token=f'"><svg onload=alert(1) {MARK}>',
    note=f"<style>*{{display:none}}</style><{MARK}>",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, migrated_file: "object") -> Iterator[Site]:
    """Return the site of a world whose people write markup."""
    from pathlib import Path  # noqa: PLC0415 - the fixture's type alone

    assert isinstance(migrated_file, Path)
    with time_machine.travel(NOW, tick=False):
        made = make(tmp_path_factory.mktemp("hostile"), migrated_file, words=HOSTILE)
        site = open_site(tmp_path_factory.mktemp("hostile-site"), made)
        yield site
        site.close()


def _pages(site: Site) -> Iterator[tuple[str, str, str]]:
    """Yield (principal, address, text) of everything that each person may look at."""
    for route, cases in TABLE.items():
        if not route.startswith("GET "):
            continue
        for case in cases(site.world):
            for who in sorted(case.may & ALL):
                answer = site.ask(who, "GET", case.path)
                if answer.status_code != 200:
                    continue
                if answer.mimetype == "text/html":
                    page = check_page(answer, what=f"{who} {case.path}")
                    assert MARK not in page.tags, case.path
                    assert MARK not in page.attributes, case.path
                    assert "49" not in page.title
                elif answer.mimetype == "application/json":
                    json.loads(answer.text)
                elif answer.mimetype == "text/csv":
                    for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))):
                        assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cell in row)
                # A download that is no text is not shown by a browser.
                yield who, case.path, answer.data.decode("utf-8", errors="replace")


def test_markup_that_people_wrote_is_text_everywhere(hostile: Site) -> None:
    shown = [(who, path) for who, path, text in _pages(hostile) if MARK in text]
    seen_by = {who for who, _ in shown}
    assert {"learner", "teacher", "author", "admin"} <= seen_by, "the texts were shown at all"
    assert len({path for _, path in shown}) > 15


def test_a_check_of_pages_notices_what_it_is_for() -> None:
    from tests.security.pages import read_page  # noqa: PLC0415 - only here

    for bad in (
        '<p onclick="x()">',
        "<p style='color:red'>",
        "<script>alert(1)</script>",
        '<img src="http://evil.example/x.png">',
        '<link href="//evil.example/x.css" rel="stylesheet">',
        '<a href="javascript:alert(1)">x</a>',
        '<form action="https://evil.example">',
        "<iframe>",
    ):
        assert read_page(f"<!doctype html><title>x</title>{bad}").faults, bad
