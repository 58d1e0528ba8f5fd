"""Facts to questions: every view in every form it can fairly take, flawed ones dropped."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from quizapp.bank.document import Bank, FactBase
from quizapp.bank.fact_types import FACT_TYPES, type_of
from quizapp.bank.view import BackAnswer, ItemAnswer, View
from quizapp.generation.codec import texts_of
from quizapp.generation.context import Context, context_of
from quizapp.generation.flaw import Material
from quizapp.generation.flaw_errors import ERRORS
from quizapp.generation.flaw_shape import SHAPE_WARNINGS
from quizapp.generation.flaw_warnings import WARNINGS
from quizapp.generation.item_questions import questions_of_item
from quizapp.generation.likeness import names_entity
from quizapp.generation.question import Choice, MultipleChoice, Question, QuestionType
from quizapp.generation.question_types import QUESTION_TYPES
from quizapp.generation.wording import forms_of

DUPLICATE = "duplicate-item"
_OF_PEERS = frozenset({QuestionType.MATCH, QuestionType.ORDER})
_VERBATIM_ERRORS = ("not-one-key", "no-key", "duplicate-options", "wrong-blanks")
"""What no question can be asked with; the other rules are about wording, which is not ours here."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A question that is not asked: the rule it broke and how."""

    question: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warning_:  # noqa: N801 - "Warning" is a builtin exception
    """A flaw that an author should look at; the question is asked all the same."""

    question: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Generated:
    """All questions of a bank, in the order of the bank."""

    questions: tuple[Question, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[Warning_, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question as it was made: why it is dropped, or what its author should look at."""

    question: Question
    fault: Dropped | None
    warnings: tuple[Warning_, ...]


def generate(bank: Bank, *, seed: str) -> Generated:
    """Return the questions of ``bank``; the same bank and seed give the same bytes."""
    return generate_from(context_of(bank, seed=seed))


def generate_from(context: Context) -> Generated:
    """Return the questions of all views of ``context``."""
    return settle(Maker(context).make(context.views))


def generate_for(context: Context, *, facts: Collection[str]) -> Generated:
    """Return the questions of some facts, among all that ``context`` holds.

    They are those of ``generate_from``, but for one that repeats the question of a fact that is
    not among these: it is dropped there and kept here.
    """
    return settle(Maker(context).make(facts))


class Maker:
    """Makes the questions of facts: those of a fact are the same whoever makes the others."""

    def __init__(self, context: Context) -> None:
        """Look at the whole bank once."""
        self._context = context
        self._names = frozenset(
            form for entity in context.entities.values() for form in forms_of(entity)
        )
        self._stems = Counter(view.stem for view in context.all_views())

    def make(self, facts: Iterable[str]) -> Iterator[Judged]:
        """Give the questions of facts, one fact after the other, those that are dropped too.

        Only whether one looks the same as another is left to ``settle``.
        """
        for fact in facts:
            for view in self._context.views.get(fact, ()):
                yield from self._judged(view)

    def _judged(self, view: View) -> Iterator[Judged]:
        context = self._context
        material = context.kept.of(
            view.fact, "material", partial(material_of, view, context, names=self._names)
        )
        verbatim = _is_verbatim(context.fact_types[view.fact])
        for question in questions_of(view, context):
            if verbatim:
                fault = _unusable(question, material, self._stems)
            else:
                fault = _shared_stem(question, self._stems) or _fault(question, material)
            # Sides of a pair are nobody's item to mend.
            quiet = fault is not None or isinstance(view.answer, BackAnswer)
            yield Judged(question, fault, () if quiet else warnings_of(question, material))


def settle(made: Iterable[Judged]) -> Generated:
    """Return what is asked of these questions, given in the order of the bank.

    Of those that look the same the first is asked.
    """
    questions: list[Question] = []
    dropped: list[Dropped] = []
    warnings: list[Warning_] = []
    seen: dict[tuple[str, ...], str] = {}
    for each in made:
        fault = each.fault
        if fault is None and not _is_verbatim(each.question.fact_type):
            fault = _repeated(each.question, seen)
            if fault and each.question.type in _OF_PEERS:
                continue  # Peers that meet in one list give one and the same list: nothing to mend.
        if fault:
            dropped.append(fault)
        else:
            questions.append(each.question)
            warnings.extend(each.warnings)
    return Generated(tuple(questions), tuple(dropped), tuple(warnings))


def _is_verbatim(fact_type: str) -> bool:
    return FACT_TYPES[fact_type].verbatim


def questions_of(view: View, context: Context) -> tuple[Question, ...]:
    """Return the questions of ``view`` in every form that its author does not hide."""
    hidden = context.facts[view.fact].guards.hide
    if isinstance(view.answer, ItemAnswer):
        return tuple(
            question
            for question in questions_of_item(view, view.answer.interaction, context)
            if f"{view.name}:{question.type.value}" not in hidden
        )
    return tuple(
        question
        for spec in QUESTION_TYPES.values()
        if f"{view.name}:{spec.type.value}" not in hidden and spec.applies(view, context)
        for question in spec.make(view, context)
    )


def material_of(view: View, context: Context, *, names: frozenset[str]) -> Material:
    """Return what the rules look at beside the question."""
    fact = context.facts[view.fact]
    article = context.articles[view.fact]
    passage = next(each.text for each in article.passages if each.id == fact.passage)
    return Material(
        passage, article.digest, fact.statement, names, _strangers(fact, passage, context)
    )


def _strangers(fact: FactBase, passage: str, context: Context) -> tuple[str, ...]:
    """Return the names of the fact's entities that its passage does not name."""
    slots = vars(fact)["slots"]
    named: list[str] = []
    for slot, many in type_of(fact).references.items():
        value = getattr(slots, slot)
        named.extend((value or ()) if many else filter(None, [value]))
    entities = (context.entities[each] for each in named)
    return tuple(each.name for each in entities if not names_entity(passage, each))


def warnings_of(question: Question, material: Material) -> tuple[Warning_, ...]:
    """Return every warning about ``question``, in the order of the rules."""
    has_options = isinstance(question.interaction, Choice | MultipleChoice)
    return tuple(
        Warning_(question.id, name, message)
        for name, rule in WARNINGS.items()
        if (has_options or name not in SHAPE_WARNINGS) and (message := rule(question, material))
    )


def _shared_stem(question: Question, stems: Mapping[str, int]) -> Dropped | None:
    """Return why a stem without options is dropped: it asks for several cards at once."""
    if question.type not in {QuestionType.TYPED, QuestionType.FLASHCARD}:
        return None
    if stems[question.stem] <= 1:
        return None
    reason = f"{stems[question.stem]} cards ask this; write an own stem under guards.ask"
    return Dropped(question.id, "ambiguous-stem", reason)


def _unusable(question: Question, material: Material, stems: Mapping[str, int]) -> Dropped | None:
    """Return why a question in its own words cannot be asked at all, or None.

    Lines to be filled in are its own words, too, but for a cloze, which has one blank to type in.
    Two cards may have the same front: whoever thinks of one answer sees the other, but nobody
    can know which of the two is to be typed.
    """
    for name in _VERBATIM_ERRORS:
        if name == "wrong-blanks" and question.type is not QuestionType.CLOZE:
            continue
        reason = ERRORS[name](question, material)
        if reason:
            return Dropped(question.id, name, reason)
    return _shared_stem(question, stems) if question.type is QuestionType.TYPED else None


def _fault(question: Question, material: Material) -> Dropped | None:
    """Return the first rule that a question breaks, or None."""
    for name, rule in ERRORS.items():
        reason = rule(question, material)
        if reason:
            return Dropped(question.id, name, reason)
    return None


def _repeated(question: Question, seen: dict[tuple[str, ...], str]) -> Dropped | None:
    """Return that a question looks the same as one that was seen, or remember it."""
    looks = (question.type.value, question.stem, *sorted(texts_of(question.interaction)))
    first = seen.setdefault(looks, question.id)
    if first != question.id:
        return Dropped(question.id, DUPLICATE, f"looks the same as {first}")
    return None
