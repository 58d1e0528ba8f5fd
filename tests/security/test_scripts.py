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
_INDEX = r"[\w)\]]\[(?![\"'`\d])[^\]]+\]\s*"
PROTOTYPES = {
    "a value under a name of the page's": _INDEX + r"((\?\?|\|\||&&|[-+*/])?=(?![=>])|\+\+|--)",
    "deleting by a name": r"\bdelete\s+[\w.]+\[",
    "a name looked up with what every object has": r"[)\w]\s+in\s+(?!the\b)\w+\s*([?)&|;]|$)",
    "every object's own parts": r"\.prototype\b|__proto__|\bconstructor\s*[.\[]",
    "all that an answer has, laid over an object": r"Object\.assign\((?!this, \{|document\.create)",
}
"""What a name such as __proto__ could reach: names go into a Map, or into a literal."""


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_writes_nothing_under_a_name_that_it_was_sent(path: Path) -> None:
    assert reaches_prototypes(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "kept[seen.value] = typed;",
        "kept[seen.value] ??= typed;",
        "counts[name]++;",
        "delete cards[kept.card];",
        "(name ?? other) in values ? 1 : 2",
        "if (name in values) return;",
        "Object.prototype.mine = 1;",
        "Object.assign(options, await answer.json());",
    ],
)
def test_what_could_reach_a_prototype_is_noticed(line: str) -> None:
    assert len(reaches_prototypes(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "bytes[6] = 1;",
        "return list[place] === other;",
        "const next = { ...cards, [card]: done };",
        "Object.assign(this, { stage, say });",
        'if ("more" in button.dataset) {',
    ],
)
def test_what_cannot_is_let_be(line: str) -> None:
    assert reaches_prototypes(line) == []


def reaches_prototypes(text: str) -> list[str]:
    """Return the lines of a script in which a name from elsewhere could reach every object."""
    code = [line for line in text.splitlines() if not line.lstrip().startswith("//")]
    return [
        line.strip()
        for line in code
        if any(re.search(pattern, line) for pattern in PROTOTYPES.values())
    ]


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
