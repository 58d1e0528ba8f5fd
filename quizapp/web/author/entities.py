"""The entities of the bank: found, edited, made, merged, taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from quizapp import clock
from quizapp.bank.terms import EntityKind
from quizapp.errors import ConflictError, NotFoundError
from quizapp.services.editing import editing
from quizapp.services.editing.editing import (
    EntityLine,
    FieldErrors,
    StaleError,
    facts_naming,
    get_entity,
)
from quizapp.services.editing.preview_bank import working_bank
from quizapp.services.workspace.workspace import working_files
from quizapp.web import visitor
from quizapp.web.author.entity_form import LABELS, fields_of, fill_entity, read_entity
from quizapp.web.author.fact_conflict import carried, differences, settled
from quizapp.web.author.fact_editing import ConflictPage, own_values, posted_values
from quizapp.web.author.fact_names import Names
from quizapp.web.author.fact_values import Values, compact
from quizapp.web.author.form_fields import EntityList, Field, list_id_of
from quizapp.web.author.publish import bank_folder
from quizapp.web.formkit import whole
from quizapp.web.language import say, say_counted, words_of
from quizapp.web.pages import render, shows

_A_PAGE = 100


@shows("author/entities.html")
@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """A page of the entities of a kind, or of all, with a text in their words."""

    entities: tuple[EntityLine, ...]
    total: int
    start: int
    next_start: int | None
    kinds: tuple[str, ...]
    chosen_kind: str
    text: str


@shows("author/entity.html")
@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity's form; ``entity`` is None for a new one."""

    entity: EntityLine | None
    title: str
    url: str
    base: str
    fields: tuple[Field, ...]
    errors: tuple[str, ...]
    lists: tuple[EntityList, ...]
    facts: tuple[tuple[str, str], ...]
    notice: str
    others: tuple[str, ...]


@shows("author/entity_merge.html")
@dataclass(frozen=True, slots=True)
class MergePage:
    """What making one entity of two changes."""

    keep: EntityLine
    gone: EntityLine
    aliases: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


def entities() -> str:
    """Show the entities."""
    kind, text = request.args.get("kind", ""), request.args.get("text", "")[:100]
    start = max(request.args.get("start", default=0, type=whole), 0)
    found = editing.list_entities(bank_folder(), kind=kind, text=text)
    after = start + _A_PAGE
    return render(
        EntitiesPage(
            entities=found[start:after],
            total=len(found),
            start=start,
            next_start=after if after < len(found) else None,
            kinds=tuple(EntityKind),
            chosen_kind=kind,
            text=text,
        )
    )


def new_entity() -> Response:
    """Show the form of a new entity."""
    kind = request.args.get("kind", "")
    return _page(None, {"kind": [kind]} if kind else {})


def add_entity() -> Response:
    """Make a new entity."""
    return _save(None)


def entity(entity_id: str) -> Response:
    """Show the form of an entity."""
    found = get_entity(bank_folder(), entity_id)
    return _page(found, fill_entity(found.json, names=known_names()))


def change_entity(entity_id: str) -> Response:
    """Save an entity, or go on with what was chosen of two versions."""
    found = get_entity(bank_folder(), entity_id)
    if request.form.get("do") == "settle":
        notice = say("Both versions are put together here. Nothing is saved yet: look, then save.")
        return _page(found, settled(posted_values()), notice=notice)
    return _save(found)


def remove_entity(entity_id: str) -> Response:
    """Take out an entity that nothing names."""
    found = get_entity(bank_folder(), entity_id)
    try:
        editing.remove_entity(
            bank_folder(),
            entity_id,
            expected=request.form.get("base", ""),
            now=clock.now(),
            by=visitor.current().id,
        )
    except ConflictError as refused:
        flash(words_of(refused), "bad")
        return redirect(url_for("author.entity", entity_id=entity_id), 303)
    flash(say("%(name)s is taken out.", name=found.name), "good")
    return redirect(url_for("author.entities", kind=found.kind), 303)


