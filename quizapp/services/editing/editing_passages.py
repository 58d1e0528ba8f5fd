"""Use cases of passages: edit, split, merge, drop, and bring back a line that cleaning left out.

Passages are numbered from 1 in their order again after each; facts and drafts follow theirs.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from quizapp.bank.material import folder_of
from quizapp.bank.splice import replace_article, replace_items
from quizapp.bank.terms import JsonObject
from quizapp.errors import InputError, NotFoundError
from quizapp.services.editing.editing_errors import FieldErrors, StaleError
from quizapp.services.editing.editing_text import plain_text
from quizapp.services.editing.editing_workbench import passage_digest
from quizapp.services.editing.editing_write import FileChanges, edit_documents
from quizapp.services.workspace.editing_documents import Documents, passages_of
from quizapp.store.bank import studio_queries
from quizapp.store.engine import reading

PASSAGE_MAX: Final = 4000
"""Characters of a passage: ``bank.document.Text``."""
PASSAGES_MAX: Final = 500
"""Passages of an article: ``bank.document.Article``."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """What became of the passages: the new ones, and where a fact of an old one goes."""

    passages: Sequence[JsonObject]
    place: Callable[[int, str], int]
    """Old number and evidence -> new number."""


def tidy(text: str) -> str:
    """Return a text on one line, in Unicode NFC, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def edit_passage(
    folder: Path,
    article_id: str,
    number: int,
    *,
    text: str,
    heading: str,
    expected: str,
    now: datetime,
    by: int | None,
) -> None:
    """Store a passage's words. Facts whose evidence is gone stay, with their anchor lost.

    Args:
        folder: of the bank.
        article_id: the article in the works.
        number: of the passage.
        text: its new words.
        heading: "" for none.
        expected: ``WorkPassage.digest`` as it was seen.
        now: when it is done.
        by: id of the author.

    Raises:
        NotFoundError: there is no such article.
        StaleError: the passage is another one by now.
        FieldErrors: the words are none or too many.
    """
    words, title = _checked(text), _heading(heading)

    def change(passages: Sequence[JsonObject], index: int) -> _Moved:
        new = {"id": number, **title, "text": words}
        return _Moved([*passages[:index], new, *passages[index + 1 :]], lambda old, _: old)

    _change(folder, article_id, number, change, expected=expected, now=now, by=by)


def split_passage(
    folder: Path,
    article_id: str,
    number: int,
    *,
    at: int,
    expected: str,
    now: datetime,
    by: int | None,
) -> None:
    """Make two passages of one; ``at`` is the character that the second one starts with.

    Raises:
        NotFoundError, StaleError: as ``edit_passage``.
        FieldErrors: a half would be empty.
    """

    def change(passages: Sequence[JsonObject], index: int) -> _Moved:
        old = passages[index]
        first, second = old["text"][: max(at, 0)].strip(), old["text"][max(at, 0) :].strip()
        if not first or not second:
            raise FieldErrors({"at": ("there are no words on one side; split inside the text",)})
        halves = [{**old, "text": first}, {"id": number, "text": second}]

        def place(passage: int, evidence: str) -> int:
            behind = passage == number and evidence not in first and evidence in second
            return passages_before[passage] + behind

        passages_before = _numbers(passages, lambda n: n + (n > index))
        return _Moved([*passages[:index], *halves, *passages[index + 1 :]], place)

    _change(folder, article_id, number, change, expected=expected, now=now, by=by)


def merge_passage(
    folder: Path, article_id: str, number: int, *, expected: str, now: datetime, by: int | None
) -> None:
    """Add the next passage to this one.

    Raises:
        NotFoundError, StaleError: as ``edit_passage``.
        InputError: it is the last one.
        FieldErrors: the two together are too long.
    """

    def change(passages: Sequence[JsonObject], index: int) -> _Moved:
        if index + 1 == len(passages):
            raise InputError("This is the last passage: there is none to add to it.")
        words = _checked(f"{passages[index]['text']} {passages[index + 1]['text']}")
        new = {**passages[index], "text": words}
        numbers = _numbers(passages, lambda n: n - (n > index))
        return _Moved([*passages[:index], new, *passages[index + 2 :]], lambda old, _: numbers[old])

    _change(folder, article_id, number, change, expected=expected, now=now, by=by)


def drop_passage(
    folder: Path, article_id: str, number: int, *, expected: str, now: datetime, by: int | None
) -> None:
    """Take a passage out. Its facts stay, with their anchor lost, at the passage in its place.

    Raises:
        NotFoundError, StaleError: as ``edit_passage``.
        InputError: it is the only one.
    """

    def change(passages: Sequence[JsonObject], index: int) -> _Moved:
        if len(passages) == 1:
            raise InputError("An article has at least one passage: edit this one instead.")
        last = len(passages) - 2
        numbers = _numbers(passages, lambda n: min(n - (n > index), last))
        return _Moved([*passages[:index], *passages[index + 1 :]], lambda old, _: numbers[old])

    _change(folder, article_id, number, change, expected=expected, now=now, by=by)


