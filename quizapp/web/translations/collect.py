"""Collects what is to be translated: from templates, and from the calls that show texts."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from jinja2 import Environment, nodes
from jinja2.ext import extract_from_ast

PACKAGE: Final = Path(__file__).resolve().parents[2]
TEMPLATES: Final = PACKAGE / "web" / "templates"
SINGLE: Final = ("settings.py", "settings_described.py")
"""Files outside the rooms: what a setting decides stands on the administrator's page."""
ROOMS: Final = (
    "web",
    "services",
    "store",
    "formats",
    "analytics",
    "grading",
    "generation",
    "scheduling",
)
"""Where the code is that a page may show words of; the command line and the bank's checks, which
an author reads beside the file, stay English."""
ENGLISH: Final = (
    "web/api/",
    "scheduling/parameters.py",
    "scheduling/replay.py",
    "scheduling/simulation/",
)
"""Not in those rooms: what programs read, and what an operator reads of a log."""
CALLS: Final = {
    "say": 1,
    "later": 1,
    "translatable": 1,
    "say_counted": 2,
    "plural_forms": 2,
    "ResponseError": 1,
    "InputError": 1,
    "NotFoundError": 1,
    "NotAllowedError": 1,
    "ConflictError": 1,
    "TooManyError": 1,
    "BusyError": 1,
}
"""The functions and exceptions whose first text (or two, with its plural) is collected."""
_GETTEXT: Final = ("_", "gettext", "ngettext", "plural_forms")


class Found(NamedTuple):
    """A text with where it stands; ``many`` is its plural or ""."""

    one: str
    many: str
    path: str


def collect() -> tuple[Found, ...]:
    """Return every text of the package once a place, in the order of their paths."""
    return (*_templates(), *_code())


def from_template(source: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a template with their plurals: blocks, calls, and ``counted``."""
    tree = _environment().parse(source)
    for _, _, found in extract_from_ast(tree, _GETTEXT):
        texts = [found] if isinstance(found, str) else [each or "" for each in found or ()]
        one, many = [*texts, "", ""][:2]
        if one:
            yield one, many
    for each in tree.find_all(nodes.Filter):
        words = [arg.value for arg in each.args if isinstance(arg, nodes.Const)]
        if each.name == "counted" and words:
            one, many = (*words, f"{words[0]}s")[:2]
            yield f"%(num)s {one}", f"%(num)s {many}"


def _environment() -> Environment:
    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.policies["ext.i18n.trimmed"] = True
    # Declares the new style, in which a text is always a format: what decides on "%%".
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # Added by the extension
    return environment


def _templates() -> Iterator[Found]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        name = path.relative_to(PACKAGE).as_posix()
        for one, many in from_template(path.read_text("utf-8")):
            yield Found(one, many, name)


def from_code(source: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a Python file with their plurals: the literals in ``CALLS``."""
    for call in calls_in(source):
        texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
        wanted = texts[: CALLS[name_of(call)]]
        if wanted and all(isinstance(each, str) for each in wanted):
            one, many = (*map(str, wanted), "")[:2]
            yield one, many


def calls_in(source: str) -> Iterator[ast.Call]:
    """Yield the calls of a Python file that show a text, by their name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and name_of(node) in CALLS:
            yield node


def name_of(call: ast.Call) -> str:
    """Return the last name of what is called: "say" in ``language.say(...)``."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def code_files() -> tuple[Path, ...]:
    """Return the Python files whose texts are collected."""
    rooms = (path for room in ROOMS for path in (PACKAGE / room).rglob("*.py"))
    files = (*rooms, *(PACKAGE / each for each in SINGLE))
    return tuple(
        path
        for path in sorted(files)
        if not path.relative_to(PACKAGE).as_posix().startswith(ENGLISH)
    )


def _code() -> Iterator[Found]:
    for path in code_files():
        for one, many in from_code(path.read_text("utf-8")):
            yield Found(one, many, path.relative_to(PACKAGE).as_posix())
