"""The questions of one fact as its author sees them before it is stored, and what is locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from quizapp.bank.document import FactBase
from quizapp.bank.fact_types import all_views, views_of
from quizapp.bank.material import Located
from quizapp.bank.terms import JsonObject
from quizapp.bank.view import View
from quizapp.generation.generate import Generated, generate_for
from quizapp.generation.question import Choice, MultipleChoice, Question
from quizapp.services.editing.preview_bank import ErrorsByField, WorkingBank, check_fact, with_fact
from quizapp.services.questions.question_words import FORMS, Line, keyed


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of a question; ``source`` is what to bar a wrong option by (guards.never)."""

    text: str
    right: bool | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """A question that the fact would ask.

    Attributes:
        type: "mcq"...; ``form`` is the same in words.
        level: near, far or "".
        hide: what to write under guards.hide so that this form is not asked.
        warnings: flaws to look at; the question is asked all the same.
    """

    id: str
    type: str
    form: str
    level: str
    stem: str
    lines: tuple[PreviewLine, ...]
    accept: tuple[str, ...]
    answer: str
    explanation: str
    hide: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewDropped:
    """A question that is not asked: its form and level, and the reason."""

    form: str
    level: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class PreviewView:
    """One thing to remember about the fact, with its questions.

    Attributes:
        name: "when"; ``slot`` holds the answer, guards are looked up by it.
        stem: the question that the forms are made of.
    """

    name: str
    slot: str
    stem: str
    questions: tuple[PreviewQuestion, ...]
    dropped: tuple[PreviewDropped, ...]


@dataclass(frozen=True, slots=True)
class LockedView:
    """A view that is asked only when the author certifies that its slot has one answer.

    Attributes:
        unlocks: what certifying ``slot`` would ask.
        errors: what would have to be mended before.
    """

    name: str
    slot: str
    stem: str
    unlocks: tuple[PreviewQuestion, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactPreview:
    """What a fact would ask, or why it cannot be asked.

    Attributes:
        errors: field ("slots.when") -> messages; where there are any, nothing else is.
        locked: views that wait for ``guards.unique``.
        hidden: views and forms that ``guards.hide`` names.
    """

    errors: ErrorsByField
    views: tuple[PreviewView, ...] = ()
    locked: tuple[LockedView, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def questions(self) -> int:
        """Return how many questions are asked."""
        return sum(len(each.questions) for each in self.views)

    @property
    def warnings(self) -> int:
        """Return how many warnings the questions have."""
        return sum(len(each.warnings) for view in self.views for each in view.questions)

    @property
    def dropped(self) -> int:
        """Return how many questions are dropped."""
        return sum(len(each.dropped) for each in self.views)


def preview_in(working: WorkingBank, *, article_id: str, fact: JsonObject) -> FactPreview:
    """Return what a fact would ask if it stood in this bank, or what is wrong with it.

    Raises:
        NotFoundError: the bank has no such article.
    """
    checked = check_fact(working, article_id=article_id, fact=fact)
    if checked.fact is None:
        return FactPreview(checked.errors)
    placed = checked.fact
    made = _made(working, placed)
    asked = views_of(placed.value, working.bank.entities)
    locked = tuple(
        _locked(working, view, article_id=article_id, fact=fact)
        for view in all_views(placed.value, working.bank.entities)
        if view.open_question
        and view.slot not in placed.value.guards.unique
        and view.name not in placed.value.guards.hide
    )
    return FactPreview(
        errors={},
        views=tuple(_view(view, made) for view in asked),
        locked=locked,
        hidden=tuple(placed.value.guards.hide),
    )


def _made(working: WorkingBank, placed: Located[FactBase]) -> Generated:
    """Return the questions of a fact that is put in place."""
    return generate_for(with_fact(working, placed), facts=[placed.value.id])


def _locked(working: WorkingBank, view: View, *, article_id: str, fact: JsonObject) -> LockedView:
    """Return a view with what certifying its slot would ask."""
    guards: dict[str, Any] = dict(fact.get("guards") or {})
    guards["unique"] = [*guards.get("unique", ()), view.slot]
    checked = check_fact(working, article_id=article_id, fact={**fact, "guards": guards})
    questions: tuple[PreviewQuestion, ...] = ()
    if checked.fact:
        questions = _view(view, _made(working, checked.fact)).questions
    errors = tuple(each for messages in checked.errors.values() for each in messages)
    return LockedView(view.name, view.slot, view.stem, questions, errors)


def _view(view: View, made: Generated) -> PreviewView:
    """Return the questions of one view."""
    warnings: dict[str, list[str]] = {}
    for each in made.warnings:
        warnings.setdefault(each.question, []).append(each.message)
    questions = (each for each in made.questions if each.card == view.card)
    return PreviewView(
        name=view.name,
        slot=view.slot,
        stem=view.stem,
        questions=tuple(_question(each, warnings.get(each.id, ())) for each in questions),
        dropped=tuple(
            _dropped(each.question, each.rule, each.reason)
            for each in made.dropped
            if each.question.partition(".")[0] == view.card
        ),
    )


def _question(question: Question, warnings: Iterable[str]) -> PreviewQuestion:
    """Return a question with its key and what an author can do about it."""
    shown = keyed(question)
    return PreviewQuestion(
        id=question.id,
        type=question.type.value,
        form=shown.form,
        level=shown.level,
        stem=shown.stem,
        lines=_lines(question, shown.lines),
        accept=shown.accept,
        answer=shown.answer,
        explanation=shown.explanation,
        hide=f"{question.view}:{question.type.value}",
        warnings=tuple(warnings),
    )


def _lines(question: Question, lines: Sequence[Line]) -> tuple[PreviewLine, ...]:
    """Return the lines of a question; a wrong option with what it can be barred by."""
    interaction = question.interaction
    if isinstance(interaction, Choice | MultipleChoice):
        return tuple(
            PreviewLine(each.text, each.correct, "" if each.correct else each.source)
            for each in interaction.options
        )
    return tuple(PreviewLine(each.text, each.right) for each in lines)


def _dropped(question: str, rule: str, reason: str) -> PreviewDropped:
    """Return a question that is not asked: "fact:view.mcq.near" is a choice, near."""
    _, form, level = f"{question}..".split(".")[:3]
    known = {kind.value: words for kind, words in FORMS.items()}
    return PreviewDropped(known.get(form, form), level, rule, reason)
