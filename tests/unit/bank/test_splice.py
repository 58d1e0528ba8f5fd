"""A splice changes the lines of one object and no other."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizapp.bank import splice
from quizapp.bank.load import read_files
from quizapp.bank.terms import JsonObject
from quizapp.bank.yaml_tree import read_tree
from quizapp.errors import BankErrors, NotFoundError
from quizapp.settings import shipped

FILES = read_files(shipped("question_bank"))
FILE = """\
# About this file.
facts:
  # The first one.
  - id: a
    note: one   # inside

  # The second one.
  - id: b
    note: |
      two
      # not a comment

  - id: c
    note: 'three
      and more'
# At the end.
other: 1
"""


def _value(text: str) -> JsonObject:
    root = read_tree("f.yaml", text).root
    assert root is not None
    value: JsonObject = root.value
    return value


def _items() -> Iterator[tuple[str, str, JsonObject]]:
    for file, text in FILES.items():
        value = _value(text)
        for key in ("facts", "entities"):
            for each in value.get(key, []):
                yield file, key, each


def _lines_stay(fewer: str, more: str) -> bool:
    """Return whether every line of the one stands in the other, in the same order."""
    rest = iter(more.splitlines())
    return all(line in rest for line in fewer.splitlines())


def test_every_shipped_object_replaced_by_another_changes_its_own_lines_only() -> None:
    for file, key, each in _items():
        new = {**each, "note": "a new key"}
        text = FILES[file]
        after = splice.replace_item(file, text, key=key, item_id=each["id"], value=new)
        start = text.index(f"  - id: {each['id']}\n")
        end = text.find("\n\n", start)
        assert after.startswith(text[:start])
        assert after.endswith(text[end:] if end >= 0 else "\n")
        lines = after[start : len(after) - (len(text) - end if end >= 0 else 1)]
        assert _value(f"{key}:\n{lines}\n")[key] == [new]


def test_every_shipped_object_taken_out_leaves_all_others() -> None:
    for file, key, each in _items():
        text = FILES[file]
        after = splice.remove_item(file, text, key=key, item_id=each["id"])
        assert f"id: {each['id']}\n" in text
        assert f"  - id: {each['id']}\n" not in after
        assert after.count("  - id: ") == text.count("  - id: ") - 1
        assert _lines_stay(after, text)


def test_comments_and_blank_lines_of_others_stay() -> None:
    after = splice.replace_item("f", FILE, key="facts", item_id="b", value={"id": "b", "x": "new"})
    assert after == FILE.replace("    note: |\n      two\n      # not a comment\n", "    x: new\n")


def test_the_last_item_ends_before_the_next_key() -> None:
    after = splice.replace_item("f", FILE, key="facts", item_id="c", value={"id": "c"})
    assert after == FILE.replace("    note: 'three\n      and more'\n", "")
    after = splice.insert_item("f", FILE, key="facts", value={"id": "d"})
    assert after == FILE.replace("and more'\n", "and more'\n\n  - id: d\n")
    after = splice.remove_item("f", FILE, key="facts", item_id="c")
    assert after == FILE.replace("\n  - id: c\n    note: 'three\n      and more'\n", "")


def test_the_last_one_taken_out_leaves_an_empty_list_that_takes_another() -> None:
    after = splice.remove_item("f", "facts:\n  - id: a\n", key="facts", item_id="a")
    assert after == "facts: []\n"
    assert splice.insert_item("f", after, key="facts", value={"id": "b"}) == "facts:\n  - id: b\n"


def test_a_file_without_the_key_gets_it() -> None:
    assert splice.insert_item("f", "", key="facts", value={"id": "a"}) == "facts:\n  - id: a\n"
    after = splice.insert_item("f", "entities: []", key="facts", value={"id": "a"})
    assert after == "entities: []\n\nfacts:\n  - id: a\n"


@pytest.mark.parametrize("text", ["facts:\r\n  - id: a\r\n    x: 1\r\n", "facts:\n- id: a\n  x: 1"])
def test_line_ends_and_indentation_stay_what_they_are(text: str) -> None:
    after = splice.replace_item("f", text, key="facts", item_id="a", value={"id": "a", "x": 2})
    assert after == text.replace("1", "2")
    after = splice.insert_item("f", text, key="facts", value={"id": "b"})
    assert after.startswith(text)
    assert [each["id"] for each in _value(after)["facts"]] == ["a", "b"]


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        splice.replace_item("f", FILE, key="facts", item_id="z", value={"id": "z"})


def test_a_file_that_cannot_be_read_is_refused_with_its_place() -> None:
    with pytest.raises(BankErrors) as caught:
        splice.insert_item("f.yaml", "facts:\n  - id: 'x\n", key="facts", value={"id": "b"})
    assert caught.value.problems[0].file == "f.yaml"


def _article() -> tuple[str, JsonObject]:
    file = next(file for file in FILES if file.endswith("article.yaml"))
    return FILES[file], _value(FILES[file])["article"]


def test_an_article_replaced_by_itself_changes_nothing() -> None:
    text, article = _article()
    assert splice.replace_article("a", text, value=article) == text


def test_a_passage_edited_changes_its_own_lines_only() -> None:
    text, article = _article()
    for index, passage in enumerate(article["passages"]):
        passages = list(article["passages"])
        passages[index] = {**passage, "text": "Something else."}
        after = splice.replace_article("a", text, value={**article, "passages": passages})
        assert _value(after)["article"]["passages"] == passages
        start = text.index(f"    - id: {passage['id']}\n")
        end = text.find("\n\n", start)
        assert after.startswith(text[:start])
        assert after.endswith(text[end:] if end >= 0 else "\n")


def test_passages_and_keys_come_and_go() -> None:
    text, article = _article()
    passages = article["passages"]
    for new in (passages[1:], passages[:-1], passages[:5] + passages[7:], passages[:1]):
        after = splice.replace_article("a", text, value={**article, "passages": new})
        assert _value(after)["article"] == {**article, "passages": new}
        assert _lines_stay(after, text)
    more = [*passages[:3], {"id": 900, "text": "New."}, *passages[3:], {"id": 901, "text": "Last."}]
    first = [{"id": 902, "text": "First."}, *more]
    for new in (more, first):
        after = splice.replace_article("a", text, value={**article, "passages": new})
        assert _value(after)["article"] == {**article, "passages": new}
        assert _lines_stay(text, after)
    bare = {key: each for key, each in article.items() if key != "summary"}
    after = splice.replace_article("a", text, value=bare)
    assert _value(after)["article"] == bare
    assert splice.replace_article("a", after, value=article) == text


_WORDS = st.text("ab :#-'\"\n\u00e9", max_size=120)
_LISTS = st.lists(_WORDS, max_size=2)
_OBJECTS = st.fixed_dictionaries({}, optional={"note": _WORDS, "list": _LISTS})
_STEPS = st.lists(
    st.tuples(st.sampled_from(["insert", "replace", "remove"]), st.integers(0, 20), _OBJECTS),
    max_size=12,
)


@given(_STEPS)
def test_any_row_of_edits_leaves_what_a_list_of_objects_would_be(
    steps: list[tuple[str, int, JsonObject]],
) -> None:
    text = FILE
    items: list[JsonObject] = _value(text)["facts"]
    for n, (step, place, each) in enumerate(steps):
        index = place % len(items) if items else 0
        if step == "insert" or not items:
            new = {"id": f"new-{n}", **each}
            items.append(new)
            text = splice.insert_item("f", text, key="facts", value=new)
        elif step == "replace":
            new = {"id": items[index]["id"], **each}
            text = splice.replace_item("f", text, key="facts", item_id=new["id"], value=new)
            items[index] = new
        else:
            gone = items.pop(index)
            text = splice.remove_item("f", text, key="facts", item_id=gone["id"])
        assert _value(text) == {"facts": items, "other": 1}
    for comment in ("# About this file.", "# The first one.", "# The second one.", "# At the end."):
        assert comment in text
