"""A dated clause said another way, where as it stands it would be a copy."""

import re
from dataclasses import replace
from typing import Final

from quizapp.bank.terms import EntityKind
from quizapp.drafting.shapes.analysis import ChunkKind, ClauseKind
from quizapp.drafting.shapes.proposal import Page
from quizapp.drafting.telling.clause_ends import ends_left_out
from quizapp.drafting.telling.hanging import hangs_at_end
from quizapp.drafting.telling.telling import Teller, Telling, joined

_PARTED: Final = re.compile(r"\b([\w,]+) of (?:the|its|his|her|their) [\d,]+ (?=[a-z]+s\b)")
_FRONTED: Final = frozenset(
    {"in", "on", "at", "near", "under", "over", "with", "during", "after", "through", "along"}
    | {
        "from",
        "for",
        "against",
        "behind",
        "across",
        "outside",
        "inside",
        "between",
        "among",
        "within",
    }
)
"""Prepositions of phrases that may open a sentence as well as end it."""


def named_alone(page: Page, telling: Telling) -> Telling | None:
    """Return "Thomas Orr painted it" for "the English painter Thomas Orr painted it", or None."""
    for each in page.entities.values():
        if each.kind is EntityKind.PERSON and telling.subject.endswith(f" {each.name}"):
            return replace(telling, subject=each.phrase, turned=None, after=None)
    return None


def fronted(teller: Teller, telling: Telling) -> Telling | None:
    """Return "on the deck of the ship, a fire broke out": the same, with its end before it."""
    clause, verb = telling.clause, telling.clause.verb
    if verb is None or ", " in telling.subject:
        return None
    for each in reversed(clause.adverbials):
        hangs = verb.first <= each.above < verb.end and each.kind is ChunkKind.NOUN
        if not hangs or each.prep not in _FRONTED or each.prep_first < verb.end:
            continue
        words = teller.phrase(each)
        end = f" {each.prep} {words}"
        if words and telling.predicate.endswith(end):
            return replace(
                telling,
                subject=f"{each.prep} {words}, {telling.subject}",
                predicate=telling.predicate.removesuffix(end),
                shorts=(),
                turned=None,
                after=None,
            )
    return None


def cut_short(teller: Teller, telling: Telling) -> Telling | None:
    """Return the clause without what is hung on at its end: a purpose, ", doing so"."""
    clause, verb = telling.clause, telling.clause.verb
    if verb is None or ", " in telling.subject:
        return None
    if not (clause.objects or clause.adverbials or verb.passive):
        return None
    ends = [begin for begin, _ in ends_left_out(teller.sentence, clause)]
    ends.extend(
        each.first
        for each in teller.sentence.clauses
        if each.end >= clause.end - 1
        and each.first > (clause.objects[0].core_end if clause.objects else verb.end)
        and hangs_at_end(teller, each, clause)
    )
    if not ends:
        return None
    words = teller.words(verb.end, min(ends), without=teller.asides(clause))
    date = telling.date
    if not words or (date is not None and telling.when_text in words):
        return None
    shorter = joined([telling.verb, words])
    if len(shorter) >= len(telling.predicate):
        return None
    return replace(telling, predicate=shorter, shorts=(), turned=None, after=None)


def ends_in_clause(teller: Teller, telling: Telling) -> bool:
    """Return whether another clause ends what is told: a date behind it would be taken for its."""
    clause, tokens = telling.clause, teller.sentence.tokens
    if clause.verb is None:
        return False
    for each in teller.sentence.clauses:
        inside = each.parent >= clause.index and each.verb is not None and not each.aside
        if not inside or each.first < clause.verb.end or each.end < clause.end - 1:
            continue
        words = [one.text for one in tokens[each.first : each.end] if one.text[-1].isalnum()]
        if each.kind in {ClauseKind.RELATIVE, ClauseKind.PARTICIPLE} and words:
            return telling.predicate.endswith(words[-1])
    return False


def parted(telling: Telling) -> Telling | None:
    """Return "laid off 120 workers" for "laid off 120 of its 175 workers", or None."""
    predicate = _PARTED.sub(r"\1 ", telling.predicate)
    if predicate == telling.predicate:
        return None
    return replace(telling, predicate=predicate, turned=None, after=None, shorts=())
