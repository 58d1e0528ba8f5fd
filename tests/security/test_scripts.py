"""Our scripts: text is set as text, and nothing that a page was sent becomes code."""

import re
from pathlib import Path

import pytest

from quizapp.web import assets

SCRIPTS = sorted(assets.FOLDER.rglob("*.js"))
TEMPLATES = sorted((assets.FOLDER.parent / "templates").rglob("*.html"))
WITH_MARKUP = {"quiz.js", "study.js", "workbench.js"}
"""Scripts that put pieces of pages into the page: escaped by the server's own templates, but for
the tick of quiz.js, which is a text of the script."""
NEVER = {
    "code from text": r"\beval\(|new Function|\bimport\((?!\s*[\"'])",
    "code from text, later": r"set(Timeout|Interval)\(\s*[\"'`]",
    "markup by other ways": r"document\.write|insertAdjacentHTML|outerHTML\s*=|srcdoc",
    "messages of other windows": r"\bonmessage\b|^\s*addEventListener\(\"message\"",
    "another host": r"[\"'`]https?://(?!www\.w3\.org/)",
}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_makes_neither_code_nor_markup_of_what_it_is_sent(path: Path) -> None:
    text = path.read_text("utf-8")
    for what, pattern in NEVER.items():
        assert not re.search(pattern, text, re.MULTILINE), f"{path.name}: {what}"
    if "innerHTML" in text:
        assert path.name in WITH_MARKUP, f"{path.name} puts markup into the page: is it escaped?"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_lets_nothing_through_unescaped(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text), "it fetches from elsewhere"
