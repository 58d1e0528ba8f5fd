"""What an author makes of a draft: accept it, as it is or edited, reject it, take that back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from quizapp.bank.splice import remove_item
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.drafting.drafting_merge import free_id, references, refit
from quizapp.services.drafting.drafting_view import (
    ACCEPTED,
    PROPOSED,
    REJECTED,
    DraftView,
    get_draft,
)
from quizapp.services.editing.editing_certain import certified
from quizapp.services.editing.editing_entities import entity_digest
from quizapp.services.editing.editing_facts import fact_change, fact_digest
from quizapp.services.editing.editing_write import FileChanges, edit_documents
from quizapp.services.workspace.editing_documents import Documents
from quizapp.store.bank import draft_queries
from quizapp.store.engine import reading, writing
from quizapp.store.tables.studio import DraftRow


class StaleDraftError(ConflictError):
    """The draft was judged or made anew in between; ``state`` is what it is now."""

    def __init__(self, state: str) -> None:
        self.state = state
        super().__init__(
            f"This draft was changed in another tab or by somebody else: it is {state} now. "
            "Nothing was stored: load the page again."
        )


def accept(
    folder: Path,
    draft_id: int,
    *,
    expected_version: int,
    now: datetime,
    by: int | None,
    certain: Sequence[str] | None = None,
) -> DraftView:
    """Put a draft into its article's documents, with the entities it needs.

    Args:
        folder: the bank's folder.
        draft_id: the draft.
        expected_version: the draft's version that was seen.
        now: when it is done.
        by: id of the author.
        certain: slots that hold the only right answer, as the author says; None leaves that
            as the draft has it.

    Raises:
        NotFoundError: there is no such draft, or its article is gone.
        StaleDraftError: it is another version by now. The same press sent twice counts once.
        FieldErrors: it cannot be asked as it is; nothing was stored.
    """
    row = _row(draft_id)
    if _is_done(row, ACCEPTED, expected_version):
        return get_draft(folder, draft_id)
    fact = dict(row.fact) if certain is None else certified(dict(row.fact), certain)
    return _put(folder, row, fact, (), expected_version=expected_version, now=now, by=by)


def edit_and_accept(
    folder: Path,
    draft_id: int,
    fact: JsonObject,
    *,
    expected_version: int,
    now: datetime,
    by: int | None,
    entities: Sequence[JsonObject] = (),
) -> DraftView:
    """Put a draft into its article's documents as its author has edited it.

    Args:
        folder: the bank's folder.
        draft_id: the draft.
        fact: the whole fact as it shall stand there.
        expected_version: the draft's version that was seen.
        now: when it is done.
        by: id of the author.
        entities: new entities that the author has added, beside those of the draft.

    Raises:
        NotFoundError: there is no such draft, or its article is gone.
        StaleDraftError: it is another version by now.
        FieldErrors: the fact has problems, by field; nothing was stored.
    """
    row = _row(draft_id)
    return _put(folder, row, fact, entities, expected_version=expected_version, now=now, by=by)


def reject(draft_id: int, *, expected_version: int, now: datetime, by: int | None) -> None:
    """Take a draft off the list of those to judge; it is kept and can be had back.

    Raises:
        NotFoundError: there is no such draft.
        StaleDraftError: it is another version by now. The same press sent twice counts once.
    """
    if _is_done(_row(draft_id), REJECTED, expected_version):
        return
    with writing() as session:
        row = _locked(session, draft_id, expected_version=expected_version, state=PROPOSED)
        _mark(row, REJECTED, now=now, by=by)


def restore(draft_id: int, *, expected_version: int, now: datetime, by: int | None) -> None:
    """Put a rejected draft back among those to judge.

    Raises:
        NotFoundError: there is no such draft.
        StaleDraftError: it is another version by now, or not rejected.
    """
    if _is_done(_row(draft_id), PROPOSED, expected_version):
        return
    with writing() as session:
        row = _locked(session, draft_id, expected_version=expected_version, state=REJECTED)
        _mark(row, PROPOSED, now=now, by=by)


def undo(
    folder: Path, draft_id: int, *, expected_version: int, now: datetime, by: int | None
) -> DraftView:
    """Take back what was made of a draft: it is to be judged again.

    Of an accepted one the fact goes out of the documents, and with it the entities that came
    with it and that nothing else names.

    Raises:
        NotFoundError: there is no such draft, or its article is gone.
        StaleDraftError: it is another version by now.
        ConflictError: the fact was edited since: taking it out would lose that.
    """
    row = _row(draft_id)
    if row.state != ACCEPTED:
        restore(draft_id, expected_version=expected_version, now=now, by=by)
        return get_draft(folder, draft_id)

    def change(documents: Documents) -> FileChanges:
        return _without(documents, row)

    def also(session: Session) -> None:
        found = _locked(session, draft_id, expected_version=expected_version, state=ACCEPTED)
        found.fact_id = ""
        _mark(found, PROPOSED, now=now, by=by)

    edit_documents(folder, change, now=now, by=by, also=also)
    return get_draft(folder, draft_id)


def _put(
    folder: Path,
    row: DraftRow,
    fact: JsonObject,
    entities: Sequence[JsonObject],
    *,
    expected_version: int,
    now: datetime,
    by: int | None,
) -> DraftView:
    """Store a fact and its entities in the documents and mark its draft, in one transaction."""
    # Before the work, so that a stale page hears that and not what its fact would clash with.
    _check(row, expected_version=expected_version, state=PROPOSED)
    brought = [*row.entities, *entities]
    stored: list[tuple[JsonObject, list[JsonObject]]] = []

    def change(documents: Documents) -> FileChanges:
        known = documents.material.entity_by_id
        fitted, new = refit(fact, brought, known=known)
        fitted["id"] = free_id(str(fitted.get("id") or row.fact["id"]), documents.facts)
        changes, value = fact_change(documents, row.article_id, fitted, expected="", entities=new)
        stored[:] = [(value, [*new, *_there_already(documents, brought, new)])]
        return changes

    def also(session: Session) -> None:
        found = _locked(session, row.id, expected_version=expected_version, state=PROPOSED)
        found.fact, found.entities = stored[0]
        found.fact_id = str(found.fact["id"])
        _mark(found, ACCEPTED, now=now, by=by)

    edit_documents(folder, change, now=now, by=by, also=also)
    return get_draft(folder, row.id)


def _there_already(
    documents: Documents, brought: Sequence[JsonObject], new: Sequence[JsonObject]
) -> Iterator[JsonObject]:
    """Yield the draft's entities that another draft has brought in: this one needs them too."""
    added = {each["id"] for each in new}
    for each in brought:
        item = documents.entities.get(str(each["id"]))
        if each["id"] not in added and item and _same(item.raw, each):
            yield each


