"""The list that questions are picked from: a set's, with keys, by passage, form, level, words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import request

from quizapp.generation.question import Question
from quizapp.generation.selection import tells
from quizapp.services.assigning import assigning_content
from quizapp.services.assigning.assigning_content import Chosen, KeyedItem
from quizapp.services.quizzes.quiz_rules import Candidate, passage_key
from quizapp.store.teaching.assigning_queries import SetPassage
from quizapp.web.formkit import whole

MOST_SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A question that can be picked; ``asked`` when its fact is in the quiz already."""

    question_id: int
    question: Question
    asked: bool


@dataclass(frozen=True, slots=True)
class Picker:
    """What of a set can be picked, filtered.

    Attributes:
        passage, form, level, words: the filter, "" for all.
        found: how many fit; the first of them are ``lines``.
        section: that they are added to, from 0.
        used: whether the list was just looked at or added from.
    """

    set_id: int
    passage: str
    form: str
    level: str
    words: str
    passages: tuple[SetPassage, ...]
    lines: tuple[Line, ...]
    found: int
    section: int
    used: bool


def picker_of(set_id: int, items: Sequence[Chosen]) -> Picker:
    """Return the list that the request's filter asks for; ``f-set`` looks into another set."""
    set_id = request.form.get("f-set", set_id, type=whole) or set_id
    candidates = assigning_content.list_candidates(set_id)
    chosen = {each.question_id for each in items}
    facts = {each.question.fact for each in candidates if each.question_id in chosen}
    passage, form, level, words = (
        request.form.get(f"f-{name}", "") for name in ("passage", "form", "level", "words")
    )
    fitting = [
        each
        for each in candidates
        if each.question_id not in chosen
        and (not passage or passage_key(each.question) == passage)
        and (not form or each.question.type.value == form)
        and (not level or each.question.level.value == level)
        and _mentions(each, words)
    ]
    return Picker(
        set_id=set_id,
        passage=passage,
        form=form,
        level=level,
        words=words,
        passages=assigning_content.list_passages([set_id]),
        lines=tuple(
            Line(each.question_id, each.question, each.question.fact in facts)
            for each in fitting[:MOST_SHOWN]
        ),
        found=len(fitting),
        section=request.form.get("pick-section", 0, type=whole) or 0,
        used=request.form.get("do") in {"filter", "add"},
    )


def telling_pairs(items: Sequence[KeyedItem]) -> tuple[tuple[int, int], ...]:
    """Return (n, m) where question n tells the answer of question m, counted from 1."""
    return tuple(
        (one, other)
        for one, telling in enumerate(items, start=1)
        for other, told in enumerate(items, start=1)
        if one != other and tells(telling.question, told.question)
    )


def repeated_facts(items: Sequence[KeyedItem]) -> tuple[tuple[int, int], ...]:
    """Return (n, m) where questions n and m ask about the same fact, counted from 1."""
    first: dict[str, int] = {}
    found = []
    for number, each in enumerate(items, start=1):
        if each.question.fact in first:
            found.append((first[each.question.fact], number))
        first.setdefault(each.question.fact, number)
    return tuple(found)


def _mentions(candidate: Candidate, words: str) -> bool:
    question = candidate.question
    text = f"{question.stem} {question.answer}".casefold()
    return all(word in text for word in words.casefold().split())
