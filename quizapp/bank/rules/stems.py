"""Rules on the questions' stems: none gives its own answer away."""

import re
from collections.abc import Iterator
from functools import lru_cache

from quizapp.bank.document import Entity, FactBase
from quizapp.bank.fact_types import views_of
from quizapp.bank.material import Located, Material
from quizapp.bank.rules.references import refs_of
from quizapp.bank.view import (
    BackAnswer,
    DateAnswer,
    EntityAnswer,
    ItemAnswer,
    NumberAnswer,
    OrderAnswer,
    PairsAnswer,
    SetAnswer,
    TextAnswer,
    View,
)
from quizapp.errors import Problem


def answer_forms(view: View, entities: "dict[str, Entity]") -> tuple[str, ...]:
    """Return the wordings of a view's answer that would give it away in its stem."""
    answer = view.answer
    match answer:
        case EntityAnswer():
            entity = entities[answer.entity]
            short = (entity.short,) if entity.short else ()
            return (entity.name, *entity.aliases, *short)
        case DateAnswer():
            return (answer.label, str(answer.year))
        case TextAnswer():
            return (answer.text,)
        case NumberAnswer():
            return (answer.label,)
        case SetAnswer() | OrderAnswer() | PairsAnswer() | BackAnswer() | ItemAnswer():
            return ()


@lru_cache(maxsize=20_000)
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)


def given_away(view: View, entities: "dict[str, Entity]") -> str | None:
    """Return the wording of the answer that stands in the stem, or None."""
    stem = view.stem.casefold()
    for form in answer_forms(view, entities):
        if form.casefold() in stem and _pattern(form).search(view.stem):
            return form
    return None


def stems_keep_the_answer(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield slots whose view would give its own answer away."""
    fact, entities = each.value, material.entity_by_id
    if any(name not in entities for _, _, name in refs_of(fact)):
        return
    for view in views_of(fact, entities):
        form = given_away(view, entities)
        if form is None:
            continue
        loc: tuple[str, ...] = ("slots", view.slot)
        if view.name in fact.guards.ask:
            loc = ("guards", "ask", view.name)
        yield each.problem(
            loc,
            f'the question for "{view.name}" would hold its answer "{form}": {view.stem[:120]}',
            f'reword the other slots, write guards.ask.{view.name}, or hide "{view.name}"',
        )
