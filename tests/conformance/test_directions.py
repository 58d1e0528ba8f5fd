"""Style sheets name sides by the direction of writing, so that a page can run right to left."""

import re
from pathlib import Path

import pytest

import quizapp.app

FOLDER = Path(quizapp.app.__file__).parent / "web" / "static" / "css"
NAMES = sorted(path.name for path in FOLDER.glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?\s*:"
    r"|(?:left|right)\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r")"
)
SHORT = re.compile(r"(?<![\w-])(margin|padding|inset|border-width)\s*:\s*([^;{}]+);")
VALUE = re.compile(r"(?:[\w-]+\((?:[^()]|\([^()]*\))*\)|[^\s()])+")


def physical_sides(css: str) -> list[str]:
    """Return the declarations that name left or right, or size the two differently."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    named = [found.group() for found in PHYSICAL.finditer(plain)]
    for found in SHORT.finditer(plain):
        values = VALUE.findall(found[2])
        if len(values) == 4 and values[1] != values[3]:
            named.append(found.group())
    return named


@pytest.mark.parametrize("name", NAMES)
def test_a_style_sheet_names_no_side_of_the_screen(name: str) -> None:
    assert physical_sides((FOLDER / name).read_text("utf-8")) == []


@pytest.mark.parametrize(
    "css",
    [
        "a { margin-left: 1px; }",
        "a{left:0}",
        "a { text-align: right; }",
        "a { padding: 0 1px 0 2px; }",
        "a { margin: 0 max(1px, (2em - 1px)) 0 0; }",
        "a { border-right-color: red; }",
    ],
)
def test_such_a_side_is_found(css: str) -> None:
    assert physical_sides(css)


def test_sizes_that_are_the_same_on_both_sides_are_not() -> None:
    assert (
        physical_sides("a { margin: 0 1px 2px; padding: 0 max(1px, 2px) 0 max(1px, 2px); }") == []
    )
    assert physical_sides(".left-out .right { color: red; } /* left: 0 */") == []
