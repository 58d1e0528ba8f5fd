"""What a fact's form is about: a fact of the documents, a new one, or a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import url_for

from quizapp.bank.document import Entity
from quizapp.bank.fact_types import FACT_TYPES
from quizapp.bank.terms import EntityKind, JsonObject
from quizapp.errors import InputError, NotFoundError
from quizapp.services.drafting.drafting_view import DraftView, get_draft
from quizapp.services.editing.editing import Workbench, find_fact, open_article
from quizapp.services.editing.preview import preview_fact
from quizapp.services.editing.preview_bank import working_bank
from quizapp.services.editing.preview_questions import FactPreview
from quizapp.services.workspace.workspace import working_files
from quizapp.web.author.fact_aside import Aside, make_aside, merged_errors
from quizapp.web.author.fact_form import FactForm, Surroundings, make_form
from quizapp.web.author.fact_names import Names
from quizapp.web.author.fact_reading import ReadFact, read_fact
from quizapp.web.author.fact_values import Values, compact, fill

UNNAMED: Final = "a-fact-in-the-works"
"""Id of a new fact while it is tried out; a real one is made when it is saved."""
_WORDS_OF_PASSAGE: Final = 60
_MOST_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about.

    Attributes:
        key: under which the form is kept while it is not sent.
        type: of the fact.
        fact_id: "" for a new one.
        found: the fact as it is; of a new one what is known beforehand.
        digest: of the fact of the documents, "" for a new one and for a draft.
        draft: the draft, where it is one.
        url: of the form.
    """

    folder: Path
    bench: Workbench
    names: Names
    key: str
    type: str
    fact_id: str
    found: JsonObject
    digest: str
    draft: DraftView | None
    url: str

    @property
    def values(self) -> dict[str, list[str]]:
        """Return the values of the fact as it is."""
        return compact(fill(self.found, names=self.names))

    @property
    def draft_entities(self) -> tuple[JsonObject, ...]:
        """Return the new entities that a draft brings."""
        found = self.draft.entities if self.draft else ()
        return tuple(
            {
                "id": each.id,
                "name": each.name,
                "kind": each.kind,
                **({"aliases": list(each.aliases)} if each.aliases else {}),
            }
            for each in found
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """A form that was read and tried out."""

    read: ReadFact
    errors: Mapping[str, tuple[str, ...]]
    aside: Aside

    @property
    def is_sound(self) -> bool:
        """Return whether the fact could be saved."""
        return not self.errors


def of_fact(folder: Path, article_id: str, fact_id: str, *, posted_type: str = "") -> Subject:
    """Return a fact of an article as the subject of a form.

    Args:
        folder: of the bank.
        article_id: the article.
        fact_id: the fact.
        posted_type: type that the posted form was made for: with it, a fact that somebody has
            taken out meanwhile is an empty one, so that what was typed can be kept.

    Raises:
        NotFoundError: there is no such article or fact.
        InputError: its type is none that there is a form for.
    """
    bench = open_article(folder, article_id)
    fact = find_fact(bench, fact_id)
    if fact is None and posted_type not in FACT_TYPES:
        raise NotFoundError("There is no such fact in this article.")
    return Subject(
        folder=folder,
        bench=bench,
        names=_names(folder),
        key=f"fact:{fact_id}",
        type=_known_type(fact.type) if fact else posted_type,
        fact_id=fact_id,
        found=fact.json if fact else {"type": posted_type},
        digest=fact.digest if fact else "",
        draft=None,
        url=url_for("author.edit_fact", article_id=article_id, fact_id=fact_id),
    )


def of_new(folder: Path, article_id: str, *, type_name: str, passage: str) -> Subject:
    """Return a new fact of a type as the subject of a form.

    Raises:
        NotFoundError: there is no such article.
        InputError: there is no such type.
    """
    bench = open_article(folder, article_id)
    known = _known_type(type_name)
    first = str(bench.passages[0].number) if bench.passages else ""
    found: JsonObject = {"type": known, "passage": passage or first, "status": "stated"}
    if len(bench.topics) == 1:
        found["topics"] = list(bench.topics)
    return Subject(
        folder=folder,
        bench=bench,
        names=_names(folder),
        key=f"new:{article_id}:{known}",
        type=known,
        fact_id="",
        found=found,
        digest="",
        draft=None,
        url=url_for("author.new_fact", article_id=article_id, type=known, passage=passage or None),
    )


def of_draft(folder: Path, article_id: str, draft_id: int) -> Subject:
    """Return a draft of an article as the subject of a form.

    Raises:
        NotFoundError: there is no such article or draft.
    """
    bench = open_article(folder, article_id)
    draft = get_draft(folder, draft_id)
    if draft.article_id != article_id:
        raise NotFoundError("There is no such draft any more. Load the article again.")
    return Subject(
        folder=folder,
        bench=bench,
        names=_names(folder, drafted=draft),
        key=f"draft:{draft_id}",
        type=_known_type(str(draft.fact.get("type"))),
        fact_id=str(draft.fact.get("id", "")),
        found=draft.fact,
        digest="",
        draft=draft,
        url=url_for("author.edit_draft", article_id=article_id, draft_id=draft_id),
    )


def of_key(folder: Path, article_id: str, key: str, *, posted_type: str) -> Subject:
    """Return the subject of a form by its key.

    Raises:
        NotFoundError: there is no such article, fact or draft.
        InputError: there is no such type.
    """
    sort, _, rest = key.partition(":")
    if sort == "draft" and rest.isascii() and rest.isdigit() and len(rest) < _MOST_DIGITS:
        return of_draft(folder, article_id, int(rest))
    if sort == "fact":
        return of_fact(folder, article_id, rest, posted_type=posted_type)
    return of_new(folder, article_id, type_name=posted_type, passage="")


def try_out(subject: Subject, values: Values) -> Tried:
    """Read a form and try it out; nothing is stored."""
    read = read_fact(
        values,
        fact_id=subject.fact_id or UNNAMED,
        type_name=subject.type,
        names=subject.names,
    )
    entities = [*subject.draft_entities, *read.entities]
    preview = _preview(subject, read.fact, entities)
    errors = merged_errors(read.errors, preview.errors if preview else {})
    aside = make_aside(
        read.fact,
        bench=subject.bench,
        names=Names([*subject.names.entities, *(_entity(each) for each in entities)]),
        preview=preview,
        errors=errors,
    )
    return Tried(read, errors, aside)


def draw(subject: Subject, values: Values, *, errors: Mapping[str, Sequence[str]]) -> FactForm:
    """Return the form of a subject with these values."""
    passages = [
        (each.number, _words(each.number, each.heading or each.text))
        for each in subject.bench.passages
    ]
    around = Surroundings(passages, subject.bench.topics, subject.names)
    return make_form(values, type_name=subject.type, around=around, errors=errors)


def _preview(
    subject: Subject, fact: JsonObject, entities: Sequence[JsonObject]
) -> FactPreview | None:
    """Return what a fact would ask, or None where its article cannot be read."""
    try:
        return preview_fact(subject.folder, subject.bench.id, fact, entities=entities)
    except NotFoundError:
        return None


def _words(number: int, text: str) -> str:
    short = text if len(text) <= _WORDS_OF_PASSAGE else f"{text[:_WORDS_OF_PASSAGE]}…"
    return f"{number}: {short}"


def _known_type(name: str) -> str:
    if name not in FACT_TYPES:
        known = ", ".join(FACT_TYPES)
        raise InputError(
            "“{name}” is no type of fact. In its document, write one of: {known}.",
            name=name[:40],
            known=known,
            field="type",
        )
    return name


def _names(folder: Path, *, drafted: DraftView | None = None) -> Names:
    """Return the entities of the working copy, with those that a draft brings."""
    known = working_bank(working_files(folder).files).material.entity_by_id
    new = [
        Entity(id=each.id, name=each.name, kind=EntityKind(each.kind), aliases=list(each.aliases))
        for each in (drafted.entities if drafted else ())
        if each.id not in known
    ]
    return Names([*known.values(), *new])


def _entity(value: JsonObject) -> Entity:
    return Entity(id=str(value["id"]), name=str(value["name"]), kind=EntityKind(value["kind"]))
