"""Use cases of one fact: save it, take it out. Files it goes to, and what refuses it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from quizapp.bank.document import FactBase
from quizapp.bank.emit import ordered_fact
from quizapp.bank.material import folder_of
from quizapp.bank.splice import insert_item, remove_item, replace_item
from quizapp.bank.terms import MAX_BYTES, JsonObject
from quizapp.errors import BankErrors, InputError
from quizapp.services.editing.editing_check import FACTS_MAX, problems_of_fact
from quizapp.services.editing.editing_entities import added_entities
from quizapp.services.editing.editing_errors import FieldErrors, StaleError, by_field
from quizapp.services.editing.editing_text import plain
from quizapp.services.editing.editing_write import FileChanges, digest_of, edit_documents
from quizapp.services.workspace.editing_documents import Documents, Item, items_of

_SPARE_BYTES: Final = 100_000
"""Room that a file keeps below the reader's limit, for later edits of what it holds."""
_SLUG_WORDS: Final = 5
_ID_MAX: Final = 80


@dataclass(frozen=True, slots=True)
class Saved:
    """An object that was stored.

    Attributes:
        digest: what the next save of it expects.
        id: its id; made from the words of a new one that came without.
    """

    digest: str
    id: str = ""


def fact_digest(fact: JsonObject) -> str:
    """Return the SHA-256 of a fact's canonical JSON; keys that say nothing do not count."""
    return digest_of(ordered_fact(fact))


def save_fact(
    folder: Path,
    article_id: str,
    fact: JsonObject,
    *,
    expected: str,
    now: datetime,
    by: int | None,
    entities: Sequence[JsonObject] = (),
) -> Saved:
    """Store a fact in its file, or a new one in the last facts file of its article.

    Args:
        folder: of the bank.
        article_id: the article in the works.
        fact: as the documents hold it; a new one may come without an id.
        expected: ``fact_digest`` of the fact as it was seen; "" for a new one.
        now: when it is done.
        by: id of the author.
        entities: new entities that the fact names; those there already are left as they are.

    Raises:
        NotFoundError: there is no such article.
        StaleError: the fact is another one by now.
        FieldErrors: the fact cannot be asked as it is; nothing was stored.
        BankErrors: its file cannot be read.
    """
    stored: list[JsonObject] = []

    def change(documents: Documents) -> FileChanges:
        changes, value = fact_change(
            documents, article_id, fact, expected=expected, entities=entities
        )
        stored[:] = [value]
        return changes

    edit_documents(folder, change, now=now, by=by)
    return Saved(fact_digest(stored[0]), str(stored[0]["id"]))


def fact_change(
    documents: Documents,
    article_id: str,
    fact: JsonObject,
    *,
    expected: str,
    entities: Sequence[JsonObject] = (),
) -> tuple[FileChanges, JsonObject]:
    """Return the files that storing a fact changes, and the fact as it stands there then.

    Raises:
        NotFoundError, StaleError, FieldErrors, BankErrors: as ``save_fact``.
    """
    folder = folder_of(documents.get_article(article_id).file)
    value = ordered_fact(plain(fact))
    if not expected and not value.get("id"):
        value = {"id": new_fact_id(documents, article_id, value), **value}
    fact_id = str(value.get("id", ""))
    old = _find(documents, folder, fact_id)
    if expected:
        check_unchanged(old.raw if old else None, expected=expected)
    elif old is not None:
        raise FieldErrors({"id": ("there is a fact with this id already; choose another",)})
    changes = dict(added_entities(documents, article_id, entities))
    file = old.file if old else facts_file(documents, folder)
    text = changes.get(file) or documents.copy.files.get(file, "")
    if old:
        changes[file] = replace_item(file, text, key="facts", item_id=fact_id, value=value)
    else:
        changes[file] = insert_item(file, text, key="facts", value=value)
    _check_fact(documents.with_changes(changes), file, fact_id)
    return changes, value


def remove_fact(
    folder: Path, article_id: str, fact_id: str, *, expected: str, now: datetime, by: int | None
) -> None:
    """Take a fact out of its file. Once that is published its cards are retired, not forgotten.

    Raises:
        NotFoundError: there is no such article.
        StaleError: the fact is another one by now, or gone.
    """

    def change(documents: Documents) -> FileChanges:
        home = folder_of(documents.get_article(article_id).file)
        old = _find(documents, home, fact_id)
        check_unchanged(old.raw if old else None, expected=expected)
        if old is None:
            return {}
        text = documents.copy.files[old.file]
        return {old.file: remove_item(old.file, text, key="facts", item_id=fact_id)}

    edit_documents(folder, change, now=now, by=by)


def check_unchanged(current: JsonObject | None, *, expected: str) -> None:
    """Refuse to write over a fact that is not the one that was seen.

    Raises:
        StaleError: with the fact as it is now.
    """
    if current is None or fact_digest(current) != expected:
        raise StaleError(current)


def facts_file(documents: Documents, folder: str) -> str:
    """Return the file that a new fact of an article goes to: its last one that has room."""
    prefix = f"{folder}/" if folder else ""
    files = [
        file
        for file, each in documents.files.items()
        if folder_of(file) == folder and (each.facts or file.startswith(f"{prefix}facts"))
    ]
    if not files:
        return f"{prefix}facts.yaml"
    last = files[-1]
    if len(documents.copy.files[last].encode()) < MAX_BYTES - _SPARE_BYTES:
        return last
    return next(
        name
        for n in range(2, 1000)
        if (name := f"{prefix}facts-{n:03}.yaml") not in documents.files
    )


def new_fact_id(documents: Documents, article_id: str, fact: Mapping[str, object]) -> str:
    """Return an id for a new fact: the article, the passage, and words of its statement."""
    words = re.findall(r"[a-z0-9]+", str(fact.get("statement", "")).casefold())[:_SLUG_WORDS]
    stem = "-".join([article_id, str(fact.get("passage", 1)), *words])[: _ID_MAX - 4].strip("-")
    names = (stem, *(f"{stem}-{n}" for n in range(2, FACTS_MAX)))
    return next(name for name in names if name not in documents.facts)


def _find(documents: Documents, folder: str, fact_id: str) -> Item[FactBase] | None:
    """Return a fact of an article, or None."""
    return next((fact for fact in documents.facts_of(folder) if fact.id == fact_id), None)


def _check_fact(documents: Documents, file: str, fact_id: str) -> None:
    """Refuse a fact with problems.

    Raises:
        FieldErrors: by the path inside the fact.
    """
    if len(documents.facts_of(folder_of(file))) > FACTS_MAX:
        raise InputError(
            "This article has {facts_max} facts: no more fit. Split the article.",
            facts_max=FACTS_MAX,
        )
    found = items_of(file, documents.copy.files[file])
    if found.problems:
        raise BankErrors(found.problems)
    item = next(each for each in found.facts if each.id == fact_id)
    problems = problems_of_fact(documents, item)
    if problems:
        raise FieldErrors(by_field(problems, base=item.path))
