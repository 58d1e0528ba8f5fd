"""The catalogues: complete, with the same placeholders, compiled, and safe in a page."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest

from quizapp.services.people import preferences
from quizapp.web.language import LANGUAGES, SOURCE
from quizapp.web.translations import catalogue
from quizapp.web.translations.collect import (
    PACKAGE,
    TEMPLATES,
    calls_in,
    code_files,
    collect,
    from_code,
    from_template,
)

CODES = sorted(LANGUAGES.keys() - {SOURCE})
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in code_files()}


@pytest.mark.parametrize("code", CODES)
def test_every_text_of_the_pages_is_in_the_catalogue_and_no_other(code: str) -> None:
    kept = {_one(message.id) for message in catalogue.read(code) if message.id}
    assert kept == {each.one for each in collect()}, "run: python -m quizapp.web.translations"


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated_with_its_placeholders(code: str) -> None:
    assert catalogue.problems(catalogue.read(code)) == ()


@pytest.mark.parametrize("code", CODES)
def test_the_catalogue_is_written_as_the_command_writes_it(code: str) -> None:
    kept = catalogue.read(code)
    again = catalogue.brought_up_to_date(kept, collect())
    # The header names the version of the library that wrote it.
    assert _body(catalogue.as_text(again)) == _body(catalogue.path_of(code).read_bytes())


@pytest.mark.parametrize("code", CODES)
def test_the_compiled_catalogue_says_what_the_catalogue_says(code: str) -> None:
    compiled = catalogue.path_of(code).with_suffix(".mo").read_bytes()
    assert _texts(compiled) == _texts(catalogue.compiled(catalogue.read(code)))


@pytest.mark.parametrize("code", CODES)
def test_a_text_that_may_stand_in_an_attribute_holds_nothing_that_ends_it(code: str) -> None:
    """A template does not escape its own texts, so that they may hold elements."""
    in_pages = {each.one for each in collect() if each.path.endswith(".html")}
    for message in catalogue.read(code):
        if not message.id or _one(message.id) not in in_pages:
            continue
        said = message.string or ""
        texts = [said] if isinstance(said, str) else list(said)
        for text in (_one(message.id), *texts):
            if "<" not in text:
                assert not re.search(r'["<>]|&(?!\w+;)', text), text
            else:
                assert re.findall(r"</?\w+", text) == re.findall(r"</?\w+", _one(message.id))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_text_that_is_shown_is_written_out_where_it_is_shown(name: str) -> None:
    """A text put together beforehand is in no catalogue: give its values by name."""
    made = [
        ast.unparse(call)
        for call in calls_in(FILES[name].read_text("utf-8"))
        if call.args and isinstance(call.args[0], ast.JoinedStr)
    ]
    assert made == [] or name in PUT_TOGETHER, made


PUT_TOGETHER = {
    # Puts a noun into the two forms that the collector reads off each template.
    "web/language.py",
}


def test_a_person_can_choose_each_language() -> None:
    assert set(preferences.LANGUAGES) == {"", *LANGUAGES}


def test_what_is_collected_from_a_template() -> None:
    source = (
        '{{ _("Sign in") }} {{ cards | counted("card") }} {{ n | counted("quiz", "quizzes") }}'
        "{% trans name=page.name %}For <b>{{ name }}</b>,\n  100 %{% endtrans %}"
    )
    assert set(from_template(source)) == {
        ("Sign in", ""),
        ("%(num)s card", "%(num)s cards"),
        ("%(num)s quiz", "%(num)s quizzes"),
        ("For <b>%(name)s</b>, 100 %%", ""),
    }


def test_what_is_collected_from_code() -> None:
    source = (
        'raise InputError("Choose {low}.", low=1)\nsay_counted("%(num)s day", "%(num)s days", n)\n'
        'raise ConflictError(words)\nlanguage.say("Saved")\nprint("no")\n'
    )
    assert set(from_code(source)) == {
        ("Choose {low}.", ""),
        ("%(num)s day", "%(num)s days"),
        ("Saved", ""),
    }


def test_a_template_that_sets_words_outside_its_macros_would_keep_one_language() -> None:
    """What an imported template sets at its top level is made once for all readers."""
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = path.read_text("utf-8")
        if "{% macro" not in text or "{% extends" in text:
            continue
        outside = re.sub(r"{% macro.*?endmacro -?%}", "", text, flags=re.DOTALL)
        assert not re.search(r"{%-? set [^%]*_\(", outside), path.name


def _one(identifier: object) -> str:
    return identifier if isinstance(identifier, str) else str(identifier[0])  # type: ignore[index]


def _body(text: bytes) -> bytes:
    return text.partition(b"\n\n")[2]


def _texts(compiled: bytes) -> dict[object, str]:
    found = gettext.GNUTranslations(io.BytesIO(compiled))
    catalog: dict[object, str] = dict(found._catalog)  # type: ignore[attr-defined]
    catalog.pop("", None)
    return catalog


def test_the_catalogues_lie_in_the_package() -> None:
    assert Path(catalogue.FOLDER).is_relative_to(PACKAGE)
