"""Use cases of entities: list, save, take out, and make one of two."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from quizapp.bank.document import Entity
from quizapp.bank.emit import ordered_entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.material import folder_of
from quizapp.bank.splice import insert_item, remove_item, replace_item, replace_items
from quizapp.bank.terms import JsonObject
from quizapp.errors import ConflictError, InputError, NotFoundError
from quizapp.services.editing.editing_check import problems_of_entity
from quizapp.services.editing.editing_errors import FieldErrors, StaleError, by_field
from quizapp.services.editing.editing_text import plain
from quizapp.services.editing.editing_write import FileChanges, audited, digest_of, edit_documents
from quizapp.services.workspace.editing_documents import Documents, Item, read_documents

_SHARED: Final = "entities.yaml"
_LISTED_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class EntityLine:
    """An entity in the list.

    Attributes:
        json: as the documents hold it.
        digest: what a save of it expects.
        file: where it stands.
        uses: facts that name it.
        problems: what is wrong with it by itself.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    json: JsonObject
    digest: str
    file: str
    uses: int
    problems: tuple[str, ...]


def entity_digest(entity: JsonObject) -> str:
    """Return the SHA-256 of an entity's canonical JSON."""
    return digest_of(ordered_entity(entity))


def list_entities(folder: Path, *, kind: str = "", text: str = "") -> tuple[EntityLine, ...]:
    """Return entities by name, of one kind or of all, whose words hold the text; 500 at most."""
    documents = read_documents(folder)
    uses = _uses(documents)
    wanted = text.strip().casefold()
    found = [
        _line(item, uses[item.id])
        for item in documents.entities.values()
        if kind in {"", str(item.raw.get("kind", ""))} and wanted in _words(item.raw)
    ]
    return tuple(sorted(found, key=lambda line: (line.name.casefold(), line.id))[:_LISTED_MAX])


def get_entity(folder: Path, entity_id: str) -> EntityLine:
    """Return one entity.

    Raises:
        NotFoundError: there is none of that id.
    """
    documents = read_documents(folder)
    return _line(_get(documents, entity_id), _uses(documents)[entity_id])


def facts_naming(folder: Path, entity_id: str) -> tuple[tuple[str, str], ...]:
    """Return the id and statement of each fact that names an entity."""
    documents = read_documents(folder)
    return tuple(
        (fact.id, str(fact.raw.get("statement", "")))
        for fact in documents.facts.values()
        if entity_id in set(_named(fact.raw))
    )


def save_entity(
    folder: Path,
    entity: JsonObject,
    *,
    expected: str,
    now: datetime,
    by: int | None,
    article_id: str = "",
) -> str:
    """Store an entity in its file and return its new digest.

    A new one goes to the file of its article's entities, or without an article to the shared one.

    Args:
        folder: of the bank.
        entity: as the documents hold it.
        expected: ``entity_digest`` of it as it was seen; "" for a new one.
        now: when it is done.
        by: id of the author.
        article_id: the article that a new one was made for.

    Raises:
        StaleError: it is another one by now.
        FieldErrors: it has problems; nothing was stored.
    """
    value = ordered_entity(plain(entity))
    entity_id = str(value.get("id", ""))

    def change(documents: Documents) -> FileChanges:
        old = documents.entities.get(entity_id)
        if expected and (old is None or entity_digest(old.raw) != expected):
            raise StaleError(old.raw if old else None)
        if not expected and old is not None:
            raise FieldErrors({"id": ("there is an entity with this id already; choose another",)})
        file = old.file if old else entities_file(documents, article_id)
        text = documents.copy.files.get(file, "")
        if old:
            new = replace_item(file, text, key="entities", item_id=entity_id, value=value)
        else:
            new = insert_item(file, text, key="entities", value=value)
        _check_entity(documents.with_changes({file: new}), entity_id)
        return {file: new}

    edit_documents(folder, change, now=now, by=by)
    return entity_digest(value)


