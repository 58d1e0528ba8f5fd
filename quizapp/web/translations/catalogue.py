"""Reads, brings up to date, writes and compiles the catalogue of a language."""

import io
import re
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from quizapp.web.translations.collect import Found

FOLDER: Final = Path(__file__).parent
_WIDTH: Final = 100
_PLACE: Final = re.compile(r"%\((\w+)\)s|(?<!\{)\{(\w+)[^{}]*\}")


def path_of(language: str) -> Path:
    """Return where the catalogue of a language lies; the compiled one lies beside it."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Return the catalogue of a language as it is; an empty one when there is none yet."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(old: Catalog, found: tuple[Found, ...]) -> Catalog:
    """Return the catalogue with exactly the texts found; what was translated stays."""
    new = Catalog(
        locale=old.locale,
        project="quizapp",
        version="pages",
        header_comment=old.header_comment,
        charset="utf-8",
        # Dates and names of who translated are in the history of the file.
        creation_date=old.creation_date,
        revision_date=old.creation_date,
        last_translator="the authors of quizapp",
        language_team=str(old.locale),
        fuzzy=False,
    )
    for each in found:
        known = new.get(each.one)
        many = each.many or (known.id[1] if known and known.pluralizable else "")
        identifier = (each.one, many) if many else each.one
        places = {*(known.locations if known else ()), (each.path, None)}
        before = old.get(each.one)
        said = before.string if before and before.pluralizable == bool(many) else ""
        new[each.one if not many else identifier] = Message(
            identifier, string=said, locations=sorted(places), flags=before.flags if before else ()
        )
    return new


def as_text(catalog: Catalog) -> bytes:
    """Return the catalogue's file: texts in alphabetical order, so that a change is one place."""
    file = io.BytesIO()
    write_po(file, catalog, width=_WIDTH, sort_output=True, include_lineno=False)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return what the running site reads."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def write(language: str, catalog: Catalog) -> None:
    """Write a catalogue and its compiled form."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_text(catalog))
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def problems(catalog: Catalog) -> tuple[str, ...]:
    """Return what keeps a catalogue from being complete, a line for each text."""
    return tuple(
        f"{what}: {_forms(message.id)[0]!r}"
        for message in catalog
        if message.id and (what := _problem(message))
    )


def _problem(message: Message) -> str:
    said = _forms(message.string)
    if not all(said):
        return "not translated"
    if message.fuzzy:
        return "marked as a guess"
    wanted = {place for form in _forms(message.id) for place in _places(form)}
    if any(not _places(form) <= wanted for form in said) or _places(said[-1]) != wanted:
        return "other placeholders"
    return ""


def _forms(texts: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (texts or "",) if texts is None or isinstance(texts, str) else tuple(texts)


def _places(text: str) -> set[str]:
    return {one or other for one, other in _PLACE.findall(text)}
