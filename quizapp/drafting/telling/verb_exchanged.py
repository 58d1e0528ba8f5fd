"""A clause with another verb for its own, its last phrases exchanged, or one inside left out."""

from dataclasses import replace
from functools import cache
from typing import Final

from quizapp.drafting.data import table
from quizapp.drafting.lexis.words import inflect
from quizapp.drafting.shapes.analysis import ChunkKind, Clause, ClauseKind, Phrase, VerbGroup
from quizapp.drafting.telling.phrasing import Teller
from quizapp.drafting.telling.telling import Telling

_FORMS: Final = ("VBD", "VBZ", "VBN", "VBG", "VB")
_HELPING: Final = frozenset(
    {"was", "were", "is", "are", "been", "be", "has", "have", "had", "did", "do", "does", "not"}
)
_FIXED: Final = frozenset({"of", "than", "as", "such as", "according to", "including", "like"})
"""Prepositions of phrases that do not change places with another."""
_RULED: Final = frozenset({"to", "into", "of", "on", "upon"})
"""Prepositions that stay beside their verb."""
_LEAST: Final = 4
"""Words of a predicate that is whole without what a comma parts from it."""


def verb_exchanged(teller: Teller, telling: Telling) -> Telling | None:
    """Return the clause with a verb that says the same of the same object, or None."""
    verb = telling.clause.verb
    new = "" if verb is None else _like(teller, telling.clause, verb)
    if verb is None or not new or not telling.predicate.startswith(telling.verb):
        return None
    words = _worded(telling.verb, verb, new)
    if not words:
        return None
    rest = telling.predicate.removeprefix(telling.verb)
    return replace(telling, predicate=words + rest, verb=words, shorts=(), turned=None, after=None)


@cache
def _synonyms() -> dict[tuple[str, str], str]:
    """Return verb and condition -> another verb; the condition is "", "+to", "-" or "="."""
    return {(row[0], row[2] if len(row) > 2 else ""): row[1] for row in table("verb_synonyms")}  # noqa: PLR2004 - the third column is the condition


def _like(teller: Teller, clause: Clause, verb: VerbGroup) -> str:
    """Return another verb for the clause's, or ""."""
    if verb.auxiliary or verb.modal or verb.progressive:
        return ""
    known, lemma = _synonyms(), f"{verb.lemma} {verb.particle}".strip()
    things = [each for each in clause.objects if each.kind is ChunkKind.NOUN]
    told = bool(things) and len(things) == len(clause.objects)
    direct = told and (things[0].first == verb.end or things[0].first < clause.first)
    to = any(
        each.kind is ClauseKind.INFINITIVE and each.parent == clause.index and not each.aside
        for each in teller.sentence.clauses
    )
    found = known.get((lemma, "+to"), "") if to else ""
    if not found and (direct or verb.passive):
        found = known.get((lemma, ""), "")
    if not found and direct and not verb.passive:
        found = known.get((lemma, "="), "")
    if not found and not clause.objects and not verb.passive and not to:
        found = known.get((lemma, "-"), "")
    return found


def _worded(told: str, verb: VerbGroup, new: str) -> str:
    """Return the words of a verb group with another verb in the same form; "" where unsure."""
    words = told.split()
    if verb.particle and words[-1:] == [verb.particle]:
        words.pop()
    form = next((each for each in _FORMS if words and inflect(verb.lemma, each) == words[-1]), "")
    helped = [each for each in words[:-1] if each in _HELPING]
    if form == "VBD" and (verb.passive or {"has", "have", "had"} & set(helped)):
        form = "VBN"
    if not form or (form == "VBN" and not helped):
        return ""
    first, *rest = new.split()
    return " ".join([*words[:-1], inflect(first, form), *rest])


def ends_swapped(teller: Teller, telling: Telling) -> Telling | None:
    """Return "vote in May for the mayor" for "vote for the mayor in May", or None."""
    clause = telling.clause
    inner = [each for each in teller.sentence.clauses if _within(each, clause)]
    for each in (*reversed(inner), clause):
        pair = _last_two(each)
        if pair is None or teller.sentence.tokens[pair[1].first].tag == "CD":
            continue  # "won by 288 to 241"
        texts = [f"{one.prep} {words}" for one in pair if (words := teller.phrase(one))]
        ending = f" {' '.join(texts)}"
        if len(texts) == len(pair) and telling.predicate.endswith(ending):
            begun = telling.predicate.removesuffix(ending)
            turned = f"{begun} {texts[1]} {texts[0]}"
            return replace(telling, predicate=turned, shorts=(), turned=None, after=None)
    return None


def _within(each: Clause, clause: Clause) -> bool:
    inside = clause.first <= each.first and each.end <= clause.end and each.parent >= clause.index
    return inside and each.kind is ClauseKind.INFINITIVE and not each.aside


def _last_two(clause: Clause) -> tuple[Phrase, Phrase] | None:
    """Return two phrases beside each other at the end of a clause that both hang on its verb."""
    verb = clause.verb
    if verb is None:
        return None
    behind = [each for each in clause.adverbials if each.prep_first >= verb.end]
    if len(behind) < 2:  # noqa: PLR2004 - a pair
        return None
    left, right = behind[-2:]
    if left.prep in _RULED and left.prep_first == verb.end:
        return None  # "objected to the plan at the meeting"
    fit = all(
        each.kind is ChunkKind.NOUN
        and bool(each.prep)
        and each.prep not in _FIXED
        and verb.first <= each.above < verb.end
        for each in (left, right)
    )
    return (left, right) if fit and left.end == right.prep_first else None


def inner_shortened(teller: Teller, telling: Telling) -> Telling | None:
    """Return "ordered its men to vote" for "to vote in May", or what stands before ", to Bonn"."""
    clause, tokens = telling.clause, teller.sentence.tokens
    verb = clause.verb
    if verb is None or verb.negated:
        return None
    inner = [each for each in teller.sentence.clauses if _within(each, clause)]
    for each in reversed(inner):
        behind = [
            one
            for one in each.adverbials
            if each.verb is not None and one.prep_first >= each.verb.end
        ]
        for place, last in reversed(list(enumerate(behind))):
            words = teller.phrase(last) if last.prep not in _FIXED else None
            end = f" {last.prep} {words}"
            if words and (each.objects or place) and telling.predicate.endswith(end):
                shorter = telling.predicate.removesuffix(end).rstrip(" ,")
                return replace(telling, predicate=shorter, shorts=(), turned=None, after=None)
    at = telling.predicate.find(", ")
    following = telling.predicate[at + 2 :].split(maxsplit=1)[0] if at > 0 else ""
    prepositions = {each.low for each in tokens[verb.end : clause.end] if each.tag in {"IN", "TO"}}
    if following in prepositions - _FIXED and len(telling.predicate[:at].split()) > _LEAST:
        return replace(
            telling, predicate=telling.predicate[:at], shorts=(), turned=None, after=None
        )
    return None