def remove_entity(
    folder: Path, entity_id: str, *, expected: str, now: datetime, by: int | None
) -> None:
    """Take an entity out that no fact and no other entity names.

    Raises:
        StaleError: it is another one by now, or gone.
        ConflictError: it is named; the message says how often.
    """

    def change(documents: Documents) -> FileChanges:
        old = documents.entities.get(entity_id)
        if old is None or entity_digest(old.raw) != expected:
            raise StaleError(old.raw if old else None)
        uses = _uses(documents)[entity_id]
        if uses:
            raise ConflictError(
                "{uses} facts or entities name {entity_id}: merge it with another one instead.",
                uses=uses,
                entity_id=entity_id,
            )
        text = documents.copy.files[old.file]
        return {old.file: remove_item(old.file, text, key="entities", item_id=entity_id)}

    edit_documents(folder, change, now=now, by=by)


def merge_entities(
    folder: Path, *, keep: str, gone: str, now: datetime, by: int | None
) -> tuple[str, ...]:
    """Make one entity of two: all that names ``gone`` names ``keep``; return the facts changed.

    The names of ``gone`` become aliases of ``keep``, whose own words stay as they are.

    Raises:
        NotFoundError: there is none of an id.
        InputError: they are the same, or of different kinds.
    """
    changed: list[str] = []

    def change(documents: Documents) -> FileChanges:
        kept, lost = _get(documents, keep), _get(documents, gone)
        if keep == gone:
            raise InputError("An entity cannot be merged with itself.", field="gone")
        if kept.raw.get("kind") != lost.raw.get("kind"):
            raise InputError(
                "{keep} is a {kind}, {gone} a {kind2}: make them of one kind first.",
                keep=keep,
                kind=kept.raw.get("kind"),
                gone=gone,
                kind2=lost.raw.get("kind"),
                field="gone",
            )
        files: dict[str, str] = {}
        changed[:] = list(_rename(documents, files, keep=keep, gone=gone))
        value = _merged(kept.raw, lost.raw)
        _edit(documents, files, kept, value)
        text = files.get(lost.file, documents.copy.files[lost.file])
        files[lost.file] = remove_item(lost.file, text, key="entities", item_id=gone)
        return files

    note = audited("bank.merge_entities", f"entity:{keep}", now=now, by=by, gone=gone)
    edit_documents(folder, change, now=now, by=by, also=note)
    return tuple(changed)


def added_entities(
    documents: Documents, article_id: str, entities: Sequence[JsonObject]
) -> dict[str, str]:
    """Return the file that holds an article's new entities, with these added to it."""
    new = [each for each in entities if str(each.get("id", "")) not in documents.entities]
    if not new:
        return {}
    file = entities_file(documents, article_id)
    text = documents.copy.files.get(file, "")
    for each in new:
        text = insert_item(file, text, key="entities", value=ordered_entity(plain(each)))
    after = documents.with_changes({file: text})
    for each in new:
        _check_entity(after, str(each.get("id", "")))
    return {file: text}


def entities_file(documents: Documents, article_id: str) -> str:
    """Return the file that a new entity goes to."""
    article = documents.articles.get(article_id)
    home = folder_of(article.file) if article else ""
    return f"{home}/{_SHARED}" if home else _SHARED


def _rename(documents: Documents, files: dict[str, str], *, keep: str, gone: str) -> Iterator[str]:
    """Write each object that names ``gone`` into ``files`` with ``keep``; yield the facts."""
    facts: dict[str, dict[str, JsonObject]] = {}
    for fact in documents.facts.values():
        if gone in set(_named(fact.raw)):
            value = _renamed(fact.raw, keep=keep, gone=gone)
            facts.setdefault(fact.file, {})[fact.id] = value
            yield fact.id
    for file, values in facts.items():
        files[file] = replace_items(file, documents.copy.files[file], key="facts", values=values)
    for entity in documents.entities.values():
        if entity.raw.get("part_of") == gone and entity.id not in {keep, gone}:
            _edit(documents, files, entity, {**entity.raw, "part_of": keep})


