"""Rules on a fact's own words: statement, dates, quotation, attribution."""

import re
from collections.abc import Iterator
from typing import Final

from quizapp.bank import edtf
from quizapp.bank.document import FactBase
from quizapp.bank.fact_types import type_of
from quizapp.bank.material import Located, Material
from quizapp.bank.rules.references import refs_of
from quizapp.bank.terms import Status
from quizapp.errors import Problem

_DANGLING: Final = frozenset(
    {"he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "this", "that"}
    | {"these", "those", "there", "here", "such", "we", "i", "you"}
)
_ENDS: Final = (".", '."', ".”", ".'", ".\N{RIGHT SINGLE QUOTATION MARK}")
_ATTRIBUTION = re.compile(
    r"\b(article|author|according to|said|says|told|argu|claim|report|describ|call|warn|recall"
    r"|stress|emphasi|insist|assert|declar|express|suggest|propos|promis|pledg|den(y|ied)"
    r"|predict|expect|maintain|acknowledg|affirm|agree|stat(e|ed|es|ing)\b|wrote|view|ask|accus"
    r"|condemn|critici|portray|charact|contend|allege|believ|think|thought|see[sn]?|saw|sees|held"
    r"|hold|note|conced|admit|announc|demand|explain|fear|hope|regret|present|cit(e|ed)|answer"
    r"|complain|praise|object|remark|point|add|conclud|consider|regard|speak|spoke|speech|name"
    r"|advocat|favou?r|support|oppos|judge|doubt|want|signal|term|label|quot|words?|letter"
    r"|reject|reply|replied|repl|vision|plan|urge|interpret|perceiv|envision|envisag|understand"
    r"|understood|question|concern|assur|reckon|find|found|treat|depict|forecast|foresee)",
    re.IGNORECASE,
)
"""Stems of words that say whose the statement is: wide, so that only bare assertions are told."""


def statement_is_a_sentence(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield statements that do not end with a full stop or do not stand alone."""
    del material
    statement = each.value.statement
    if not statement.endswith(_ENDS):
        yield each.problem(
            ("statement",), "the statement does not end with a full stop", 'end it with "."'
        )
    first = re.split(r"[\s,\u2019']", statement, maxsplit=1)[0]
    if first.casefold() in _DANGLING:
        yield each.problem(
            ("statement",),
            f'the statement starts with "{first}", which points to nothing here',
            "name the person or thing: the sentence stands alone",
        )


def contested_is_attributed(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield contested statements that say nothing of whose they are."""
    fact = each.value
    if fact.status is Status.STATED:
        return
    statement = fact.statement.casefold()
    if _ATTRIBUTION.search(statement):
        return
    if fact.status in {Status.ATTRIBUTED, Status.REPORTED} and _names_speaker(fact, material):
        return
    yield each.problem(
        ("statement",),
        f"the fact is {fact.status}, but the statement does not say whose it is",
        'start with "According to the article, ...", or "<name> said that ..."',
    )


def _names_speaker(fact: FactBase, material: Material) -> bool:
    """Return whether a speaker's name stands in the statement: "Baker: not an inch"."""
    for _, slot, name in refs_of(fact):
        entity = material.entity_by_id.get(name)
        if slot == "speaker" and entity:
            # "Scientists" opens a sentence; the entity without a name is "scientists".
            statement = fact.statement.casefold()
            return any(each.casefold() in statement for each in (entity.name, *entity.aliases))
    return False


def dates_exist(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield dates of the right form that no calendar has."""
    del material
    slots = getattr(each.value, "slots")  # noqa: B009 - each type's model has it, the base has not
    found: list[tuple[tuple[str | int, ...], str]] = []
    when = getattr(slots, "when", None)
    if when:
        found.append((("slots", "when"), when))
    for index, step in enumerate(getattr(slots, "steps", ())):
        if step.when:
            found.append((("slots", "steps", index, "when"), step.when))
    for loc, date in found:
        fault = edtf.find_fault(date)
        if fault:
            yield each.problem(loc, f'"{date}" is not a date: {fault}', "write a date that exists")


def other_dates_exist(material: Material) -> Iterator[Problem]:
    """Yield impossible dates of entities and articles."""
    for each in material.entities:
        for key, date in (("era", each.value.era), ("date", each.value.date)):
            fault = edtf.find_fault(date) if date else None
            if fault:
                what = f'"{date}" is not a date: {fault}'
                yield each.problem((key,), what, "write a date that exists")
    for article in material.articles:
        date = article.value.source.date
        fault = edtf.find_fault(date) if date else None
        if fault:
            what = f'"{date}" is not a date: {fault}'
            yield article.problem(("source", "date"), what, "write a date that exists")


def label_needs_a_date(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield labels of a date that is not there."""
    del material
    slots = getattr(each.value, "slots")  # noqa: B009 - each type's model has it, the base has not
    if getattr(slots, "when_label", None) and not slots.when:
        yield each.key_problem(
            ("slots", "when_label"), "there is a when_label but no when", 'add "when:"'
        )


def own_stems_ask(each: Located[FactBase], material: Material) -> Iterator[Problem]:
    """Yield stems of the author's own that do not ask."""
    del material
    for view, stem in each.value.guards.ask.items():
        if view in type_of(each.value).views and not stem.rstrip('"”').endswith(("?", ":")):
            yield each.problem(
                ("guards", "ask", view), "this stem does not ask anything", 'end it with "?"'
            )