def _without(documents: Documents, row: DraftRow) -> FileChanges:
    """Return the files without the fact of an accepted draft and the entities only it names."""
    documents.get_article(row.article_id)
    item = documents.facts.get(row.fact_id)
    if item is None:
        return {}
    if fact_digest(item.raw) != fact_digest(dict(row.fact)):
        raise ConflictError(
            "This fact was edited after it was accepted: taking it back would lose that. "
            "Nothing was changed. Delete the fact on its own page if you want it gone."
        )
    files = documents.copy.files
    text = remove_item(item.file, files[item.file], key="facts", item_id=item.id)
    changes = {item.file: text}
    for entity_id in _only_named_here(documents.with_changes(changes), row):
        entity = documents.entities[entity_id]
        text = changes.get(entity.file, files[entity.file])
        changes[entity.file] = remove_item(entity.file, text, key="entities", item_id=entity_id)
    return changes


def _only_named_here(documents: Documents, row: DraftRow) -> tuple[str, ...]:
    """Return the draft's entities that nothing names, wholes after their parts."""
    own = {str(each["id"]): each for each in row.entities}
    named = {name for fact in documents.facts.values() for name in references(fact.raw)}
    gone: list[str] = []
    for name, entity in own.items():
        item = documents.entities.get(name)
        is_part = any(
            each.raw.get("part_of") == name and each.id not in gone
            for each in documents.entities.values()
        )
        # One that its author has edited since is no longer the program's to take out.
        if item and _same(item.raw, entity) and name not in named and not is_part:
            gone.append(name)
    return tuple(gone)


def _same(one: JsonObject, other: JsonObject) -> bool:
    return entity_digest(one) == entity_digest(other)


def _row(draft_id: int) -> DraftRow:
    with reading() as session:
        row = draft_queries.find_draft(session, draft_id)
        if row is None:
            raise _gone()
        session.expunge(row)
        return row


def _locked(session: Session, draft_id: int, *, expected_version: int, state: str) -> DraftRow:
    """Return a draft inside a transaction, if it is still what was seen."""
    row = draft_queries.find_draft(session, draft_id, lock=True)
    if row is None:
        raise _gone()
    _check(row, expected_version=expected_version, state=state)
    return row


def _check(row: DraftRow, *, expected_version: int, state: str) -> None:
    if row.version != expected_version or row.state != state:
        raise StaleDraftError(row.state)


def _is_done(row: DraftRow, state: str, expected_version: int) -> bool:
    """Return whether this very press was stored already: its answer was lost on the way."""
    return row.state == state and row.version == expected_version + 1


def _mark(row: DraftRow, state: str, *, now: datetime, by: int | None) -> None:
    row.state, row.changed_at, row.changed_by = state, now, by
    row.version += 1


def _gone() -> NotFoundError:
    return NotFoundError("There is no such draft any more. Load the article again.")
