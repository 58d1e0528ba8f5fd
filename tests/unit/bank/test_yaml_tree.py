"""The strict subset of YAML: what is refused, where, and that nothing crashes."""

import time

import pytest

from quizapp.bank.terms import MAX_BYTES
from quizapp.bank.yaml_tree import MAX_NODES, read_tree


def told(text: str) -> list[tuple[int, int, str]]:
    tree = read_tree("a.yaml", text)
    return [(each.line, each.column, each.what) for each in tree.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("1991-12-26", "1991-12-26"),
        ("12:30:45", "12:30:45"),
        ("0777", 777),
        ("0o17", 15),
        ("0x1f", 31),
        ("1_000", "1_000"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-12", -12),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ('"12"', "12"),
        ("'true'", "true"),
        ("=", "="),
        ("<<", "<<"),
        ("-", [None]),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_are_read_as_yaml_1_2_core(written: str, value: object) -> None:
    text = f"a: {written}\n" if written != "-" else "a:\n  -\n"
    tree = read_tree("a.yaml", text)
    assert tree.problems == []
    assert tree.root is not None
    assert tree.root.value == {"a": value}
    assert type(tree.root.value["a"]) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: &x 1\n", 1, 4, "anchor"),
        ("b: 1\na: *x\n", 2, 4, "alias"),
        ("a: !!str 1\n", 1, 4, "tag"),
        ("a: !mine\n  b: 1\n", 1, 4, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, 1, "again"),
        ("a:\n  b: [1, 2]\n", 2, 6, "brackets"),
        ("a: {b: 1}\n", 1, 4, "brackets"),
        ("a: [[], []]\n", 1, 4, "brackets"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("? [a]\n: b\n", 1, 3, "key"),
        ("a:\n\t- b\n", 2, 1, "not YAML"),
        ("a: b\x00c\n", 1, 5, "U+0000"),
        ("\ufeffa: b\n", 1, 1, "byte order mark"),
        ("a: 1\nb: \ud800\n", 2, 4, "U+D800"),
        ("a: 1\nb: .inf\n", 2, 4, "finite"),
        ("a: 1e999\n", 1, 4, "finite"),
        ("a: b: c\n", 1, 5, "not YAML"),
        ('a: "unfinished\n', 2, 1, "not YAML"),
        ("a:\n  - b\n c: d\n", 3, 2, "not YAML"),
        ("a: 'x\r\nb", 2, 2, "not YAML"),
        ("%YAML 3.0\n---\na: b\n", 1, 1, "not YAML"),
        ("a: @b\n", 1, 4, "not YAML"),
    ],
)
@pytest.mark.hostile
def test_what_is_not_allowed_is_told_at_its_place(
    text: str, line: int, column: int, words: str
) -> None:
    problems = told(text)
    assert len(problems) == 1, problems
    assert problems[0][:2] == (line, column)
    assert words in problems[0][2]


@pytest.mark.parametrize("empty", ["[]", "{}"])
def test_an_empty_bracket_is_allowed(empty: str) -> None:
    assert told(f"a: {empty}\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "{" * 200_000,
        "[\n" * 100_000,
        "{a: " * 50_000,
        "- " * 100_000,
        "a: " + "[" * 200_000,
        "? " * 100_000,
        "".join("  " * depth + "a:\n" for depth in range(800)),
        "&a " * 60_000,
        "!a " * 60_000,
        "a: |\n" + " " * 200_000,
        "'" * 200_001,
        "#" * 200_000 + "\n[",
        "a: " + "x" * 1_900_000,
        "\n" * 1_900_000,
        "a" * 100_000 + ": b",
    ],
)
@pytest.mark.hostile
def test_hostile_text_is_answered_in_two_seconds(text: str) -> None:
    start = time.perf_counter()
    read_tree("a.yaml", text)
    assert time.perf_counter() - start < 2


@pytest.mark.hostile
def test_deep_nesting_is_a_problem() -> None:
    assert "levels" in told("- " * 30 + "x")[-1][2]
    assert told("- " * 20 + "x") == []


@pytest.mark.hostile
def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a\n  - x\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)}\n" + f"  - *{chr(97 + n)}\n" * 9 for n in range(9)
    )
    problems = told(bomb)
    assert problems[0] == (1, 4, "&a is an anchor")


@pytest.mark.hostile
def test_a_file_over_the_size_cap_is_a_problem() -> None:
    assert "larger" in told("#" * (MAX_BYTES + 1))[0][2]


@pytest.mark.hostile
def test_a_file_over_the_cap_of_nodes_is_a_problem() -> None:
    assert "values" in told("-\n" * (MAX_NODES + 1))[0][2]


def test_a_repeated_key_keeps_the_first_value() -> None:
    tree = read_tree("a.yaml", "a: 1\na:\n  b: 2\nc: 3\n")
    assert tree.root is not None
    assert tree.root.value == {"a": 1, "c": 3}
