"""What is written as YAML is read as what it was, and looks like the shipped documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank.emit import emit_article, emit_entity, emit_fact, emit_list, emit_value
from quizapp.bank.load import read_files
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import read_tree
from quizapp.settings import shipped

FILES = read_files(shipped("question_bank"))
ROOTS = {file: read_tree(file, text) for file, text in FILES.items()}


def _objects(key: str) -> list[tuple[str, JsonObject]]:
    found = []
    for file, tree in ROOTS.items():
        assert tree.root is not None
        found += [(file, each) for each in tree.root.value.get(key, [])]
    return found


def _read(text: str) -> object:
    tree = read_tree("x.yaml", text)
    assert tree.root is not None, tree.problems
    assert tree.problems == []
    return tree.root.value


@pytest.mark.parametrize(("key", "emit"), [("facts", emit_fact), ("entities", emit_entity)])
def test_every_shipped_object_is_read_as_it_was(key: str, emit: object) -> None:
    assert callable(emit)
    for file, each in _objects(key):
        assert _read(f"{key}:\n{emit(each)}") == {key: [each]}, (file, each["id"])


def test_a_list_of_all_of_them_too() -> None:
    facts = [each for _, each in _objects("facts")]
    assert _read(emit_list("facts", facts)) == {"facts": facts}


def test_every_shipped_article_is_read_as_it_was() -> None:
    for tree in ROOTS.values():
        assert tree.root is not None
        article = tree.root.value.get("article")
        if article:
            assert _read(emit_article(article)) == {"article": article}


def test_nearly_every_shipped_object_is_written_as_it_stands() -> None:
    pairs = [(file, emit_fact(each)) for file, each in _objects("facts")]
    pairs += [(file, emit_entity(each)) for file, each in _objects("entities")]
    same = sum(text in FILES[file] for file, text in pairs)
    assert same / len(pairs) > 0.95


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words", "plain words"),
        ("1949", "'1949'"),
        ("1949-04-04", "'1949-04-04'"),
        ("1949/..", "1949/.."),
        ("1987~", "1987~"),
        ("0x1F", "'0x1F'"),
        (".inf", "'.inf'"),
        ("true", "'true'"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("a: b", "'a: b'"),
        ("ends with:", "'ends with:'"),
        ("10:30", "10:30"),
        ("a #hash", "'a #hash'"),
        ("a#b", "a#b"),
        ("- dash", "'- dash'"),
        ('"quoted" at first', "'\"quoted\" at first'"),
        ("it's", "it's"),
        ("'it's'", "'''it''s'''"),
        ("@at", "'@at'"),
        ("[x]", "'[x]'"),
        ("", "''"),
        (" space before", "' space before'"),
        ("two\nlines", '"two\\nlines"'),
        ("yes", "yes"),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(text: str, written: str) -> None:
    assert emit_value({"key": text}) == f"key: {written}\n"
    assert _read(f"key: {written}\n") == {"key": text}


_READABLE = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\ufffe\uffff"), max_size=300
)
_WORDS = st.lists(st.sampled_from(["a", "'", '"', "-", "#", "\\", "x:", ":", "", "...", "---"]))
_TEXTS = _READABLE | _WORDS.map(" ".join) | _WORDS.map(lambda words: " ".join(words * 30))
_KEYS = st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True)
_SCALARS = _TEXTS | st.integers(-(10**9), 10**9) | st.booleans() | st.floats(-1e6, 1e6)


@given(_TEXTS)
def test_any_text_is_read_as_it_was(text: str) -> None:
    assert _read(emit_value({"key": text, "list": [text]})) == {"key": text, "list": [text]}


@given(
    st.recursive(
        _SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
        max_leaves=12,
    )
)
def test_any_value_is_read_as_it_was(value: object) -> None:
    assert _read(emit_value({"key": value, "last": 1})) == {"key": value, "last": 1}


def test_a_long_text_goes_on_in_the_next_line() -> None:
    text = " ".join(["word"] * 60)
    lines = emit_value({"key": text}).splitlines()
    assert len(lines) == 4
    assert all(line.startswith("  word") for line in lines[1:])
    assert all(len(line) <= 101 for line in lines)


def test_keys_that_say_nothing_are_left_out() -> None:
    fact = {
        "guards": {"unique": [], "ask": {}},
        "id": "a",
        "type": "event",
        "slots": {"where": None},
    }
    assert emit_fact(fact) == "  - id: a\n    type: event\n    slots: {}\n"
    assert emit_entity({"name": "A", "id": "a", "aliases": []}) == "  - id: a\n    name: A\n"
