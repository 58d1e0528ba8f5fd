"""What stands beside a fact's form: its passage, and what it would ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quizapp.bank.terms import JsonObject
from quizapp.errors import translatable
from quizapp.services.editing.authoring import Run, mark_evidence
from quizapp.services.editing.editing import Workbench
from quizapp.services.editing.preview_questions import (
    FactPreview,
    LockedView,
    PreviewQuestion,
    PreviewView,
)
from quizapp.web.author.fact_fields import names_entities, slots_of
from quizapp.web.author.fact_labels import LABELS
from quizapp.web.author.fact_names import Names
from quizapp.web.author.form_fields import id_of, path_name
from quizapp.web.language import said, say

_FIELDS: Final = {
    "passage": translatable("Passage"),
    "evidence": translatable("Evidence"),
    "status": translatable("Status"),
    "statement": translatable("Statement"),
    "explanation": translatable("Explanation"),
    "topics": translatable("Topics"),
}
"""Fields of every fact, as the form calls them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend: in which field, and what."""

    label: str
    target: str
    message: str


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a question; ``bar`` is what is written to bar a wrong one, or ""."""

    text: str
    right: bool | None
    bar: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; ``hide`` is what keeps this form of it from being asked."""

    form: str
    level: str
    stem: str
    options: tuple[Option, ...]
    accept: tuple[str, ...]
    warnings: tuple[str, ...]
    hide: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question that is not asked, and why."""

    form: str
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """One thing that is asked, in its forms."""

    name: str
    slot: str
    words: str
    questions: tuple[Asked, ...]
    dropped: tuple[Dropped, ...]


@dataclass(frozen=True, slots=True)
class Locked:
    """What is asked once its slot is certified to have one answer."""

    slot: str
    words: str
    stem: str
    forms: tuple[str, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """The passage and the preview.

    Attributes:
        runs: of the passage, its evidence marked; none where there is no such passage.
        faults: what has to be mended before there are questions.
        nothing: why there is no preview at all, or "".
        messages: name of a field and what is wrong there, for a script to place.
    """

    passage: str
    heading: str
    runs: tuple[Run, ...]
    faults: tuple[Fault, ...]
    views: tuple[View, ...]
    locked: tuple[Locked, ...]
    questions: int
    warnings: int
    dropped: int
    nothing: str
    messages: tuple[tuple[str, str], ...]


def make_aside(
    fact: JsonObject,
    *,
    bench: Workbench,
    names: Names,
    preview: FactPreview | None,
    errors: Mapping[str, Sequence[str]],
) -> Aside:
    """Return what stands beside the form of a fact.

    Args:
        fact: as it was read off the form.
        bench: the article in the works.
        names: of the entities.
        preview: what it would ask; None where the article itself cannot be read.
        errors: by path in the fact; those of the preview are among them.
    """
    number = str(fact.get("passage", ""))
    passage = next((each for each in bench.passages if str(each.number) == number), None)
    evidence = str(fact.get("evidence", ""))
    type_name = str(fact["type"])
    drawn = _Drawn(type_name, names)
    shown = preview or FactPreview({})
    return Aside(
        passage=number,
        heading=passage.heading if passage else "",
        runs=mark_evidence(passage.text, [("this", evidence)] if evidence else [])
        if passage
        else (),
        faults=tuple(
            Fault(label_of(path, type_name=type_name), _target(path), message)
            for path, messages in errors.items()
            for message in messages
        ),
        views=tuple(drawn.view(each) for each in shown.views),
        locked=tuple(drawn.locked(each) for each in shown.locked),
        questions=shown.questions,
        warnings=shown.warnings,
        dropped=shown.dropped,
        nothing=""
        if preview
        else say("The article itself has to be mended before its facts can be tried out."),
        messages=tuple(
            (path_name(path), message) for path, each in errors.items() for message in each
        ),
    )


def label_of(path: str, *, type_name: str) -> str:
    """Return what a field is called in the form, by its path or name."""
    parts = path_name(path).split(".")
    if parts[0] == "slots" and len(parts) > 1:
        label = LABELS.get(f"{type_name}.{parts[1]}")
        words = label.words if label else parts[1].replace("_", " ")
        places = [int(each) + 1 for each in parts[2:] if each.isdigit()]
        return f"{words} {places[0]}" if places else words
    if parts[0] == "guards" and len(parts) > 1:
        return " ".join([say("Guard"), parts[1].replace("_", " "), *parts[2:3]])
    if parts[0] in _FIELDS:
        return said(_FIELDS[parts[0]])
    return parts[0].replace("_", " ").capitalize() or say("This fact")


def _target(path: str) -> str:
    """Return the id of the element that an error's link leads to."""
    name = path_name(path)
    return id_of(name) if name else "fact-form"


class _Drawn:
    """Draws the questions of a fact."""

    def __init__(self, type_name: str, names: Names) -> None:
        self._type = type_name
        self._names = names
        self._entity_slots = {each.name for each in slots_of(type_name) if names_entities(each)}

    def view(self, view: PreviewView) -> View:
        """Return one view with its questions."""
        return View(
            name=view.name,
            slot=view.slot,
            words=self._words(view.slot),
            questions=tuple(self._asked(each, slot=view.slot) for each in view.questions),
            dropped=tuple(
                Dropped(_form(each.form, each.level), each.reason) for each in view.dropped
            ),
        )

    def locked(self, view: LockedView) -> Locked:
        """Return a view that waits for a certificate."""
        forms = dict.fromkeys(_form(each.form, each.level) for each in view.unlocks)
        return Locked(view.slot, self._words(view.slot), view.stem, tuple(forms), view.errors)

    def _asked(self, question: PreviewQuestion, *, slot: str) -> Asked:
        return Asked(
            form=question.form,
            level=question.level,
            stem=question.stem,
            options=tuple(
                Option(each.text, each.right, self._bar(each.source, slot=slot))
                for each in question.lines
            ),
            accept=question.accept,
            warnings=question.warnings,
            hide=question.hide,
        )

    def _bar(self, source: str, *, slot: str) -> str:
        return self._names.shown(source) if slot in self._entity_slots else source

    def _words(self, slot: str) -> str:
        return LABELS[f"{self._type}.{slot}"].words


def _form(form: str, level: str) -> str:
    return ", ".join(filter(None, (form, level)))


def merged_errors(*groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return errors of several sources by path; the first that knows a field has it alone."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        known = {path_name(path) for path in found}
        found |= {path: tuple(each) for path, each in group.items() if path_name(path) not in known}
    return found