def _edit(
    documents: Documents, files: dict[str, str], item: Item[Entity], value: JsonObject
) -> None:
    text = files.get(item.file, documents.copy.files[item.file])
    files[item.file] = replace_item(item.file, text, key="entities", item_id=item.id, value=value)


def _merged(kept: JsonObject, lost: JsonObject) -> JsonObject:
    """Return the kept entity with the names of the lost one as aliases."""
    names = [lost.get("name"), *lost.get("aliases", []), lost.get("short")]
    known = {str(kept.get("name")), *kept.get("aliases", []), str(kept.get("short"))}
    more = [name for name in dict.fromkeys(names) if isinstance(name, str) and name not in known]
    value = {**lost, **kept, "aliases": [*kept.get("aliases", []), *more]}
    if value.get("part_of") in {lost.get("id"), kept.get("id")}:
        del value["part_of"]
    return ordered_entity(value)


def _renamed(fact: JsonObject, *, keep: str, gone: str) -> JsonObject:
    """Return a fact in which slots and guards name another entity, each once."""

    def swap(value: object) -> object:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return list(dict.fromkeys(keep if each == gone else each for each in value))
        return keep if value == gone else value

    references = _references(fact)
    slots = {
        name: swap(each) if name in references else each
        for name, each in fact.get("slots", {}).items()
    }
    guards = dict(fact.get("guards", {}))
    for name in ("also_true", "never", "distractors"):
        if isinstance(guards.get(name), dict):
            guards[name] = {slot: swap(each) for slot, each in guards[name].items()}
    if "outsiders" in guards:
        guards["outsiders"] = swap(guards["outsiders"])
    return {**fact, "slots": slots, "guards": guards}


def _references(fact: Mapping[str, object]) -> frozenset[str]:
    kind = FACT_TYPES.get(str(fact.get("type")))
    return frozenset(kind.references) if kind else frozenset()


def _named(fact: JsonObject) -> Iterator[str]:
    """Yield the ids that a fact names, in slots and guards."""
    slots, guards = fact.get("slots"), fact.get("guards")
    references = _references(fact)
    if isinstance(slots, dict):
        for name in references & slots.keys():
            yield from _texts(slots[name])
    if isinstance(guards, dict):
        yield from _texts(guards.get("outsiders"))
        for name in ("also_true", "never", "distractors"):
            if isinstance(guards.get(name), dict):
                for each in guards[name].values():
                    yield from _texts(each)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (each for each in value if isinstance(each, str))


def _uses(documents: Documents) -> Counter[str]:
    """Return how many facts and entities name each entity."""
    found: Counter[str] = Counter()
    for fact in documents.facts.values():
        found.update(set(_named(fact.raw)))
    for entity in documents.entities.values():
        whole = entity.raw.get("part_of")
        if isinstance(whole, str):
            found[whole] += 1
    return found


def _get(documents: Documents, entity_id: str) -> Item[Entity]:
    found = documents.entities.get(entity_id)
    if found is None:
        raise NotFoundError("There is no such entity.")
    return found


def _words(raw: Mapping[str, object]) -> str:
    aliases = raw.get("aliases")
    names = [raw.get("id"), raw.get("name"), raw.get("short"), raw.get("role")]
    names += aliases if isinstance(aliases, list) else []
    return " ".join(str(each) for each in names if each).casefold()


def _line(item: Item[Entity], uses: int) -> EntityLine:
    aliases = item.raw.get("aliases")
    return EntityLine(
        id=item.id,
        name=str(item.raw.get("name", "")),
        kind=str(item.raw.get("kind", "")),
        aliases=tuple(str(each) for each in aliases) if isinstance(aliases, list) else (),
        json=item.copy(),
        digest=entity_digest(item.raw),
        file=item.file,
        uses=uses,
        problems=tuple(str(each) for each in item.problems),
    )


def _check_entity(documents: Documents, entity_id: str) -> None:
    """Refuse an entity with problems.

    Raises:
        FieldErrors: by the path inside the entity.
    """
    item = _get(documents, entity_id)
    problems = problems_of_entity(documents, item)
    if problems:
        raise FieldErrors(by_field(problems, base=item.path))
