"""Every page: a title, and a context dataclass that is what its template reads."""

import importlib
import pkgutil
import re
from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, nodes

import quizapp.app
import quizapp.web
from quizapp.web.pages import TEMPLATES

for _module in pkgutil.walk_packages(quizapp.web.__path__, "quizapp.web."):
    if not _module.name.endswith("__main__"):
        # A view, and with it the context of its page, is else loaded with its first request.
        importlib.import_module(_module.name)

FOLDER = Path(quizapp.app.__file__).parent / "web" / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
EXTENDING = [name for name in NAMES if '{% extends "base.html" %}' in (FOLDER / name).read_text()]
MACROS = {
    macro: body
    for name in NAMES
    for macro, body in re.findall(
        r"{% macro (\w+)\(.*?%}(.*?)endmacro", (FOLDER / name).read_text(), re.DOTALL
    )
}


def _tree(name: str) -> nodes.Template:
    return Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(
        (FOLDER / name).read_text()
    )


def _read_by(name: str) -> set[str]:
    return {
        found.attr
        for found in _tree(name).find_all(nodes.Getattr)
        if isinstance(found.node, nodes.Name) and found.node.name == "page"
    }


@pytest.mark.parametrize("name", EXTENDING)
def test_a_page_has_a_title_of_its_own(name: str) -> None:
    titles = [block for block in _tree(name).find_all(nodes.Block) if block.name == "title"]
    assert len(titles) == 1
    assert titles[0].body


@pytest.mark.parametrize("name", EXTENDING)
def test_a_page_has_a_context(name: str) -> None:
    assert name in TEMPLATES.values()


@pytest.mark.parametrize(
    ("page", "template"), TEMPLATES.items(), ids=[page.__name__ for page in TEMPLATES]
)
def test_a_context_is_what_its_template_reads(page: type, template: str) -> None:
    given = {field.name for field in fields(page)}
    read = set().union(*(_read_by(each) for each in _with_parts(template)))
    assert read - given == set(), "the template reads what the context lacks"
    assert given - read == set(), "the context holds what the template never reads"


@pytest.mark.parametrize("name", NAMES)
def test_a_template_has_no_inline_style_or_handler(name: str) -> None:
    text = (FOLDER / name).read_text()
    assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=\s*\"|javascript:", text)
    assert "| safe" not in text
    assert "|safe" not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_changes_something_carries_its_token(name: str) -> None:
    text = (FOLDER / name).read_text()
    for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.DOTALL):
        if "data-leads-elsewhere" in form.split(">", 1)[0]:
            # To another site: our token must not go there.
            assert "csrf" not in form
            continue
        called = re.findall(r"{{\s*(\w+)\(", form)
        assert "csrf" in form or any("csrf" in MACROS.get(macro, "") for macro in called)


def test_an_unknown_name_in_a_template_is_an_error(app: Flask) -> None:
    from jinja2 import UndefinedError  # noqa: PLC0415 - only here

    with app.test_request_context(), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nobody_gave_this }}").render()


def _with_parts(template: str) -> set[str]:
    """Return a template with those it includes, which read the same context."""
    parts = {template}
    for include in _tree(template).find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            parts |= _with_parts(str(include.template.value))
    return parts
