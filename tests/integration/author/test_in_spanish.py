"""The studio in Spanish: no label, hint or message of ours is left in English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind
from quizapp.web import author as studio
from quizapp.web.author.entity_form import KINDS
from quizapp.web.author.fact_labels import NAMES, TYPES
from tests.integration.author.conftest import Author
from tests.integration.learner.test_in_spanish import left_in_english

WORK = "/studio/work/engines"
PAGES = (
    "/studio/",
    "/studio/new",
    "/studio/documents",
    "/studio/entities",
    "/studio/entities/new",
    "/studio/plan",
    "/studio/reports",
    "/studio/revisions",
    WORK,
    f"{WORK}?show=to-judge",
    f"{WORK}/head",
    f"{WORK}/passages",
    f"{WORK}/facts/new",
    f"{WORK}/facts/zuse-built",
    f"{WORK}/facts/zuse-built/remove",
    *(f"{WORK}/facts/new?type={name}" for name in FACT_TYPES),
)
SPOKEN = re.compile(r"[A-Z][a-z]+ [a-z]|[a-z]+ [a-z]+ [a-z]")
"""What is a sentence or label, and no name of a field, header or class."""
MARKS = {"say", "say_counted", "later", "translatable"}
FOR_PROGRAMMERS = {"TypeError", "ValueError", "KeyError", "RuntimeError"}


@pytest.fixture
def spanish(author: Author, published: None) -> Author:
    """Return an author whose browser asks for Spanish."""
    del published
    author.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es"
    return author


def test_no_page_of_the_studio_says_a_thing_of_its_own_in_english(spanish: Author) -> None:
    left = {}
    for path in PAGES:
        page = spanish.see(path)
        assert '<html lang="es"' in page
        found = left_in_english(page)
        if found:
            left[path] = sorted(set(found))
    assert left == {}


def test_what_is_wrong_with_a_form_is_said_in_spanish(spanish: Author) -> None:
    refused = spanish.send("/studio/new", expect=400, way="paste", title="", text="")
    assert left_in_english(refused.text) == []
    assert "Write where the article was published." not in refused.text
    wrong = spanish.send(
        f"{WORK}/facts/new?type=quantity",
        expect=200,
        **{"do": "preview", "type": "quantity", "slots.value": "many"},
    )
    assert left_in_english(wrong.text) == []
    assert "is no number" not in wrong.text


def test_every_kind_of_entity_and_type_of_fact_has_its_word_marked() -> None:
    assert set(KINDS) == {kind.value for kind in EntityKind}
    assert set(NAMES) == set(TYPES) == set(FACT_TYPES)


def test_every_text_that_the_studio_makes_in_python_is_marked() -> None:
    folder = Path(studio.__file__).parent
    unmarked = [
        f"{path.name}:{line}: {text}"
        for path in sorted(folder.glob("*.py"))
        for line, text in _unmarked(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert unmarked == []


def _unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the texts that look like words to a person and stand in no call that marks them."""
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)  # A docstring.
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in MARKS | FOR_PROGRAMMERS or name.endswith("Error"):
                silent.update(ast.walk(node))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if node not in silent and SPOKEN.search(node.value):
            yield node.lineno, node.value