def plan_merge(entity_id: str) -> Response | str:
    """Show what merging another entity into this one changes."""
    folder = bank_folder()
    keep = get_entity(folder, entity_id)
    words = " ".join(request.args.get("gone", "").split())
    gone_id = known_names().find(words, kinds={EntityKind(keep.kind)}) if words else None
    if gone_id is None or gone_id == entity_id:
        flash(
            say(
                "There is no other %(kind)s “%(name)s”: choose one from the list.",
                kind=keep.kind,
                name=words,
            ),
            "bad",
        )
        return redirect(url_for("author.entity", entity_id=entity_id), 303)
    gone = get_entity(folder, gone_id)
    known = {keep.name, *keep.aliases}
    aliases = tuple(each for each in (gone.name, *gone.aliases) if each not in known)
    return render(MergePage(keep, gone, aliases, facts_naming(folder, gone_id)))


def merge_entity(entity_id: str) -> Response:
    """Make one entity of two."""
    changed = editing.merge_entities(
        bank_folder(),
        keep=entity_id,
        gone=request.form.get("gone", ""),
        now=clock.now(),
        by=visitor.current().id,
    )
    flash(
        say_counted(
            "They are one entity now; %(num)s fact names it instead of the other.",
            "They are one entity now; %(num)s facts name it instead of the other.",
            len(changed),
        ),
        "good",
    )
    return redirect(url_for("author.entity", entity_id=entity_id), 303)


def known_names() -> Names:
    """Return the entities of the working copy, by name."""
    working = working_bank(working_files(bank_folder()).files)
    return Names(working.material.entity_by_id.values())


def _save(found: EntityLine | None) -> Response:
    """Save a posted entity, or show it again with what is wrong."""
    values, names = compact(own_values(posted_values())), known_names()
    name = next(iter(values.get("name", ())), "")
    entity_id = found.id if found else names.new_id(name)
    value, errors = read_entity(values, entity_id=entity_id, names=names)
    if errors:
        return _page(found, values, errors=errors, status=400)
    try:
        editing.save_entity(
            bank_folder(),
            value,
            expected=request.form.get("base", "") if found else "",
            now=clock.now(),
            by=visitor.current().id,
        )
    except FieldErrors as refused:
        return _page(found, values, errors=refused.fields, status=400)
    except StaleError as stale:
        return _compare(found, values, stale, names=names)
    flash(say("The entity is saved. It counts for learners once it is published."), "good")
    return redirect(url_for("author.entity", entity_id=entity_id), 303)


def _compare(
    found: EntityLine | None, values: dict[str, list[str]], stale: StaleError, *, names: Names
) -> Response:
    """Show two versions of an entity side by side."""
    if found is None or stale.current is None:
        raise NotFoundError("There is no such entity any more.")
    theirs = fill_entity(stale.current, names=names)
    page = ConflictPage(
        back_url=url_for("author.entities"),
        back_words=say("Entities"),
        title=found.name,
        url=url_for("author.entity", entity_id=found.id),
        type=found.kind,
        theirs_words=say("In the document now"),
        is_gone=False,
        differences=differences(values, theirs, label=lambda name: LABELS[name].words),
        carried=carried(values, theirs),
        base=found.digest,
        version=0,
    )
    return make_response(render(page), 409)


def _page(
    found: EntityLine | None,
    values: Values,
    *,
    errors: Mapping[str, Sequence[str]] | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    names = known_names()
    fields, others = fields_of(values, errors=errors or {})
    kinds = [EntityKind(found.kind)] if found and found.kind in set(EntityKind) else []
    same = tuple(
        each for each in names.listed(kinds) if names.find(each) != getattr(found, "id", "")
    )
    page = EntityPage(
        entity=found,
        title=found.name if found else say("New entity"),
        url=url_for("author.entity", entity_id=found.id) if found else url_for("author.new_entity"),
        base=found.digest if found else "",
        fields=fields,
        errors=others,
        lists=(EntityList(list_id_of(()), names.listed()),),
        facts=facts_naming(bank_folder(), found.id) if found else (),
        notice=notice,
        others=same if found else (),
    )
    return make_response(render(page), status)