def add_passage(
    folder: Path, article_id: str, *, text: str, heading: str, now: datetime, by: int | None
) -> None:
    """Add a passage at the end.

    Raises:
        NotFoundError: there is no such article.
        FieldErrors: the words are none or too many.
    """
    new: JsonObject = {"id": 0, **_heading(heading), "text": _checked(text)}

    def change(documents: Documents) -> FileChanges:
        passages = list(passages_of(documents.get_article(article_id).raw))
        numbers = _numbers(passages, lambda n: n)
        moved = _Moved([*passages, new], lambda old, _: numbers[old])
        return _files(documents, article_id, moved)

    edit_documents(folder, change, now=now, by=by)


def restore_line(
    folder: Path, article_id: str, line: int, *, now: datetime, by: int | None
) -> None:
    """Bring a line that cleaning left out back, as a passage at its place in the article.

    Raises:
        NotFoundError: there is no such line, or it is back already.
        FieldErrors: it is too long for a passage.
    """
    found: list[tuple[int, str]] = []

    def change(documents: Documents) -> FileChanges:
        passages = list(passages_of(documents.get_article(article_id).raw))
        after, words = found[0]
        index = min(after, len(passages))
        numbers = _numbers(passages, lambda n: n + (n >= index))
        new = {"id": 0, "text": words}
        moved = _Moved([*passages[:index], new, *passages[index:]], lambda old, _: numbers[old])
        inserted[:] = [numbers]
        return _files(documents, article_id, moved)

    def note(session: Session) -> None:
        studio_queries.set_restored(session, article_id, line)
        _move_drafts(session, article_id, lambda old, _: inserted[0].get(old, old))

    inserted: list[Mapping[int, int]] = []
    with reading() as session:
        place = studio_queries.find_dropped(session, article_id, line)
    if place is None:
        raise NotFoundError("This line is in the article already, or was never left out.")
    found.append((place[0], _checked(place[1])))
    edit_documents(folder, change, now=now, by=by, also=note)


def _change(
    folder: Path,
    article_id: str,
    number: int,
    change: Callable[[Sequence[JsonObject], int], _Moved],
    *,
    expected: str,
    now: datetime,
    by: int | None,
) -> None:
    """Store what becomes of one passage, with the facts and drafts that follow."""
    moved: list[_Moved] = []

    def edit(documents: Documents) -> FileChanges:
        passages = passages_of(documents.get_article(article_id).raw)
        index = next((n for n, each in enumerate(passages) if each["id"] == number), None)
        if index is None or passage_digest(passages[index]) != expected:
            raise StaleError(passages[index] if index is not None else None)
        moved[:] = [change(passages, index)]
        return _files(documents, article_id, moved[0])

    def drafts(session: Session) -> None:
        _move_drafts(session, article_id, moved[0].place)

    edit_documents(folder, edit, now=now, by=by, also=drafts)


def _files(documents: Documents, article_id: str, moved: _Moved) -> FileChanges:
    """Return the files of an article with its passages numbered anew and its facts after them."""
    item = documents.get_article(article_id)
    if len(moved.passages) > PASSAGES_MAX:
        raise InputError(
            "An article holds {passages_max} passages: no more fit.", passages_max=PASSAGES_MAX
        )
    passages = [{**each, "id": n} for n, each in enumerate(moved.passages, 1)]
    value = {**item.raw, "passages": passages}
    files = {item.file: replace_article(item.file, documents.copy.files[item.file], value=value)}
    facts: dict[str, dict[str, JsonObject]] = {}
    for fact in documents.facts_of(folder_of(item.file)):
        passage = _moved_to(fact.raw, moved.place)
        if passage is not None:
            facts.setdefault(fact.file, {})[fact.id] = {**fact.raw, "passage": passage}
    for file, values in facts.items():
        text = files.get(file, documents.copy.files[file])
        files[file] = replace_items(file, text, key="facts", values=values)
    return files


def _moved_to(fact: Mapping[str, object], place: Callable[[int, str], int]) -> int | None:
    """Return the new passage of a fact, or None where it stays or never had one."""
    old = fact.get("passage")
    if not isinstance(old, int):
        return None
    try:
        new = place(old, str(fact.get("evidence", "")).strip())
    except KeyError:  # it named a passage that was not there before either
        return None
    return new if new != old else None


def _move_drafts(session: Session, article_id: str, place: Callable[[int, str], int]) -> None:
    """Let the drafts of an article follow its passages."""
    moved = []
    for draft_id, fact in studio_queries.draft_facts(session, article_id):
        passage = _moved_to(fact, place)
        if passage is not None:
            moved.append((draft_id, {**fact, "passage": passage}))
    studio_queries.set_draft_facts(session, moved)


def _numbers(passages: Iterable[JsonObject], place: Callable[[int], int]) -> dict[int, int]:
    """Return old number -> new number; ``place`` takes and gives places from 0."""
    return {each["id"]: place(n) + 1 for n, each in enumerate(passages)}


def _heading(text: str) -> JsonObject:
    words = plain_text(tidy(text), field="heading")
    return {"heading": words} if words else {}


def _checked(text: str) -> str:
    """Return the words of a passage.

    Raises:
        FieldErrors: there are none or too many.
    """
    words = plain_text(tidy(text), field="text")
    if not words:
        raise FieldErrors({"text": ("a passage has words; drop it if it has none",)})
    if len(words) > PASSAGE_MAX:
        raise FieldErrors(
            {"text": (f"it has {len(words)} characters, {PASSAGE_MAX} fit: split it first",)}
        )
    return words
