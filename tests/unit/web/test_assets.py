"""What is sent of our files."""

import re

import pytest

from quizapp.web import assets

SHEETS = sorted(path.relative_to(assets.FOLDER).as_posix() for path in assets.FOLDER.rglob("*.css"))


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_sent_whole_but_for_comments_and_indents(name: str) -> None:
    """A comment parts no two words, and what looks like one stands in no text."""
    source = (assets.FOLDER / name).read_text("utf-8")
    assert not re.search(r"[^\s{};,]/\*|\*/[^\s{};]", source), "a comment touches a word"
    assert not re.search(r"\"[^\"\n]*/\*|\\\n", source), "a text looks like a comment"
    sent = assets.text_of(name)
    assert "/*" not in sent
    assert "\n " not in sent
    assert sent.split() == re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).split()


def test_a_script_is_sent_as_it_is() -> None:
    path = assets.FOLDER / "js" / "study.js"
    assert assets.text_of("js/study.js") == path.read_text("utf-8")
